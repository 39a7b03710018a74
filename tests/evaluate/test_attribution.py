"""The scorer: figures worked out by hand, what holds for any prediction, and the same as the shared scorer."""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from builder.evaluate import Selection, quoted, score
from builder.evaluate.names import head, same_name

SHARED = Path(__file__).parents[2].parent / "shared"
SCORER = SHARED / "scorers" / "score_attribution.py"
POLNEAR = SHARED / "corpora" / "polnear.dev.jsonl.gz"
TEXT = "Ann Lee said Monday, “We will win.” Critics doubt it. Max Roy, a voter, said that taxes are “too high” now."


def at(part: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)]]


def document(attributions: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"doc_id": "d", "text": TEXT, "attributions": attributions, **more}


DIRECT = {"kind": "direct", "content": at("“We will win.”"), "source": at("Ann Lee"), "speaker": "Ann Lee"}
INDIRECT = {"kind": "indirect", "content": at("it"), "source": at("Critics"), "speech": False}
MIXED = {"kind": "mixed", "content": at("that taxes are “too high” now"), "source": at("Max Roy, a voter")}
GOLD = [document([DIRECT, INDIRECT, MIXED])]


def scores(*predicted: dict[str, Any], selection: Selection | None = None) -> dict[str, Any]:
    return score(GOLD, [document(list(predicted))], selection or Selection())


def test_gold_against_itself_is_perfect() -> None:
    for group in scores(DIRECT, INDIRECT, MIXED).values():
        for name, value in group.items():
            if isinstance(value, dict) and "F1" in value:
                assert value == {"P": 1.0, "R": 1.0, "F1": 1.0}, name


def test_nothing_predicted() -> None:
    found = scores()["all"]
    assert (found["gold"], found["pred"]) == (3, 0)
    assert found["JOINT quote+speaker"] == {"P": 0.0, "R": 0.0, "F1": 0.0}
    assert found["source exact"] == {"acc": None, "n": 0}


def test_by_hand() -> None:
    found = scores(
        {"content": at("We will win"), "source": at("Lee")},  # no marks, a shorter name
        {"content": at("taxes are “too high"), "source": at("Critics")},  # 4 of 6 words, the wrong source
        {"content": at("Monday"), "source": []},  # nobody's
    )["all"]
    assert found["content exact"]["P"] == pytest.approx(1 / 3)
    assert found["content exact+punct"]["F1"] == 0
    assert found["content found"]["R"] == pytest.approx(2 / 3)
    assert found["content soft"]["P"] == pytest.approx(2 / 3)
    assert found["content soft"]["R"] == pytest.approx((1 + 0 + 4 / 6) / 3)
    assert found["content tokens"]["P"] == pytest.approx(7 / 8)
    assert found["JOINT quote+speaker"]["F1"] == pytest.approx(1 / 3)
    assert found["source overlap"] == {"acc": 0.5, "n": 2}
    assert found["speaker name"] == {"acc": 1.0, "n": 1}


def test_what_is_not_asked_for_is_neither_right_nor_wrong() -> None:
    found = scores(DIRECT, MIXED, selection=Selection(frozenset({"direct"})))["all"]
    assert (found["gold"], found["pred"], found["JOINT quote+speaker"]["F1"]) == (1, 1, 1.0)
    assert scores(DIRECT, INDIRECT, MIXED, selection=Selection(speech_only=True))["all"]["gold"] == 2


def test_one_to_one() -> None:
    """Two predictions in one gold content: the better one is the match, the other is wrong."""
    parts = [{"content": at("that taxes"), "source": []}, {"content": at("are “too high” now"), "source": at("Max")}]
    assert scores(*parts)["all"]["content found"]["P"] == 0.5


def test_a_prediction_in_a_discarded_span_is_dropped() -> None:
    gold = [document([DIRECT], discard=at("Critics doubt it."))]
    assert score(gold, [document([INDIRECT])])["all"]["pred"] == 0


def test_a_prediction_without_gold_is_an_error() -> None:
    with pytest.raises(ValueError, match="'x' is predicted but has no gold"):
        score(GOLD, [{"doc_id": "x", "attributions": []}])


@pytest.mark.parametrize("span", [[0, 10_000], [5, 5], [-1, 3]])
def test_a_span_outside_of_the_text_is_an_error(span: list[int]) -> None:
    with pytest.raises(ValueError, match="lies outside"):
        scores({"content": [span]})


def test_heads_and_names() -> None:
    assert head("Republican Sen. Ann Lee of Brey") == head("Lee’s") == "lee"
    assert head("a spokesman for Ms. Lee") == "spokesman"
    assert head("") == ""
    assert same_name("A. Lee", "Ann Lee")
    assert same_name("Ms. Lee", "Ann Lee")
    assert not same_name("Mia Lee", "Ann Lee")
    assert not same_name("", "Ann Lee")


def test_regions_and_kinds() -> None:
    text = "He said, “One two.\n\n“Three.” Then ''five'' and \"six\", it's the '90s ‘seven eight’ dogs’ nine"
    regions = quoted.regions(text)
    assert [text[a:b] for a, b in regions] == ["“One two.", "“Three.”", "''five''", '"six"', "‘seven eight’"]
    kinds = {quoted.kind(TEXT, at(part), quoted.regions(TEXT)) for part in ("We will", "Critics", "are “too")}
    assert kinds == {"direct", "indirect", "mixed"}


@pytest.mark.skipif(not (SCORER.exists() and POLNEAR.exists()), reason="../shared is not here")
@pytest.mark.parametrize(
    "selection", [Selection(), Selection(frozenset({"direct", "mixed"})), Selection(speech_only=True)]
)
def test_the_same_figures_as_the_shared_scorer(selection: Selection) -> None:
    """On PolNeAR dev, with the gold itself disturbed for a prediction: spans moved, sources lost, rows left out."""
    spec = importlib.util.spec_from_file_location("shared_scorer", SCORER)
    assert spec is not None
    assert spec.loader is not None
    shared = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(shared)
    with gzip.open(POLNEAR, "rt", encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    predicted = [disturbed(document, random.Random(0)) for document in gold]
    kinds = set(selection.kinds) or None
    tallies = (
        shared.score_doc(g, p["attributions"], kinds, selection.speech_only)
        for g, p in zip(gold, predicted, strict=True)
    )
    theirs = shared.report(sum(tallies, Counter()))
    assert flat(score(gold, predicted, selection)) == pytest.approx(flat(theirs), abs=1e-9)


def disturbed(document: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    length = len(document["text"])
    rows = []
    for gold in document["attributions"]:
        if chance.random() < 0.2:
            continue
        moved = [
            [max(0, a - chance.randint(0, 9)), min(length, b + chance.randint(0, 30))]
            if chance.random() < 0.5
            else [a, b]
            for a, b in gold["content"]
        ]
        source = gold["source"] if chance.random() < 0.7 else []
        rows.append({"content": moved, "source": source, "speech": chance.random() < 0.7})
    return {"doc_id": document["doc_id"], "attributions": rows}


def flat(scores: dict[str, Any], path: str = "") -> dict[str, float]:
    found: dict[str, float] = {}
    for name, value in scores.items():
        if isinstance(value, dict):
            found |= flat(value, f"{path}/{name}")
        else:
            found[f"{path}/{name}"] = -1.0 if value is None else float(value)
    return found
