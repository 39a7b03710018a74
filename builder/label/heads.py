"""A window in, the log-odds of the answers to its question out: the label encoder with its heads."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from builder.label.windows import Window
from builder.model import weights
from builder.model.arrays import Floats
from builder.model.encoder import Encoder, encoder

ENCODER, HEADS = "labeller.onnx", "labeller.npz"
STATEMENT = ("claim", "verifiability", "claim_type", "worth")  # heads that are asked about a statement as such
OUTLET = ("framing",)  # about the words round it
TARGETS = ("stance", "named")  # heads that are asked about a target


class Heads:
    """Log-odds of the answers that each head tells apart, in the order of ``training.labels.data``."""

    def __init__(self, body: Encoder) -> None:
        self._body = body
        with np.load(weights.path(HEADS), allow_pickle=False) as kept:
            scales = {name.removesuffix(".scale"): kept[name] for name in kept.files if name.endswith(".scale")}
            self._kept = {name: kept[name].astype(np.float32) for name in kept.files if not name.endswith(".scale")}
        for name, scale in scales.items():  # matrices are kept as bytes, with a scale for each row
            self._kept[name] *= scale[:, None]

    def hidden(self, window: Window) -> Floats:
        """Vectors (pieces, 384): the one pass that all heads share."""
        return self._body(window.ids[1:-1], window.types[1:-1], window.types[0])["hidden"]

    def target(self, window: Window, hidden: Floats, k: int) -> dict[str, Floats]:
        """By head, of the ``k``-th target: from the vectors of [CLS], the target and the holder."""
        inner = self._layer("parties", hidden[0], _mean(hidden, window.targets[k]), _mean(hidden, window.holder))
        return {name: self._answers(name, inner) for name in TARGETS}

    def statement(self, window: Window, hidden: Floats) -> dict[str, Floats]:
        """By head, from the vectors of [CLS] and of the statement; the framing from those of the cue and the rest."""
        inner = self._layer("whole", hidden[0], _mean(hidden, window.content))
        stated = set(window.content)
        outside = [k for k in range(len(window.ids)) if k not in stated]
        words = self._layer("outlet", hidden[0], _mean(hidden, window.cue), _mean(hidden, outside))
        found = {name: self._answers(name, inner) for name in STATEMENT}
        return found | {name: self._answers(name, words) for name in OUTLET}

    def even(self, name: str) -> Floats:
        """The odds of a head that knows nothing."""
        return np.zeros_like(self._kept[f"answers.{name}.bias"])

    def _layer(self, name: str, *vectors: Floats) -> Floats:
        out: Floats = np.tanh(self._kept[f"{name}.weight"] @ np.concatenate(vectors) + self._kept[f"{name}.bias"])
        return out

    def _answers(self, name: str, inner: Floats) -> Floats:
        odds: Floats = self._kept[f"answers.{name}.weight"] @ inner + self._kept[f"answers.{name}.bias"]
        return odds


def _mean(hidden: Floats, places: Sequence[int]) -> Floats:
    """The mean vector of some pieces; zeros where there are none, as in training."""
    found: Floats = hidden[list(places)].mean(0) if places else np.zeros_like(hidden[0])
    return found


@functools.cache
def heads() -> Heads:
    return Heads(encoder(ENCODER))
