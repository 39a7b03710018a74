"""``build-dataset build``: articles in, the next version of the dataset out."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from builder import config as configuration
from builder import engine
from builder.cli import options, summary
from builder.cli.console import Console
from builder.cli.errors import INCOMPLETE

HOW = ("name", "workers", "work", "limit", "part", "size", "strict")  # of the work, not of the version


def _workers(ctx: click.Context, param: click.Parameter, value: str) -> int:
    if value == "auto":
        return engine.AUTO
    if value.isascii() and value.isdigit() and int(value) > 0:
        return int(value)
    raise click.BadParameter(f"{value!r} is neither a number of processes, 1 or more, nor 'auto'.", ctx, param)


def _part(ctx: click.Context, param: click.Parameter, value: str | None) -> tuple[int, int] | None:
    if value is None:
        return None
    match = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", value, re.ASCII)
    if match is None or int(match[1]) > int(match[2]):
        raise click.BadParameter(f"{value!r} is not a part such as 3/16, the third of sixteen.", ctx, param)
    return int(match[1]), int(match[2])


def _version(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is not None and not re.fullmatch(r"\d+\.\d+\.\d+", value, re.ASCII):
        raise click.BadParameter(
            f"{value!r} is not a version; versions read MAJOR.MINOR.PATCH, e.g. 1.2.0.", ctx, param
        )
    return value


@click.command("build")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path))
@click.option(
    "--out", default="dist", show_default=True, type=click.Path(path_type=Path), help="Folder of the versions."
)
@click.option(
    "--config",
    "file",
    type=click.Path(path_type=Path),
    help=f"Configuration; without it, {configuration.FILE_NAME} in the first folder that has one.",
)
@click.option(
    "--workers",
    metavar="N|auto",
    default="auto",
    show_default=True,
    callback=_workers,
    help="Processes to use; the result is the same for any number.",
)
@click.option(
    "--min-score",
    metavar="0..1",
    type=click.FloatRange(0, 1),
    help="Leave out what is less sure to be a quote of its speaker: fewer rows, and more of them right.",
)
@click.option(
    "--engine",
    "name",
    type=click.Choice(engine.ENGINES),
    default="local",
    show_default=True,
    help="Who does the work: this process, processes on this machine, or Ray (RAY_ADDRESS names a cluster).",
)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    help="Folder for finished work, by which an interrupted build goes on; .work in OUT where that is worth it.",
)
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Only the first N articles, for a trial.")
@click.option(
    "--shards",
    "part",
    metavar="K/N",
    callback=_part,
    help="Do only the Kth of N parts of the work and publish nothing; a build without this finds it done.",
)
@click.option(
    "--shard-size",
    "size",
    metavar="N",
    type=click.IntRange(min=1),
    default=engine.SIZE,
    show_default=True,
    help="Articles that a worker does at a time, on average.",
)
@click.option("--strict", is_flag=True, help="Stop at the first file, row or article that cannot be used.")
@click.option(
    "--version", metavar="X.Y.Z", callback=_version, help="Number to publish; at least what the changes ask for."
)
@click.option("--bump", type=click.Choice(["major", "minor", "patch"]), help="Raise the number by at least this.")
@click.option("--force", is_flag=True, help="Allow a number lower than the changes ask for.")
@click.option(
    "--reports",
    default="validation/reports",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the reports, should the version fail its validation.",
)
@options.console
def command(
    console: Console,
    *,
    paths: tuple[Path, ...],
    out: Path,
    file: Path | None,
    min_score: float | None,
    **choices: Any,
) -> None:
    """Build the next version of a dataset from articles.

    PATH is a file or a folder of articles: text, Markdown, HTML, JSONL, CSV, Parquet. The version is validated before
    it is published; articles that give the same rows as before give no new version. A build that was interrupted goes
    on where it stopped when the same command is given again; `build-dataset jobs` shows it. Exits with 3 when files,
    rows or articles that could not be used were left out.

    \b
    Example:
        build-dataset raw/
        build-dataset build raw/ --out dist --workers 4
        build-dataset build raw/ --limit 100 --out trial
    """
    if choices["version"] and choices["bump"]:
        raise click.UsageError("Use just one of --version and --bump.")
    config = configuration.find(paths) if file is None else configuration.load(file)
    if min_score is not None:
        config = replace(config, attribution=replace(config.attribution, min_score=min_score))
    with console.progress() as progress:
        from builder import pipeline  # under the progress line: it imports for a second
        from builder.extraction import How

        how = How(**{name: choices.pop(name) for name in HOW})
        if how.part:
            done = pipeline.prepare(list(paths), out, how=how, config=config, on_progress=progress)
            summary.show_part(done, how.part, progress.seconds, console)
            return
        result = pipeline.build(list(paths), out, config=config, how=how, on_progress=progress, **choices)
    if console.as_json:
        console.print_json(summary.as_json(result))
    else:
        summary.show(result, progress.seconds, console)
    if result.unread or result.failures:
        raise click.exceptions.Exit(INCOMPLETE)
