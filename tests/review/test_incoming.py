"""Files that cannot be right name the row and the way out, and nothing of them is imported."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.errors import InputError
from builder.records import Span
from builder.review import incoming, labelstudio, received, sample, sheets, store, version
from builder.review.store import Stored
from builder.review.version import Version

Row = dict[str, Any]
GOOD: Row = {"dataset": "harbour", "field": "framing", "value": "distance", "reviewer": "Ann Lee"}


@pytest.fixture
def known(rows, articles) -> Version:
    return version.version("harbour", rows, articles)


@pytest.fixture
def check(known, tmp_path: Path) -> Callable[..., Any]:
    """Checks lines of JSON, of which each is ``GOOD`` about the first quote but for what it says itself."""

    def check(*lines: Row, stored=(), reviewer: str | None = None):
        path = tmp_path / "in.jsonl"
        first = next(iter(known.quotes))
        path.write_text("".join(json.dumps({"quote_id": first, **GOOD, **line}) + "\n" for line in lines))
        return incoming.check(received.read(path), known, Stored(tuple(stored)), reviewer=reviewer)

    return check


BAD = {
    "unknown quote": ({"quote_id": "0" * 32}, "unknown quote '000", "Name the version"),
    "no quote": ({"quote_id": None}, "it names no quote", "a quote_id is never edited"),
    "a list for a quote": ({"quote_id": ["x"]}, "unknown quote ['x']", "Name the version"),
    "a list for an article": ({"quote_id": None, "article_id": [1], "content": "x"}, "unknown article '[1]'", ""),
    "another dataset": ({"dataset": "budget"}, "about the dataset 'budget', not 'harbour'", "--dataset"),
    "unknown field": ({"field": "framming"}, "unknown field 'framming'. Did you mean 'framing'?", ""),
    "no field": ({"field": None}, "unknown field 'None'", ""),
    "a derived field": ({"field": "utterance_id", "value": "x"}, "unknown field 'utterance_id'", ""),
    "label outside its set": ({"value": "distanced"}, "not a framing. Did you mean 'distance'?", ""),
    "label in capitals": ({"value": "Distance"}, "not a framing. Did you mean 'distance'?", ""),
    "null where there is always one": ({"value": None}, "framing cannot be null", ""),
    "no boolean": ({"field": "speech", "value": "yes"}, "speech is true or false, not 'yes'", ""),
    "share above 1": ({"field": "check_worthiness", "value": 7}, "a number from 0 to 1, not 7", ""),
    "share not a number": ({"field": "check_worthiness", "value": "nan"}, "a number from 0 to 1, not 'nan'", ""),
    "share true": ({"field": "check_worthiness", "value": True}, "a number from 0 to 1, not True", ""),
    "no text": ({"field": "speaker", "value": " "}, "speaker = ' ' is not text", ""),
    "spans in words": ({"field": "cue", "value": "zaid"}, "'zaid' does not stand in the article", ""),
    "spans as no list": ({"field": "cue", "value": "[17, 42]"}, "are not spans such as [[17, 42]]", ""),
    "spans upside down": ({"field": "cue", "value": [[9, 4]]}, "are not spans", ""),
    "spans crossing": ({"field": "cue", "value": [[4, 9], [8, 12]]}, "overlap or are out of order", ""),
    "spans beyond the text": ({"field": "cue", "value": [[99990, 99999]]}, "reach beyond the article", ""),
    "a draw that is none": ({"drawn": {"by": "dice"}}, "is not what the export wrote", ""),
    "no content": ({"field": "content", "value": []}, "no content is marked", "set is_quote"),
    "nobody": ({"reviewer": None}, "reviewer must be a name, not None", "--reviewer NAME"),
    "reviewer blank": ({"reviewer": "  "}, "reviewer must be a name", "--reviewer NAME"),
    "reviewer a number": ({"reviewer": 7}, "reviewer must be a name, not 7", "--reviewer NAME"),
    "no time": ({"time": "yesterday"}, "time = 'yesterday' is not ISO 8601", ""),
    "time a number": ({"time": 1700000000}, "is not ISO 8601", ""),
}


@pytest.mark.parametrize("case", BAD, ids=str)
def test_a_bad_row_is_named(check, case: str) -> None:
    line, what, way_out = BAD[case]
    with pytest.raises(InputError) as error:
        check({"field": "speech", "value": True}, line)
    assert error.value.row == 2
    assert what in error.value.what
    assert way_out in error.value.hint
    assert "in.jsonl" in str(error.value.where)


def test_spans_outside_of_what_the_reviewer_saw(check, rows) -> None:
    end = rows[0]["context_start"] + len(rows[0]["context"])
    with pytest.raises(InputError, match="spans of cue lie outside the quote's context"):
        check({"field": "cue", "value": [[end, end + 3]]})


def test_a_reviewer_may_not_contradict_himself(check) -> None:
    with pytest.raises(InputError, match=r"framing = neutral of .* here, and distance in .*in.jsonl, row 1") as error:
        check({}, {"value": "neutral"})
    assert error.value.row == 2
    assert error.value.hint == "Keep one of the two rows."


def test_a_later_decision_replaces_an_earlier_import(check) -> None:
    stored = check({"time": "2026-11-02"})
    assert check({"time": "2026-11-02"}, stored=stored) == ()  # the same file again
    with pytest.raises(InputError, match="in an import before") as error:
        check({"value": "neutral"}, stored=stored)
    assert "later" in error.value.hint
    (later,) = check({"value": "neutral", "time": "2026-11-02T09:00:00+02:00"}, stored=stored)
    assert [one.value for one in store.latest([*stored, later])] == ["neutral"]
    assert [one.value for one in store.latest([later, *stored])] == ["neutral"]


def test_two_reviewers_may_differ_and_one_may_repeat(check) -> None:
    found = check({}, {"value": "neutral", "reviewer": "Ben Orr"}, {})
    assert [(one.reviewer, one.value) for one in found] == [("Ann Lee", "distance"), ("Ben Orr", "neutral")]


def test_a_quote_may_be_named_by_its_spans(check, rows) -> None:
    content = [[span["start"], span["end"]] for span in rows[3]["content"]]
    (found,) = check({"quote_id": None, "article_id": rows[3]["article_id"], "content": content})
    assert found.quote_id == rows[3]["quote_id"]
    assert found.content == tuple(Span(*pair) for pair in content)


def test_a_reviewer_can_be_given_for_rows_without(check) -> None:
    assert {one.reviewer for one in check({"reviewer": None}, reviewer="Ann Lee")} == {"Ann Lee"}


def test_values_come_back_as_their_types(check) -> None:
    lines = ({"field": "speech", "value": "FALSE"}, {"field": "check_worthiness", "value": "0.25"},
             {"field": "speaker", "value": "null"}, {"field": "stance", "value": None})  # fmt: skip
    assert {one.field: one.value for one in check(*lines)} == {
        "speech": False, "check_worthiness": 0.25, "speaker": None, "stance": None,
    }  # fmt: skip


def test_nothing_is_half_imported(place: Path, rows) -> None:
    good, bad = place / "good.jsonl", place / "bad.jsonl"
    good.write_text(json.dumps({"quote_id": rows[0]["quote_id"], **GOOD}) + "\n")
    bad.write_text(json.dumps({"quote_id": rows[1]["quote_id"], **GOOD, "value": "false"}) + "\n")
    arguments = ["review", "import", str(good), str(bad), "--raw", str(place / "raw"), "--dataset", str(place / "dist")]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert "bad.jsonl, row 1: 'false' is not a framing" in result.output
    assert not (place / "raw" / "reviews").exists()


FILES = {
    "nothing filled in": ("a.csv", "quote_id,field,value,reviewer\nx,framing,,\n", "no decision in it"),
    "no column": ("a.csv", "quote_id,field,value\nx,framing,distance\n", "no column 'reviewer'"),
    "a cell too many": ("a.csv", "quote_id,field,value,reviewer\nx,framing,a,b,c\n", "more or fewer cells"),
    "an open quote": ("a.csv", 'quote_id,field,value,reviewer\n"x,framing,a,b\n', "not CSV"),
    "empty": ("a.csv", "", "no column 'quote_id'"),
    "a spreadsheet": ("a.xlsx", "", "files of type '.xlsx' are not read"),
    "no JSON": ("a.jsonl", "{\n", "not JSON"),
    "a list": ("a.jsonl", "[1]\n", "not a JSON object"),
    "no list of tasks": ("a.json", '{"a": 1}', "not a list of tasks"),
    "broken JSON": ("a.json", "[", "not JSON"),
    "our own export": ("a.json", '[{"data": {}, "predictions": []}]', "not a task with annotations of ours"),
    "JSON-MIN": ("a.json", '[{"id": 1, "framing": "distance"}]', "not a task with annotations of ours"),
    "only skipped": ("a.json", '[{"data": {}, "annotations": [{"was_cancelled": true}]}]', "no decision in it"),
}


@pytest.mark.parametrize("case", FILES, ids=str)
def test_a_bad_file_is_named(tmp_path: Path, case: str) -> None:
    name, text, what = FILES[case]
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=what) as error:
        received.read(tmp_path / name)
    assert error.value.hint or error.value.row or "CSV" in error.value.what


def test_other_encodings_and_missing_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("quote_id,field,value,reviewer\nx,y,z,Zoë\n".encode("latin-1"))
    with pytest.raises(InputError, match="not UTF-8"):
        received.read(tmp_path / "a.csv")
    with pytest.raises(InputError, match="cannot be read"):
        received.read(tmp_path / "b.csv")


def test_semicolons_of_a_spreadsheet_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("\ufeffquote_id;field;value;reviewer\nx;framing;distance;Ann, Lee\n", "utf-8")
    (found,) = received.read(tmp_path / "a.csv")
    assert (found.quote_id, found.value, found.reviewer) == ("x", "distance", "Ann, Lee")


class TestLabelStudio:
    @pytest.fixture
    def project(self, rows, tmp_path: Path) -> Callable[..., Path]:
        def project(change: Callable[[Row, list[Row]], None]) -> Path:
            (task,) = labelstudio.tasks(rows[:1], "harbour", "0.1.0", sample.draws(rows, rows, "all", "0.1.0"))
            results = task.pop("predictions")[0]["result"]
            change(task["data"], results)
            annotation = {"completed_by": {"id": 3, "email": "ann@paper.example"}, "result": results}
            (tmp_path / "a.json").write_text(json.dumps([{**task, "annotations": [annotation]}]))
            return tmp_path / "a.json"

        return project

    def test_the_reviewer_is_the_address(self, project) -> None:
        assert {one.reviewer for one in received.read(project(lambda *_: None))} == {"ann@paper.example"}

    def test_a_refused_quote_says_nothing_else(self, project, known) -> None:
        def refuse(_, results):
            results[:] = [one for one in results if one.get("from_name") == "is_quote"]
            results[0]["value"]["choices"] = ["false"]

        (one,) = incoming.check(received.read(project(refuse)), known)
        assert (one.field, one.value, one.time) == ("is_quote", False, None)

    def test_a_moved_cue_comes_back_in_offsets_of_the_article(self, project, known, rows) -> None:
        def move(data, results):
            cue = next(one for one in results if one["id"] == "cue-0")
            cue["value"] |= {"start": 0, "end": 3, "text": data["text"][:3]}

        found = incoming.check(received.read(project(move)), known)
        start = rows[0]["context_start"]
        assert next(one.value for one in found if one.field == "cue") == (Span(start, start + 3),)

    def test_offsets_of_another_text(self, project) -> None:
        def shift(_, results):
            next(one for one in results if one["id"] == "cue-0")["value"]["start"] -= 4

        with pytest.raises(InputError, match=r"the offsets \[\d+, \d+\) cover") as error:
            received.read(project(shift))
        assert error.value.row == 1

    def test_a_changed_text(self, project, known) -> None:
        def change(data, results):
            data["text"] = data["text"] + " And more."

        with pytest.raises(InputError, match="not the context of that quote"):
            incoming.check(received.read(project(change)), known)

    def test_another_label(self, project) -> None:
        def relabel(_, results):
            next(one for one in results if one["id"] == "cue-0")["value"]["labels"] = ["verb"]

        with pytest.raises(InputError, match="not a task with annotations of ours"):
            received.read(project(relabel))


def test_a_formula_is_no_formula(tmp_path: Path) -> None:
    for cell in ("=1+1", "+1", "-1", "@x", "\tx", "'quoted'", "plain", ""):
        assert not sheets.escaped(cell).startswith(("=", "+", "-", "@", "\t"))
        assert sheets.unescaped(sheets.escaped(cell)) == cell
