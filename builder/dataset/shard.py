"""Some articles and what they gave in, their part of the four tables out.

Columns that begin with ``_`` are for the merge, which fills in what only the whole corpus knows: utterances,
near-duplicates, the checksums of files.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder import ids
from builder.dataset import rows, schema, speakers
from builder.dataset.cuts import Spoken, cut, quoted_words
from builder.records import Article, Extraction, Quote, Reject

if TYPE_CHECKING:
    import pyarrow as pa

TEXT = "_text"  # of articles: what must not be passed on, but offsets are checked against it
SIGNATURE = "_signature"  # of articles
RUNS, WORDS, SPEAKER = "_runs", "_words", "_speaker"  # of quotes: see cuts.py; the speaker's id as a number, 0 for none
_BATCH = 10_000  # rows that exist as Python objects at one time


def tables(
    extracted: Sequence[tuple[Article, Extraction]],
    rejects: Iterable[Reject],
    versions: Mapping[str, str],
    signatures: Mapping[str, bytes] | None = None,
) -> dict[str, pa.Table]:
    """The rows of ``extracted``, quotes in the order of the text.

    ``signatures`` are kept with the articles, by their ids: ``intake`` finds near-duplicates by them.
    """
    import pyarrow as pa

    printed = [(article, quote) for article, extraction in extracted for quote in _in_text_order(extraction)]
    alone = (ids.utterance_id([rows.quote_id(quote)]) for _, quote in printed)
    counts = [len(extraction.quotes) for _, extraction in extracted]
    made = (rows.article(one, count, {}) for (one, _), count in zip(extracted, counts, strict=True))
    articles = _table(made, schema.arrow("articles"))
    hidden = [None if one.text_redistributable else one.text for one, _ in extracted]
    signed = pa.array([(signatures or {}).get(one.article_id) for one, _ in extracted], pa.binary())
    return {
        "articles": articles.append_column(TEXT, pa.array(hidden, pa.string())).append_column(SIGNATURE, signed),
        "quotes": _with_cuts(_table(rows.quotes(printed, alone, versions), schema.arrow("quotes")), printed),
        "speakers": _table(speakers.partial(printed), speakers.partial_schema()),
        "rejects": _table(rows.rejects(extracted, rejects), schema.arrow("rejects")),
    }


def write(folder: Path, made: Mapping[str, pa.Table]) -> dict[str, int]:
    """Write the tables as files of ``folder``; the number of rows of each."""
    import pyarrow.parquet as pq

    for name, table in made.items():
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd", compression_level=1)
    return {name: table.num_rows for name, table in made.items()}


def read(folder: Path, name: str, columns: Sequence[str] | None = None) -> pa.Table:
    """One table of the shard in ``folder``."""
    import pyarrow.parquet as pq

    with pq.ParquetFile(folder / f"{name}.parquet") as file:
        return file.read(None if columns is None else list(columns))


def none(name: str) -> pa.Table:
    """A shard without rows of the table."""
    return tables((), (), {})[name]


def _in_text_order(extraction: Extraction) -> list[Quote]:
    return sorted(extraction.quotes, key=lambda quote: quote.attribution.content)


def _with_cuts(table: pa.Table, printed: Sequence[rows.Printed]) -> pa.Table:
    import pyarrow as pa

    codes: dict[str, int] = {}
    said = (Spoken("", quote.text, quote.attribution.quote_type, None) for _, quote in printed)
    cuts = [cut(quoted_words(each), codes) for each in said]
    speaker_ids = table["speaker_id"].to_pylist()
    speaker = [0 if each is None else int(each[:16], 16) for each in speaker_ids]
    table = table.append_column(RUNS, pa.array([one.runs for one in cuts], pa.list_(pa.uint64())))
    table = table.append_column(WORDS, pa.array([one.words for one in cuts], pa.int32()))
    return table.append_column(SPEAKER, pa.array(speaker, pa.uint64()))


def _table(content: Iterable[dict[str, Any]], declared: pa.Schema) -> pa.Table:
    import pyarrow as pa

    batches = [pa.Table.from_pylist(batch, schema=declared) for batch in _batches(content)]
    return pa.concat_tables(batches) if batches else declared.empty_table()


def _batches(content: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    remaining = iter(content)
    while batch := list(itertools.islice(remaining, _BATCH)):
        yield batch
