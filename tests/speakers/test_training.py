"""The fit of the pronoun weights: silver chains to examples, examples to weights that choose as the examples do."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("numpy")

from builder.speakers.antecedents import Candidate
from builder.speakers.ranker import Ranker
from training.speakers.maxent import fit
from training.speakers.silver import Example, examples

TEXT = "Emma Holm met John Voss. He left early, and the board said so. “So,” Ida Prell said."


def span(piece: str) -> list[int]:
    start = TEXT.index(piece)
    return [start, start + len(piece)]


def row(source: str = "Ida Prell") -> dict[str, Any]:
    given = {"content": [span("“So,”")], "source": [span(source)], "kind": "direct"}
    return {"doc_id": "test", "text": TEXT, "title": None, "attributions": [given]}


def chain(*pieces: str) -> list[dict[str, Any]]:
    return [{"span": span(piece), "head": span(piece.split()[-1])} for piece in pieces]


def test_a_chain_with_one_person_teaches() -> None:
    (found,) = examples(row(), [chain("John Voss", "He")])
    right = found.candidates[found.right]
    assert right.entity is not None
    assert "gender known" in right.features
    assert not found.speaks


@pytest.mark.parametrize(
    "chains", [[], [chain("He")], [chain("John Voss", "Emma Holm", "He")], [chain("the board", "He")]],
    ids=["no chain", "nobody", "two people", "something else"],
)  # fmt: skip
def test_a_chain_that_says_nothing_does_not(chains: list[list[dict[str, Any]]]) -> None:
    assert examples(row(), chains) == []


def test_what_the_examples_choose_the_weights_choose() -> None:
    near, far = Candidate(0, ("near", "named")), Candidate(1, ("far", "named"))
    nobody = Candidate(None, ("nobody",))
    some = [Example((nobody, near, far), 1, speaks=True)] * 30 + [Example((nobody, far), 0, speaks=False)] * 10
    weights = fit(some)
    assert weights["near"] > weights["far"]
    assert Ranker(weights).probabilities((nobody, near, far))[1] > 0.8
    assert Ranker(weights).probabilities((nobody, far))[0] > 0.5
    assert fit(some) == weights


def test_what_is_seen_seldom_gets_no_weight() -> None:
    some = [Example((Candidate(None, ("nobody",)), Candidate(0, ("named",))), 1, speaks=True)] * 6
    rare = Example((Candidate(None, ("nobody",)), Candidate(0, ("named", "rare"))), 1, speaks=True)
    assert set(fit([*some, rare])) == {"nobody", "named"}
