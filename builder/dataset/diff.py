"""Two versions in, what changed between them out: rows, columns, splits, labels, and the bump that follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder.dataset import load, schema
from builder.dataset.compare import TableDiff, compare
from builder.dataset.version import Bump

# What is cited is a quote or an article. Speakers are sums over quotes and rejects a record of the build: losing one
# of those breaks nobody's reference.
_CITED = ("quotes", "articles")


@dataclass(frozen=True, slots=True)
class Change:
    """One reason for a bump."""

    bump: Bump
    reason: str


@dataclass(frozen=True, slots=True)
class Diff:
    """What changed from ``old`` to ``new`` (their versions)."""

    old: str
    new: str
    tables: Mapping[str, TableDiff]
    changes: tuple[Change, ...]  # the most important first

    @property
    def bump(self) -> Bump:
        """The smallest bump that the rules allow; NONE when data and declaration are the same."""
        return max((change.bump for change in self.changes), default=Bump.NONE)

    def to_json(self) -> dict[str, Any]:
        return {
            "old": self.old,
            "new": self.new,
            "bump": str(self.bump),
            "changes": [{"bump": str(change.bump), "reason": change.reason} for change in self.changes],
            "tables": {name: asdict(table) for name, table in self.tables.items()},
        }

    def to_markdown(self) -> str:
        """For a person: counts, changed columns and the reasons for the bump, no row ids."""
        lines = [f"# {self.old} → {self.new}", "", summary(self)]
        return "\n".join(lines) + "\n"


def diff(old: Path, new: Path) -> Diff:
    """The difference between the versions in two directories, by the key of each table.

    Raises InputError when one of them is not a version.
    """
    before, after = load.manifest(old), load.manifest(new)
    tables = {name: compare(name, old, new) for name in schema.TABLES}
    changes = [*_declared(before, after), *_rows(tables, _taken_down(old, after))]
    changes.sort(key=lambda change: -change.bump)
    return Diff(str(before.get("version")), str(after.get("version")), tables, tuple(changes))


def summary(found: Diff) -> str:
    """The body of the Markdown report, also used for CHANGES.md."""
    lines = ["| table | added | removed | changed | moved to another split |", "|---|---:|---:|---:|---:|"]
    for name, table in found.tables.items():
        counts = (len(table.added), len(table.removed), len(table.changed), len(table.moved))
        lines.append(f"| {name} | " + " | ".join(f"{count:,}" for count in counts) + " |")
    columns = [
        f"{name}.{column} ({count:,})"
        for name, table in found.tables.items()
        for column, count in table.columns.items()
    ]
    if columns:
        lines += ["", "Changed columns (rows): " + ", ".join(columns) + "."]
    lines += ["", f"Bump: **{found.bump}**." if found.changes else "No row, column or label set differs."]
    lines += [f"- {change.bump}: {change.reason}" for change in found.changes]
    return "\n".join(lines)


def _taken_down(old: Path, after: Mapping[str, Any]) -> dict[str, set[str]]:
    """Ids of ``old`` that the new version withholds: a tombstone says so, which is why it is no major change."""
    told = after.get("takedowns", {})
    articles = set(told.get("articles", ()))
    theirs = {
        row["quote_id"]
        for _, batch in load.batches(old, "quotes", ["quote_id", "article_id"] if articles else ["quote_id"])
        for row in (batch.to_pylist() if articles else ())
        if row["article_id"] in articles
    }
    return {"articles": articles, "quotes": theirs | set(told.get("quotes", ()))}


def _rows(tables: Mapping[str, TableDiff], taken_down: Mapping[str, set[str]]) -> list[Change]:
    changes = []
    for name, table in tables.items():
        removal = Bump.MAJOR if name in _CITED else Bump.PATCH
        addition = Bump.PATCH if name == "speakers" else Bump.MINOR
        down = taken_down.get(name, set())
        for rows, bump, verb in (
            ([row for row in table.removed if row in down], Bump.MINOR, "taken down from"),
            ([row for row in table.removed if row not in down], removal, "removed from"),
            (table.moved, Bump.MAJOR, "moved to another split in"),
            (table.added, addition, "added to"),
            (table.changed, Bump.PATCH, "changed in"),
        ):
            if rows:
                changes.append(Change(bump, f"{len(rows):,} row{'s' if len(rows) > 1 else ''} {verb} {name}."))
    return changes


def _declared(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """Changes of what the manifests declare: id scheme, types and label sets."""
    changes = []
    if before.get("id_scheme") != after.get("id_scheme"):
        changes.append(Change(Bump.MAJOR, f"Id scheme {before.get('id_scheme')} became {after.get('id_scheme')}."))
    old, new = before.get("schema", {}), after.get("schema", {})
    for name in schema.TABLES:
        changes += _types(name, old.get("types", {}).get(name, {}), new.get("types", {}).get(name, {}))
        changes += _labels(name, old.get("labels", {}).get(name, {}), new.get("labels", {}).get(name, {}))
    return changes


def _types(table: str, old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    changes = [Change(Bump.MAJOR, f"Column {table}.{path} removed.") for path in old if path not in new]
    changes += [Change(Bump.MINOR, f"Column {table}.{path} added.") for path in new if path not in old]
    changes += [
        Change(Bump.MAJOR, f"Column {table}.{path} was {old[path]} and is {new[path]}.")
        for path in old
        if path in new and old[path] != new[path]
    ]
    return changes


def _labels(table: str, old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> list[Change]:
    """Labels are strings, but people number them by their declared order: only appending leaves the numbers alone."""
    changes = []
    for path in old:
        if path not in new or old[path] == new[path]:
            continue
        appended = new[path][: len(old[path])] == old[path]
        gone, come = sorted(set(old[path]) - set(new[path])), sorted(set(new[path]) - set(old[path]))
        said = "; ".join(
            [*(f"removed {label}" for label in gone), *(f"added {label}" for label in come)] or ["reordered"]
        )
        note = "" if appended else "" if gone or not come else ", not at the end"
        changes.append(
            Change(Bump.MINOR if appended else Bump.MAJOR, f"Labels of {table}.{path} changed: {said}{note}.")
        )
    return changes
