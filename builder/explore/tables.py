"""The rows of a version in the order in which the pages show them, and the label sets they were declared with."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder import resources
from builder.errors import InputError

if TYPE_CHECKING:
    import polars as pl


@dataclass(frozen=True, slots=True)
class Tables:
    """What the pages are made of: three tables of one version with the columns that ``schemas/`` declares."""

    name: str
    version: str
    quotes: pl.DataFrame
    articles: pl.DataFrame
    rejects: pl.DataFrame

    def arranged(self) -> Tables:
        """Articles by date, those without one last; quotes and rejects by article, then by their place in it.

        Quotes and rejects get a column ``article``, the row of their article; rejects of no article come last.
        """
        import polars as pl

        articles = self.articles.sort(["published_at", "source_path", "article_id"], nulls_last=True)
        rows = articles.select("article_id").with_row_index("article")
        place = pl.col("content").list.first().struct.field("start")
        quotes = self.quotes.join(rows, on="article_id", how="left").sort(["article", place, "quote_id"])
        if lost := quotes["article"].null_count():
            raise InputError(
                f"{lost} quotes name an article that is not there.",
                where=self.version,
                hint="The version is damaged: build-dataset validate says how.",
            )
        rejects = self.rejects.join(rows, on="article_id", how="left").sort(
            ["article", "start", "source_path", "source_row", "reject_id"], nulls_last=True
        )
        return Tables(self.name, self.version, quotes, articles, rejects)


@functools.cache
def declared(column: str) -> tuple[str, ...]:
    """The labels that a column of quotes may have, in their declared order; none for a column of free values."""
    schema = json.loads(resources.find("schemas", "quotes.json").read_text(encoding="utf-8"))
    field = schema["properties"][column]
    labels = field.get("enum") or field.get("items", {}).get("enum") or ()
    return tuple(label for label in labels if label is not None)
