"""Single quotation marks of one paragraph, told from apostrophes: pairs of positions out.

‘The soldiers’ families are safe,’ she said. -> one quotation; the possessive inside it is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_CANDIDATE = re.compile("[‘’']")
_BEFORE_OPENER = frozenset(' \t\n\r\xa0\u202f([{—–-/“"„«')
_CLOSING_PUNCTUATION = frozenset('.,!?;:…—–)]%”"»')

Role = Literal["opens", "closes", "possessive", "neither"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Marks at ``start`` and ``end - 1``; when not ``closed``, the text runs out at ``end``."""

    start: int
    end: int
    closed: bool


def pairs(shadow: str, start: int, end: int) -> list[Pair]:
    """The single quotations in ``shadow[start:end]``, in order, never overlapping.

    An opener needs a word after it and none before it. A mark after *s* that a space follows is a possessive
    wherever a plainer closer comes before the next opener. An opener without a closer counts only at the start of the
    paragraph, where it may be a quotation that goes on in the next one.
    """
    marks = [(m.start(), _role(shadow, m.start(), start, end)) for m in _CANDIDATE.finditer(shadow, start, end)]
    plainer = _plainer_closer_follows(marks)
    found: list[Pair] = []
    opened: int | None = None
    for index, (position, role) in enumerate(marks):
        if role == "opens":
            opened = position
        elif opened is not None and (role == "closes" or (role == "possessive" and not plainer[index])):
            if _has_word(shadow, opened + 1, position):
                found.append(Pair(opened, position + 1, closed=True))
            opened = None
    if opened is not None and opened == start and shadow[opened] == "‘" and _has_word(shadow, opened + 1, end):
        found.append(Pair(opened, end, closed=False))
    return found


def _role(shadow: str, position: int, start: int, end: int) -> Role:
    mark = shadow[position]
    before = shadow[position - 1] if position > start else " "
    after = shadow[position + 1] if position + 1 < end else " "
    if mark != "’" and before in _BEFORE_OPENER and _starts_word(after):
        return "opens"
    if mark == "‘" or before.isspace() or after.isalnum():
        return "neither"
    if before in _CLOSING_PUNCTUATION or after in _CLOSING_PUNCTUATION or position + 1 >= end:
        return "closes"
    return "possessive" if before in "sSxXzZ" or shadow[max(start, position - 2) : position] == "in" else "closes"


def _has_word(shadow: str, start: int, end: int) -> bool:
    return any(shadow[position].isalnum() for position in range(start, end))


def _starts_word(after: str) -> bool:
    return after.isalnum() or after in '“"„«[($£€#@…\x00'


def _plainer_closer_follows(marks: list[tuple[int, Role]]) -> list[bool]:
    """For each mark: is there a mark that plainly closes after it and before the next opener?"""
    follows = [False] * len(marks)
    seen = False
    for index in range(len(marks) - 1, -1, -1):
        follows[index] = seen
        role = marks[index][1]
        seen = role == "closes" or (seen and role != "opens")
    return follows
