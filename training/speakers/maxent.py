"""A conditional logit by maximum likelihood: candidates with their features in, one weight for each feature out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from training.speakers.silver import Example


def fit(examples: Sequence[Example], strength: float = 1.0, least: int = 5, rounds: int = 300) -> dict[str, float]:
    """Penalised (``strength`` times half the squared weights) by Adagrad; features seen seldom are left out."""
    counts = Counter(feature for one in examples for each in one.candidates for feature in each.features)
    names = sorted(feature for feature, n in counts.items() if n >= least)
    number = {feature: k for k, feature in enumerate(names)}
    rows, columns, first = [], [], [0]
    right = []
    row = 0
    for one in examples:
        right.append(row + one.right)
        for each in one.candidates:
            for feature in each.features:
                if feature in number:
                    rows.append(row)
                    columns.append(number[feature])
            row += 1
        first.append(row)
    row_of, column_of, starts = np.array(rows), np.array(columns), np.array(first[:-1])
    sizes = np.diff(first)
    target = np.zeros(row)
    target[right] = 1
    weights, total = np.zeros(len(names)), np.full(len(names), 1e-6)
    for _ in range(rounds):
        z = np.bincount(row_of, weights[column_of], row)
        z -= np.repeat(np.maximum.reduceat(z, starts), sizes)
        p = np.exp(z)
        p /= np.repeat(np.add.reduceat(p, starts), sizes)
        gradient = np.bincount(column_of, (p - target)[row_of], len(names)) + strength * weights
        total += gradient * gradient
        weights -= 0.3 * gradient / np.sqrt(total)
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
