"""A window in, the log-odds of the answers to its question out: the label encoder with its heads."""

from __future__ import annotations

import functools

import numpy as np

from builder.label.windows import Window
from builder.model import weights
from builder.model.arrays import Floats
from builder.model.encoder import Encoder, encoder

ENCODER, HEADS = "labeller.onnx", "labeller.npz"
STATEMENT = ("claim", "verifiability", "claim_type", "worth")  # heads that are asked about a statement as such


class Heads:
    """Log-odds of the answers that each head tells apart, in the order of ``training.labels.data.ANSWERS``."""

    def __init__(self, body: Encoder) -> None:
        self._body = body
        with np.load(weights.path(HEADS), allow_pickle=False) as kept:
            self._kept = {name: kept[name].astype(np.float32) for name in kept.files}

    def stance(self, window: Window) -> Floats:
        """(3,): against, neutral, favor; from the vectors of [CLS], the target and the holder."""
        hidden = self._hidden(window)
        inner = self._layer("parties", hidden[0], _mean(hidden, window.target), _mean(hidden, window.holder))
        return self._answers("stance", inner)

    def statement(self, window: Window) -> dict[str, Floats]:
        """By head, from the vectors of [CLS] and of the whole window."""
        hidden = self._hidden(window)
        inner = self._layer("whole", hidden[0], hidden.mean(0))
        return {name: self._answers(name, inner) for name in STATEMENT}

    def _hidden(self, window: Window) -> Floats:
        """Vectors (pieces, 384)."""
        return self._body(window.ids[1:-1], window.types[1:-1], window.types[0])["hidden"]

    def _layer(self, name: str, *vectors: Floats) -> Floats:
        out: Floats = np.tanh(self._kept[f"{name}.weight"] @ np.concatenate(vectors) + self._kept[f"{name}.bias"])
        return out

    def _answers(self, name: str, inner: Floats) -> Floats:
        odds: Floats = self._kept[f"answers.{name}.weight"] @ inner + self._kept[f"answers.{name}.bias"]
        return odds


def _mean(hidden: Floats, places: tuple[int, ...]) -> Floats:
    """The mean vector of some pieces; zeros where there are none, as in training."""
    found: Floats = hidden[list(places)].mean(0) if places else np.zeros_like(hidden[0])
    return found


@functools.cache
def heads() -> Heads:
    return Heads(encoder(ENCODER))
