"""``build-dataset agreement``: how far reviewers agree, and where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.cli import options
from builder.cli.console import Console
from builder.cli.visible import visible_line

if TYPE_CHECKING:
    from builder.review.agreement import Agreement, Disagreement, Interval

LISTED = 20  # disagreements that are shown; with -v all are


@click.command("agreement")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--reviewer", metavar="NAME", help="Who decided, for rows that name nobody.")
@options.console
def command(console: Console, *, files: tuple[Path, ...], reviewer: str | None) -> None:
    """Compare what several reviewers decided.

    FILE is a Label Studio export, a CSV or JSON lines, also those under raw/reviews/. For each field: the share of
    pairs of reviewers that say the same, Krippendorff's alpha (nominal; interval for check_worthiness), Cohen's kappa
    of two reviewers or Fleiss' kappa of more, with 95% bootstrap intervals; for spans, exact and overlapping. Then the
    disagreements.

    \b
    Example:
        build-dataset agreement ann.csv ben.csv
        build-dataset agreement project-1.json --json
    """
    from builder.review import agreement, received

    given = agreement.units((each for path in files for each in received.read(path)), reviewer)
    rows, apart = agreement.figures(given), agreement.disagreements(given)
    if console.as_json:
        console.print_json(_as_json(rows, apart))
        return
    _print_figures(rows, console)
    _print_disagreements(apart, console)


def _as_json(rows: Sequence[Agreement], apart: Sequence[Disagreement]) -> dict[str, Any]:
    from dataclasses import asdict

    return {
        "fields": [asdict(row) for row in rows],
        "disagreements": [
            {"quote_id": one.quote_id, "field": one.field, "values": _written(one.values)} for one in apart
        ],
    }


def _written(values: Mapping[str, Any]) -> dict[str, Any]:
    from builder.review import fields

    return {name: fields.written(value) for name, value in values.items()}


def _print_figures(rows: Sequence[Agreement], console: Console) -> None:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    table.add_column("field")
    for heading in ("quotes", "reviewers", "agreed", "overlap", "alpha", "kappa"):
        table.add_column(heading, justify="right")
    for row in rows:
        kappa, interval = (row.cohen, row.cohen_interval) if row.fleiss is None else (row.fleiss, row.fleiss_interval)
        figures = (_number(row.agreed), _number(row.overlap), _number(row.alpha, row.alpha_interval))
        table.add_row(row.field, str(row.quotes), str(row.reviewers), *figures, _number(kappa, interval))
    console.show(table)


def _print_disagreements(apart: Sequence[Disagreement], console: Console) -> None:
    from builder.review import fields

    console.say()
    console.say(f"{len(apart):,} disagreements" + (":" if apart else "."), style="bold")
    shown = apart if console.verbose else apart[:LISTED]
    for one in shown:
        values = ", ".join(f"{name}: {visible_line(fields.cell(value))}" for name, value in one.values.items())
        console.say(f"  {one.quote_id} {one.field}  {values}")
    if len(apart) > len(shown):
        console.say(f"  and {len(apart) - len(shown):,} more; -v lists all")


def _number(value: float | None, interval: Interval = None) -> str:
    if value is None:
        return "·"
    return f"{value:.2f}" + (f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else "")
