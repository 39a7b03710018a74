"""``build-dataset review``: quotes out to people, their decisions in beside the articles."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli import options
from builder.cli.console import Console

FORMATS = {"label-studio": ".json", "csv": ".csv", "jsonl": ".jsonl"}


@click.group("review")
def command() -> None:
    """Review quotes: export them, import what people decided.

    Decisions become data beside the articles (raw/reviews/), which every later build applies; a published version
    is never edited.

    \b
    Example:
        build-dataset review export dist/0.1.0 --format csv --sample 100
        build-dataset review import reviewed.csv --raw raw
    """


@command.command("export")
@options.version_folder()
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="label-studio", show_default=True,
              help="Tasks with pre-annotations, or a table with a row for each field of each quote.")  # fmt: skip
@click.option("--out", type=click.Path(path_type=Path), help="File to write; without it, review-VERSION here.")
@click.option("--sample", metavar="N", type=click.IntRange(min=1), help="So many quotes instead of all.")
@click.option("--by", type=click.Choice(["uncertainty", "stratified", "speaker"]), default="stratified",
              show_default=True, help="Least certain, or from every outlet and label, or speaker.")  # fmt: skip
@options.console
def export(console: Console, *, directory: Path, form: str, out: Path | None, sample: int | None, by: str) -> None:
    """Export quotes for review.

    In a table, people fill in the columns value and reviewer; rows without a value are no decisions. For Label Studio
    the labelling configuration is written beside the tasks, as .xml. The same version gives the same sample.

    \b
    Example:
        build-dataset review export dist/0.1.0
        build-dataset review export dist/0.1.0 --format csv --sample 50 --by uncertainty --out check.csv
    """
    from builder.cli import find, reviewing

    folder = find.version(directory)
    name, version, rows = reviewing.rows(folder)
    target = out or Path(f"review-{version}{FORMATS[form]}")
    chosen = reviewing.chosen(rows, sample, by)
    written = reviewing.write(chosen, form, target, name, version)
    if console.as_json:
        console.print_json({"files": [str(path) for path in written], "quotes": len(chosen), "version": version})
        return
    console.say(f"Exported {len(chosen):,} of {len(rows):,} quotes: {', '.join(map(str, written))}.", style="bold")
    if form == "label-studio":
        console.say("In Label Studio: paste the .xml under Settings, Labeling Interface, Code; import the .json.")
    console.say(f"Then: build-dataset review import FILE --raw raw --dataset {folder}")


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path))
@click.option("--raw", default="raw", show_default=True, type=click.Path(path_type=Path), help="Folder of articles.")
@click.option("--dataset", default="dist", show_default=True, type=click.Path(path_type=Path),
              help="The version that was reviewed; of a folder of versions, the latest.")  # fmt: skip
@click.option("--reviewer", metavar="NAME", help="Who decided, for rows that name nobody.")
@options.console
def import_(console: Console, *, files: tuple[Path, ...], raw: Path, dataset: Path, reviewer: str | None) -> None:
    """Import decisions of reviewers.

    FILE is a Label Studio export (JSON), a CSV or JSON lines. All files are checked before anything is written: one
    row that is wrong, and nothing is imported. The decisions are added to RAW/reviews/ as one new file.

    \b
    Example:
        build-dataset review import project-1.json --raw raw --dataset dist/0.1.0
    """
    from builder.cli import reviewing

    result = reviewing.import_files(files, raw, dataset, reviewer)
    if console.as_json:
        console.print_json(result)
    elif result["file"] is None:
        console.say(f"Nothing new: all {result['read']:,} decisions are there already.")
    else:
        console.say(f"Imported {result['added']:,} decisions into {result['file']}.", style="bold")
        console.say(f"Apply them: build-dataset build {raw}")
