"""The parts of a shown article as rich lays them out: head, paragraphs with the labels of their quotes, rejects."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.cli import notes
from builder.cli.marking import raised
from builder.cli.visible import visible_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

Row = Mapping[str, Any]
Numbered = Sequence[tuple[int, Row]]
LONG = 100  # characters of a reject's text


def header(article: Row, quotes: Sequence[Row], rejects: Sequence[Row]) -> Text:
    """Title, where and when it was published, which file it is, what was found in it."""
    from rich.text import Text

    written = article["published_at"]
    if written is not None:
        written = f"{written:%d %B %Y, %H:%M} UTC".lstrip("0")
        written = written.partition(",")[0] if article["published_at_precision"] == "day" else written
    licence = article["licence"] or "no licence stated"
    published = [
        article["outlet"] or "outlet not known",
        article["outlet_domain"],
        written,
        article["language"],
        licence,
    ]
    source = article["source_path"] + (f", row {article['source_row']}" if article["source_row"] is not None else "")
    counts = f"{article['word_count']:,} words, {_count(quotes, 'quote')}, {len(rejects)} left out"
    lines = [
        Text(visible_line(article["title"] or "(no title)"), style="bold"),
        Text(" · ".join(visible_line(part) for part in published if part)),
        Text(f"{visible_line(source)} · {article['article_id'][:8]} · {counts}", style="dim"),
    ]
    if article["authors"]:
        lines.insert(1, Text("by " + visible_line(", ".join(article["authors"]))))
    if article["near_duplicate_of"]:
        lines.append(Text(f"near-duplicate of {article['near_duplicate_of'][:8]}", style="yellow"))
    if article["intake_notes"]:
        lines.append(Text("intake noticed: " + visible_line(", ".join(article["intake_notes"])), style="yellow"))
    return Text("\n").join(lines)


def _count(rows: Sequence[Row], noun: str) -> str:
    return f"{len(rows)} {noun}" + ("" if len(rows) == 1 else "s")


def paragraph(text: Text, quotes: Numbered, words: notes.Words, *, beside: bool) -> RenderableType:
    """A paragraph and, beside or below it, the labels of the quotes that begin in it."""
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table

    labels = [_labels(number, quote, words) for number, quote in quotes]
    if not beside:
        return Group(text, *(Padding(label, (0, 0, 0, 2)) for label in labels), "")
    row = Table.grid(padding=(0, 3, 0, 0), expand=True)
    row.add_column(ratio=11)
    row.add_column(ratio=9)
    row.add_row(text, Group(*labels))
    return Group(row, "")


def _labels(number: int, quote: Row, words: notes.Words) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(style="bold yellow", no_wrap=True)
    table.add_column()
    table.add_row(raised(str(number)), notes.head(quote))
    inner = Table.grid(padding=(0, 1, 0, 0))
    inner.add_column(style="dim", no_wrap=True, min_width=8)
    inner.add_column()
    for name, value in notes.lines(quote, words):
        inner.add_row(name, value)
    table.add_row(Text(), inner)
    return table


def gap() -> Text:
    """Where text of the article is missing because its licence keeps it back."""
    from rich.text import Text

    return Text("[…]\n", style="dim")


def left_out(rejects: Sequence[Row]) -> RenderableType:
    """The rejects with their reasons."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(no_wrap=True, style="dim")
    table.add_column(no_wrap=True)
    table.add_column()
    table.add_row(Text(), Text("left out", style="bold"), Text(""))
    for number, reject in enumerate(rejects, 1):
        table.add_row(raised(f"r{number}"), reject["reason"].replace("_", " "), "".join(_detail(reject)))
    return table


def _detail(reject: Row) -> Iterator[str]:
    if reject["text"]:
        line = visible_line(reject["text"])
        yield (line if len(line) <= LONG else line[: LONG - 1] + "…") + "  "
    yield f"({visible_line(reject['detail'])})"
