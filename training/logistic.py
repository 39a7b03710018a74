"""Fit `builder.attribution.logistic` by Newton's method."""

from __future__ import annotations

import numpy as np

from builder.attribution.logistic import Logistic


def fit(x: np.ndarray, y: np.ndarray, strength: float = 1.0, steps: int = 25) -> Logistic:
    """Penalised (`strength` times half the squared weights of standardised features) maximum likelihood."""
    mean, scale = x.mean(0), x.std(0)
    scale[scale == 0] = 1
    z = np.column_stack([(x - mean) / scale, np.ones(len(x))])
    w = np.zeros(z.shape[1])
    penalty = np.full(len(w), strength)
    penalty[-1] = 1e-6
    for _ in range(steps):
        p = 1 / (1 + np.exp(-np.clip(z @ w, -50, 50)))
        gradient = z.T @ (p - y) + penalty * w
        hessian = (z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty)
        move = np.linalg.solve(hessian, gradient)
        w -= move * min(1.0, 5.0 / np.abs(move).max())
        if np.abs(move).max() < 1e-6:
            break
    weights = w[:-1] / scale
    return Logistic(weights, float(w[-1] - weights @ mean))
