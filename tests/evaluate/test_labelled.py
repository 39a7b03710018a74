"""Rows of the label corpora: what is chosen, what is fit, and for all that is not an error that names the row."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builder.errors import InputError
from builder.evaluate.labelled import LONGEST, TASKS, read

STANCE = {
    "text": "Ida Prell praised the port.",
    "target": {"text": "the port", "start": 18, "end": 26},
    "label": "favor",
}
CLAIM = {"text": "Exports rose 12%.", "context": {"previous": None, "next": "He left."}, "label": "verifiable"}
WORTHY = {**CLAIM, "label": "check_worthy"}
QUOTE = {
    "text": "It rained, she said of Ida Prell.",
    "content": [[0, 9]],
    "source": [[11, 14]],
    "cue": [[15, 19]],
    "framing": "neutral",
    "verifiability": None,
    "claim_type": "event",
    "check_worthy": False,
    "sourcing": "named",
    "stances": [{"start": 23, "end": 32, "stance": "neutral"}],
    "stances_undecided": [],
}
ROWS = dict(zip(TASKS, (STANCE, CLAIM, WORTHY, QUOTE), strict=True))


def written(folder: Path, *rows: dict[str, Any]) -> Path:
    path = folder / "gold.jsonl"
    numbered = ({"id": str(number), **row} for number, row in enumerate(rows))
    path.write_text("".join(json.dumps(row) + "\n" for row in numbered), encoding="utf-8")
    return path


@pytest.mark.parametrize("task", TASKS)
def test_a_fit_row(task: str, tmp_path: Path) -> None:
    (row,) = read(written(tmp_path, ROWS[task]), task)
    assert (row.number, row.fields["text"]) == (1, ROWS[task]["text"])


@pytest.mark.parametrize(
    ("task", "row"),
    [
        ("stance", {**STANCE, "holder": {"text": "Ida Prell", "start": 0, "end": 9}, "source_id": "x"}),
        ("stance", {**STANCE, "holder": None}),
        ("stance", {**STANCE, "target": {"text": "Ports are good", "start": None, "end": None}}),
        ("verifiability", {k: v for k, v in CLAIM.items() if k != "context"}),
        ("verifiability", {**CLAIM, "context": None}),
        ("check-worthiness", {**WORTHY, "context": {"previous": "A.", "next": None, "speaker": "Ida Prell"}}),
        ("quote-labels", {k: v for k, v in QUOTE.items() if k not in {"source", "cue"}}),
        ("quote-labels", {**QUOTE, **dict.fromkeys(("framing", "claim_type", "check_worthy", "sourcing"))}),
    ],
)
def test_what_may_be_left_out(task: str, row: dict[str, Any], tmp_path: Path) -> None:
    assert read(written(tmp_path, row), task)


EVERY = [(task, change, says) for task in TASKS for change, says in [
    ({"text": ""}, "'text' is empty"),
    ({"text": " \n\t"}, "'text' is empty"),
    ({"text": None}, "'text' is null, not a string"),
    ({"text": ["It rained."]}, "'text' is a list, not a string"),
    ({"text": "word " * 2000}, f"a sentence of 9,999 characters. A sentence has {LONGEST:,} at most"),
    ({"id": None}, "'id' is null"),
    ({"id": ""}, "'id' is empty"),
    ({"id": "0"}, "the id '0' stands in row 1 already"),
]]  # fmt: skip
BAD = [
    *EVERY,
    *[(task, {"label": "maybe"}, "'label' is \"maybe\", which is no value of it. Known: ") for task in TASKS[:3]],
    *[(task, {"label": None}, "'label' is null, which is no value of it") for task in TASKS[:3]],
    *[(task, {"label": 1}, "'label' is 1, which is no value of it") for task in TASKS[:3]],
    ("verifiability", {"label": "partially_verifiable"}, 'Known: "verifiable", "unverifiable"'),
    ("stance", {"target": None}, "'target' is not an object with text, start and end"),
    ("stance", {"target": {"text": "the port"}}, "'target' is not an object with text, start and end"),
    (
        "stance",
        {"target": {"text": "the port", "start": 18, "end": 99}},
        "the target [18, 99) lies outside of a text of 27",
    ),
    ("stance", {"target": {"text": "the port", "start": -9, "end": 26}}, "the target [-9, 26) lies outside"),
    ("stance", {"target": {"text": "", "start": 5, "end": 5}}, "the target [5, 5) lies outside"),
    ("stance", {"target": {"text": "the port", "start": "18", "end": 26}}, 'the target ["18", 26) lies outside'),
    ("stance", {"target": {"text": "the port", "start": None, "end": 26}}, "the target [null, 26) lies outside"),
    ("stance", {"target": {"text": "the port", "start": 17, "end": 25}}, "but ' the por' stands there"),
    ("stance", {"holder": {"text": "Ida Prell", "start": 0, "end": 90}}, "the holder [0, 90) lies outside"),
    ("stance", {"holder": {"text": "Ida Prell", "start": None, "end": None}}, "the holder [null, null) lies outside"),
    ("stance", {"holder": "Ida Prell"}, "'holder' is not an object"),
    ("verifiability", {"context": "He left."}, "'context' is not an object"),
    ("check-worthiness", {"context": {"previous": 3}}, "'context' has 3 for 'previous'"),
    ("quote-labels", {"content": []}, "'content' has no span"),
    ("quote-labels", {"content": [[0, 99]]}, "'content' [0, 99) lies outside"),
    ("quote-labels", {"source": [[3]]}, "'source' is not a list of [start, end]"),
    ("quote-labels", {"cue": {"start": 1}}, "'cue' is not a list of [start, end]"),
    ("quote-labels", {"kind": "spoken"}, "'kind' is \"spoken\""),
    ("quote-labels", {"framing": "doubtful"}, "'framing' is \"doubtful\""),
    ("quote-labels", {"check_worthy": 1}, "'check_worthy' is 1, which is no value of it. Known: true, false, null."),
    ("quote-labels", {"check_worthy": "true"}, "'check_worthy' is \"true\""),
    ("quote-labels", {"stances": None}, "'stances' is not a list of objects"),
    ("quote-labels", {"stances": [{"start": 23, "end": 320, "stance": "favor"}]}, "[23, 320) lies outside"),
    ("quote-labels", {"stances": [{"start": 23, "end": 32, "stance": "pro"}]}, '"pro" is no stance. Known: favor'),
    ("quote-labels", {"stances": [{"start": 23, "end": 32}]}, "null is no stance"),
    ("quote-labels", {"stances_undecided": [{"start": 1}]}, "[1, null) lies outside"),
]


@pytest.mark.parametrize(("task", "change", "says"), BAD, ids=[f"{task}: {says}" for task, _, says in BAD])
def test_bad_rows_are_named(task: str, change: dict[str, Any], says: str, tmp_path: Path) -> None:
    path = written(tmp_path, ROWS[task], {**ROWS[task], **change})
    with pytest.raises(InputError) as caught:
        read(path, task)
    assert says in str(caught.value)
    assert (caught.value.where, caught.value.row) == (str(path), 2)


@pytest.mark.parametrize(
    ("task", "field"),
    [
        (task, field)
        for task, row in ROWS.items()
        for field in ("id", *row)
        if field not in {"context", "source", "cue"}
    ],
)
def test_missing_fields_are_named(task: str, field: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({name: value for name, value in {"id": "a", **ROWS[task]}.items() if name != field}))
    with pytest.raises(InputError, match=f"row 1: the field '{field}' is missing. It has"):
        read(path, task)


@pytest.mark.parametrize("task", TASKS)
def test_a_broken_line_is_named(task: str, tmp_path: Path) -> None:
    path = written(tmp_path, ROWS[task])
    path.write_text(path.read_text(encoding="utf-8") + '{"id": "1", "text"')
    with pytest.raises(InputError, match="row 2: not JSON"):
        read(path, task)


CORPORA = [
    {**STANCE, "corpus": "harbour", "split": "train"},
    {**STANCE, "corpus": "harbour", "split": "dev", "text_in_train": True},
    {**STANCE, "corpus": "wire", "split": "dev", "implied": True},
    {**STANCE, "corpus": "wire", "split": "dev", "implied": False, "text_in_train": False},
]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ({}, [1, 2, 3, 4]),
        ({"corpora": ["wire"]}, [3, 4]),
        ({"corpora": ["wire", "harbour"], "split": "dev"}, [2, 3, 4]),
        ({"split": "train"}, [1]),
        ({"unseen": True}, [1, 3, 4]),
        ({"skip_implied": True}, [1, 2, 4]),
    ],
)
def test_choices(choice: dict[str, Any], expected: list[int], tmp_path: Path) -> None:
    assert [row.number for row in read(written(tmp_path, *CORPORA), "stance", **choice)] == expected


@pytest.mark.parametrize(
    ("choice", "says"),
    [
        ({"corpora": ["harbor"]}, "no rows of the corpus 'harbor'. Known: harbour, wire."),
        ({"split": "test"}, "no rows of the split 'test'. Known: dev, train."),
        (
            {"corpora": ["wire"], "split": "train"},
            "no rows are left to score. It has harbour dev, harbour train, wire dev.",
        ),
    ],
)
def test_what_the_file_does_not_have_is_said(choice: dict[str, Any], says: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(written(tmp_path, *CORPORA), "stance", **choice)
    assert says in str(caught.value)


def test_files_without_corpora_or_rows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Its rows have no 'split'"):
        read(written(tmp_path, STANCE), "stance", split="dev")
    with pytest.raises(InputError, match=r"no rows are left to score\. The file is empty"):
        read(written(tmp_path), "stance")


def test_rows_that_were_not_chosen_may_be_of_another_sort(tmp_path: Path) -> None:
    path = written(tmp_path, {**STANCE, "corpus": "a"}, {"corpus": "b", "words": "of another format"})
    assert len(read(path, "stance", corpora=["a"])) == 1
