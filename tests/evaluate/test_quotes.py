"""Figures of quotes: worked out by hand, and the same as the shared scorer's on answers made up at random."""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from builder.evaluate import labellers, quotes
from builder.evaluate.labelled import FIELDS, read

SHARED = Path(__file__).parents[2].parent / "shared"
SCORER = SHARED / "scorers" / "score_quote_labels.py"
CORPUS = SHARED / "corpora" / "quote_labels.dev.jsonl.gz"

FIRST = {"framing": "neutral", "verifiability": "verifiable", "claim_type": "event", "check_worthy": True}
SECOND = {"framing": "distance", "verifiability": None, "claim_type": None, "check_worthy": False}
GOLD: list[dict[str, Any]] = [
    {"id": "a", **FIRST, "sourcing": "named", "stances": [{"start": 0, "end": 5, "stance": "favor"}],
     "stances_undecided": [{"start": 9, "end": 12}]},
    {"id": "b", **SECOND, "sourcing": "named", "stances": [{"start": 3, "end": 6, "stance": "against"}],
     "stances_undecided": []},
]  # fmt: skip


def test_the_gold_itself_is_perfect() -> None:
    found = quotes.score(GOLD, [{**row, "given_stances": row["stances"]} for row in GOLD], draws=20)
    assert (found["framing"]["macro_f1"], found["verifiability"]["n"], found["check_worthy"]["f1_true"]) == (1, 1, 1)
    assert found["stance_given"]["macro_f1"] == found["stance_found"]["target_recall"] == 1
    assert found["framing"]["macro_f1_95"][1] == 1


def test_by_hand() -> None:
    own = [(4, 8, "against"), (10, 11, "favor"), (20, 22, "favor")]  # one overlaps, one is undecided, one made up
    stances = [{"start": start, "end": end, "stance": stance} for start, end, stance in own]
    found = quotes.score(GOLD, [{"id": "a", "framing": "neutral", "stances": stances}], draws=0)
    assert (found["rows"], found["predicted"]) == (2, 1)
    assert (found["framing"]["accuracy"], found["framing"]["macro_f1"]) == (0.5, 0.5)
    assert found["stance_found"]["target_recall"] == found["stance_found"]["target_precision"] == 0.5
    assert found["stance_found"]["macro_f1"] == 0
    assert found["check_worthy"]["f1_true"] == 0
    assert found["stance_given"]["accuracy"] == 0


def test_the_longest_overlap_wins() -> None:
    gold = [
        {**GOLD[0], "stances": [{"start": 0, "end": 4, "stance": "favor"}, {"start": 4, "end": 9, "stance": "against"}]}
    ]
    own = [{"start": 2, "end": 9, "stance": "against"}, {"start": 0, "end": 3, "stance": "favor"}]
    found = quotes.score(gold, [{"id": "a", "stances": own}], draws=0)["stance_found"]
    assert (found["target_recall"], found["macro_f1"]) == (1.0, 1.0)


def test_fields_without_gold_have_no_figures() -> None:
    gold = [{**GOLD[1], **dict.fromkeys(FIELDS), "stances": []}]
    found = quotes.score(gold, [], draws=10)
    assert all(found[field]["n"] == 0 for field in FIELDS)
    assert found["stance_found"] == {"n": 0, "target_recall": 0.0, "target_precision": 0.0}


def test_two_answers_to_one_row_are_an_error() -> None:
    with pytest.raises(ValueError, match="two answers"):
        quotes.score(GOLD, [{"id": "a"}, {"id": "a"}])


@pytest.mark.skipif(not (SCORER.exists() and CORPUS.exists()), reason="../shared is not here")
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_the_same_figures_as_the_shared_scorer(seed: int | None) -> None:
    """For the builder's own answers, and for ones disturbed: fields exchanged, targets moved, rows left out."""
    spec = importlib.util.spec_from_file_location("shared_score_quote_labels", SCORER)
    assert spec is not None
    assert spec.loader is not None
    shared = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    answers = [labellers.quote(row.fields) for row in read(CORPUS, "quote-labels")]
    if seed is not None:
        answers = disturbed(answers, random.Random(seed))
    assert flat(quotes.score(gold, answers, draws=0)) == pytest.approx(flat(shared.score(gold, answers)), abs=1e-9)


def disturbed(answers: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    rows = []
    for answer in answers:
        if chance.random() < 0.1:
            continue
        other = chance.choice(answers)
        row = {**answer, **{field: other[field] for field in FIELDS if chance.random() < 0.3}}
        for name in ("stances", "given_stances"):
            row[name] = [
                {
                    "start": one["start"] + chance.randint(0, 4),
                    "end": one["end"] + 4,
                    "stance": chance.choice(["favor", "against"]),
                }
                if chance.random() < 0.4
                else one
                for one in answer[name]
            ]
        rows.append(row)
    return rows


def flat(value: Any, path: str = "") -> dict[str, float]:
    if not isinstance(value, dict):
        return {path: value}
    return {key: leaf for name, inner in value.items() for key, leaf in flat(inner, f"{path}/{name}").items()}
