"""``build-dataset jobs``: what builds are doing, or what became of those that did not end well."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder.cli import options
from builder.cli.console import Console, duration
from builder.cli.visible import visible_line

if TYPE_CHECKING:
    from builder.engine.jobs import Run

COLOURS = {"running": "green", "interrupted": "yellow", "failed": "red"}


@click.command("jobs")
@click.argument("out", default="dist", type=click.Path(path_type=Path))
@click.option("--work", type=click.Path(path_type=Path), help="Work folder, where one was given to the build.")
@click.option("--clear", is_flag=True, help="Forget the builds that are over.")
@options.console
def command(console: Console, *, out: Path, work: Path | None, clear: bool) -> None:
    """Show builds that are running or were interrupted.

    OUT is the folder of the versions. Finished builds are not listed: their version is there. An interrupted one goes
    on where it stopped when its command is given again.

    \b
    Example:
        build-dataset jobs
        build-dataset jobs dist --clear
    """
    from builder.engine import jobs
    from builder.extraction import HIDDEN

    folder = work or out / HIDDEN
    if clear:
        jobs.clear(folder)
    found = jobs.runs(folder)
    if console.as_json:
        console.print_json([dataclasses.asdict(run) for run in found])
        return
    if not found:
        console.say(f"No build is running or was interrupted ({folder}).")
    for run in found:
        _show(run, console)


def _show(run: Run, console: Console) -> None:
    from rich.text import Text

    now, done = time.time(), run.progress
    workers = f"{run.workers} worker{'' if run.workers == 1 else 's'}"
    place = f"  {run.host} {run.process}, {run.engine}, {workers}, started {duration(now - run.started)} ago"
    console.show(Text.assemble((run.state, COLOURS.get(run.state, "")), visible_line(place)))
    of = f" of {done.read:,}{'' if done.whole else ' or more'}" if done.read > done.articles else ""
    counts = f"{done.articles:,}{of} articles, {done.quotes:,} quotes, {done.rejects:,} rejects"
    console.say(f"  {done.step}: {counts}, {duration(now - run.updated)} ago")
    for line in (run.detail, run.command):
        if line:
            console.say(f"  {visible_line(line)}")
