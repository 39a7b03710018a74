"""Scores held against what came out right."""

from __future__ import annotations

import pytest

from builder.evaluate.attribution import compare
from builder.evaluate.reliability import reliability

TEXT = "Ann said it sank. Max said it rose. Ida said it fell. Bo said it stood."
ROWS = [((9, 16), (0, 3)), ((27, 34), (18, 21)), ((45, 52), (36, 39)), ((62, 70), (54, 56))]


def attributions(*scores: float, wrong: frozenset[int] = frozenset()):
    rows = []
    for k, score in enumerate(scores):
        content, source = ROWS[k]
        rows.append({"content": [list(content)], "source": [[0, 3] if k in wrong else list(source)], "score": score})
    return rows


def judged(*scores: float, **choices):
    gold = {"doc_id": "d", "text": TEXT, "attributions": attributions(*(1.0,) * 4)}
    return reliability(
        compare([gold], [{"doc_id": "d", "text": TEXT, "attributions": attributions(*scores, **choices)}])
    )


def test_right_and_sure() -> None:
    assert judged(1.0, 1.0) == {"bins": [{"from": 0.9, "pred": 2, "score": 1.0, "right": 1.0}], "ece": 0.0}


def test_a_wrong_source_is_wrong() -> None:
    found = judged(0.5, 0.5, wrong=frozenset({1}))
    assert found["bins"] == [{"from": 0.5, "pred": 2, "score": 0.5, "right": 0.5}]
    assert found["ece"] == 0.0


def test_the_error_is_weighted_by_the_bins() -> None:
    found = judged(0.9, 0.9, 0.9, 0.2, wrong=frozenset({1, 2}))
    assert [(one["pred"], round(one["right"], 2)) for one in found["bins"]] == [(1, 1.0), (3, 0.33)]
    assert found["ece"] == pytest.approx((3 * abs(0.9 - 1 / 3) + 0.8) / 4)


def test_nothing_scored() -> None:
    assert judged() == {"bins": [], "ece": None}
