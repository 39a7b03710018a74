"""What changed between two versions, and the bump that follows: ECOSYSTEM's table, row by row."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from builder.dataset import Tables, load, manifest, parquet, schema
from builder.dataset.diff import diff
from builder.dataset.version import Bump
from builder.errors import InputError

Edit = Callable[[dict[str, pa.Table], dict[str, Any]], None]


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def build(name: str, made: Tables, edit: Edit | None = None, split: str = "train") -> Path:
        """A version with the tables of ``made`` after ``edit`` had them and the manifest in hand."""
        rows = {table: getattr(made, table) for table in schema.TABLES}
        described: dict[str, Any] = {
            "version": name,
            "id_scheme": "quotestance-1",
            "schema": {
                "types": {table: schema.types(table) for table in schema.TABLES},
                "labels": {t: {p: list(v) for p, v in schema.labels(t).items()} for t in schema.TABLES},
            },
        }
        if edit:
            edit(rows, described)
        for table, content in rows.items():
            if content.num_rows:
                parquet.write(content, table, split if table in ("quotes", "articles") else "train", tmp_path / name)
        manifest.write(described, tmp_path / name)
        return tmp_path / name

    return build


def _set(rows: dict[str, pa.Table], table: str, column: str, value: object) -> None:
    """Give ``column`` a new value in the first row."""
    content = rows[table]
    values = content[column].to_pylist()
    values[0] = value
    field = content.schema.field(column)
    rows[table] = content.set_column(content.column_names.index(column), field, pa.array(values, field.type))


def _drop(rows: dict[str, pa.Table], table: str) -> None:
    rows[table] = rows[table].slice(1)


def _add(rows: dict[str, pa.Table], table: str) -> None:
    first = rows[table].slice(0, 1)
    key = schema.KEYS[table]
    other = first.set_column(first.column_names.index(key), key, pa.array(["f" * 32]))
    rows[table] = pa.concat_tables([rows[table], other.cast(rows[table].schema)])


def _labels(described: dict[str, Any]) -> list[str]:
    labels: list[str] = described["schema"]["labels"]["quotes"]["claim_type"]
    return labels


def _column(described: dict[str, Any]) -> dict[str, str]:
    types: dict[str, str] = described["schema"]["types"]["quotes"]
    return types


ROW = "1 row changed in quotes."
SPAN = {"start": 1, "end": 2}
CASES: dict[str, tuple[Edit, Bump, str]] = {
    "nothing": (lambda rows, d: None, Bump.NONE, ""),
    "quote removed": (lambda rows, d: _drop(rows, "quotes"), Bump.MAJOR, "1 row removed from quotes."),
    "article removed": (lambda rows, d: _drop(rows, "articles"), Bump.MAJOR, "1 row removed from articles."),
    "reject removed": (lambda rows, d: _drop(rows, "rejects"), Bump.PATCH, "1 row removed from rejects."),
    "speaker removed": (lambda rows, d: _drop(rows, "speakers"), Bump.PATCH, "1 row removed from speakers."),
    "quote added": (lambda rows, d: _add(rows, "quotes"), Bump.MINOR, "1 row added to quotes."),
    "reject added": (lambda rows, d: _add(rows, "rejects"), Bump.MINOR, "1 row added to rejects."),
    "speaker added": (lambda rows, d: _add(rows, "speakers"), Bump.PATCH, "1 row added to speakers."),
    "label corrected": (lambda rows, d: _set(rows, "quotes", "framing", "distance"), Bump.PATCH, ROW),
    "value set to null": (lambda rows, d: _set(rows, "quotes", "speaker", None), Bump.PATCH, ROW),
    "span corrected": (lambda rows, d: _set(rows, "quotes", "cue_spans", [SPAN]), Bump.PATCH, ROW),
    "score corrected": (lambda rows, d: _set(rows, "quotes", "scores", {"attribution": 0.5}), Bump.PATCH, ROW),
    "label appended": (lambda rows, d: _labels(d).append("slogan"), Bump.MINOR, "claim_type changed: added slogan."),
    "label inserted": (lambda rows, d: _labels(d).insert(0, "slogan"), Bump.MAJOR, "added slogan, not at the end."),
    "label removed": (lambda rows, d: _labels(d).remove("event"), Bump.MAJOR, "removed event."),
    "labels reordered": (lambda rows, d: _labels(d).reverse(), Bump.MAJOR, "claim_type changed: reordered."),
    "column removed": (lambda rows, d: _column(d).pop("via"), Bump.MAJOR, "Column quotes.via removed."),
    "column added": (lambda rows, d: _column(d).update(tone="string"), Bump.MINOR, "Column quotes.tone added."),
    "column retyped": (lambda rows, d: _column(d).update(via="int64"), Bump.MAJOR, "via was string? and is int64."),
    "id scheme": (lambda rows, d: d.update(id_scheme="new"), Bump.MAJOR, "Id scheme quotestance-1 became new."),
}


@pytest.mark.parametrize("case", CASES)
def test_bump(made: Tables, write, case: str) -> None:
    edit, bump, reason = CASES[case]
    found = diff(write("0.1.0", made), write("0.2.0", made, edit))
    assert found.bump is bump
    assert (reason in found.changes[0].reason) if found.changes else not reason
    assert f"Bump: **{bump}**" in found.to_markdown() or not found.changes
    assert json.loads(json.dumps(found.to_json()))["bump"] == str(bump)


def test_moved_between_splits(made: Tables, write) -> None:
    found = diff(write("0.1.0", made), write("0.2.0", made, split="test"))
    assert found.bump is Bump.MAJOR
    assert len(found.tables["quotes"].moved) == made.quotes.num_rows
    assert found.tables["quotes"].changed == ()


def test_changed_rows_are_counted_by_column(made: Tables, write) -> None:
    def edit(rows: dict[str, pa.Table], described: dict[str, Any]) -> None:
        _set(rows, "quotes", "framing", "distance")
        _set(rows, "quotes", "stances", [])
        _set(rows, "articles", "title", "New title")

    found = diff(write("0.1.0", made), write("0.2.0", made, edit))
    assert found.tables["quotes"].columns == {"framing": 1, "stances": 1}
    assert found.tables["quotes"].changed == (made.quotes["quote_id"][0].as_py(),)
    assert found.tables["articles"].columns == {"title": 1}
    assert "quotes.stances (1), quotes.framing (1), articles.title (1)" in found.to_markdown()


def test_a_version_that_had_no_rejects(made: Tables, write) -> None:
    found = diff(
        write("0.1.0", made, lambda rows, d: rows.update(rejects=rows["rejects"].slice(0, 0))), write("0.2.0", made)
    )
    assert len(found.tables["rejects"].added) == made.rejects.num_rows == pc.count(made.rejects["reject_id"]).as_py()


def test_not_a_version(made: Tables, write, tmp_path: Path) -> None:
    path = write("0.1.0", made)
    for wrong in (tmp_path, tmp_path / "absent"):
        with pytest.raises(InputError, match=r"dist/0\.1\.0"):
            diff(path, wrong)


def test_unknown_table_and_damaged_file(made: Tables, write) -> None:
    path = write("0.1.0", made)
    with pytest.raises(InputError, match="Did you mean 'quotes'"):
        load.table(path, "quote")
    next((path / "data" / "quotes").iterdir()).write_bytes(b"PAR1")
    with pytest.raises(InputError, match="cannot read the train split of quotes"):
        load.table(path, "quotes")
