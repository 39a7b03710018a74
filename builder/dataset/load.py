"""A version's directory in, its tables out; without the ``datasets`` library and its cache."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.dataset import schema
from builder.errors import InputError, nearest

if TYPE_CHECKING:
    import polars as pl
    import pyarrow as pa

MANIFEST = "manifest.json"
BATCH = 5_000  # rows that are read at a time


def files(directory: Path, table: str) -> dict[str, tuple[Path, ...]]:
    """The Parquet files of ``table`` by split, both in their order; empty when the version has no such rows."""
    if table not in schema.TABLES:
        raise InputError(f"unknown table {table!r}.", where=directory, hint=nearest(table, schema.TABLES))
    if not directory.is_dir():
        raise InputError("no such directory.", where=directory, hint="Give the folder of one version: dist/0.1.0.")
    if not (directory / "data" / "quotes").is_dir():
        raise InputError(
            "not a dataset: it has no data/quotes.", where=directory, hint="Give the folder of one version: dist/0.1.0."
        )
    found = {split: tuple(sorted((directory / "data" / table).glob(f"{split}-*.parquet"))) for split in schema.SPLITS}
    return {split: paths for split, paths in found.items() if paths}


def arrow(directory: Path, table: str) -> dict[str, pa.Table]:
    """The rows of ``table`` by split."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = {}
    for split, paths in files(directory, table).items():
        try:
            tables[split] = pa.concat_tables([pq.read_table(path, partitioning=None) for path in paths])
        except (pa.ArrowInvalid, OSError) as error:
            raise InputError(
                f"cannot read the {split} split of {table}: {error}.",
                where=directory,
                hint="Files of a version are never changed: build it again or fetch it again.",
            ) from error
    return tables


@dataclass(frozen=True, slots=True)
class Group:
    """One row group of a Parquet file."""

    path: Path
    split: str
    number: int


def groups(directory: Path, table: str) -> list[Group]:
    """The row groups of ``table``, in the order of its files."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found = []
    for split, path in ((split, path) for split, paths in files(directory, table).items() for path in paths):
        try:
            found += [Group(path, split, number) for number in range(pq.read_metadata(path).num_row_groups)]
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from error
    return found


def group(place: Group, columns: Sequence[str] | None = None) -> pa.Table:
    """The rows of one group."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(place.path) as file:
            return file.read_row_group(place.number, None if columns is None else list(columns))
    except (pa.ArrowException, OSError) as error:
        raise _damaged(place.path, error) from error


def batches(directory: Path, table: str, columns: Sequence[str] | None = None) -> Iterator[tuple[str, pa.Table]]:
    """The rows of ``table`` with their split, in the order of its files and never many at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for split, path in ((split, path) for split, paths in files(directory, table).items() for path in paths):
        try:
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(BATCH, columns=None if columns is None else list(columns)):
                    yield split, pa.Table.from_batches([batch])
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from error


def rows(directory: Path, table: str, **selection: Any) -> list[dict[str, Any]]:
    """The rows of ``table`` in the order of its files; ``selection`` is pyarrow's: ``columns``, ``filters``."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    found: list[dict[str, Any]] = []
    for path in (path for paths in files(directory, table).values() for path in paths):
        try:
            found += pq.read_table(path, partitioning=None, **selection).to_pylist()
        except (pa.ArrowException, OSError) as error:
            raise _damaged(path, error) from error
    return found


def _damaged(path: Path, error: Exception) -> InputError:
    return InputError(
        f"cannot be read: {str(error).splitlines()[0]}.",
        where=path,
        hint="The file is damaged; build the version again, or compare it with manifest.json.",
    )


def table(directory: Path, name: str) -> pl.DataFrame:
    """The rows of table ``name`` in all splits, with a first column ``split``."""
    import polars as pl

    frames = []
    for split, rows in arrow(directory, name).items():
        frame = pl.from_arrow(rows)
        frames.append(pl.DataFrame(frame).insert_column(0, pl.Series("split", [split] * len(frame), dtype=pl.String)))
    if frames:
        return pl.concat(frames, rechunk=True)
    empty = pl.DataFrame(pl.from_arrow(schema.arrow(name).empty_table()))
    return empty.insert_column(0, pl.Series("split", [], dtype=pl.String))


def splits(directory: Path) -> dict[str, str]:
    """Split of each article of the version, by article id."""
    import pyarrow.parquet as pq

    return {
        str(article): split
        for split, paths in files(directory, "articles").items()
        for path in paths
        for article in pq.read_table(path, columns=["article_id"], partitioning=None)["article_id"].to_pylist()
    }


def manifest(directory: Path) -> Mapping[str, Any]:
    """The manifest of the version."""
    path = directory / MANIFEST
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise InputError(
            f"not a dataset: it has no {MANIFEST}.",
            where=directory,
            hint="Give the folder of one version: dist/0.1.0.",
        ) from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read: {error}.", where=path) from error
    if not isinstance(content, dict):
        raise InputError("not a manifest.", where=path)
    return content
