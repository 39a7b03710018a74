"""A window in, the log-odds of the answers to its question out: the label encoder with its heads."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from builder.label.windows import Window
from builder.model import weights
from builder.model.arrays import Floats
from builder.model.encoder import Encoder, encoder

ENCODER, HEADS = "labeller.onnx", "labeller.npz"
STATEMENT = ("claim", "verifiability", "claim_type", "worth")  # heads that are asked about a statement as such
OUTLET = ("framing",)  # about the words round it
TARGETS = ("stance", "named")  # heads that are asked about a target
_TOGETHER = 32  # windows whose vectors are kept at a time, 0.2 MB each


@dataclass(frozen=True, slots=True)
class Vectors:
    """What the heads need to know of a window: the vector of [CLS], and the mean vectors of what is marked in it."""

    cls: Floats
    content: Floats
    outside: Floats  # all that is not the content
    cue: Floats
    holder: Floats
    targets: tuple[Floats, ...]


@dataclass(frozen=True, slots=True)
class Layer:
    """A weight for each number that comes in, and a bias."""

    weight: Floats  # (out, in)
    bias: Floats  # (out,)

    def __call__(self, vectors: Floats) -> Floats:
        """Rows (rows, out) from ``vectors`` (rows, in): each by itself, so that no digit of it hangs on others."""
        out: Floats = (self.weight @ vectors[:, :, None])[:, :, 0] + self.bias
        return out


class Heads:
    """Log-odds of the answers that each head tells apart, in the order of ``training.labels.data``."""

    def __init__(self, body: Encoder) -> None:
        self._body = body
        with np.load(weights.path(HEADS), allow_pickle=False) as file:
            kept = {name: file[name] for name in file.files}
        names = [name.removesuffix(".weight") for name in kept if name.endswith(".weight")]
        self._layers = {
            # Matrices are kept as bytes, with a scale for each row.
            name: Layer(
                kept[f"{name}.weight"].astype(np.float32) * kept[f"{name}.weight.scale"][:, None],
                kept[f"{name}.bias"].astype(np.float32),
            )
            for name in names
        }

    def read(self, window: Window) -> Vectors:
        """The one pass that all heads share."""
        (found,) = self.read_all([window])
        return found

    def read_all(self, windows: Sequence[Window]) -> list[Vectors]:
        """The same of several: some go through the encoder before any is summed up.

        The encoder drives all else out of the processor's cache, and so what stands between two of its passes is slow.
        """
        found: list[Vectors] = []
        for first in range(0, len(windows), _TOGETHER):
            some = windows[first : first + _TOGETHER]
            passed = [self._body(window.ids, window.types)["hidden"] for window in some]
            found += map(_vectors, some, passed)
        return found

    def targets(self, asked: Sequence[tuple[Vectors, int]]) -> list[dict[str, Floats]]:
        """By head, of a target by its number in each window: from the vectors of [CLS], the target and the holder."""
        parties = [(vectors.cls, vectors.targets[k], vectors.holder) for vectors, k in asked]
        return self._answers(TARGETS, self._inner("parties", parties)) if asked else []

    def statements(self, read: Sequence[Vectors]) -> list[dict[str, Floats]]:
        """By head, from the vectors of [CLS] and of the statement; the framing from those of the cue and the rest."""
        if not read:
            return []
        whole = self._inner("whole", [(vectors.cls, vectors.content) for vectors in read])
        outlet = self._inner("outlet", [(vectors.cls, vectors.cue, vectors.outside) for vectors in read])
        both = zip(self._answers(STATEMENT, whole), self._answers(OUTLET, outlet), strict=True)
        return [statement | words for statement, words in both]

    def even(self, name: str) -> Floats:
        """The odds of a head that knows nothing."""
        return np.zeros_like(self._layers[f"answers.{name}"].bias)

    def _inner(self, name: str, rows: Sequence[Sequence[Floats]]) -> Floats:
        out: Floats = np.tanh(self._layers[name](np.array([np.concatenate(row) for row in rows])))
        return out

    def _answers(self, names: Sequence[str], inner: Floats) -> list[dict[str, Floats]]:
        odds = [self._layers[f"answers.{name}"](inner) for name in names]
        return [dict(zip(names, row, strict=True)) for row in zip(*odds, strict=True)]


def _vectors(window: Window, hidden: Floats) -> Vectors:
    stated = set(window.content)
    outside = [k for k in range(len(window.ids)) if k not in stated]
    content, others, cue, holder = (
        _mean(hidden, places) for places in (window.content, outside, window.cue, window.holder)
    )
    return Vectors(hidden[0].copy(), content, others, cue, holder, tuple(_mean(hidden, one) for one in window.targets))


def _mean(hidden: Floats, places: Sequence[int]) -> Floats:
    """The mean vector of some pieces; zeros where there are none, as in training."""
    if not places:
        return np.zeros_like(hidden[0])
    begin, end = places[0], places[-1] + 1
    rows = hidden[begin:end] if end - begin == len(places) else hidden.take(places, 0)
    found: Floats = np.add.reduce(rows, 0) / len(places)
    return found


@functools.cache
def heads() -> Heads:
    return Heads(encoder(ENCODER))
