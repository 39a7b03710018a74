"""Rows in, Parquet files out: data/<table>/<split>-00000-of-00001.parquet, the same bytes every time."""

from __future__ import annotations

import functools
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.dataset import schema

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_PER_SHARD = 100_000
ROWS_PER_GROUP = 10_000  # what a writer holds in memory
_OFFSET = 4  # bytes of an offset of a string or a list


@dataclass(frozen=True, slots=True)
class Written:
    """What one split of one table became."""

    rows: int
    arrow_bytes: int  # in memory: what the Hub calls num_bytes
    files: tuple[Path, ...]


class Writer:
    """Writes one split of table ``name`` below ``directory`` as its rows come; one without rows leaves no file.

    Shards hold a fixed number of rows, so that those before the first change stay identical from version to version,
    and so do row groups: how the rows come makes no difference.
    """

    def __init__(self, name: str, split: str, directory: Path, rows_per_shard: int = ROWS_PER_SHARD) -> None:
        self._name = name
        self._split = split
        self._folder = directory / "data" / name
        self._per_shard = rows_per_shard
        self._held: list[pa.Table] = []
        self._held_rows = 0
        self._rows = 0
        self._bytes = 0
        self._file: _File | None = None
        self._paths: list[Path] = []

    def add(self, table: pa.Table) -> None:
        """Rows in the columns of the schema; others are left out."""
        if not table.num_rows:
            return
        self._held.append(typed(table, self._name))
        self._held_rows += table.num_rows
        while self._held_rows >= self._wanted():
            self._group()

    def close(self) -> Written:
        """Only now the files have their names, which say how many there are."""
        while self._held_rows:
            self._group()
        if self._file:
            self._file.close()
        count = len(self._paths)
        final = [self._folder / f"{self._split}-{n:05d}-of-{count:05d}.parquet" for n in range(count)]
        for path, name in zip(self._paths, final, strict=True):
            path.rename(name)
        return Written(self._rows, self._bytes, tuple(final))

    def _wanted(self) -> int:
        """Rows of the next row group: a group never crosses the border of a shard."""
        return min(ROWS_PER_GROUP, self._per_shard - self._rows % self._per_shard)

    def _group(self) -> None:
        import pyarrow as pa

        # One chunk per column: the chunk layout of the table in memory would otherwise show in the bytes.
        table = pa.concat_tables(self._held)
        wanted = self._wanted()
        group, rest = table.slice(0, wanted).combine_chunks(), table.slice(wanted)
        self._held, self._held_rows = [rest], rest.num_rows
        if self._file is None or self._rows % self._per_shard == 0:
            if self._file:
                self._file.close()
            self._folder.mkdir(parents=True, exist_ok=True)
            self._paths.append(self._folder / f"{self._split}-{len(self._paths):05d}.parquet")
            self._file = _File(self._paths[-1], group.schema)
        self._file.write(group)
        self._rows += group.num_rows
        self._bytes += sum(size(chunk) for column in group.columns for chunk in column.chunks)


def write(table: pa.Table, name: str, split: str, directory: Path, *, rows_per_shard: int = ROWS_PER_SHARD) -> Written:
    """Write all rows of one split at once."""
    writer = Writer(name, split, directory, rows_per_shard)
    writer.add(table)
    return writer.close()


def typed(table: pa.Table, name: str) -> pa.Table:
    """``table`` with the schema that ``datasets`` reads its features from."""
    declared = _declared(name)
    return table.select(declared.names).combine_chunks().cast(declared)


def size(values: Any) -> int:
    """Bytes in memory, as the content needs them: Arrow's own count depends on how the array came about."""
    import pyarrow as pa

    kind, rows = values.type, len(values)
    nulls = -(-rows // 8) if values.null_count else 0
    if pa.types.is_struct(kind):
        return nulls + sum(size(values.field(number)) for number in range(kind.num_fields))
    if pa.types.is_list(kind):
        return nulls + _OFFSET * (rows + 1) + size(values.flatten())
    if pa.types.is_string(kind):
        return nulls + _OFFSET * (rows + 1) + _text_bytes(values)
    return int(nulls + -(-rows * kind.bit_width // 8))


def _text_bytes(values: Any) -> int:
    import pyarrow.compute as pc

    return int(pc.sum(pc.binary_length(values)).as_py() or 0)


@functools.cache
def _declared(name: str) -> pa.Schema:
    declared = schema.features(name).arrow_schema
    # The order of metadata keys is part of the bytes.
    ordered: pa.Schema = declared.with_metadata(dict(sorted((declared.metadata or {}).items())))
    return ordered


class _File:
    """One Parquet file on its way to the disk."""

    def __init__(self, path: Path, declared: pa.Schema) -> None:
        import pyarrow.parquet as pq

        self._stream = path.open("xb")
        self._writer: Any = pq.ParquetWriter(
            self._stream,
            declared,
            compression="zstd",
            compression_level=3,
            use_content_defined_chunking=True,
            write_page_index=True,
            write_statistics=True,
            store_schema=True,
            version="2.6",
            data_page_version="1.0",
        )

    def write(self, group: pa.Table) -> None:
        self._writer.write_table(group, row_group_size=group.num_rows)

    def close(self) -> None:
        self._writer.close()
        self._stream.flush()
        os.fsync(self._stream.fileno())
        self._stream.close()
