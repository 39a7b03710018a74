"""Does a cue report speech ("said", "wrote") or thought, plan, decree ("hopes", "plans")? Log-odds of its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def features(cue: str) -> list[str]:
    """Whole cue, words, first and last word, and word stems of five letters."""
    words = cue.lower().split()
    if not words:
        return []
    stems = (f"{w[:5]}*" for w in words)
    return sorted({f"={' '.join(words)}", *words, *stems, f"^{words[0]}", f"{words[-1]}$"})


@dataclass(frozen=True, slots=True)
class Speech:
    """A logistic model over the features of a cue."""

    weights: dict[str, float]
    bias: float

    def __call__(self, cue: str) -> bool:
        return self.bias + sum(self.weights.get(f, 0.0) for f in features(cue)) > 0

    def to_json(self) -> dict[str, object]:
        return {"weights": self.weights, "bias": self.bias}

    @classmethod
    def from_json(cls, kept: dict[str, object]) -> Speech:
        return cls(kept["weights"], kept["bias"])  # type: ignore[arg-type]


def fit(cues: Sequence[str], speech: Sequence[bool], rounds: int = 400, strength: float = 0.3) -> Speech:
    """Penalised maximum likelihood by gradient steps (Adagrad), features seen twice or more."""
    seen: dict[str, int] = {}
    for c in cues:
        for f in features(c):
            seen[f] = seen.get(f, 0) + 1
    index = {f: k for k, f in enumerate(sorted(f for f, n in seen.items() if n > 1))}
    rows = np.concatenate([np.full(len(features(c)), r) for r, c in enumerate(cues)])
    names = [f for c in cues for f in features(c)]
    keep = np.array([f in index for f in names])
    rows, columns = rows[keep], np.array([index[f] for f in names if f in index])
    y = np.array(speech, float)
    w, total, bias, bias_total = np.zeros(len(index)), np.full(len(index), 1e-6), 0.0, 1e-6
    for _ in range(rounds):
        z = bias + np.bincount(rows, w[columns], len(y))
        error = 1 / (1 + np.exp(-np.clip(z, -50, 50))) - y
        g = np.bincount(columns, error[rows], len(w)) + strength * w
        total += g * g
        bias_total += error.sum() ** 2
        w -= 0.5 * g / np.sqrt(total)
        bias -= 0.5 * error.sum() / np.sqrt(bias_total)
    return Speech({f: round(float(w[k]), 3) for f, k in index.items() if abs(w[k]) >= 0.02}, round(float(bias), 3))
