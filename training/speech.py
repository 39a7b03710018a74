"""Fit `builder.attribution.speech` on the gold cues."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from builder.attribution.speech import Speech, features


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
