"""The command of ``evaluate`` that holds the builder against what people decided in the reviews."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli import options
from builder.cli.console import Console
from builder.cli.figures import several

if TYPE_CHECKING:
    from rich.table import Table

    from builder.evaluate.reviewed import Accuracy, Sampled

ALONE = "The shares hold for these rows and say nothing about the others."


@click.command("reviews")
@click.argument("raw", default="raw", type=click.Path(path_type=Path))
@options.console
def reviews(console: Console, *, raw: Path) -> None:
    """Compare what the builder finds with what people decided.

    RAW is the folder of the articles, with the decisions in RAW/reviews/. The builder reads the reviewed articles
    again; for each field, and each outlet, the share of quotes of which it says what people say: the same label, name
    or spans, and for check_worthiness a number no further than 0.1 away; is_quote is its precision. Quotes that were
    drawn by chance (`review export`, with --by random, stratified or speaker, or without --sample) stand for the whole
    version, each for the rows of its stratum, and have Wilson's 95% interval for a weighted sample of a finite number
    of rows. The least certain ones stand for themselves alone. The next build writes the same figures into the card.

    \b
    Example:
        build-dataset evaluate --against-reviews raw
        build-dataset evaluate reviews raw --json
    """
    from builder import pipeline
    from builder.cli import reviewing
    from builder.errors import InputError

    reviewing.require_folder(raw)
    with console.working("reading the reviewed articles"):
        outcome = pipeline.judge([raw])
    if not outcome.accuracy:
        hint = "Export quotes and import what people decide: build-dataset review export dist."
        raise InputError("no decision here is about a quote that the builder finds.", where=raw / "reviews", hint=hint)
    if console.as_json:
        console.print_json(outcome.sections()["reviews"])
        return
    for number, sample in enumerate(outcome.accuracy):
        if number:
            console.say()
        _show(sample, console)
    if outcome.missed:
        console.say()
        console.say(f"People added {several(outcome.missed, 'quote')} that the builder had missed.")
    if outcome.open:
        console.note(f"Not counted, and listed by the build: {several(len(outcome.open), 'decision')}.")


def _show(sample: Sampled, console: Console) -> None:
    for line, style in zip(_heading(sample), ("bold", ""), strict=False):
        console.say(line, style=style)
    console.say()
    console.show(_fields(sample.fields))
    if len(sample.outlets) > 1:
        console.say()
        console.show(_outlets(sample))


def _heading(sample: Sampled) -> list[str]:
    if sample.by is None:
        return [
            f"{several(sample.quotes, 'quote')} that {'was' if sample.quotes == 1 else 'were'} in no known sample",
            ALONE,
        ]
    of = f"of the {sample.of:,} of version {sample.version}"
    if sample.covered is None:
        return [f"{sample.quotes:,} of the {sample.size:,} quotes the builder was least sure of, {of}", ALONE]
    drawn = "all were given out" if sample.by == "all" else f"{sample.size:,} drawn, {sample.by}"
    line = f"{several(sample.quotes, 'quote')} {of} ({drawn})"
    said = []
    if sample.size and (left := sample.size - sample.quotes):
        said.append(f"The {left:,} that were not decided are taken to be like them.")
    if sample.covered < 1:
        said.append(f"{100 * (1 - sample.covered):.0f}% of the quotes are in strata of which none was reviewed.")
    return [line, " ".join(said)] if said else [line]


def _fields(found: Sequence[Accuracy]) -> Table:
    from builder.cli.figures import between, percent, table

    made = table("% of the reviewed", "right", "95%", "rows", "overlap")
    for one in found:
        interval = None if one.low is None or one.high is None else (one.low, one.high)
        overlap = "" if one.overlap is None else percent(one.overlap)
        made.add_row(one.field, percent(one.right), between(interval), f"{one.rows:,}", overlap)
    return made


def _outlets(sample: Sampled) -> Table:
    """Without intervals and lesser fields, for which there is no room; ``--json`` has them."""
    from builder.cli.figures import percent, table
    from builder.cli.visible import visible_line
    from builder.evaluate.reviewed import HEADLINE

    there = {one.field for one in sample.fields}
    names = [name for name in HEADLINE if name in there]
    made = table("% right by outlet (rows)", *names)
    for outlet, found in sample.outlets:
        by_field = {one.field: f"{percent(one.right)} ({one.rows})" for one in found}
        made.add_row(visible_line(outlet or "") or "(not known)", *(by_field.get(name, "") for name in names))
    return made
