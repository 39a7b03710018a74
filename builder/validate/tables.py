"""A dataset directory -> its Parquet files, checked for being readable, and the tables they hold."""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from builder.errors import InputError
from builder.validate import declared

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet as pq

SPLITS = ("train", "validation", "test")
_KEPT = 2  # row groups of texts in memory
BATCH_ROWS = 20_000
BATCH_ARTICLES = 2_000  # rows that have a whole text each
_NAME = re.compile(r"(?P<split>train|validation|test)-(?P<shard>\d{5})-of-(?P<shards>\d{5})\.parquet")


@dataclass(frozen=True, slots=True)
class DataFile:
    """One Parquet file under data/; ``problem`` says in a sentence why it is not read."""

    path: str  # POSIX, relative to the dataset
    table: str
    split: str
    rows: int | None = None
    types: Mapping[str, str] = field(default_factory=dict)  # column -> type found
    problem: str | None = None
    keyed: bool = False  # no row lacks its key


@dataclass(frozen=True, slots=True)
class Tables:
    """What can be read of a dataset. A column counts only where every file has it with its declared type."""

    directory: Path
    files: tuple[DataFile, ...]

    def of(self, table: str) -> tuple[DataFile, ...]:
        """The readable files of ``table``."""
        return tuple(f for f in self.files if f.table == table and f.problem is None)

    def usable(self, table: str) -> tuple[str, ...]:
        """The columns every readable file of ``table`` has as declared; all of them when there is no file at all."""
        known = declared.columns(table)
        files = self.of(table)
        return tuple(name for name, kind in known.items() if all(f.types.get(name) == kind for f in files))

    def lazy(self, table: str, columns: Sequence[str]) -> pl.LazyFrame:
        """``columns`` of all rows, with ``split`` and ``row``, the id by which a report names the row."""
        import polars as pl

        properties = declared.schema(table)["properties"]
        empty = {name: declared.polars_type(properties[name]) for name in columns}
        frames = [pl.LazyFrame(schema={**empty, "split": pl.String(), "row": pl.String()})]
        for file in self.of(table):
            scan = pl.scan_parquet(self.directory / file.path, glob=False, hive_partitioning=False)
            named = scan.with_row_index("_index").with_columns(pl.lit(file.split).alias("split"), self.row(table, file))
            frames.append(named.select(*columns, "split", "row"))
        return pl.concat(frames, how="vertical_relaxed")

    def row(self, table: str, file: DataFile) -> pl.Expr:
        """The row's id: its key, or file and position where the key is missing. Needs the column ``_index``."""
        import polars as pl

        place = pl.format("{}:{}", pl.lit(file.path), pl.col("_index") + 1)
        key = declared.KEYS[table]
        if file.keyed and key in self.usable(table):
            return pl.col(key).alias("row")
        return (pl.coalesce(key, place) if key in self.usable(table) else place).alias("row")

    def batches(self, table: str, columns: Collection[str]) -> Iterator[pl.DataFrame]:
        """Those of ``columns`` that are usable, with ``row``, some at a time, over file borders."""
        import polars as pl

        held: list[pl.DataFrame] = []
        most = min(BATCH_ROWS, BATCH_ARTICLES) if table == "articles" else BATCH_ROWS
        for frame in self._pieces(table, [name for name in self.usable(table) if name in columns], most):
            if held and sum(map(len, held)) + len(frame) > most:
                yield pl.concat(held, how="vertical_relaxed")
                held = []
            held.append(frame)
        if held:
            yield pl.concat(held, how="vertical_relaxed")

    def _pieces(self, table: str, columns: Sequence[str], most: int) -> Iterator[pl.DataFrame]:
        import polars as pl

        for file in self.of(table):
            scan = pl.scan_parquet(self.directory / file.path, glob=False, hive_partitioning=False)
            read = scan.select(columns).with_row_index("_index").with_columns(self.row(table, file)).drop("_index")
            # What is read at a time is what a row group holds: to read a part of one takes as long.
            for first in range(0, file.rows or 0, BATCH_ROWS):
                yield from read.slice(first, BATCH_ROWS).collect().iter_slices(most)


