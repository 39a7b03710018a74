"""``build-dataset show``: an article in the terminal, with everything the dataset says about it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from builder.cli import options
from builder.cli.console import Console

if TYPE_CHECKING:
    from rich.console import RenderableType

Row = Mapping[str, Any]
WIDEST = 160  # beyond it lines are too long to be read
BESIDE = 110  # columns from which the labels stand beside the text, not below it


@click.command("show")
@options.version_folder()
@click.argument("article")
@click.option("--rejects/--no-rejects", default=True, help="List what was left out of it, and why.")
@click.option("--width", type=click.IntRange(min=30), help="Columns to use; the terminal's by default.")
@options.console
def command(console: Console, *, directory: Path, article: str, rejects: bool, width: int | None) -> None:
    """Show an article with its quotes.

    ARTICLE is the beginning of its id, its file, or words of its path or title. Source, cue and content are marked in
    the text; each quote has a number, under which its labels stand.

    \b
    Example:
        build-dataset show dist/0.1.0 courier.md
    """
    from builder.cli import find, read

    folder = find.version(directory)
    row = read.of_article(folder, "articles", find.article(read.articles(folder), article)["article_id"])[0]
    quotes = read.of_article(folder, "quotes", row["article_id"])
    left_out = read.of_article(folder, "rejects", row["article_id"]) if rejects else []
    console = replace(console, width=width or min(console.out.width, WIDEST))
    if console.as_json:
        console.print_json({"article": row, "quotes": quotes, "rejects": left_out})
        return
    for part in page(row, quotes, left_out, console):
        console.show(part)


def page(article: Row, quotes: Sequence[Row], rejects: Sequence[Row], console: Console) -> list[RenderableType]:
    """Everything that is printed, from top to bottom."""
    from builder.cli import layout, marking
    from builder.passages import passages

    brackets = not console.out.is_terminal or console.out.no_color
    found = marking.marks(quotes, rejects)
    parts: list[RenderableType] = [layout.header(article, quotes, rejects), marking.legend(brackets=brackets), ""]
    words = _words(article, quotes)
    beside = console.out.width >= BESIDE
    blocks = passages(article, quotes)
    for block, following in zip(blocks, [*blocks[1:], None], strict=True):
        end = following.start if following else sys.maxsize
        here = [(n, q) for n, q in enumerate(quotes, 1) if block.start <= q["content"][0]["start"] < end]
        if block.after_gap:
            parts.append(layout.gap())
        parts.append(layout.paragraph(marking.marked(block, found, brackets=brackets), here, words, beside=beside))
    if rejects:
        parts.append(layout.left_out(rejects))
    return parts


def _words(article: Row, quotes: Sequence[Row]) -> Callable[[int, int], str | None]:
    """The text of a span: from the article, or, where its licence keeps the text back, from a quote's context."""
    stretches = [(0, article["text"])] if article["text"] is not None else []
    stretches += [(quote["context_start"], quote["context"]) for quote in quotes]

    def words(start: int, end: int) -> str | None:
        for offset, text in stretches:
            if offset <= start and end <= offset + len(text):
                return str(text[start - offset : end - offset])
        return None

    return words
