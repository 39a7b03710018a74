"""Datasets of any size for benchmarks: a built version multiplied, each copy with ids and utterances of its own.

The models take no part: what is measured is what comes after them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from builder import ids
from builder.dataset import load, parquet, schema
from builder.records import Span

if TYPE_CHECKING:
    import pyarrow as pa


def multiplied(version: Path, quotes: int, folder: Path) -> Path:
    """At least ``quotes`` quotes in ``folder``; one split, since copies of one utterance may not cross splits."""
    import pyarrow as pa

    base = {name: pa.concat_tables(load.arrow(version, name).values()) for name in ("articles", "quotes", "speakers")}
    writers = {name: parquet.Writer(name, "train", folder) for name in base}
    copies = -(-quotes // base["quotes"].num_rows)
    for number in range(copies):
        for name, table in _copy(base, f"copy{number}.example").items():
            writers[name].add(table)
    writers["speakers"].add(_counted(base["speakers"], copies))
    for writer in writers.values():
        writer.close()
    return folder


def _copy(base: dict[str, pa.Table], domain: str) -> dict[str, pa.Table]:
    articles, quotes = base["articles"], base["quotes"]
    texts = zip(articles["article_id"].to_pylist(), articles["text"].to_pylist(), strict=True)
    known = {old: ids.article_id(text or old, domain) for old, text in texts}
    homes = [known[old] for old in quotes["article_id"].to_pylist()]
    content = ([Span(**span) for span in spans] for spans in quotes["content"].to_pylist())
    names = [ids.quote_id(home, spans) for home, spans in zip(homes, content, strict=True)]
    near = [old and known.get(old) for old in articles["near_duplicate_of"].to_pylist()]
    articles = _with(articles, article_id=list(known.values()), near_duplicate_of=near)
    quotes = _with(quotes, article_id=homes, quote_id=names, utterance_id=[ids.utterance_id([one]) for one in names])
    return {"articles": _all(articles, domain), "quotes": _all(quotes, domain)}


def _all(table: pa.Table, domain: str) -> pa.Table:
    return _with(table, outlet_domain=[domain] * table.num_rows)


def _counted(speakers: pa.Table, copies: int) -> pa.Table:
    return _with(speakers, quote_count=[count * copies for count in speakers["quote_count"].to_pylist()])


def _with(table: pa.Table, **columns: list[object]) -> pa.Table:
    import pyarrow as pa

    for name, values in columns.items():
        declared = schema.arrow("articles" if "text" in table.column_names else "quotes")
        kind = declared.field(name).type if name in declared.names else pa.int64()
        table = table.set_column(table.column_names.index(name), name, pa.array(values, kind))
    return table