class Shipped(Mapping[str, str]):
    """The texts of the articles that ship, by id. Asked in the order of the files, it reads each of them once.

    In memory are some row groups as the file has them; a text becomes one of Python's when it is asked for.
    """

    def __init__(self, tables: Tables) -> None:
        import pyarrow.parquet as pq

        self._places: dict[str, tuple[str, int, int]] = {}  # file, row group, row in it
        self._directory = tables.directory
        self._read = functools.lru_cache(_KEPT)(self._group)
        for file in tables.of("articles") if {"article_id", "text"} <= set(tables.usable("articles")) else ():
            with pq.ParquetFile(tables.directory / file.path) as parquet:
                for number in range(parquet.num_row_groups):
                    names = parquet.read_row_group(number, ["article_id"])["article_id"].to_pylist()
                    self._places |= {name: (file.path, number, row) for row, name in enumerate(names) if name}

    def __getitem__(self, article_id: str) -> str:
        path, number, row = self._places[article_id]
        text: str | None = self._read(path, number)[row].as_py()
        if text is None:
            raise KeyError(article_id)
        return text

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def of(self, article_ids: Iterable[str | None]) -> dict[str, str]:
        """The texts of those of ``article_ids`` that ship."""
        places = sorted((self._places[name], name) for name in article_ids if name in self._places)
        found = ((name, self.get(name)) for _, name in places)
        return {name: text for name, text in found if text is not None}

    def _group(self, path: str, number: int) -> pa.ChunkedArray:
        import pyarrow.parquet as pq

        with pq.ParquetFile(self._directory / path) as parquet:
            return parquet.read_row_group(number, ["text"])["text"]


def scan(directory: Path) -> Tables:
    """The data files of a dataset in the layout data/<table>/<split>-00000-of-00001.parquet, sorted by path.

    Every file is decoded once from end to end, so that a damaged page is one named failure and not an exception in
    the middle of a batch. Raises InputError when ``directory`` is no dataset at all.
    """
    if not directory.is_dir():
        raise InputError("no such folder.", where=directory, hint="Give the folder of one version, e.g. dist/0.1.0.")
    if not any((directory / name).exists() for name in ("data", "manifest.json", "README.md")):
        raise InputError("not a dataset: it has no data/ folder.", where=directory, hint="Give e.g. dist/0.1.0.")
    paths = (path for path in directory.glob("data/**/*.parquet") if path.is_file())
    return Tables(directory, tuple(_file(directory, name) for name in sorted(_posix(directory, p) for p in paths)))


def _posix(directory: Path, path: Path) -> str:
    return path.relative_to(directory).as_posix()


def _file(directory: Path, path: str) -> DataFile:
    _, table, *rest = path.split("/")
    name = _NAME.fullmatch("/".join(rest))
    if table not in declared.TABLES or name is None:
        return DataFile(path, table, "", problem="It is not named data/<table>/<split>-00000-of-00001.parquet.")
    if int(name["shard"]) >= int(name["shards"]):
        return DataFile(path, table, name["split"], problem="Its number is not among the shards it counts.")
    return _decoded(directory / path, DataFile(path, table, name["split"]))


def _batches(path: Path, parquet: pq.ParquetFile) -> Iterator[pa.RecordBatch]:
    """Every row of every column. What the file holds as a dictionary stays one, which takes half the time.

    Arrow does so where a batch has one dictionary; in files with large row groups all values are written out.
    """
    import pyarrow.parquet as pq

    details = parquet.metadata
    groups = [details.row_group(number) for number in range(details.num_row_groups)]
    if any(group.num_rows > BATCH_ROWS for group in groups):
        yield from parquet.iter_batches(BATCH_ROWS)
        return
    columns = [parquet.schema.column(number) for number in range(len(parquet.schema))]
    texts = [column.path for column in columns if column.physical_type == "BYTE_ARRAY"]
    compact = pq.ParquetFile(path, read_dictionary=texts)
    for number in range(details.num_row_groups):
        yield from compact.iter_batches(BATCH_ROWS, row_groups=[number])


def _decoded(path: Path, file: DataFile) -> DataFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = pq.ParquetFile(path)
        key, unkeyed = declared.KEYS[file.table], 0
        for batch in _batches(path, parquet):
            batch.validate(full=True)  # invalid UTF-8 among others
            unkeyed += batch[key].null_count if key in batch.schema.names else batch.num_rows
    except (pa.ArrowException, OSError) as error:
        # Arrow's sentence may hold the absolute path; its kind does not.
        problem = f"It cannot be read as Parquet ({type(error).__name__}): truncated or damaged."
        return DataFile(file.path, file.table, file.split, problem=problem)
    types = {column.name: declared.of_arrow(column.type) for column in parquet.schema_arrow}
    return DataFile(file.path, file.table, file.split, parquet.metadata.num_rows, types, keyed=not unkeyed)
