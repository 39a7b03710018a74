"""Quotes in, the columns of the quote table out: texts as they are, everything that repeats as a number.

A dictionary lists the values of a column once; a row has the position of its value in it. So a hundred thousand rows
stay small enough to be searched in the browser.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.explore.tables import declared

if TYPE_CHECKING:
    import polars as pl

ROWS = 10_000  # of a chunk
KEY = 12  # hexadecimal digits of a quote id that tell it from the others of its article
SCALE = 10_000  # scores have four decimals; whole numbers are shorter and exact
SCORES = ("attribution", "speaker", "stance", "framing", "verifiability", "check_worthiness")
CODED = (
    "speaker",
    "speaker_mention",
    "speaker_kind",
    "sourcing",
    "outlet",
    "date",
    "quote_type",
    "stance",
    "stance_target",
    "framing",
    "verifiability",
    "claim_type",
    "flags",
)
GAP = " … "  # between the parts of an interrupted quote


def coded(quotes: pl.DataFrame) -> pl.DataFrame:
    """The columns of ``CODED`` as strings; the date is the day in UTC, several flags are joined by a space."""
    import polars as pl

    day = pl.col("published_at").dt.strftime("%Y-%m-%d").alias("date")
    flags = pl.col("flags").list.join(" ")
    return quotes.select(day if name == "date" else flags if name == "flags" else pl.col(name) for name in CODED)


def values(columns: pl.DataFrame) -> dict[str, dict[str, list[Any]]]:
    """The dictionary of each column with the rows of each value.

    Declared labels stand in their declared order, zeros included; other values by count, then by name; null last.
    """
    return {name: _values(columns[name], declared(name) if name not in ("date", "flags") else ()) for name in CODED}


def _values(column: pl.Series, labels: Sequence[str]) -> dict[str, list[Any]]:
    counts: dict[str | None, int] = dict(column.value_counts().iter_rows())
    others = sorted((value for value in counts if value not in labels), key=lambda v: (v is None, -counts[v], v or ""))
    order = [*labels, *others]
    return {"values": order, "rows": [counts.get(value, 0) for value in order]}


def chunks(
    quotes: pl.DataFrame, columns: pl.DataFrame, dictionaries: Mapping[str, Any], utterances: Mapping[str, int]
) -> Iterator[dict[str, Any]]:
    """The rows in order, ``ROWS`` at a time. ``utterances``: the number of each utterance that has a page."""
    codes = {name: {value: at for at, value in enumerate(dictionaries[name]["values"])} for name in CODED}
    for first in range(0, len(quotes), ROWS):
        rows, texts = quotes.slice(first, ROWS), columns.slice(first, ROWS)
        yield {
            "first": first,
            "article": rows["article"].to_list(),
            "key": [quote_id[:KEY] for quote_id in rows["quote_id"]],
            "quote": [words(text, spans) for text, spans in zip(rows["quote"], rows["content"].to_list(), strict=True)],
            "codes": {name: [codes[name][value] for value in texts[name]] for name in CODED},
            "scores": {name: _scores(rows, name) for name in SCORES},
            "utterance": [utterances.get(each, -1) for each in rows["utterance_id"]],
        }


def _scores(rows: pl.DataFrame, name: str) -> list[int]:
    """Of a stance its strength, whichever way it points; -1 for none, which no minimum lets through."""
    scores = rows[name] if name == "check_worthiness" else rows["scores"].struct.field(name)
    return [-1 if score is None else round(abs(score) * SCALE) for score in scores]


def words(quote: str, content: Sequence[Mapping[str, int]]) -> str:
    """The quote with a sign between its parts: “We left,” … “at noon.”"""
    parts, at = [], 0
    for span in content:
        length = span["end"] - span["start"]
        parts.append(quote[at : at + length])
        at += length
    return GAP.join(parts)
