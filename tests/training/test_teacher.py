"""The teacher's encoder and the rates at which the parts of a model learn."""

from __future__ import annotations

import pytest

pytest.importorskip("torch", reason="needs the train extra")

import torch

from training.encoder import Encoder
from training.labels.network import Labeller
from training.mpnet import BUCKETS, buckets
from training.schedule import optimiser


def test_near_places_have_buckets_of_their_own_and_far_ones_share():
    found = buckets(300)
    assert found[10, 10] == 0
    assert [int(found[10, 10 - k]) for k in range(1, 8)] == list(range(1, 8))  # behind
    assert [int(found[10, 10 + k]) for k in range(1, 8)] == [BUCKETS + k for k in range(1, 8)]  # ahead
    behind = [int(found[299, 299 - k]) for k in range(300)]
    assert behind == sorted(behind)
    assert behind[8] == 8
    assert set(behind[128:]) == {BUCKETS - 1}
    assert torch.equal(found[:100, :100], buckets(100))


def test_what_no_pre_training_knows_learns_faster():
    model = Labeller(Encoder())
    found, schedule = optimiser(model, 100, 1e-4, 8.0)
    names = {id(p): name for name, p in model.named_parameters()}
    warm = schedule.get_last_lr()
    rates = {names[id(p)]: rate for group, rate in zip(found.param_groups, warm, strict=True) for p in group["params"]}
    slow = rates["bert.encoder.layer.0.intermediate.dense.weight"]
    assert rates["bert.embeddings.token_type_embeddings.weight"] == pytest.approx(8 * slow)
    assert rates["answers.stance.bias"] == pytest.approx(8 * slow)
    assert rates["bert.embeddings.LayerNorm.bias"] == pytest.approx(slow)
    assert "bert.embeddings.word_embeddings.weight" not in rates  # frozen: both encoders share it
