"""Quotes in, utterance ids out: the rows that carry the same words of the same speaker share one id.

Outlets cut one utterance differently: “We did not close the harbour, and we never will,” in one, “we never will” and
half of the first clause in another. Two rows are taken for the same utterance when

* no two different known speakers are behind them, and
* they share runs of six or more consecutive quoted words that make up half of the shorter one, or both have the same
  words and at least four of them. Case, punctuation and the form of apostrophes do not count.

Only quoted words count: paraphrase is the outlet's wording, so an indirect quote is always an utterance of its own,
and of a mixed quote only what stands in marks is compared.

Limits, on purpose conservative: translations, cuts shorter than six words and speakers whose names were resolved
differently stay apart; a short stock sentence that a speaker repeats on another day joins the two.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from builder import ids
from builder.records import QuoteType
from builder.text import WORD

if TYPE_CHECKING:
    import numpy as np

RUN = 6  # shared consecutive words that may make two cuts one utterance
SHORT = 4  # words of a shorter quote that must then be equal as a whole
_FEW = 12  # rows that share a run and are all compared with one another; more are compared with their neighbours

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
class _Cut:
    """The quoted words of a row: how many, and the hashes of their runs, ascending."""

    length: int
    runs: np.ndarray[Any, np.dtype[np.uint64]]

    def same(self, other: _Cut) -> bool:
        import numpy as np

        shared = len(np.intersect1d(self.runs, other.runs, assume_unique=True))
        return shared > 0 and 2 * (shared + RUN - 1) >= min(self.length, other.length)


def utterances(quotes: Sequence[Spoken]) -> list[str]:
    """Utterance ids, aligned with ``quotes``; near-linear in the number of quoted words.

    A row without a speaker joins the one known speaker that shares its words, and none where two do. Where it would
    join two by different words, the first in the order of ``quotes`` wins: no group holds two known speakers.
    """
    speakers = [quote.speaker_id for quote in quotes]
    groups = _Groups(speakers)
    codes: dict[str, int] = {}
    cuts = [_cut(quoted_words(quote), codes) for quote in quotes]
    together = _together([cut.runs for cut in cuts])
    alike = {pair for rows in together for pair in _pairs(rows, speakers) if cuts[pair[0]].same(cuts[pair[1]])}
    for one, other in sorted(alike):  # known speakers first: a row without one follows them, it decides nothing
        if speakers[one] == speakers[other]:
            groups.join(one, other)
    for one, other in sorted(alike):
        groups.join(one, other)
    members: dict[int, list[str]] = {}
    for index, quote in enumerate(quotes):
        members.setdefault(groups.root(index), []).append(quote.quote_id)
    names = {root: ids.utterance_id(group) for root, group in members.items()}
    return [names[groups.root(index)] for index in range(len(quotes))]


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


def _cut(words: Sequence[str], codes: dict[str, int]) -> _Cut:
    """Runs are compared by a 64-bit hash: that any two among a hundred million share one is less likely than 1:1000.

    A quote of four or five words counts as one run, filled up with nothing; of fewer words there is none.
    """
    import numpy as np

    if len(words) < SHORT:
        return _Cut(len(words), np.empty(0, dtype=np.uint64))
    coded = np.zeros(max(len(words), RUN), dtype=np.uint64)
    coded[: len(words)] = [_code(word, codes) for word in words]
    windows = np.lib.stride_tricks.sliding_window_view(coded, RUN)
    return _Cut(len(words), np.unique((windows * np.array(_FACTORS, dtype=np.uint64)).sum(axis=1, dtype=np.uint64)))


def _code(word: str, known: dict[str, int]) -> int:
    if word not in known:
        known[word] = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return known[word]


def _together(runs: Sequence[np.ndarray[Any, np.dtype[np.uint64]]]) -> list[tuple[int, ...]]:
    """The rows that hold a run together, ascending, for every run that more than one row holds: one sort over all."""
    import numpy as np

    if not runs:
        return []
    held, row = np.concatenate(runs), np.repeat(np.arange(len(runs)), [len(each) for each in runs])
    order = np.argsort(held, kind="stable")
    held, row = held[order], row[order]
    starts = np.flatnonzero(np.append([True], held[1:] != held[:-1])) if len(held) else np.arange(0)
    ends = np.append(starts[1:], len(held))
    several = ends - starts > 1
    bounds = zip(starts[several].tolist(), ends[several].tolist(), strict=True)
    return sorted({tuple(row[start:end].tolist()) for start, end in bounds})


def _pairs(rows: Sequence[int], speakers: Sequence[str | None]) -> Iterator[tuple[int, int]]:
    """Pairs worth comparing: of one speaker, and with unknown speakers where only one known speaker says the words."""
    by_speaker: dict[str | None, list[int]] = {}
    for row in rows:
        by_speaker.setdefault(speakers[row], []).append(row)
    for same in by_speaker.values():
        yield from _neighbours(same)
    if len(by_speaker) == 2 and None in by_speaker:
        yield from _neighbours(rows)


def _neighbours(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    return itertools.combinations(rows, 2) if len(rows) <= _FEW else itertools.pairwise(rows)


class _Groups:
    """Union-find in which a group has at most one known speaker."""

    def __init__(self, speakers: Sequence[str | None]) -> None:
        self._parent = list(range(len(speakers)))
        self._speaker = list(speakers)

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        speakers = {self._speaker[first], self._speaker[second]} - {None}
        if first != second and len(speakers) <= 1:
            self._parent[second] = first
            self._speaker[first] = next(iter(speakers), None)
