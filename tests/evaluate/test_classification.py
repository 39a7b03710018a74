"""Figures of labels: worked out by hand, and the same as the shared scorer's on answers made up at random."""

from __future__ import annotations

import importlib.util
import random
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from builder.evaluate.classification import average_precision, classification, kappa

SCORER = Path(__file__).parents[2].parent / "shared" / "scorers" / "score_labels.py"
GOLD = list("aaabbc")


def figures(answers: str, **more: Any) -> dict[str, Any]:
    return classification(GOLD, [None if a == "-" else a for a in answers], [None] * 6, **{"draws": 0, **more})


def test_the_gold_itself_is_perfect() -> None:
    found = figures("aaabbc")
    assert found["accuracy"] == found["macro_f1"] == found["kappa"] == 1
    assert found["missing"] == 0


def test_by_hand() -> None:
    found = figures("aabbcc")
    assert found["accuracy"] == pytest.approx(4 / 6)
    assert found["macro_f1"] == pytest.approx((0.8 + 0.5 + 2 / 3) / 3)
    assert found["kappa"] == pytest.approx((4 / 6 - 12 / 36) / (1 - 12 / 36))
    assert found["labels"]["a"] == {"precision": 1.0, "recall": pytest.approx(2 / 3), "f1": 0.8, "support": 3}
    assert found["confusion"]["a"] == {"a": 2, "b": 1, "c": 0}
    assert found["majority"]["label"] == "a"
    assert found["majority"]["macro_f1"] == pytest.approx((2 * 0.5 / 1.5) / 3)
    assert found["majority"]["kappa"] == 0


def test_no_answer_is_wrong_and_counted() -> None:
    found = figures("-abbcc")
    assert found["missing"] == 1
    assert found["accuracy"] == 0.5
    assert found["confusion"]["a"] == {"(none)": 1, "a": 1, "b": 1, "c": 0}


def test_a_label_that_only_answers_have_adds_no_term() -> None:
    found = figures("zzzzzz")
    assert found["macro_f1"] == 0
    assert list(found["labels"]) == ["a", "b", "c"]


def test_a_tie_for_the_majority_goes_by_the_alphabet() -> None:
    assert classification(["b", "a"], ["a", "a"], [None, None], draws=0)["majority"]["label"] == "a"


def test_without_gold_there_is_nothing_to_say() -> None:
    with pytest.raises(ValueError, match="no gold"):
        classification([], [], [])


@pytest.mark.parametrize(
    ("positive", "scores", "expected"),
    [
        ([1, 0, 1, 0], [0.9, 0.8, 0.7, 0.1], (1 + 2 / 3) / 2),
        ([1, 0, 1, 0], [0.5] * 4, 0.5),
        ([0, 1], [0.9, 0.1], 0.5),
        ([0, 0], [1, 2], 0.0),
    ],
    ids=["ranked", "all alike", "last", "no positive"],
)
def test_average_precision(positive: list[int], scores: list[float], expected: float) -> None:
    assert average_precision([bool(one) for one in positive], scores) == pytest.approx(expected)


def test_average_precision_needs_a_score_for_every_row() -> None:
    scored = [{"a": 1.0, "b": 0.5}, {"a": 0.5}, None]
    assert classification(list("aab"), list("aab"), scored, draws=0)["average_precision"] == {}
    scored = [{"a": 1.0, "b": 0.5}, {"a": 0.5}, {"a": 0.7}]
    assert classification(list("aab"), list("aab"), scored, draws=0)["average_precision"] == {
        "a": {"ap": pytest.approx((1 + 2 / 3) / 2), "majority": pytest.approx(2 / 3)}
    }


def test_kappa_where_chance_is_certain() -> None:
    assert kappa(Counter({("a", "a"): 3})) == 0.0


def test_the_interval_of_accuracy_is_the_binomials() -> None:
    found = classification(["a"] * 100, ["a"] * 30 + ["b"] * 70, [None] * 100)
    assert found["accuracy_95"] == pytest.approx([0.21, 0.39], abs=0.015)
    assert found["accuracy_95"] == classification(["a"] * 100, ["a"] * 30 + ["b"] * 70, [None] * 100)["accuracy_95"]


@pytest.fixture(scope="module")
def shared() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("../shared is not here")
    spec = importlib.util.spec_from_file_location("shared_score_labels", SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(20))
def test_the_same_figures_as_the_shared_scorer(shared: ModuleType, seed: int) -> None:
    chance = random.Random(seed)
    size = chance.randrange(5, 80)
    gold = [chance.choice("abc") for _ in range(size)]
    answers = [chance.choice(["a", "b", "c", "d", None]) for _ in range(size)]
    scores = [{label: chance.randrange(6) / 5 for label in "abc"} for _ in range(size)]
    if seed % 2:
        answers = [answer or "a" for answer in answers]
    theirs = shared.evaluate(
        [{"id": n, "label": label} for n, label in enumerate(gold)],
        [
            {"id": n, "label": answer, "scores": s}
            for n, (answer, s) in enumerate(zip(answers, scores, strict=True))
            if answer
        ],
        boot=False,
    )
    given = [s if answer else None for s, answer in zip(scores, answers, strict=True)]
    ours = classification(gold, answers, given, draws=0)
    assert theirs.pop("extra") == 0
    assert flat(ours) == pytest.approx(flat(theirs), abs=1e-9)


def test_intervals_like_those_of_the_shared_scorer(shared: ModuleType) -> None:
    gold, answers = list("aabbb" * 60), list("abbba" * 60)
    ours = classification(gold, answers, [None] * 300)
    macro, accuracy = shared.interval(list(zip(gold, answers, strict=True)), ["a", "b"])
    assert ours["macro_f1_95"] == pytest.approx(macro, abs=0.015)
    assert ours["accuracy_95"] == pytest.approx(accuracy, abs=0.015)


def flat(value: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        return {path: value}
    return {key: leaf for name, inner in value.items() for key, leaf in flat(inner, f"{path}/{name}").items()}
