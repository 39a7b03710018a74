"""Decisions that are taken back: the file keeps them, the next build goes without them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.dataset import load
from builder.errors import InputError
from builder.records import Span
from builder.review import incoming, received, store, version
from builder.review.decision import Decision


def retract(place: Path, *what: str) -> Result:
    arguments = ["review", "retract", *what, "--reason", "Wrong quote", "--raw", str(place / "raw")]
    return CliRunner().invoke(main, arguments, env={"COLUMNS": "300"})


def decision(row, field: str, value, reviewer: str = "Ann Lee", time: str | None = None) -> Decision:
    spans = tuple(Span(span["start"], span["end"]) for span in row["content"])
    return Decision(row["article_id"], spans, field, value, reviewer, time)


def framing(folder: Path, row) -> str:
    return load.table(folder, "quotes").filter(quote_id=row["quote_id"])["framing"][0]


@pytest.fixture
def row(rows):
    return next(row for row in rows if row["framing"] == "neutral")


def test_what_was_taken_back_counts_no_more(place: Path, row, build) -> None:
    path = store.add(place / "raw", [decision(row, "framing", "distance"), decision(row, "speech", False)], "ann")
    before = path.read_bytes()
    assert framing(build(place).path, row) == "distance"
    result = retract(place, row["quote_id"][:12], "--field", "framing")
    assert result.exit_code == 0, result.output
    assert "Took back 1 decision" in result.output
    built = build(place)
    assert (framing(built.path, row), str(built.diff.bump)) == ("neutral", "patch")
    assert set(built.diff.tables["quotes"].changed) == {row["quote_id"]}
    told = load.manifest(built.path)["reviews"]
    assert told["retracted"] == [{"quote_id": row["quote_id"], "field": "framing"}]
    assert told["applied"] == 1
    assert path.read_bytes() == before
    (line,) = next((place / "raw" / "reviews").glob("retracted-*")).read_text(encoding="utf-8").splitlines()
    assert json.loads(line) | {"retracts": ""} == {
        "retracts": "", "quote_id": row["quote_id"], "field": "framing", "reviewer": "Ann Lee", "reason": "Wrong quote",
    }  # fmt: skip


def test_a_file_is_taken_back_and_what_stood_before_counts_again(place: Path, row) -> None:
    store.add(place / "raw", [decision(row, "framing", "endorse", time="2026-03-01")], "first")
    later = store.add(place / "raw", [decision(row, "framing", "distance", time="2026-03-02")], "second")
    assert [one.value for one in store.read(place / "raw").decisions] == ["distance"]
    assert retract(place, later.name).exit_code == 0
    assert [one.value for one in store.read(place / "raw").decisions] == ["endorse"]


def test_one_reviewer_of_two(place: Path, row) -> None:
    store.add(
        place / "raw", [decision(row, "framing", "endorse"), decision(row, "framing", "distance", "Ben Orr")], "both"
    )
    assert retract(place, row["quote_id"], "--reviewer", "Ben Orr").exit_code == 0
    assert [one.reviewer for one in store.read(place / "raw").decisions] == ["Ann Lee"]


def test_what_was_taken_back_needs_a_time_to_be_decided_again(place: Path, row, rows, articles) -> None:
    store.add(place / "raw", [decision(row, "framing", "distance")], "ann")
    retract(place, row["quote_id"])
    line = {"quote_id": row["quote_id"], "field": "framing", "value": "distance", "reviewer": "Ann Lee"}
    path = place / "again.jsonl"
    known = version.version("harbour", rows, articles)
    path.write_text(json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="Ann Lee took back that framing = distance") as error:
        incoming.check(received.read(path), known, store.read(place / "raw"))
    assert (error.value.row, "a time of its own" in error.value.hint) == (1, True)
    path.write_text(json.dumps({**line, "time": "2026-11-02"}) + "\n", encoding="utf-8")
    store.add(place / "raw", incoming.check(received.read(path), known, store.read(place / "raw")), "again")
    assert [one.time for one in store.read(place / "raw").decisions] == ["2026-11-02"]


@pytest.mark.parametrize("words", ["ffffffffffff", "nosuch.jsonl"])
def test_nothing_to_take_back(place: Path, row, words: str) -> None:
    store.add(place / "raw", [decision(row, "framing", "distance")], "ann")
    result = retract(place, words)
    assert (result.exit_code, f"no decision stands that '{words}' names" in result.output) == (2, True)
    assert len(store.files(place / "raw")) == 1


def test_the_beginning_of_an_id_must_name_one(place: Path, rows) -> None:
    store.add(place / "raw", [decision(row, "framing", "distance") for row in rows], "all")
    assert "Say more" in retract(place, "").output


BROKEN = {
    "of nothing": ({"retracts": "0" * 16}, "takes back a decision that is not there"),
    "without reason": ({"reason": None}, "each with text"),
    "with more": ({"value": "distance"}, "has the keys retracts, quote_id"),
}


@pytest.mark.parametrize("case", BROKEN, ids=str)
def test_a_broken_retraction_stops_the_build(place: Path, row, case: str, build) -> None:
    one = decision(row, "framing", "distance")
    path = store.add(place / "raw", [one], "ann")
    change, what = BROKEN[case]
    line = {
        "retracts": one.digest,
        "quote_id": one.quote_id,
        "field": "framing",
        "reviewer": "Ann Lee",
        "reason": "x",
        **change,
    }
    path.write_text(path.read_text(encoding="utf-8") + json.dumps(line) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=what) as error:
        build(place)
    assert (error.value.row, "review retract" in error.value.hint) == (2, True)
