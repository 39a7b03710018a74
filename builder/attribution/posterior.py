"""How sure the tagger is of a span: its exact probability under scores and transitions. numpy only."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from builder.attribution.decode import moves_of, scores_of
from builder.attribution.tags import TAG
from builder.model.arrays import Floats
from builder.model.tokens import Encoded


def _log_sum(x: Floats, axis: int) -> Floats:
    top = x.max(axis, keepdims=True)
    return np.asarray(np.log(np.exp(x - top).sum(axis)) + top.squeeze(axis))


@dataclass(slots=True)
class Posterior:
    """Forward and backward sums of one text."""

    scores: Floats
    moves: Floats
    alpha: Floats
    beta: Floats

    @classmethod
    def of(cls, doc: Encoded, logp: Floats, table: Floats) -> Posterior:
        scores, moves = scores_of(doc, logp), moves_of(doc, table)
        alpha, beta = np.empty_like(scores), np.zeros_like(scores)
        alpha[0] = scores[0]
        for t in range(1, len(scores)):
            alpha[t] = _log_sum(alpha[t - 1][:, None] + moves[t - 1], 0) + scores[t]
        for t in range(len(scores) - 2, -1, -1):
            beta[t] = _log_sum(moves[t] + (scores[t + 1] + beta[t + 1])[None], 1)
        return cls(scores, moves, alpha, beta)

    @property
    def log_z(self) -> float:
        return float(_log_sum(self.alpha[-1], 0))

    def marginals(self) -> Floats:
        """P(tag) of each token."""
        return np.asarray(np.exp(self.alpha + self.beta - self.log_z))

    def span(self, role: str, begin: int, end: int) -> float:
        """Log-probability that exactly the tokens `begin` to `end` are one span of the role."""
        first, inner = TAG[f"B-{role}"], TAG[f"I-{role}"]
        path = self.alpha[begin, first]
        last = first
        for t in range(begin + 1, end):
            path += self.moves[t - 1, last, inner] + self.scores[t, inner]
            last = inner
        if end == len(self.scores):
            return float(path - self.log_z)
        leaving = self.moves[end - 1, last] + self.scores[end] + self.beta[end]
        leaving[inner] = -np.inf
        return float(path + _log_sum(leaving, 0) - self.log_z)
