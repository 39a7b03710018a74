"""Texts that must not ship, in the order of the articles: on the disk, so that offsets can be checked against them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.dataset import shard

if TYPE_CHECKING:
    import pyarrow as pa

_KEPT = 4  # row groups in memory: who asks in the order of the articles needs one or two


class Texts(Mapping[str, str]):
    """Text by article id."""

    def __init__(self, path: Path, groups: Mapping[str, int]) -> None:
        self._path = path
        self._groups = groups  # row group of each article
        self._read = functools.lru_cache(_KEPT)(self._group)

    def __getitem__(self, article_id: str) -> str:
        return self._read(self._groups[article_id])[article_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._groups)

    def __len__(self) -> int:
        return len(self._groups)

    def _group(self, number: int) -> dict[str, str]:
        import pyarrow.parquet as pq

        with pq.ParquetFile(self._path) as file:
            table = file.read_row_group(number)
        names, texts = (_strings(table[name]) for name in ("article_id", shard.TEXT))
        return dict(zip(names, texts, strict=True))


def write(batches: Iterable[pa.Table], path: Path) -> Texts:
    """Keep the hidden texts among ``batches`` of the articles table in the file ``path``."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    columns = {"article_id": pa.string(), shard.TEXT: pa.string()}
    groups: dict[str, int] = {}
    number = 0
    with pq.ParquetWriter(path, pa.schema(columns.items()), compression="zstd", compression_level=1) as writer:
        for batch in batches:
            hidden = batch.select(list(columns)).filter(pc.is_valid(batch[shard.TEXT]))
            if hidden.num_rows:
                writer.write_table(hidden, row_group_size=hidden.num_rows)
                groups.update(dict.fromkeys(_strings(hidden["article_id"]), number))
                number += 1
    return Texts(path, groups)


def _strings(column: Any) -> list[str]:
    found: list[str] = column.to_pylist()
    return found
