"""The optimiser of every run here, and how its rate rises and falls."""

from __future__ import annotations

import torch
from torch import nn

WARM = 0.1  # share of the steps in which the rate rises
DECAY = 0.01  # of weights; not of biases and norms


def optimiser(
    model: nn.Module, steps: int, rate: float, fresh: float = 1.0
) -> tuple[torch.optim.AdamW, torch.optim.lr_scheduler.LambdaLR]:
    """AdamW for ``steps`` steps; heads and token types, which no pre-training knows, learn ``fresh`` times as fast."""
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    groups = [
        {"params": chosen, "weight_decay": decay, "lr": rate * (1 if known else fresh)}
        for known in (True, False)
        for decay in (DECAY, 0.0)
        if (chosen := [p for n, p in named if _pretrained(n) == known and (p.ndim >= 2) == (decay > 0)])
    ]
    found = torch.optim.AdamW(groups, lr=rate, fused=True)
    warm = WARM * steps
    return found, torch.optim.lr_scheduler.LambdaLR(
        found, lambda s: min((s + 1) / warm, max(0.0, (steps - s) / (steps - warm)))
    )


def _pretrained(name: str) -> bool:
    return name.startswith("bert.") and "token_type" not in name
