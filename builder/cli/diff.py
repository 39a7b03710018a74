"""``build-dataset diff``: what changed between two versions, and the bump that follows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli import options
from builder.cli.console import Console
from builder.cli.errors import FAILED

if TYPE_CHECKING:
    from builder.dataset.diff import Diff


@click.command("diff")
@options.version_folder("old")
@options.version_folder("new")
@click.option("--markdown", is_flag=True, help="Print it as Markdown, for a changelog or a review.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 when the versions differ.")
@options.console
def command(
    console: Console,
    *,
    old: Path,
    new: Path,
    markdown: bool,
    exit_code: bool,
) -> None:
    """Compare two versions, row by row.

    Counts the rows added, removed and changed, by table and column, and says which bump they ask for: removed
    or moved rows major, new rows minor, corrected values patch. With -v the ids of the rows are listed.

    \b
    Example:
        build-dataset diff dist/0.1.0 dist/0.2.0
    """
    if console.as_json and markdown:
        raise click.UsageError("Use just one of --json and --markdown.")

    from builder.cli import find
    from builder.dataset.diff import diff

    found = diff(find.version(old), find.version(new))
    if console.as_json:
        console.print_json(found.to_json())
    elif markdown:
        console.say(found.to_markdown().rstrip("\n"))
    else:
        _print(found, console)
    if exit_code and found.changes:
        raise click.exceptions.Exit(FAILED)


def _print(found: Diff, console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    console.say(f"{found.old} → {found.new}", style="bold")
    if not found.changes:
        console.say("No row, column or label set differs.")
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("")
    for heading in ("added", "removed", "changed", "moved"):
        table.add_column(heading, justify="right")
    for name, rows in found.tables.items():
        counts = (
            (rows.added, "green", "+"),
            (rows.removed, "red", "−"),
            (rows.changed, "yellow", "~"),
            (rows.moved, "red", "→"),
        )
        cells = [Text(f"{sign}{len(ids):,}", style=style) if ids else Text("·", "dim") for ids, style, sign in counts]
        table.add_row(name, *cells)
    console.show(table)
    columns = [(f"{name}.{column}", n) for name, rows in found.tables.items() for column, n in rows.columns.items()]
    if columns:
        console.say()
        console.say("Rows changed, by column: " + ", ".join(f"{column} {count:,}" for column, count in columns))
    console.say()
    for change in found.changes:
        console.say(f"{change.bump!s:>5}  {change.reason}")
    console.say(f"Suggested bump: {found.bump}", style="bold")
    if console.verbose:
        _print_ids(found, console)


def _print_ids(found: Diff, console: Console) -> None:
    for name, rows in found.tables.items():
        for sign, ids in (("+", rows.added), ("−", rows.removed), ("~", rows.changed), ("→", rows.moved)):
            for row_id in ids:
                console.say(f"{sign} {name} {row_id}")
