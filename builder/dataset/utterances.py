"""Quotes in, utterance ids out: the rows that carry the same words of the same speaker share one id.

Outlets cut one utterance differently: “We did not close the harbour, and we never will,” in one, “we never will” and
half of the first clause in another. Two rows are taken for the same utterance when

* no two different known speakers are behind them, and
* the quoted words of one contain a run of six consecutive words of the other, or both have the same words and at
  least four of them. Case, punctuation and the form of apostrophes do not count.

Only quoted words count: paraphrase is the outlet's wording, so an indirect quote is always an utterance of its own,
and of a mixed quote only what stands in marks is compared.

Limits, on purpose conservative: translations, cuts shorter than six words and speakers whose names were resolved
differently stay apart; a stock phrase of six words that a speaker repeats on another day joins the two.
"""

from __future__ import annotations

import hashlib
import itertools
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from builder import ids
from builder.records import QuoteType
from builder.text import words

RUN = 6  # shared consecutive words that make two cuts one utterance
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


def utterances(quotes: Sequence[Spoken]) -> list[str]:
    """Utterance ids, aligned with ``quotes``; near-linear in the number of quoted words.

    A row without a speaker joins the one known speaker that shares its words, and none where two do. Where it would
    join two by different words, the first in the order of ``quotes`` wins: no group holds two known speakers.
    """
    speakers = [quote.speaker_id for quote in quotes]
    groups = _Groups(speakers)
    together = [*_sharing_a_run(quotes), *_equal_and_short(quotes)]
    for rows in together:  # known speakers first: a row without a speaker follows them, it does not decide for them
        for same in _by_speaker(rows, speakers).values():
            groups.join_all(same)
    for rows in together:
        if len(_by_speaker(rows, speakers).keys() - {None}) <= 1:
            groups.join_all(rows)
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
    return tuple(word for span in words(plain) if (word := span.of(plain))[0].isalnum())


def _in_marks(quote: str) -> list[str]:
    """'that it opened a “new chapter in history”' -> ['new chapter in history']."""
    return [next(part for part in match.groups() if part is not None) for match in _QUOTED.finditer(quote)]


def _sharing_a_run(quotes: Sequence[Spoken]) -> list[list[int]]:
    """For each run of words that several quotes hold: their indices, ascending.

    Runs are compared by a 64-bit hash in one sort over all of them; two different runs among a hundred million share
    a hash with a probability below one in a thousand.
    """
    import numpy as np

    codes: dict[str, int] = {}
    rows, hashes = [], []
    for index, quote in enumerate(quotes):
        sequence = quoted_words(quote)
        if len(sequence) >= RUN:
            word_codes = np.fromiter((_code(word, codes) for word in sequence), dtype=np.uint64, count=len(sequence))
            windows = np.lib.stride_tricks.sliding_window_view(word_codes, RUN)
            found = np.unique((windows * np.array(_FACTORS, dtype=np.uint64)).sum(axis=1, dtype=np.uint64))
            hashes.append(found)
            rows.append(np.full(len(found), index, dtype=np.int64))
    if not rows:
        return []
    every_hash, every_row = np.concatenate(hashes), np.concatenate(rows)
    order = np.argsort(every_hash, kind="stable")
    edges = np.flatnonzero(np.diff(every_hash[order])) + 1
    blocks = {tuple(block.tolist()) for block in np.split(every_row[order], edges) if len(block) > 1}
    return [list(block) for block in sorted(blocks)]


def _code(word: str, known: dict[str, int]) -> int:
    if word not in known:
        known[word] = int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest())
    return known[word]


def _equal_and_short(quotes: Sequence[Spoken]) -> list[list[int]]:
    rows: dict[tuple[str, ...], list[int]] = {}
    for index, quote in enumerate(quotes):
        if SHORT <= len(sequence := quoted_words(quote)) < RUN:
            rows.setdefault(sequence, []).append(index)
    return [same for same in rows.values() if len(same) > 1]


def _by_speaker(rows: Sequence[int], speakers: Sequence[str | None]) -> dict[str | None, list[int]]:
    found: dict[str | None, list[int]] = {}
    for row in rows:
        found.setdefault(speakers[row], []).append(row)
    return found


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

    def join_all(self, rows: Sequence[int]) -> None:
        for one, other in itertools.pairwise(rows):
            self.join(one, other)

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        speakers = {self._speaker[first], self._speaker[second]} - {None}
        if first != second and len(speakers) <= 1:
            self._parent[second] = first
            self._speaker[first] = next(iter(speakers), None)
