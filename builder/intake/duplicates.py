"""Near-duplicates: articles whose texts share at least four fifths of their word 5-grams (Jaccard), exactly.

A small index finds the pairs: whoever shares four fifths must share one of its rarest fifth (prefix filtering,
Bayardo et al. 2007), and rare 5-grams are shared by reprints alone, so that time grows with the corpus, not its square.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from builder.records import Article

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Shingles = npt.NDArray[np.uint64]

WORDS = 5  # in a shingle
SHARE = (4, 5)  # Jaccard at least this fraction, as whole numbers: no rounding decides
_WORD = re.compile(r"\w+")
_FACTOR = 0x9E3779B97F4A7C15  # odd, so that multiplying by it loses nothing modulo 2**64


def near_duplicates(articles: Sequence[Article]) -> dict[str, str]:
    """Article id -> id of the first article of its group, for every later article of a group.

    Groups are connected: of A like B and B like C all three are one, so that no split can come between them.
    Furniture doesn't count, nor does case. Articles without a like are absent.
    """
    import numpy as np

    hashes: dict[str, int] = {}
    shingles = [_shingles(article, hashes) for article in articles]
    known, inverse, counts = np.unique(
        np.concatenate([*shingles, np.empty(0, np.uint64)]), return_inverse=True, return_counts=True
    )
    del known
    rank = np.empty(len(counts), np.int64)
    rank[np.argsort(counts, kind="stable")] = np.arange(len(counts))
    first = list(range(len(articles)))  # union-find: the earlier article is the root
    index: dict[int, list[int]] = {}
    ordered: list[Any] = []
    start = 0
    for number, mine in enumerate(shingles):
        own = inverse[start : start + len(mine)]
        start += len(mine)
        own = own[np.argsort(rank[own])]
        ordered.append(np.sort(own))
        prefix = own[: _prefix(len(own))]
        shared = prefix[counts[prefix] > 1].tolist()  # what stands in one article only finds no other
        for other in sorted({other for shingle in shared for other in index.get(shingle, ())}):
            if _root(first, other) != _root(first, number) and _alike(ordered[other], ordered[number]):
                low, high = sorted((_root(first, other), _root(first, number)))
                first[high] = low
        for shingle in shared:
            index.setdefault(shingle, []).append(number)
    return dict(_groups(articles, first))


def _shingles(article: Article, hashes: dict[str, int]) -> Shingles:
    """Distinct 64-bit hashes of the 5-grams; a text of fewer than five words is one shingle."""
    import numpy as np

    text = list(article.text)
    for piece in article.furniture:
        text[piece.span.start : piece.span.end] = " " * (piece.span.end - piece.span.start)
    words = [_hash(word, hashes) for word in _WORD.findall("".join(text).casefold())]
    if not words:
        return np.empty(0, np.uint64)
    values = np.array(words, np.uint64)
    width = min(WORDS, len(words))
    total = np.zeros(len(words) - width + 1, np.uint64)
    for offset in range(width):
        total = total * np.uint64(_FACTOR) + values[offset : offset + len(total)]
    return np.unique(total)


def _hash(word: str, hashes: dict[str, int]) -> int:
    if word not in hashes:
        digest = hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        hashes[word] = int.from_bytes(digest, "little")
    return hashes[word]


def _prefix(size: int) -> int:
    """So many of its rarest shingles that an article sharing SHARE of all must share one of them."""
    part, whole = SHARE
    return size - -(-part * size // whole) + 1 if size else 0


def _alike(one: Shingles, two: Shingles) -> bool:
    import numpy as np

    part, whole = SHARE
    if min(len(one), len(two)) * whole < max(len(one), len(two)) * part:
        return False
    common = len(np.intersect1d(one, two, assume_unique=True))
    return common * whole >= (len(one) + len(two) - common) * part


def _root(first: list[int], number: int) -> int:
    while first[number] != number:
        first[number] = first[first[number]]
        number = first[number]
    return number


def _groups(articles: Sequence[Article], first: list[int]) -> Iterator[tuple[str, str]]:
    for number, article in enumerate(articles):
        root = _root(first, number)
        if root != number:
            yield article.article_id, articles[root].article_id
