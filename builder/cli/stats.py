"""``build-dataset stats``: how many quotes, by whom, of what sort; as tables with shares and bars."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.cli import options
from builder.cli.console import Console
from builder.cli.visible import visible_line
from builder.errors import InputError, nearest

if TYPE_CHECKING:
    from rich.table import Table

    from builder.dataset.stats import Statistics

SHOWN = (
    "outlet",
    "speaker",
    "speaker_kind",
    "sourcing",
    "quote_type",
    "stance",
    "framing",
    "verifiability",
    "claim_type",
    "reject_reason",
)
UNSAID = {  # what a row without a value means
    "outlet": "(outlet not known)",
    "speaker": "(unknown or anonymous)",
    "stance": "(no target named)",
}
FEW = 9  # labels of a set that is shown whole, zeros included
BAR = 24  # columns of a bar that stands for every row
_EIGHTHS = " ▏▎▍▌▋▊▉"


@click.command("stats")
@options.version_folder()
@click.option("--by", "fields", multiple=True, metavar="FIELD", help="Only this count; may be given several times.")
@click.option("--top", default=12, show_default=True, type=click.IntRange(min=1), help="Values shown of each count.")
@options.console
def command(console: Console, *, directory: Path, fields: tuple[str, ...], top: int) -> None:
    """Count quotes by speaker, outlet and label.

    Counts by outlet, speaker, type, stance, framing, verifiability and claim type, and rejects by reason.
    With -v every count is shown, not only the usual ones.

    \b
    Example:
        build-dataset stats dist/0.1.0
        build-dataset stats dist/0.1.0 --by speaker --top 50
    """
    from builder.cli import find
    from builder.dataset.stats import COUNTED, statistics

    for field in fields:
        if field not in COUNTED:
            raise InputError(f"there is no count by {field!r}.", hint=nearest(field, COUNTED))
    folder = find.version(directory)
    found = statistics(folder)
    chosen = fields or tuple(COUNTED if console.verbose else SHOWN)
    if console.as_json:
        console.print_json(_as_json(found, fields or tuple(COUNTED)))
        return
    if not fields:
        _print_rows(folder, found, console)
    for field in chosen:
        console.say()
        console.show(_counts(field, found.counts[field], top))


def _as_json(found: Statistics, fields: tuple[str, ...]) -> dict[str, Any]:
    # Pairs, not an object: a null value could not be told from the text "null" as a key.
    counts = {
        field: [{"value": value, "rows": rows} for value, rows in found.counts[field].items()] for field in fields
    }
    return {**dataclasses.asdict(dataclasses.replace(found, counts={})), "counts": counts}


def _print_rows(folder: Path, found: Statistics, console: Console) -> None:
    from rich.table import Table

    console.say(folder.name, style="bold")
    splits = list(dict.fromkeys(split for rows in found.rows.values() for split in rows))
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("rows")
    for heading in ("all", *splits):
        table.add_column(heading, justify="right")
    for name, rows in found.rows.items():
        cells = [f"{rows[split]:,}" if split in rows else "·" for split in splits]
        table.add_row(name, f"{found.total(name):,}", *cells)
    console.show(table)
    console.say(f"{found.utterances:,} distinct utterances in {found.words:,} words.")


def _counts(field: str, counts: Mapping[str | None, int], top: int) -> Table:
    from rich.table import Table

    total = sum(counts.values())
    if len(counts) > FEW:  # a long declared set: only what occurs, the most frequent first
        counts = dict(sorted(((value, rows) for value, rows in counts.items() if rows), key=lambda pair: -pair[1]))
    shown = dict(list(counts.items())[:top])
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(field.replace("_", " "), overflow="ellipsis", max_width=36, min_width=22)
    table.add_column("rows", justify="right", header_style="dim", no_wrap=True)
    table.add_column("share", justify="right", header_style="dim", no_wrap=True)
    table.add_column("", style="cyan", no_wrap=True)
    for value, rows in shown.items():
        name = UNSAID.get(field, "(none)") if value is None else visible_line(value)
        table.add_row(name, f"{rows:,}", _percent(rows, total), bar(rows / total if total else 0))
    if rest := len(counts) - len(shown):
        left = total - sum(shown.values())
        table.add_row(f"and {rest:,} more", f"{left:,}", _percent(left, total), "", style="dim")
    if not counts:
        table.add_row("(none)", "0", "", "", style="dim")
    return table


def _percent(rows: int, total: int) -> str:
    return f"{100 * rows / total:.1f}%" if total else ""


def bar(share: float) -> str:
    """A bar of eighths of a column; what is there at all is never drawn as nothing."""
    eighths = max(round(share * BAR * 8), 1 if share > 0 else 0)
    return "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
