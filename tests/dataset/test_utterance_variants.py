"""How well rows of one utterance are found among rows that only look alike: a made set of cuts, own text, with floors.

``tests/gold/utterances.jsonl``: twelve sentences, each cut, bracketed, contracted and requoted in eleven ways, beside
the same words of other speakers, other sentences that begin alike, stock phrases and paraphrases.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from builder.dataset.utterances import Spoken, utterances

GOLD = Path(__file__).parents[1] / "gold"
ROWS = [json.loads(line) for line in (GOLD / "utterances.jsonl").read_text(encoding="utf-8").splitlines()]
FLOORS = json.loads((GOLD / "floors.json").read_text(encoding="utf-8"))["utterances"]["made"]
SHORT = {"five words", "no speaker known"}  # cuts that grouping leaves alone on purpose


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Any, Any, bool, bool]]:
    """Every two rows: whether they are one utterance, and whether they were taken for one."""
    found = utterances([Spoken(row["id"], row["quote"], row["quote_type"], row["speaker"]) for row in ROWS])
    given = list(zip(ROWS, found, strict=True))
    return [
        (one, two, one["utterance"] == two["utterance"], mine == other)
        for (one, mine), (two, other) in itertools.combinations(given, 2)
    ]


def test_precision_and_recall_of_pairs(pairs: list[tuple[Any, Any, bool, bool]]) -> None:
    counts = Counter((same, joined) for _, _, same, joined in pairs)
    assert counts[True, True] / (counts[True, True] + counts[False, True]) >= FLOORS["precision"]
    assert counts[True, True] / (counts[True, True] + counts[True, False]) >= FLOORS["recall"]


def test_cuts_of_six_words_and_more_are_found(pairs: list[tuple[Any, Any, bool, bool]]) -> None:
    long = [joined for one, two, same, joined in pairs if same and not {one["variant"], two["variant"]} & SHORT]
    assert sum(long) / len(long) >= FLOORS["recall of cuts of six words or more"]


def test_other_speakers_are_never_joined(pairs: list[tuple[Any, Any, bool, bool]]) -> None:
    assert not any(joined and one["speaker"] and two["speaker"] and one["speaker"] != two["speaker"]
                   for one, two, _, joined in pairs)  # fmt: skip
