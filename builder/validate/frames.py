"""A batch of rows -> the flat pandas frames that the expectations of one table look at.

The view ``quotes`` has a row per quote: structs become columns (``scores.attribution``), lists of spans become text
(``17-42 50-60``), other lists their length. The view ``quotes.stances`` has a row per entry of that list. ``row`` is
the id by which a report names the row; ``text`` and ``text_start`` are what the offsets point into.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

PLACE = "\0place"  # in a view of the entries of a list: which row of the batch an entry stands on
Texts = Mapping[str, str]  # article_id -> the article's text
_KEYS = ("row", "article_id", "context", "context_start")


def view(batch: pl.DataFrame, table: str, name: str) -> pl.DataFrame:
    """The rows of ``table``, or those of its list column ``name`` when that is not the table itself.

    Structs are taken apart and lists are as they were: ``flat`` makes of some of the rows what is looked at.
    """
    import polars as pl

    if name == table:
        return _apart(batch)
    if name not in batch.columns:
        return pl.DataFrame(schema={PLACE: pl.UInt32()})
    listed = batch.select(name).with_row_index(PLACE).filter(pl.col(name).list.len() > 0).explode(name)
    return _apart(listed.unnest(name) if isinstance(listed.schema[name], pl.Struct) else listed)


def flat(frame: pl.DataFrame, batch: pl.DataFrame) -> pl.DataFrame:
    """Rows of a view of ``batch`` as the pandas engine takes them: with keys, without lists and small integers."""
    import polars as pl

    if PLACE in frame.columns:
        keys = batch.select(column for column in _KEYS if column in batch.columns)[frame[PLACE]]
        frame = pl.concat([keys, frame.drop(PLACE)], how="horizontal")
        if {"start", "end"} <= set(frame.columns):
            frame = frame.with_columns(pl.format("{}-{}", "start", "end").alias("span"))
    if {"context", "context_start"} <= set(frame.columns):
        end = pl.col("context_start") + pl.col("context").str.len_chars()
        frame = frame.with_columns(pl.format("{}-{}", "context_start", end).alias("context_span"))
    written = []
    for name, found in frame.schema.items():
        if isinstance(found, pl.List):
            written.append(_spans(name) if _of_spans(found) else pl.col(name).list.len().cast(pl.Int64))
        elif found.is_integer():
            written.append(pl.col(name).cast(pl.Int64))
    return frame.with_columns(written)


def to_pandas(frame: pl.DataFrame, columns: Collection[str], texts: Texts) -> pd.DataFrame:
    """Those of ``columns`` that are there, and ``row``.

    ``full_text`` is the article's text where it is at hand, else null. ``passage`` is that or, without it, the row's
    context, and ``passage_start`` where it begins in the article.
    """
    import pandas as pd
    import pyarrow as pa

    wanted = [name for name in frame.columns if name == "row" or name in columns]
    made = [name for name in _made(frame.columns) if name in columns]
    if frame.is_empty():  # most views of most batches
        return pd.DataFrame(columns=[*wanted, *made])
    nullable = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    pandas: pd.DataFrame = frame.select(wanted).to_arrow().to_pandas(types_mapper=nullable.get)
    # Arrow strings are slow to take rows from, which the engine does for every expectation.
    pandas = pandas.astype({name: object for name in pandas.columns if pandas[name].dtype == "str"})
    if not made:
        return pandas
    # Columns of references: a batch may quote an article a hundred times, and its text is held once.
    held = texts_of(frame, texts)
    if "text" in pandas.columns:  # the same strings, not copies
        shipped = frame["text"].is_not_null()
        own = [text if ships else None for text, ships in zip(held, shipped, strict=True)]
        pandas["text"] = pd.Series(own, dtype=object)
    if "full_text" in made:
        pandas["full_text"] = pd.Series(held, dtype=object)
    if "passage" in made:
        rows = list(zip(held, frame["context"], frame["context_start"], strict=True))
        pandas["passage"] = pd.Series([context if text is None else text for text, context, _ in rows], dtype=object)
        starts = [start if text is None else 0 for text, _, start in rows]
        pandas["passage_start"] = pd.Series(starts, dtype=pd.Int64Dtype())
    return pandas


def texts_of(frame: pl.DataFrame, texts: Texts) -> list[str | None]:
    """For each row the text of its article, where it is at hand: its own, where it is an article itself."""
    found = [texts.get(key) for key in frame["article_id"].to_list()]
    if "text" not in frame.columns:
        return found
    return [other if own is None else own for own, other in zip(frame["text"].to_list(), found, strict=True)]


def _made(present: Collection[str]) -> tuple[str, ...]:
    """The columns that are made of the texts, where what they are made of is there."""
    if "article_id" not in present:
        return ()
    return ("full_text", "passage", "passage_start") if {"context", "context_start"} <= set(present) else ("full_text",)


def _apart(frame: pl.DataFrame) -> pl.DataFrame:
    """Structs as columns: ``scores.speaker``."""
    import polars as pl

    while structs := [(name, kind) for name, kind in frame.schema.items() if isinstance(kind, pl.Struct)]:
        parts = [
            pl.col(name).struct.field(part.name).alias(f"{name}.{part.name}")
            for name, kind in structs
            for part in kind.fields
        ]
        frame = frame.with_columns(parts).drop(name for name, _ in structs)
    return frame


def _of_spans(kind: pl.List) -> bool:
    import polars as pl

    return isinstance(kind.inner, pl.Struct) and {part.name for part in kind.inner.fields} == {"start", "end"}


def _spans(name: str) -> pl.Expr:
    """A list of spans as text: ``17-42 50-60``; null stays null."""
    import polars as pl

    start, end = (pl.element().struct.field(side) for side in ("start", "end"))
    return pl.col(name).list.eval(pl.format("{}-{}", start, end)).list.join(" ").alias(name)
