"""Arrow tables in, Parquet files out: data/<table>/<split>-00000-of-00001.parquet, the same bytes every time."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.dataset import schema

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_PER_SHARD = 100_000


@dataclass(frozen=True, slots=True)
class Written:
    """What one split of one table became."""

    rows: int
    arrow_bytes: int  # in memory: what the Hub calls num_bytes
    files: tuple[Path, ...]


def write(table: pa.Table, name: str, split: str, directory: Path, *, rows_per_shard: int = ROWS_PER_SHARD) -> Written:
    """Write one split of table ``name`` below ``directory``; an empty one leaves no file.

    Shards hold a fixed number of rows, so that those before the first change stay identical from version to version.
    """
    whole = typed(table, name)
    count = -(-whole.num_rows // rows_per_shard)
    folder = directory / "data" / name
    files = []
    for shard in range(count):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{split}-{shard:05d}-of-{count:05d}.parquet"
        _write(whole.slice(shard * rows_per_shard, rows_per_shard), path)
        files.append(path)
    return Written(whole.num_rows, whole.nbytes, tuple(files))


def typed(table: pa.Table, name: str) -> pa.Table:
    """``table`` with the schema that ``datasets`` reads its features from."""
    declared = schema.features(name).arrow_schema
    # The order of metadata keys is part of the bytes.
    declared = declared.with_metadata(dict(sorted((declared.metadata or {}).items())))
    return table.combine_chunks().cast(declared)


def _write(table: pa.Table, path: Path) -> None:
    import pyarrow.parquet as pq

    # One chunk per column: the chunk layout of the table in memory would otherwise show in the bytes.
    with path.open("xb") as file:
        pq.write_table(
            table.combine_chunks(),
            file,
            compression="zstd",
            compression_level=3,
            use_content_defined_chunking=True,
            write_page_index=True,
            write_statistics=True,
            store_schema=True,
            version="2.6",
            data_page_version="1.0",
            row_group_size=ROWS_PER_SHARD,
        )
        file.flush()
        os.fsync(file.fileno())
