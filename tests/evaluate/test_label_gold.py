"""Stand-off labels meet their attributions: one row each, in the format that is scored."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builder.errors import InputError
from builder.evaluate import label_gold, labelled
from builder.evaluate.rows import Row

DOCUMENT: dict[str, Any] = {
    "doc_id": "harbour/courier",
    "text": "It rained, she said.",
    "outlet": "Courier",
    "attributions": [
        {
            "id": "a1",
            "kind": "indirect",
            "content": [[0, 9]],
            "source": [[11, 14]],
            "cue": [[15, 19]],
            "sourcing": "named",
        }
    ],
}
LABELS = {
    "doc_id": "harbour/courier",
    "id": "a1",
    "framing": "neutral",
    "verifiability": None,
    "claim_type": "event",
    "check_worthy": False,
    "stances": [],
    "stances_undecided": [],
}


def written(folder: Path, row: dict[str, Any]) -> Path:
    path = folder / "labels.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def test_a_row_has_text_spans_and_labels_and_can_be_scored(tmp_path: Path) -> None:
    (row,) = label_gold.quotes([DOCUMENT], written(tmp_path, LABELS))
    assert (row["id"], row["text"], row["cue"], row["claim_type"]) == (
        "harbour/courier#a1",
        DOCUMENT["text"],
        [[15, 19]],
        "event",
    )
    labelled.check(Row(tmp_path, 1, row), "quote-labels")


@pytest.mark.parametrize("change", [{"id": "a2"}, {"doc_id": "elsewhere"}])
def test_labels_of_nothing_are_an_error(change: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no attribution"):
        label_gold.quotes([DOCUMENT], written(tmp_path, LABELS | change))


def test_a_label_that_is_left_out_is_an_error(tmp_path: Path) -> None:
    row = {name: value for name, value in LABELS.items() if name != "framing"}
    with pytest.raises(InputError, match="'framing' is missing"):
        label_gold.quotes([DOCUMENT], written(tmp_path, row))
