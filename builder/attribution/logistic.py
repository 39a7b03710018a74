"""A fitted logistic regression: rows of features in, probabilities out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from builder.model.arrays import Floats


@dataclass(frozen=True, slots=True)
class Logistic:
    """P(yes) = sigmoid(x · weights + bias), on raw features."""

    weights: Floats  # (features,)
    bias: float

    def __call__(self, x: Floats) -> Floats:
        """Probabilities (rows,) of `x` (rows, features)."""
        return np.asarray(1 / (1 + np.exp(-np.minimum(np.maximum(x @ self.weights + self.bias, -50), 50))))

    def to_json(self) -> dict[str, Any]:
        return {"weights": [round(float(w), 6) for w in self.weights], "bias": round(self.bias, 6)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Logistic:
        return cls(np.array(kept["weights"], float), float(kept["bias"]))
