"""A version's directory in, counts out: what ``build-dataset stats`` prints and the card shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from builder.dataset import load, schema

if TYPE_CHECKING:
    import polars as pl

# Name of the count -> table and column it is taken from.
COUNTED = {
    "outlet": ("quotes", "outlet"),
    "speaker": ("quotes", "speaker"),
    "speaker_kind": ("quotes", "speaker_kind"),
    "speaker_reference": ("quotes", "speaker_reference"),
    "sourcing": ("quotes", "sourcing"),
    "quote_type": ("quotes", "quote_type"),
    "polarity": ("quotes", "polarity"),
    "stance": ("quotes", "stance"),
    "framing": ("quotes", "framing"),
    "verifiability": ("quotes", "verifiability"),
    "claim_type": ("quotes", "claim_type"),
    "flags": ("quotes", "flags"),
    "language": ("articles", "language"),
    "licence": ("articles", "licence"),
    "intake_notes": ("articles", "intake_notes"),
    "reject_reason": ("rejects", "reason"),
}


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts over one version.

    ``rows``: table -> split -> rows. ``counts``: name -> value -> rows; None counts the rows without a value. Declared
    labels stand in their declared order, zeros included; other values by count, then by name. The values of a list
    column are counted one by one. ``utterances`` are distinct ones, ``words`` those of the articles.
    """

    rows: Mapping[str, Mapping[str, int]]
    counts: Mapping[str, Mapping[str | None, int]]
    utterances: int
    words: int

    def total(self, table: str) -> int:
        return sum(self.rows[table].values())


def statistics(directory: Path) -> Statistics:
    """Counts over the version in ``directory``. Raises InputError when it is none."""
    tables = {name: load.table(directory, name) for name in schema.TABLES}
    return Statistics(
        rows={name: _by_split(frame) for name, frame in tables.items()},
        counts={name: _count(tables[table], table, column) for name, (table, column) in COUNTED.items()},
        utterances=tables["quotes"]["utterance_id"].n_unique(),
        words=int(tables["articles"]["word_count"].sum()),
    )


def _by_split(frame: pl.DataFrame) -> dict[str, int]:
    found = dict(frame["split"].value_counts().iter_rows())
    return {split: found[split] for split in schema.SPLITS if split in found}


def _count(frame: pl.DataFrame, table: str, column: str) -> dict[str | None, int]:
    import polars as pl

    values, listed = frame[column], isinstance(frame.schema[column], pl.List)
    if listed:
        values = values.explode().drop_nulls()
    found: dict[str | None, int] = dict(values.value_counts().iter_rows())
    declared = schema.labels(table).get(column + "[]" * listed)
    if declared:
        order: list[str | None] = [*declared, *([None] if None in found else [])]
        return {label: found.get(label, 0) for label in order}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0] is None, pair[0] or "")))
