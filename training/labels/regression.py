"""Fit ``builder.label.softmax`` by Newton's method: penalised maximum likelihood on standardised features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from builder.label.softmax import Softmax, softmax


def fit(
    x: np.ndarray,
    y: Sequence[str],
    classes: Sequence[str],
    strength: float = 1.0,
    *,
    balanced: bool = False,
    steps: int = 30,
) -> Softmax:
    """``strength`` times half the squared weights is the penalty; ``balanced`` gives every class the same say."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale == 0] = 1
    z = np.column_stack([(x - mean) / scale, np.ones(len(x))])
    gold = np.array([[float(one == name) for name in classes] for one in y])
    say = gold @ (len(y) / (len(classes) * np.maximum(gold.sum(0), 1))) if balanced else np.ones(len(y))
    features, k = z.shape[1], len(classes)
    w = np.zeros((k, features))
    penalty = np.tile(np.r_[np.full(features - 1, strength), 1e-3], k)
    for _ in range(steps):
        p = softmax(z @ w.T)
        gradient = ((p - gold) * say[:, None]).T @ z
        hessian = np.zeros((k, features, k, features))
        for a in range(k):
            for b in range(k):
                curve = say * p[:, a] * ((a == b) - p[:, b])
                hessian[a, :, b] = (z * curve[:, None]).T @ z
        full = hessian.reshape(k * features, -1) + np.diag(penalty)
        move = np.linalg.solve(full, gradient.ravel() + penalty * w.ravel()).reshape(k, features)
        w -= move * min(1.0, 3.0 / np.abs(move).max())
        if np.abs(move).max() < 1e-6:
            break
    weights = w[:, :-1] / scale
    return Softmax(tuple(classes), weights, w[:, -1] - weights @ mean)
