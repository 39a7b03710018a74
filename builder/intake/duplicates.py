"""Near-duplicates: articles whose texts share about four fifths of their word 5-grams (Jaccard) and more.

Each article becomes a MinHash signature of 512 bytes (Broder 1997), so that a corpus of any size fits into memory; the
signatures that agree in one of their bands (LSH) are compared, and sorting each band takes no memory for an index.
The signatures are those of datasketch 2, whose import, with all of scipy behind it, takes longer than a small build.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from builder.records import Article

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Signature = npt.NDArray[np.uint32] | None  # None: there is no word in the text
    Hashes = npt.NDArray[np.uint64]

WORDS = 5  # in a shingle
VALUES = 128  # of a signature; the share of equal ones estimates the Jaccard index within 0.04
SHARE = (4, 5)  # as whole numbers: no rounding decides
_BANDS, _ROWS = 21, 6  # of two texts that share 4/5, 998 in 1000 agree in a band; of two that share 3/10, 15
_FEW = 40  # of a band that are all compared with one another; of more each is compared with one of every group
_SEED = 1
_WORD = re.compile(r"\w+")
_FACTOR = 0x9E3779B97F4A7C15  # odd, so that multiplying by it loses nothing modulo 2**64
_MIXED, _LAST_SHIFT = ((16, 0x85EBCA6B), (13, 0xC2B2AE35)), 16  # MurmurHash3's last step: hashes that are alike part


def near_duplicates(articles: Iterable[Article]) -> dict[str, str]:
    """Article id -> id of the first article of its group, for every later article of a group.

    Groups are connected: of A like B and B like C all three are one, so that no split can come between them.
    Furniture doesn't count, nor does case. Articles without a like are absent.
    """
    return group((article.article_id, signature(article)) for article in articles)


def signature(article: Article) -> Signature:
    """The signature of one article; what workers make and ``group`` reads. The same on every machine."""
    shingles = _shingles(article)
    return _least(shingles) if len(shingles) else None


def group(signatures: Iterable[tuple[str, Signature]]) -> dict[str, str]:
    """What ``near_duplicates`` gives, from article ids with their signatures in the order of the articles."""
    import numpy as np

    known = [(name, values) for name, values in signatures if values is not None]
    if not known:
        return {}
    table = np.stack([values for _, values in known])
    first = list(range(len(known)))  # union-find: the earlier article is the root
    for band in range(_BANDS):
        for together in _alike_in(table[:, band * _ROWS : (band + 1) * _ROWS]):
            for one, other in _pairs(together, first):
                low, high = sorted((_root(first, one), _root(first, other)))
                if low != high and _alike(table[one], table[other]):
                    first[high] = low
    roots = ((number, _root(first, number)) for number in range(len(known)))
    return {known[number][0]: known[root][0] for number, root in roots if root != number}


def _least(shingles: Hashes) -> npt.NDArray[np.uint32]:
    """The least shingle under each of VALUES permutations of all 32-bit numbers: a * x + b, where a is odd."""
    import numpy as np

    mixed = shingles.astype(np.uint32)
    for shift, factor in _MIXED:
        mixed = (mixed ^ (mixed >> np.uint32(shift))) * np.uint32(factor)
    mixed ^= mixed >> np.uint32(_LAST_SHIFT)
    factors, terms = _permutations()
    found: npt.NDArray[np.uint32] = (factors[:, None] * mixed + terms[:, None]).min(1)
    return found


@functools.cache
def _permutations() -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    import numpy as np

    draw = np.random.RandomState(_SEED)  # whose numbers are promised to stay the same, unlike a Generator's
    factors = draw.randint(0, 1 << 31, VALUES, dtype=np.uint32) * np.uint32(2) + np.uint32(1)
    return factors, draw.randint(0, 1 << 32, VALUES, dtype=np.uint32)


def _shingles(article: Article) -> Hashes:
    """Distinct 32-bit hashes of the 5-grams; a text of fewer than five words is one shingle."""
    import numpy as np

    text = list(article.text)
    for piece in article.furniture:
        text[piece.span.start : piece.span.end] = " " * (piece.span.end - piece.span.start)
    words = _WORD.findall("".join(text).casefold())
    if not words:
        return np.empty(0, np.uint64)
    hashes = {word: _hash(word) for word in set(words)}
    values = np.array([hashes[word] for word in words], np.uint64)
    width = min(WORDS, len(words))
    total = np.zeros(len(words) - width + 1, np.uint64)
    for offset in range(width):
        total = total * np.uint64(_FACTOR) + values[offset : offset + len(total)]
    return np.unique(total >> np.uint64(32))


@functools.lru_cache(1 << 16)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _alike_in(band: npt.NDArray[np.uint32]) -> Iterator[Sequence[int]]:
    """The articles that agree in all values of ``band``, ascending; those that agree with none are left out."""
    import numpy as np

    keys = np.zeros(len(band), np.uint64)
    for column in range(band.shape[1]):
        keys = keys * np.uint64(_FACTOR) + band[:, column]
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    starts = np.flatnonzero(np.append([True], keys[1:] != keys[:-1]))
    ends = np.append(starts[1:], len(keys))
    several = ends - starts > 1
    for start, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        yield order[start:end].tolist()


def _pairs(together: Sequence[int], first: list[int]) -> Iterator[tuple[int, int]]:
    if len(together) <= _FEW:
        yield from itertools.combinations(together, 2)
        return
    met: dict[int, int] = {}  # root -> the article that stands for its group
    for number in together:
        for other in list(met.values()):
            yield other, number
            if _root(first, other) == _root(first, number):
                break
        met.setdefault(_root(first, number), number)


def _alike(one: npt.NDArray[np.uint32], other: npt.NDArray[np.uint32]) -> bool:
    import numpy as np

    part, whole = SHARE
    return int(np.count_nonzero(one == other)) * whole >= part * VALUES


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number
