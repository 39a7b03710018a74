"""Linear-chain conditional random field whose transitions depend on the classes of both words."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor, nn

from builder.attribution.classes import CLASSES, allowed
from builder.attribution.tags import TAGS


class Transitions(nn.Module):
    """Scores [class, class, tag, tag] = general + by second class + by both; starts from `table` if given.

    The parts let rare pairs of classes lean on frequent ones; `penalty` keeps the finer parts small.
    """

    def __init__(self, table: np.ndarray | None = None) -> None:
        super().__init__()
        n = len(TAGS)
        self.general = nn.Parameter(torch.zeros(n, n))
        self.second = nn.Parameter(torch.zeros(CLASSES, n, n))
        self.both = nn.Parameter(torch.zeros(CLASSES, CLASSES, n, n))
        start = np.zeros((CLASSES, CLASSES, n, n), np.float32) if table is None else table
        self.register_buffer("start", torch.from_numpy(start).clone())
        self.register_buffer("allowed", torch.from_numpy(allowed()))

    def learned(self) -> Tensor:
        return self.start + self.general + self.second[None] + self.both

    def forward(self, classes: Tensor) -> Tensor:
        """Classes (B, T) to scores (B, T-1, tag, tag)."""
        return (self.learned() + self.allowed)[classes[:, :-1], classes[:, 1:]]

    def penalty(self) -> Tensor:
        return self.second.square().sum() + 2 * self.both.square().sum()


class _LogPartition(torch.autograd.Function):
    """Log of the summed weights of all tag sequences; its gradient is the marginals (forward-backward)."""

    @staticmethod
    def forward(ctx, scores, moves, length):  # type: ignore[no-untyped-def]
        t = scores.shape[1]
        alpha, beta = torch.empty_like(scores), torch.zeros_like(scores)
        alpha[:, 0] = scores[:, 0]
        live = torch.arange(t)[None] < length[:, None]
        for i in range(1, t):
            step = torch.logsumexp(alpha[:, i - 1, :, None] + moves[:, i - 1], 1) + scores[:, i]
            alpha[:, i] = torch.where(live[:, i, None], step, alpha[:, i - 1])
        for i in range(t - 2, -1, -1):
            step = torch.logsumexp(moves[:, i] + (scores[:, i + 1] + beta[:, i + 1])[:, None], 2)
            beta[:, i] = torch.where(live[:, i + 1, None], step, beta[:, i + 1])
        log_z = torch.logsumexp(alpha[:, -1], 1)
        unary = torch.exp(alpha + beta - log_z[:, None, None]) * live[..., None]
        right = (scores[:, 1:] + beta[:, 1:])[:, :, None]
        pair = torch.exp(alpha[:, :-1, :, None] + moves + right - log_z[:, None, None, None])
        ctx.save_for_backward(unary, pair * live[:, 1:, None, None])
        return log_z

    @staticmethod
    def backward(ctx, grad):  # type: ignore[no-untyped-def]
        unary, pair = ctx.saved_tensors
        return unary * grad[:, None, None], pair * grad[:, None, None, None], None


def negative_log_likelihood(scores: Tensor, moves: Tensor, gold: Tensor, length: Tensor) -> Tensor:
    """Mean loss a token. `scores` (B, T, tag), `moves` (B, T-1, tag, tag), `gold` (B, T); padding lies at the end."""
    live = (torch.arange(scores.shape[1])[None] < length[:, None]).float()
    y = gold.clamp(min=0)
    path = (scores.gather(2, y[..., None])[..., 0] * live).sum(1)
    rows, steps = torch.arange(y.shape[0])[:, None], torch.arange(y.shape[1] - 1)[None]
    path = path + (moves[rows, steps, y[:, :-1], y[:, 1:]] * live[:, 1:]).sum(1)
    log_z: Tensor = _LogPartition.apply(scores, moves, length)
    return (log_z - path).sum() / live.sum()
