"""What reviewers get: tables without formulas, tasks whose marks are where the words are."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from builder.cli import main
from builder.evaluate.draws import Draw
from builder.records import Span
from builder.review import fields, labelstudio, sample, sheets


@pytest.fixture(scope="session")
def draws(rows) -> dict[str, Draw]:
    return sample.draws(rows, rows, "all", "0.1.0")


def test_tasks_mark_the_words(rows, draws) -> None:
    for row, task in zip(rows, labelstudio.tasks(rows, "harbour", "0.1.0", draws), strict=True):
        (prediction,) = task["predictions"]
        regions = [one for one in prediction["result"] if one["type"] == "labels"]
        content = [one["value"] for one in regions if one["value"]["labels"] == ["content"]]
        text = task["data"]["text"]
        assert "".join(text[one["start"] : one["end"]] for one in content) == row["quote"]
        assert all(one["value"]["text"] == text[one["value"]["start"] : one["value"]["end"]] for one in regions)
        names = {one["id"] for one in regions}
        relations = [one for one in prediction["result"] if one["type"] == "relation"]
        assert all({one["from_id"], one["to_id"]} <= names for one in relations)
        assert len(relations) == bool(row["mention_spans"]) + bool(row["cue_spans"])


def test_every_result_has_its_control(rows, draws) -> None:
    view = ET.fromstring(labelstudio.config())
    controls = {one.get("name"): one for one in view if one.get("toName")}
    values = {name: {each.get("value") for each in one} for name, one in controls.items()}
    assert [each.get("name") for each in view if each.tag == "Text"] == ["text"]
    for task in labelstudio.tasks(rows, "harbour", "0.1.0", draws):
        for one in task["predictions"][0]["result"]:
            if one["type"] == "relation":
                continue
            assert controls[one["from_name"]].tag.lower() == one["type"]
            if one["type"] in {"choices", "labels"}:
                assert set(one["value"][one["type"]]) <= values[one["from_name"]]


def test_a_csv_has_a_row_for_each_field(rows, draws) -> None:
    table = list(csv.DictReader(io.StringIO(sheets.csv_text(rows, "harbour", "0.1.0", draws))))
    assert len(table) == len(rows) * len(fields.DECIDED)
    assert {row["value"] + row["reviewer"] + row["time"] for row in table} == {""}
    assert {row["dataset"] for row in table} == {"harbour"}


def test_a_formula_in_an_article_is_escaped(rows, draws) -> None:
    evil = [{**rows[0], "quote": '=HYPERLINK("http://x.example")', "context": "@SUM(A1)", "speaker": "-2+3"}]
    table = list(csv.DictReader(io.StringIO(sheets.csv_text(evil, "harbour", "0.1.0", draws))))
    assert not any(cell.startswith(("=", "@", "+", "-")) for row in table for cell in row.values())
    assert next(row["predicted"] for row in table if row["field"] == "speaker") == "'-2+3"


def test_jsonl_holds_values_as_json(rows, draws) -> None:
    lines = [json.loads(line) for line in sheets.jsonl_text(rows, "harbour", "0.1.0", draws).splitlines()]
    assert all("value" not in line for line in lines)
    assert {type(line["predicted"]) for line in lines if line["field"] == "check_worthiness"} == {float}


@given(st.text(max_size=20))
def test_cells_come_back(cell: str) -> None:
    assert sheets.unescaped(sheets.escaped(cell)) == cell


@pytest.mark.parametrize("field", fields.FIELDS)
def test_values_come_back(rows, field: str) -> None:
    for row in rows:
        value = fields.predicted(row, field)
        assert fields.parse(field, fields.cell(value)) == value
        assert fields.parse(field, fields.written(value)) == value


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=4))
def test_spans_come_back(pieces: list[tuple[int, int]]) -> None:
    spans, start = [], 0
    for gap, length in pieces:
        spans.append(Span(start + gap, start + gap + length))
        start += gap + length
    assert fields.parse("cue", fields.cell(tuple(spans))) == tuple(spans)


def test_a_file_is_never_overwritten(place: Path) -> None:
    arguments = ["review", "export", str(place / "dist"), "--out", str(place / "tasks.json")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    (place / "tasks.json").unlink()
    again = CliRunner().invoke(main, arguments)  # the configuration lies there still
    assert again.exit_code == 2
    assert "tasks.xml: there is a file already" in again.output
    assert not (place / "tasks.json").exists()
