"""``build-dataset takedown``: leaves a tombstone that every later build honours."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli import options
from builder.cli.console import Console


@click.command("takedown")
@click.argument("id_", metavar="ARTICLE_ID|QUOTE_ID")
@click.option("--reason", required=True, metavar="TEXT", help="Why, in a sentence; it is published with the tombstone.")
@click.option("--raw", default="raw", show_default=True, type=click.Path(path_type=Path), help="Folder of articles.")
@click.option("--dataset", default="dist", show_default=True, type=click.Path(path_type=Path),
              help="A version that has it; of a folder of versions, the latest.")  # fmt: skip
@options.console
def command(console: Console, *, id_: str, reason: str, raw: Path, dataset: Path) -> None:
    """Take an article or a quote out of every later version.

    A tombstone is added to RAW/takedowns.jsonl. The next build leaves out the article with its text and its quotes, or
    the quote's row, and keeps a reject that gives the reason and no text. The words of a quote still stand in the text
    of its article and in the context of its neighbours; take the article down where they must not. Versions that are
    published already stay as they are: remove their folders. The first characters of an id will do.

    \b
    Example:
        build-dataset takedown 9f0c2d4be6a1 --reason Retracted --raw raw
    """
    from builder.cli import find, reviewing

    if not reason.strip():
        raise click.BadParameter("say why.", param_hint="--reason")
    done = reviewing.take_down(id_, reason.strip(), raw, find.version(dataset))
    if console.as_json:
        console.print_json(done)
        return
    if done["added"]:
        console.say(f"Took down {done['kind']} {done['id']}, in {done['file']}.", style="bold")
    else:
        console.say(f"The {done['kind']} {done['id']} is down already.")
    for reprint in done["reprints"]:
        console.warn(f"a near-duplicate of it stands: {reprint}; take it down too where it must not.")
    console.say(f"The next version goes without it: build-dataset build {raw}")
