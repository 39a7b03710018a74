"""What the glue asks of a text: paragraph and sentence of a token, counts between two tokens in constant time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np

from builder.attribution.classes import BREAK, COMMA, STOP, word_classes
from builder.attribution.tags import Role, Tagged, spans_of
from builder.model.arrays import Booleans, Floats, Integers
from builder.model.tokens import INSIDE, MARK, Encoded

LinkKind = Literal["cue", "source", "previous"]
KINDS: tuple[LinkKind, ...] = ("cue", "source", "previous")
LINK = 64  # numbers of a query or a key
ABBREVIATIONS = frozenset("mr mrs ms dr sen rep gov gen col lt sgt prof rev st vs no inc jr sr corp co".split())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of one role: `begin`, `end` without edge punctuation, `raw` as the tagger gave it."""

    role: Role
    begin: int
    end: int
    raw: tuple[int, int]
    owners: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Places:
    """Where some stretches stand: arrays (stretches,), so that many pairs of them are counted at a time."""

    begin: Integers
    end: Integers
    raw: Integers  # the beginning that the tagger gave

    @classmethod
    def of(cls, stretches: Sequence[Stretch]) -> Places:
        found = [(s.begin, s.end, s.raw[0]) for s in stretches]
        return cls(*np.array(found, np.int64).reshape(-1, 3).T)

    def __getitem__(self, rows: Integers) -> Places:
        return Places(self.begin[rows], self.end[rows], self.raw[rows])


def trim(doc: Encoded, begin: int, end: int) -> tuple[int, int] | None:
    """The tokens without marks and punctuation at their edges; None when no word is left."""
    words = doc.wordlike[begin:end]
    return (begin + words.index(True), end - words[::-1].index(True)) if True in words else None


def _sums(holds: Booleans) -> Integers:
    """How many hold before each token, and before the end."""
    return np.insert(np.cumsum(holds), 0, 0)


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens `low` to `high` of many pairs, in which what some sums run over is counted."""

    low: Integers
    high: Integers

    def __call__(self, sums: Integers) -> Integers:
        found: Integers = sums[self.high] - sums[self.low]
        return found


def between(a: Places, b: Places) -> Tokens:
    """The tokens between two stretches, whichever comes first."""
    first = a.begin < b.begin
    low = np.where(first, a.end, b.end)
    return Tokens(low, np.maximum(low, np.where(first, b.begin, a.begin)))


class Context:
    """A tagged text. Stretches of each role stand in text order.

    `links` are the tagger's link vectors (tokens, 6 * LINK): for each of cue, source and previous stretch a query and
    a key.
    """

    def __init__(self, doc: Encoded, spans: list[Tagged], links: Floats) -> None:
        self.doc = doc
        self.links = links
        self.stretches: list[Stretch] = []
        for s in spans:
            cut = trim(doc, s.begin, s.end) or ((s.begin, s.end) if s.role == "cue" else None)  # ":" can be a cue
            if cut:
                self.stretches.append(Stretch(s.role, *cut, (s.begin, s.end), s.owners))
        self.by_role: dict[str, list[Stretch]] = {
            role: [s for s in self.stretches if s.role == role] for role in ("source", "cue", "content")
        }

    @classmethod
    def of_tags(cls, doc: Encoded, tags: Iterable[int], links: Floats) -> Context:
        return cls(doc, spans_of(tags), links)

    def ends_sentence(self, i: int) -> bool:
        """Token `i` is a stop that ends a sentence, not one inside "U.S." or after "Sen"."""
        doc = self.doc
        end = doc.spans[i][1]
        if end < len(doc.text) and doc.text[end].isalnum():
            return False
        before = doc.words[i - 1] if i else ""
        glued = i and doc.spans[i - 1][1] == doc.spans[i][0]
        initial = len(before) == 1 and before.isupper()
        return not (doc.words[i] == "." and glued and (initial or before.lower() in ABBREVIATIONS))

    @cached_property
    def places(self) -> dict[str, Places]:
        """Where the stretches of each role stand, in order."""
        return {role: Places.of(stretches) for role, stretches in self.by_role.items()}

    @cached_property
    def classes(self) -> Integers:
        return word_classes(self.doc)

    @cached_property
    def paragraph(self) -> Integers:
        return _sums(self.classes == BREAK)

    @cached_property
    def sentence(self) -> Integers:
        ends = self.classes == BREAK
        ends[[i for i in np.flatnonzero(self.classes == STOP).tolist() if self.ends_sentence(i)]] = True
        return _sums(ends)

    @cached_property
    def stops(self) -> Integers:
        """All of them, those in "U.S." too."""
        return _sums(self.classes == STOP)

    @cached_property
    def words(self) -> Integers:
        return _sums(self._wordlike)

    @cached_property
    def commas(self) -> Integers:
        return _sums(self.classes == COMMA)

    @cached_property
    def marks(self) -> Integers:
        return _sums(self._marks == MARK)

    @cached_property
    def closing_marks(self) -> Integers:
        closing = self._marks == MARK
        closing[[i for i in np.flatnonzero(closing).tolist() if self.doc.words[i] not in "”»"]] = False
        return _sums(closing)

    @cached_property
    def tagged_words(self) -> Integers:
        tagged = np.zeros(len(self.doc), bool)
        for s in self.stretches:
            tagged[s.raw[0] : s.raw[1]] = True
        return _sums(tagged & self._wordlike)

    @cached_property
    def quoted(self) -> Booleans:
        """Whether each token stands inside a quotation."""
        found: Booleans = self._marks == INSIDE
        return found

    @cached_property
    def _marks(self) -> Integers:
        return np.array(self.doc.marks, np.int64)

    @cached_property
    def _wordlike(self) -> Booleans:
        return np.array(self.doc.wordlike, bool)

    @cached_property
    def starts(self) -> dict[str, Integers]:
        """How many stretches of a role begin before each token."""
        count = len(self.doc) + 1
        return {role: np.searchsorted(at.begin, np.arange(count)) for role, at in self.places.items()}

    def inside(self, i: int) -> bool:
        return self.doc.marks[i] == INSIDE

    def gap(self, a: Places, b: Places) -> Integers:
        """Words between two stretches."""
        return between(a, b)(self.words)

    def nearest(self, role: Role, stretches: Places, most: int) -> Integers:
        """Words to the nearest stretch of a role other than the one itself; at most `most`."""
        others = self.places[role]
        at = np.searchsorted(others.begin, stretches.begin)
        found = np.full(len(at), most)
        for k in (at - 2, at - 1, at, at + 1):
            there = np.flatnonzero((k >= 0) & (k < len(others.begin)))
            there = there[others.begin[k[there]] != stretches.begin[there]]
            gap = self.gap(stretches[there], others[k[there]])
            found[there] = np.minimum(found[there], gap)
        return found

    def linked(self, kind: LinkKind, contents: Places, others: Places) -> Floats:
        """The tagger's own score (pairs,) of each of `others` as cue, source or previous stretch of its content."""
        at = 2 * LINK * KINDS.index(kind)
        queries = self.links[:, at : at + LINK][contents.raw]
        keys = self.links[:, at + LINK : at + 2 * LINK]
        first, raw = (np.vecdot(keys[tokens], queries) for tokens in (others.begin, others.raw))
        return np.asarray(np.maximum(first, raw) / LINK**0.5)
