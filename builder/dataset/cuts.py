"""One quote in, what tells whether two rows carry the same words out: its quoted words as hashes of their runs.

Only quoted words count: paraphrase is the outlet's wording, so of a mixed quote only what stands in marks is compared,
and of an indirect one nothing.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.records import QuoteType
from builder.text import WORD

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Runs = npt.NDArray[np.uint64]

RUN = 6  # shared consecutive words that may make two cuts one utterance
SHORT = 4  # words of a shorter quote that must then be equal as a whole

# Odd, and otherwise arbitrary: they make a hash depend on the order of the words.
_FACTORS = (
    0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F,
    0xE7037ED1A0B428DB,
)  # fmt: skip
_APOSTROPHES = str.maketrans("’‘ʼ＇", "''''")
_QUOTED = re.compile(
    r"“([^”]*)|„([^“”]*)|«([^»]*)|「([^」]*)|''(.*?)(?:''|$)|\"([^\"]*)(?:\"|$)|(?<!\w)[‘'](.*?)(?:[’'](?!\w)|$)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What grouping looks at."""

    quote_id: str
    quote: str
    quote_type: QuoteType
    speaker_id: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """The quoted words of a row: how many, and the hashes of their runs, ascending."""

    words: int
    runs: Runs


def same(one: Cut, other: Cut) -> bool:
    """They share runs that make up half of the shorter one."""
    import numpy as np

    shared = len(np.intersect1d(one.runs, other.runs, assume_unique=True))
    return shared > 0 and 2 * (shared + RUN - 1) >= min(one.words, other.words)


def quoted_words(quote: Spoken) -> tuple[str, ...]:
    """The normalised words that stand in quotation marks; none for an indirect quote."""
    if quote.quote_type == "indirect":
        return ()
    stretches = [quote.quote] if quote.quote_type == "direct" else _in_marks(quote.quote)
    plain = " ".join(stretches)
    plain = unicodedata.normalize("NFKC", plain).translate(_APOSTROPHES).casefold()
    return tuple(word for word in WORD.findall(plain) if word[0].isalnum())


def _in_marks(quote: str) -> list[str]:
    """'that it opened a “new chapter in history”' -> ['new chapter in history']."""
    return [next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(quote)]


def cut(words: Sequence[str], codes: dict[str, int]) -> Cut:
    """Runs are compared by a 64-bit hash: that any two among a hundred million share one is less likely than 1:1000.

    A quote of four or five words counts as one run, filled up with nothing; of fewer words there is none. ``codes``
    remembers the hashes of words from call to call.
    """
    import numpy as np

    if len(words) < SHORT:
        return Cut(len(words), np.empty(0, dtype=np.uint64))
    coded = np.zeros(max(len(words), RUN), dtype=np.uint64)
    coded[: len(words)] = [_code(word, codes) for word in words]
    windows = np.lib.stride_tricks.sliding_window_view(coded, RUN)
    return Cut(len(words), np.unique((windows * np.array(_FACTORS, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)))


def _code(word: str, known: dict[str, int]) -> int:
    if word not in known:
        known[word] = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return known[word]
