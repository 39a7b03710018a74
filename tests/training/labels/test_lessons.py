"""A teacher's answers come back on the example that it was asked, and on no other."""

from __future__ import annotations

import argparse
import dataclasses

import numpy as np
import pytest

pytest.importorskip("torch", reason="needs the train extra")

import torch

from builder.model.encoder import pieces
from training.encoder import Encoder
from training.labels.data import STATEMENTS, TARGETS, claim, stance
from training.labels.lessons import taught
from training.labels.network import Labeller
from training.labels.trainer import Trainer, options

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


def test_who_was_not_taught_stands_between(tmp_path):
    """In a batch of both kinds each answer is held against the teacher's answer to the same target."""
    parser = argparse.ArgumentParser()
    options(parser)
    args = parser.parse_args(["--out", str(tmp_path), "--taught", "1"])
    args.lr, args.epochs = 1e-4, 1
    first, second = taught([sentiment("Varn"), sentiment("guards")], odds(2))
    plain = dataclasses.replace(sentiment("guards"), targets=({},))
    batch = [plain, first, plain, second]
    trainer = Trainer(args, Labeller(Encoder()), lambda _: list(batch), {})
    as_taught = torch.full((4, 3), -40.0)
    as_taught[1, first.taught_targets[0]["stance"].argmax()] = 0
    as_taught[3, second.taught_targets[0]["stance"].argmax()] = 0
    assert float(trainer.loss("stance", as_taught, batch)) == pytest.approx(0, abs=1e-3)
    assert float(trainer.loss("stance", as_taught.roll(1, 0), batch)) > 2
