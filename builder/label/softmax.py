"""A fitted multinomial regression: features of one statement in, a probability for each class out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from builder.model.arrays import Floats


@dataclass(frozen=True, slots=True)
class Softmax:
    """P(class) is proportional to exp(weights of the class · x + its bias), on raw features."""

    classes: tuple[str, ...]
    weights: Floats  # (classes, features)
    bias: Floats  # (classes,)

    def __call__(self, x: Floats) -> Floats:
        """Probabilities (..., classes) of ``x`` (..., features): each by itself, so that no digit hangs on others."""
        return softmax((self.weights @ x[..., None])[..., 0] + self.bias)

    def by_classes(self, x: Floats) -> list[dict[str, float]]:
        """The probability of each class for the statements ``x`` (statements, features)."""
        return [dict(zip(self.classes, shares, strict=True)) for shares in self(x).tolist()]

    def to_json(self) -> dict[str, Any]:
        return {
            "classes": list(self.classes),
            "weights": np.round(self.weights, 5).tolist(),
            "bias": np.round(self.bias, 5).tolist(),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Softmax:
        return cls(tuple(kept["classes"]), np.array(kept["weights"], float), np.array(kept["bias"], float))


def softmax(odds: Floats) -> Floats:
    """Log-odds (..., classes) to probabilities."""
    shares = np.exp(odds - np.maximum.reduce(odds, -1, keepdims=True))
    out: Floats = shares / np.add.reduce(shares, -1, keepdims=True)
    return out
