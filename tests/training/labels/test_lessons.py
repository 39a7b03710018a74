"""A teacher's answers come back on the example that it was asked, and on no other."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the train extra")

from builder.model.encoder import pieces
from training.labels.data import STATEMENTS, TARGETS, claim, stance
from training.labels.lessons import taught

TEXT = "Varn praised the guards."


def sentiment(words: str):
    target = {"text": words, "start": TEXT.index(words), "end": TEXT.index(words) + len(words)}
    return stance({"id": words, "text": TEXT, "target": target, "label": "favor"}, pieces())


def odds(count: int) -> dict[str, np.ndarray]:
    """Log-odds that name their row: the answer ``row`` % answers is certain."""
    made = {}
    for head, known in (STATEMENTS | TARGETS).items():
        made[head] = np.full((count, len(known)), -40.0, np.float32)
        made[head][np.arange(count), np.arange(count) % len(known)] = 0
    return made


def test_answers_find_their_examples():
    debate = claim({"id": "c", "text": TEXT, "label_original": "CFS"}, pieces())
    first, plain, second = taught([sentiment("Varn"), debate, sentiment("guards")], odds(2))
    assert not plain.taught
    assert not plain.taught_targets
    for k, one in enumerate((first, second)):
        assert one.taught == {}  # of a single sentence only the stance is asked
        (answers,) = one.taught_targets
        assert set(answers) == {"stance"}
        assert answers["stance"].argmax() == k
        assert answers["stance"].sum() == pytest.approx(1)
        assert one.targets == sentiment("Varn").targets
