"""Quotes that the builder missed: people add them, and the next build has them with everything a row needs."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.dataset import load
from builder.errors import InputError
from builder.records import Span
from builder.review import incoming, labelstudio, received, sample, store, version
from builder.review.decision import Decision

COLUMNS = ("quote_id", "article_id", "content", "field", "value", "reviewer")


def write(path: Path, *rows: dict[str, str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows({"reviewer": "Ann Lee", **row} for row in rows)
    return path


def import_(place: Path, path: Path) -> Result:
    arguments = ["review", "import", str(path), "--raw", str(place / "raw"), "--dataset", str(place / "dist")]
    return CliRunner().invoke(main, arguments, env={"COLUMNS": "300"})


def quotes(folder: Path) -> dict[str, dict[str, Any]]:
    return {row["quote_id"]: row for row in load.table(folder, "quotes").iter_rows(named=True)}


@pytest.fixture
def plain(rows, articles) -> tuple[str, str]:
    """An article, and words of it that stand there once and in no quote."""
    for article in articles:
        taken = [span for row in rows if row["article_id"] == article["article_id"] for span in row["content"]]
        for line in article["text"].splitlines():
            words = " ".join(line.split()[:4])
            at = article["text"].find(words)
            clear = all(span["end"] <= at or at + len(words) <= span["start"] for span in taken)
            if len(words) > 20 and article["text"].count(words) == 1 and clear and "“" not in words:
                return article["article_id"], words
    raise AssertionError


def test_a_missed_quote_is_added_by_its_words(place: Path, plain, build) -> None:
    article, words = plain
    of = {"article_id": article, "content": words}
    first, *_, last = words.split()
    path = write(
        place / "missed.csv",
        {**of, "field": "source", "value": first},
        {**of, "field": "is_quote", "value": "true"},
        {**of, "field": "cue", "value": last},
        {**of, "field": "speaker", "value": "Ida Prell"},
        {**of, "field": "framing", "value": "distance"},
    )
    told = import_(place, path)
    assert told.exit_code == 0, told.output
    assert "1 quote that had been missed" in told.output
    result = build(place)
    (added,) = result.diff.tables["quotes"].added
    assert (result.version, result.reviews.open, result.reviews.missed) == ("0.2.0", (), 1)
    row = quotes(result.path)[added]
    assert (row["quote"], row["speaker_mention"], row["cue"], row["speaker"]) == (words, first, last, "Ida Prell")
    assert (row["framing"], row["quote_type"], row["scores"]["attribution"]) == ("distance", "indirect", 1.0)
    assert (row["provenance"]["extractor"], row["provenance"]["verifiability"]) == ("human", "model")
    assert row["reviewed_fields"] == ["is_quote", "speaker", "framing", "source", "cue"]
    assert build(place).status == "unchanged"
    assert not result.reviews.accuracy  # the builder has said nothing about what it missed


def test_an_added_quote_can_be_taken_back(place: Path, plain, build) -> None:
    article, words = plain
    import_(
        place,
        write(place / "missed.csv", {"article_id": article, "content": words, "field": "is_quote", "value": "true"}),
    )
    (added,) = build(place).diff.tables["quotes"].added
    arguments = ["review", "retract", added, "--reason", "None after all", "--raw", str(place / "raw")]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    assert build(place).diff.tables["quotes"].removed == (added,)


WRONG = {
    "not said to be one": (
        {"field": "framing", "value": "distance"},
        "no quote of the version has this content",
        "in a row of its own",
    ),
    "unknown article": (
        {"article_id": "0" * 32, "field": "is_quote", "value": "true"},
        "unknown article '000",
        "--dataset",
    ),
    "words elsewhere": (
        {"content": "Not in there", "field": "is_quote", "value": "true"},
        "does not stand in the article",
        "",
    ),
    "words everywhere": (
        {"content": "the", "field": "is_quote", "value": "true"},
        "times in the article; give its offsets",
        "",
    ),
    "no words": ({"content": "[]", "field": "is_quote", "value": "true"}, "no content is marked", ""),
    "offsets beyond": (
        {"content": "[[99990, 99999]]", "field": "is_quote", "value": "true"},
        "reach beyond the article",
        "",
    ),
}


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_what_cannot_be_added_names_the_row(place: Path, plain, case: str) -> None:
    article, words = plain
    row, what, way_out = WRONG[case]
    result = import_(place, write(place / "missed.csv", {"article_id": article, "content": words, **row}))
    assert result.exit_code == 2
    assert "missed.csv, row 1: " in result.output
    assert what in result.output
    assert way_out in result.output
    assert not (place / "raw" / "reviews").exists()


def test_words_of_a_quote_that_stands_are_refused(place: Path, rows) -> None:
    row = max(rows, key=lambda row: len(row["quote"]))
    span = row["content"][0]
    shorter = {
        "article_id": row["article_id"],
        "content": json.dumps([[span["start"], span["end"] - 9]]),
        "field": "is_quote",
        "value": "true",
    }
    result = import_(place, write(place / "shorter.csv", shorter))
    assert f"row 1: its words overlap those of the quote {row['quote_id']}" in result.output
    assert "Say of that one that is_quote is false" in result.output
    both = write(place / "both.csv", shorter, {"quote_id": row["quote_id"], "field": "is_quote", "value": "false"})
    assert import_(place, both).exit_code == 0


def test_other_bounds_take_the_place_of_a_quote(place: Path, rows, build) -> None:
    row = max(rows, key=lambda row: len(row["quote"]))
    span = row["content"][0]
    content = (Span(span["start"], span["end"] - 9),)
    mine = Decision(row["article_id"], content, "is_quote", True, "Ann Lee")
    theirs = Decision(row["article_id"], (Span(span["start"], span["end"]),), "is_quote", False, "Ann Lee")
    rest = [Decision(row["article_id"], content, name, (), "Ann Lee") for name in ("source", "cue")]
    store.add(place / "raw", [mine, theirs, *rest], "bounds")
    result = build(place)
    assert set(result.diff.tables["quotes"].added) == {mine.quote_id}
    assert row["quote_id"] in result.diff.tables["quotes"].removed
    details = {each["detail"] for each in load.table(result.path, "rejects").filter(reason="reviewed_out").to_dicts()}
    assert details == {"People marked other words as the quote here: reviewed by 1."}


def test_two_people_who_mark_the_same_words_differently_leave_it_open(place: Path, plain, articles, build) -> None:
    article, words = plain
    text = next(each["text"] for each in articles if each["article_id"] == article)
    start = text.index(words)
    for reviewer, end in (("Ann Lee", start + len(words)), ("Ben Orr", start + 9)):
        said = [("is_quote", True), ("source", ()), ("cue", ())]
        store.add(
            place / "raw",
            [Decision(article, (Span(start, end),), name, value, reviewer) for name, value in said],
            "two",
        )
    result = build(place)
    assert result.status == "published"  # the manifest tells what is open
    assert result.diff.tables["quotes"].added == ()
    assert {one.why.split(" of ")[0] for one in result.reviews.open} == {"Its words overlap those"}


@pytest.fixture
def spare(rows) -> tuple[int, list[str]]:
    """The number of a row, and two stretches of its context that stand there once and in no quote."""
    for at, row in enumerate(rows):
        start, context = row["context_start"], row["context"]
        taken = [span for other in rows if other["article_id"] == row["article_id"] for span in other["content"]]
        free = []
        for match in re.finditer(r"\w+ \w+", context):
            clear = all(span["end"] <= start + match.start() or start + match.end() <= span["start"] for span in taken)
            if clear and context.count(match.group()) == 1:
                free.append(match.group())
        if len(free) > 1:
            return at, free[:2]
    raise AssertionError


@pytest.fixture
def task(rows, place: Path):
    """A submitted task of Label Studio in which somebody marked more than the quote it is about."""

    def task(at: int, *marks: tuple[str, str, str], **more: Any) -> Path:
        draws = sample.draws(rows, rows, "all", "0.1.0")
        (made,) = labelstudio.tasks(rows[at : at + 1], "harbour", "0.1.0", draws, rows)
        results = made.pop("predictions")[0]["result"]
        for name, label, words in marks:
            start = made["data"]["text"].index(words)
            value = {"start": start, "end": start + len(words), "text": words, "labels": [label]}
            results.append({"id": name, "from_name": "span", "to_name": "text", "type": "labels", "value": value})
        results += more.get("results", [])
        made |= {"annotations": [{"completed_by": {"email": "ann@paper.example"}, "result": results}]}
        (place / "project.json").write_text(json.dumps([made]), encoding="utf-8")
        return place / "project.json"

    return task


def test_a_missed_quote_is_marked_in_label_studio(task, rows, articles, spare) -> None:
    at, (first, last) = spare
    speaker = {
        "id": "m",
        "from_name": "missed_speaker",
        "to_name": "text",
        "type": "textarea",
        "value": {"text": ["Ida Prell"]},
    }
    path = task(at, ("m", "missed quote", first), ("s", "missed source", last), results=[speaker])
    found = incoming.check(received.read(path), version.version("harbour", rows, articles))
    start = rows[at]["context_start"] + rows[at]["context"].index(first)
    mine = {one.field: one for one in found if one.content == (Span(start, start + len(first)),)}
    assert {name: one.value for name, one in mine.items()} == {
        "is_quote": True,
        "speaker": "Ida Prell",
        "cue": (),
        "source": mine["source"].value,
    }
    assert len(mine["source"].value) == 1
    assert all(one.drawn is None for one in mine.values())
    others = [one for one in found if one.field == "content"]
    assert [one.quote_id for one in others] == [rows[at]["quote_id"]]
    assert others[0].drawn.by == "all"


def test_a_source_that_belongs_to_no_missed_quote(task, rows) -> None:
    words = rows[0]["context"].split()
    with pytest.raises(InputError, match="belongs to no missed quote") as error:
        received.read(task(0, ("s", "missed source", words[0])))
    assert (error.value.row, "relation" in error.value.hint) == (1, True)


def test_a_task_says_what_else_was_found(rows) -> None:
    draws = sample.draws(rows, rows, "all", "0.1.0")
    for row, task in zip(rows, labelstudio.tasks(rows, "harbour", "0.1.0", draws, rows), strict=True):
        shown = task["data"]["others"]
        start, end = row["context_start"], row["context_start"] + len(row["context"])
        here = [r for r in rows if r["article_id"] == row["article_id"] and start <= r["content"][0]["start"] < end]
        assert (shown == "nothing") == (len(here) == 1)
        assert row["quote"] not in shown or any(row["quote"] in r["quote"] for r in here if r is not row)
