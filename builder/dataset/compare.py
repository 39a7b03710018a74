"""One table of two versions in, the rows that differ out: row group by row group, never all of them in memory.

Both versions stand in the same order but for what changed, so the partners of the rows of one group lie in one or two
groups of the other version.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from builder.dataset import load, schema

if TYPE_CHECKING:
    import polars as pl

_KEPT = 4  # row groups of the older version that are kept for the next group of the newer one


@dataclass(frozen=True, slots=True)
class TableDiff:
    """Row ids, sorted, and how many rows changed in each column."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    columns: Mapping[str, int] = field(default_factory=dict)
    moved: tuple[str, ...] = ()  # to another split


def compare(name: str, old: Path, new: Path) -> TableDiff:
    """Table ``name`` in two versions, by its key."""
    import polars as pl

    key = schema.KEYS[name]
    before, after = _Groups(old, name), _Groups(new, name)
    here, there = after.keys(), before.keys()
    changed: list[str] = []
    moved: list[str] = []
    counts: Counter[str] = Counter()
    kept = functools.lru_cache(_KEPT)(before.read)
    order: list[str] = []
    for number in range(len(after.places)):
        rows = after.read(number)
        order = order or [column for column in rows.columns if column != "split"]
        partners = there.join(rows.select(key), on=key, how="semi")["group"].unique().sort().to_list()
        if not partners:
            continue
        theirs = pl.concat([kept(each).join(rows.select(key), on=key, how="semi") for each in partners])
        differs = _differences(theirs, rows, key)
        values = [column for column in differs.columns if column not in (key, "split")]
        counts.update({column: int(differs[column].sum()) for column in values})
        changed += differs.filter(pl.any_horizontal(values))[key].to_list() if values else []
        moved += differs.filter("split")[key].to_list()
    return TableDiff(
        added=_ids(here.join(there, on=key, how="anti"), key),
        removed=_ids(there.join(here, on=key, how="anti"), key),
        changed=tuple(sorted(changed)),
        columns={column: counts[column] for column in order if counts[column]},
        moved=tuple(sorted(moved)),
    )


class _Groups:
    """The row groups of one table of one version."""

    def __init__(self, directory: Path, name: str) -> None:
        self.key = schema.KEYS[name]
        self.places = load.groups(directory, name)

    def keys(self) -> pl.DataFrame:
        """The key of every row, with the number of its group."""
        import polars as pl

        empty = pl.DataFrame(schema={self.key: pl.String(), "group": pl.Int64()})
        frames = [
            pl.DataFrame(load.group(place, [self.key])).with_columns(pl.lit(number, pl.Int64).alias("group"))
            for number, place in enumerate(self.places)
        ]
        return pl.concat([empty, *frames])

    def read(self, number: int) -> pl.DataFrame:
        """The rows of one group, with a first column ``split``."""
        import polars as pl

        place = self.places[number]
        frame = pl.DataFrame(load.group(place))
        return frame.insert_column(0, pl.Series("split", [place.split] * len(frame), dtype=pl.String))


def _differences(old: pl.DataFrame, new: pl.DataFrame, key: str) -> pl.DataFrame:
    """For each row that both have, and each column that both have, whether it differs."""
    import polars as pl

    shared = [column for column in new.columns if column in old.columns and column != key]
    both = old.select([key, *shared]).join(new.select([key, *shared]), on=key, how="inner", suffix="\0new")
    return both.select(pl.col(key), *(_differs(both, column).alias(column) for column in shared))


def _differs(both: pl.DataFrame, column: str) -> pl.Expr:
    import polars as pl

    one, other = pl.col(column), pl.col(column + "\0new")
    if both.schema[column] != both.schema[column + "\0new"]:
        return pl.lit(value=False)  # a retyped column is a change of the declaration, not of its rows
    return one.ne_missing(other)


def _ids(frame: pl.DataFrame, key: str) -> tuple[str, ...]:
    return tuple(sorted(frame[key].to_list()))
