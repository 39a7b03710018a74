"""``build-dataset review``: quotes out to people, their decisions in beside the articles."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli import options
from builder.cli.console import Console
from builder.cli.figures import several

FORMATS = {"label-studio": ".json", "csv": ".csv", "jsonl": ".jsonl"}


@click.group("review")
def command() -> None:
    """Review quotes: export them, import or retract decisions.

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
@click.option("--by", type=click.Choice(["uncertainty", "random", "stratified", "speaker"]),
              default="stratified", show_default=True,
              help="Least certain, by chance, or by chance from every outlet and label, or speaker.")  # fmt: skip
@options.console
def export(console: Console, *, directory: Path, form: str, out: Path | None, sample: int | None, by: str) -> None:
    """Export quotes for review.

    In a table, people fill in the columns value and reviewer; to confirm what is predicted, they repeat it, for a row
    without a value is no decision. For Label Studio the labelling configuration is written beside the tasks, as .xml.
    The same version gives the same sample, and each row says how it was drawn, so that `evaluate --against-reviews` can
    say what the decisions tell about the whole version; of the least certain quotes they tell nothing about the others.

    \b
    Example:
        build-dataset review export dist/0.1.0
        build-dataset review export dist/0.1.0 --format csv --sample 200 --by random --out check.csv
    """
    from builder.cli import find, reviewing

    folder = find.version(directory)
    name, version, rows = reviewing.rows(folder)
    target = out or Path(f"review-{version}{FORMATS[form]}")
    chosen, draws = reviewing.chosen(rows, sample, by, version)
    written = reviewing.write(chosen, form, target, (name, version, draws), rows)
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

    A quote that the builder missed is added by rows without quote_id, with its article_id and, in the column content,
    its words as printed or their offsets: one row says that is_quote is true; others may give source and cue, as words
    or offsets, the speaker, or a label. In Label Studio it is marked as a missed quote.

    \b
    Example:
        build-dataset review import project-1.json --raw raw --dataset dist/0.1.0
        build-dataset review import check.csv --reviewer "Ann Lee"
    """
    from builder.cli import reviewing

    result = reviewing.import_files(files, raw, dataset, reviewer)
    if console.as_json:
        console.print_json(result)
    elif result["file"] is None:
        console.say(f"Nothing new: all {result['read']:,} decisions are there already.")
    else:
        more = f", with {several(result['missed'], 'quote')} that had been missed" if result["missed"] else ""
        console.say(f"Imported {several(result['added'], 'decision')} into {result['file']}{more}.", style="bold")
        console.say(f"Apply them: build-dataset build {raw}")


@command.command("retract")
@click.argument("what", nargs=-1, required=True, metavar="QUOTE_ID|FILE...")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence.")
@click.option("--field", metavar="NAME", help="Only decisions on this field.")
@click.option("--reviewer", metavar="NAME", help="Only decisions of this reviewer.")
@click.option("--raw", default="raw", show_default=True, type=click.Path(path_type=Path), help="Folder of articles.")
@options.console
def retract(
    console: Console, *, what: tuple[str, ...], reason: str, field: str | None, reviewer: str | None, raw: Path
) -> None:
    """Take decisions back.

    QUOTE_ID is the beginning of an id, FILE the name of a file in RAW/reviews/, whose decisions are then all taken
    back. Nothing is erased: a line is added that names each decision and the reason, and the next build goes without
    it. What a reviewer had decided before in another file counts again. An import with a later time decides anew.

    \b
    Example:
        build-dataset review retract 4be6a1470383 --field framing --reason "Wrong quote" --raw raw
        build-dataset review retract project-1-0383b5d2c9e8.jsonl --reason "Imported by mistake"
    """
    from builder.cli import reviewing

    if not reason.strip():
        raise click.BadParameter("say why.", param_hint="--reason")
    result = reviewing.retract(what, raw, reason.strip(), field, reviewer)
    if console.as_json:
        console.print_json(result)
        return
    console.say(f"Took back {several(result['retracted'], 'decision')}, in {result['file']}.", style="bold")
    console.say(f"The next version goes without them: build-dataset build {raw}")
