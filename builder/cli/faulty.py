"""Errors of attribution in their context: the gold and what was found, marked as ``show`` marks them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.cli import marking
from builder.cli.console import Console
from builder.cli.marking import Mark, Role
from builder.cli.visible import visible_line
from builder.passages import Passage

if TYPE_CHECKING:
    from rich.text import Text

    from builder.evaluate.faults import Fault

WORDS = {
    "missed": ("missed", "red"),
    "spurious": ("not in the gold", "red"),
    "bounds": ("too many or too few words", "yellow"),
    "source": ("wrong source", "magenta"),
    "speaker": ("wrong speaker", "magenta"),
}
AROUND = 60  # characters of the text before and after
LONGEST = 700  # characters of an excerpt
PARTS: tuple[Role, ...] = ("content", "source", "cue")


def show(faults: Sequence[Fault], counts: Mapping[str, int], console: Console) -> None:
    """How many errors there are of each sort, and ``faults`` one by one."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    brackets = not console.out.is_terminal or console.out.no_color
    listed = ", ".join(f"{count:,} {WORDS[sort][0]}" for sort, count in counts.items() if count)
    console.say(f"{len(faults):,} of {sum(counts.values()):,} errors: {listed}", style="bold")
    console.show(_legend(brackets=brackets))
    for number, fault in enumerate(faults, 1):
        words, style = WORDS[fault.sort]
        place = visible_line(fault.document["doc_id"])
        console.show(Text.assemble(f"\n{number}  ", (words, style), (f"  {place}", "dim")))
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(style="dim", no_wrap=True)
        grid.add_column()
        for side, given in (("gold", fault.gold), ("found", fault.predicted)):
            if given is not None:
                grid.add_row(side, excerpt(fault, given, brackets=brackets))
        if fault.sort == "speaker":
            grid.add_row("", _speakers(fault))
        console.show(Padding(grid, (0, 0, 0, 3)))


def excerpt(fault: Fault, given: Mapping[str, Any], *, brackets: bool) -> Text:
    """The text round both sides of ``fault`` with ``given`` marked; paragraphs run on, ¶ stands between them."""
    text = fault.document["text"]
    spans = [span for side in (fault.gold, fault.predicted) if side for part in PARTS for span in side.get(part) or []]
    start = max(min(start for start, _ in spans) - AROUND, 0)
    end = min(max(end for _, end in spans) + AROUND, len(text), start + LONGEST)
    while start and not text[start - 1].isspace():
        start -= 1
    start += len(text[start:end]) - len(text[start:end].lstrip())
    marks = [Mark(a, b, part) for part in PARTS for a, b in given.get(part) or []]
    marks.sort(key=lambda mark: (mark.start, -mark.end, PARTS.index(mark.role)))
    shown = text[start:end].replace("\n\n", " ¶").replace("\n", " ")  # as long as before
    marked = marking.marked(Passage(start, shown), marks, brackets=brackets)
    return marked.append("…", style="dim") if end < len(text) else marked


def _legend(*, brackets: bool) -> Text:
    from rich.text import Text

    line = Text()
    for part in PARTS:
        before, after = marking.BRACKETS[part] if brackets else ("", "")
        line.append(f"{before}{part}{after}", style=marking.STYLES[part]).append("  ")
    return line


def _speakers(fault: Fault) -> str:
    assert fault.gold is not None  # noqa: S101  there is no name to be wrong without gold
    assert fault.predicted is not None  # noqa: S101
    wanted, found = fault.gold.get("speaker"), fault.predicted.get("speaker") or "unknown"
    if not wanted:
        wanted = fault.gold["speaker_silver"]["name"] + " (an automatic name)"
    return visible_line(f"{wanted}, not {found}")
