"""A version's directory in, counts out: what ``build-dataset stats`` prints and the card shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.dataset import load, schema

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

_BESIDE = {"quotes": ("utterance_id",), "articles": ("word_count",)}


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
    rows: dict[str, dict[str, int]] = {name: {} for name in schema.TABLES}
    counts: dict[str, Counter[str | None]] = {name: Counter() for name in COUNTED}
    utterances: set[bytes] = set()
    words = 0
    for name in schema.TABLES:
        mine = {count: column for count, (table, column) in COUNTED.items() if table == name}
        columns = [*mine.values(), *_BESIDE.get(name, ())]
        for split, batch in load.batches(directory, name, columns or [schema.KEYS[name]]):
            rows[name][split] = rows[name].get(split, 0) + batch.num_rows
            for count, column in mine.items():
                counts[count].update(_counted(batch[column]))
            if name == "quotes":
                utterances.update(bytes.fromhex(str(one)) for one in batch["utterance_id"].to_pylist())
            if name == "articles":
                words += sum(int(count or 0) for count in batch["word_count"].to_pylist())
    return Statistics(rows, {name: _ordered(name, found) for name, found in counts.items()}, len(utterances), words)


def _counted(values: Any) -> dict[str | None, int]:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_list(values.type):
        values = pc.list_flatten(values).drop_null()
    return {entry["values"]: entry["counts"] for entry in pc.value_counts(values).to_pylist()}


def _ordered(name: str, found: Mapping[str | None, int]) -> dict[str | None, int]:
    table, column = COUNTED[name]
    declared = schema.labels(table).get(column) or schema.labels(table).get(f"{column}[]")
    if declared:
        order: list[str | None] = [*declared, *([None] if None in found else [])]
        return {label: found.get(label, 0) for label in order}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0] is None, pair[0] or "")))
