"""An article's rows in, its text out with source, cue, content and rejects marked: by style, by brackets, by number."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from builder.cli.visible import visible
from builder.passages import Passage

if TYPE_CHECKING:
    from rich.text import Text

Role = Literal["content", "source", "cue", "reject"]
Row = Mapping[str, Any]

# Where roles overlap the later one in this table decides; each style differs from the others without its colour too.
STYLES: dict[Role, str] = {
    "reject": "dim italic",
    "content": "green",
    "source": "bold cyan",
    "cue": "underline magenta",
}
BRACKETS: dict[Role, tuple[str, str]] = {
    "reject": ("[-", "-]"),
    "content": ("⟦", "⟧"),
    "source": ("{", "}"),
    "cue": ("<", ">"),
}
LEGEND: tuple[tuple[Role, str], ...] = (
    ("content", "content"),
    ("source", "source"),
    ("cue", "cue"),
    ("reject", "left out"),
)
_RAISED = str.maketrans("0123456789r", "⁰¹²³⁴⁵⁶⁷⁸⁹ʳ")


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the article with its role; ``number`` ties content and rejects to what is said about them."""

    start: int
    end: int
    role: Role
    number: str = ""


def marks(quotes: Sequence[Row], rejects: Sequence[Row]) -> list[Mark]:
    """The marks of all quotes, numbered from 1 in the order of ``quotes``, and of the rejects: r1, r2 …"""
    found = []
    for number, quote in enumerate(quotes, 1):
        found += [Mark(s["start"], s["end"], "content", str(number)) for s in quote["content"]]
        found += [Mark(s["start"], s["end"], "cue") for s in quote["cue_spans"]]
        found += [Mark(s["start"], s["end"], "source") for s in quote["mention_spans"]]
    for number, reject in enumerate(rejects, 1):
        if reject["start"] is not None:
            found.append(Mark(reject["start"], reject["end"], "reject", f"r{number}"))
    return sorted(set(found), key=lambda mark: (mark.start, -mark.end, list(STYLES).index(mark.role), mark.number))


def raised(number: str) -> str:
    """``number`` in superscript: ¹², ʳ³."""
    return number.translate(_RAISED)


def marked(block: Passage, found: Iterable[Mark], *, brackets: bool) -> Text:
    """The text of ``block`` with its marks; every character that could steer the terminal is made visible."""
    from rich.text import Text

    inside = [mark for mark in found if mark.start < block.end and mark.end > block.start]
    written = Text()
    for start, end in _stretches(block, inside):
        opening = [mark for mark in inside if max(mark.start, block.start) == start]
        for mark in opening:
            written.append(BRACKETS[mark.role][0] if brackets else "", style=STYLES[mark.role])
            written.append(raised(mark.number), style="bold yellow" if mark.role == "content" else "dim")
        over = [mark.role for mark in inside if mark.start < end and mark.end > start]
        style = STYLES[max(over, key=list(STYLES).index)] if over else ""
        written.append(visible(block.text[start - block.start : end - block.start]), style=style)
        closing = [mark for mark in inside if min(mark.end, block.end) == end]
        for mark in reversed(closing):  # the one that opened last closes first
            written.append(BRACKETS[mark.role][1] if brackets else "", style=STYLES[mark.role])
    return written


def _stretches(block: Passage, inside: Iterable[Mark]) -> Iterator[tuple[int, int]]:
    """``block`` cut at every border of a mark, in order."""
    borders = {block.start, block.end}
    for mark in inside:
        borders |= {max(mark.start, block.start), min(mark.end, block.end)}
    ordered = sorted(borders)
    return itertools.pairwise(ordered)


def legend(*, brackets: bool) -> Text:
    """One line that says how the roles are marked."""
    from rich.text import Text

    line = Text()
    for role, word in LEGEND:
        before, after = BRACKETS[role] if brackets else ("", "")
        number = {"content": "¹", "reject": "ʳ¹"}.get(role, "")
        line.append(f"{before}{number}{word}{after}", style=STYLES[role])
        line.append("  ")
    return line
