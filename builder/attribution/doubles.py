"""Double quotation marks of one paragraph: every kind of them, nested, mixed, reversed or left open."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from builder.attribution.shadow import PAD
from builder.records import Span

STRAIGHT = frozenset('"＂')
_OPENING = frozenset("“„‟«‹「『〝")
_CLOSING = frozenset("”»›」』〞")
MARK = re.compile("[" + "".join(sorted(STRAIGHT | _OPENING | _CLOSING)) + "]")

# What closes what. The first of each is the rule; the others are met in print and are no fault of the reader.
_CLOSERS = {
    "“": "”", "„": "“”", "‟": "”", "”": "”", "«": "»", "»": "«»", "‹": "›", "›": "‹›",
    "「": "」", "『": "』", "〝": "〞〟", '"': '"', "＂": "＂",
}  # fmt: skip
_ENGLISH = frozenset('“”„‟"＂')
_BEFORE_OPENER = frozenset("([{<—–-/:…‘'\x00") | _OPENING | STRAIGHT

Role = Literal["opens", "restarts", "closes", "stray"]


@dataclass(slots=True)
class Region:
    """A quotation inside one paragraph. ``closed`` is False when the paragraph, or a new mark, ended it."""

    start: int
    end: int
    mark: str
    closed: bool = True
    mixed: bool = False
    to_the_end: bool = False  # still open when the paragraph ends: the next one may go on with it
    nested: list[Span] = field(default_factory=list)


def regions(shadow: str, start: int, end: int) -> list[Region]:
    """The outermost quotations in ``shadow[start:end]``, in order; what stands inside them is ``nested``."""
    marks = [match.start() for match in MARK.finditer(shadow, start, end)]
    return _Reader(shadow, start, end, marks).read() if marks else []


class _Reader:
    """One pass over the marks of a paragraph, with the marks that are open on a stack."""

    def __init__(self, shadow: str, start: int, end: int, marks: list[int]) -> None:
        self.shadow, self.start, self.end, self.marks = shadow, start, end, marks
        self.left = Counter(shadow[position] for position in marks)  # marks of each kind still to come
        self.even = not self.left['"'] % 2
        self.stack: list[tuple[int, str]] = []
        self.depth: Counter[str] = Counter()
        self.nested: list[Span] = []
        self.found: list[Region] = []
        self.last_word = -1  # of the letters and digits passed so far: what holds none is no quotation

    def read(self) -> list[Region]:
        done = self.start
        for position in self.marks:
            self._pass(done, position)
            done = position + 1
            mark = self.shadow[position]
            self.left[mark] -= 1
            role = self._role(mark, position) if self.stack else self._first_role(mark, position)
            if role == "closes":
                self._close(position, mark)
            elif role == "restarts":
                self._leave_open(position, to_the_end=False)
                self._open(position, mark)
            elif role == "opens":
                self._open(position, mark)
        self._pass(done, self.end)
        if self.stack:
            self._leave_open(self.end, to_the_end=True)
        return self.found

    def _pass(self, start: int, end: int) -> None:
        for position in range(end - 1, start - 1, -1):
            if self.shadow[position].isalnum():
                self.last_word = position
                return

    def _open(self, position: int, mark: str) -> None:
        self.stack.append((position, mark))
        self.depth[mark] += 1

    def _close(self, position: int, mark: str) -> None:
        opened, opener = self.stack.pop()
        self.depth[opener] -= 1
        end = position + self._width(position)
        if self.last_word < opened:
            return
        if self.stack:
            self.nested.append(Span(opened, end))
            return
        mixed = mark not in _CLOSERS[opener]
        self._add(Region(opened, end, opener, mixed=mixed))

    def _leave_open(self, end: int, *, to_the_end: bool) -> None:
        opened, opener = self.stack[0]
        self.stack.clear()
        self.depth.clear()
        while end > opened and self.shadow[end - 1].isspace():
            end -= 1
        if self.last_word > opened:
            self._add(Region(opened, end, opener, closed=False, to_the_end=to_the_end))
        else:
            self.nested = []

    def _add(self, region: Region) -> None:
        region.nested = sorted(self.nested)
        self.nested = []
        self.found.append(region)

    def _width(self, position: int) -> int:
        return 2 if self.shadow[position + 1 : position + 2] == PAD and position + 2 <= self.end else 1

    def _at_opener(self, position: int) -> bool:
        """Nothing or an opening sign before the mark, a word after it: said “we."""
        before = self.shadow[position - 1] if position > self.start else " "
        after = position + self._width(position)
        return (before.isspace() or before in _BEFORE_OPENER) and after < self.end and not self._ends(after)

    def _at_closer(self, position: int) -> bool:
        """A word or its punctuation before the mark, no word after it: gone,” said."""
        before = self.shadow[position - 1] if position > self.start else " "
        after = position + self._width(position)
        return not before.isspace() and (after >= self.end or not self.shadow[after].isalnum())

    def _ends(self, position: int) -> bool:
        return self.shadow[position].isspace() or self.shadow[position] in ".,;:!?)]}"

    def _first_role(self, mark: str, position: int) -> Role:
        if mark in _OPENING:
            return "opens"
        if mark in _CLOSING:  # a reversed pair ”so“, or ”so” as in Swedish
            reversible = mark in "”»›" and (self._at_opener(position) or position == self.start)
            return "opens" if reversible else "stray"
        inches = self.shadow[position - 1 : position].isdigit() and self._at_closer(position)
        if inches or (not self.even and self._at_closer(position) and not self._at_opener(position)):
            return "stray"
        return "opens"

    def _role(self, mark: str, position: int) -> Role:
        opener = self.stack[-1][1]
        if mark in STRAIGHT:
            return self._straight_role(opener, position)
        if mark == opener and mark in _OPENING:
            return self._again_role(mark, position)
        if mark in _CLOSERS[opener] and not (mark in _OPENING and not self._at_closer(position)):
            return "closes"
        if mark in _OPENING:
            if opener in _ENGLISH and mark == "“" and self._at_closer(position) and not self._at_opener(position):
                return "closes"
            return "opens"
        if mark == "”" and opener in STRAIGHT:
            return "closes"
        if mark in "»›" and self._at_opener(position):
            return "opens"
        missing = not any(self.left[closer] for closer in _CLOSERS[opener])
        return "closes" if missing and self._at_closer(position) else "stray"

    def _straight_role(self, opener: str, position: int) -> Role:
        if not self._at_opener(position):
            waiting = opener not in _ENGLISH and any(self.left[closer] for closer in _CLOSERS[opener])
            return "stray" if waiting else "closes"
        if opener in STRAIGHT:  # "He said "no" to me," or a closing mark forgotten: an even number nests
            if not self.even:
                return "restarts"
            return "opens" if self.left['"'] >= 2 and self.depth[opener] < 2 else "closes"
        return "opens" if self.left['"'] and any(self.left[closer] for closer in _CLOSERS[opener]) else "closes"

    def _again_role(self, mark: str, position: int) -> Role:
        """The same opening mark while one is open: a quotation inside, a wrong closing mark, or a forgotten one."""
        if self._at_closer(position) and not self._at_opener(position):
            return "closes"
        to_come = sum(self.left[closer] for closer in _CLOSERS[mark] if closer not in _OPENING)
        return "opens" if to_come > self.depth[mark] + self.left[mark] else "restarts"
