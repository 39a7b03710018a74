"""What the glue asks of a text: paragraph and sentence of a token, counts between two tokens in constant time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal

import numpy as np

from builder.attribution.tags import Role, Tagged, spans_of
from builder.model.arrays import Floats
from builder.model.tokens import BREAK, INSIDE, MARK, Encoded

LinkKind = Literal["cue", "source", "previous"]
KINDS: tuple[LinkKind, ...] = ("cue", "source", "previous")
LINK = 64  # numbers of a query or a key
STOPS = frozenset(".?!")
ABBREVIATIONS = frozenset("mr mrs ms dr sen rep gov gen col lt sgt prof rev st vs no inc jr sr corp co".split())


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of one role: `begin`, `end` without edge punctuation, `raw` as the tagger gave it."""

    role: Role
    begin: int
    end: int
    raw: tuple[int, int]
    owners: frozenset[int] = frozenset()


def trim(doc: Encoded, begin: int, end: int) -> tuple[int, int] | None:
    """The tokens without marks and punctuation at their edges; None when no word is left."""
    words = [i for i in range(begin, end) if doc.is_word(i)]
    return (words[0], words[-1] + 1) if words else None


def _sums(holds: Iterable[bool]) -> list[int]:
    """How many hold before each token, and before the end."""
    return [0, *accumulate(map(int, holds))]


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
    def paragraph(self) -> list[int]:
        return _sums(word == BREAK for word in self.doc.words)

    @cached_property
    def sentence(self) -> list[int]:
        ends = (
            i for i, word in enumerate(self.doc.words) if word == BREAK or (word in STOPS and self.ends_sentence(i))
        )
        return self._sums_at(ends)

    @cached_property
    def words(self) -> list[int]:
        return _sums(self.doc.wordlike)

    @cached_property
    def commas(self) -> list[int]:
        return _sums(word == "," for word in self.doc.words)

    @cached_property
    def marks(self) -> list[int]:
        return _sums(state == MARK for state in self.doc.marks)

    @cached_property
    def tagged_words(self) -> list[int]:
        covered = [False] * len(self.doc)
        for s in self.stretches:
            covered[s.raw[0] : s.raw[1]] = self.doc.wordlike[s.raw[0] : s.raw[1]]
        return _sums(covered)

    @cached_property
    def begins(self) -> dict[str, list[int]]:
        """Where the stretches of a role begin, in order."""
        return {role: [s.begin for s in stretches] for role, stretches in self.by_role.items()}

    def beginning(self, role: Role, low: int, high: int) -> list[Stretch]:
        """The stretches of a role that begin at the tokens `low` to `high`."""
        begins = self.begins[role]
        return self.by_role[role][bisect_left(begins, low) : bisect_left(begins, high)]

    def nearest(self, role: Role, stretch: Stretch) -> int | None:
        """Words to the nearest stretch of a role other than `stretch` itself."""
        at = bisect_left(self.begins[role], stretch.begin)
        around = (s for s in self.by_role[role][max(0, at - 2) : at + 2] if s is not stretch)
        return min((self.gap(stretch, s) for s in around), default=None)

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """How many stretches of a role begin before each token."""
        return {role: self._sums_at(begins) for role, begins in self.begins.items()}

    def _sums_at(self, tokens: Iterable[int]) -> list[int]:
        holds = [False] * len(self.doc)
        for i in tokens:
            holds[i] = True
        return _sums(holds)

    def inside(self, i: int) -> bool:
        return self.doc.marks[i] == INSIDE

    def between(self, counts: list[int], a: Stretch, b: Stretch) -> int:
        """A count over the tokens between two stretches, whichever comes first."""
        low, high = (a.end, b.begin) if a.begin < b.begin else (b.end, a.begin)
        return counts[high] - counts[low] if high > low else 0

    def linked(self, kind: LinkKind, content: Stretch, others: Sequence[Stretch]) -> Floats:
        """The tagger's own score (others,) of each as cue, source or previous stretch of a content."""
        at = 2 * LINK * KINDS.index(kind)
        query = self.links[content.raw[0], at : at + LINK]
        keys = self.links[:, at + LINK : at + 2 * LINK]
        first = keys[[s.begin for s in others]] @ query
        raw = keys[[s.raw[0] for s in others]] @ query
        return np.asarray(np.maximum(first, raw) / LINK**0.5)

    def gap(self, a: Stretch, b: Stretch) -> int:
        """Words between two stretches."""
        return self.between(self.words, a, b)
