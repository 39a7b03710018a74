"""The encoder with its heads: tags of tokens, and links between the first tokens of spans."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from builder.attribution.context import KINDS, LINK
from builder.attribution.tags import TAGS
from training.data import NONE
from training.encoder import SEED, Body, Encoder, linear


class Tagger(nn.Module):
    """Tag scores for every piece (the first piece of a token speaks for it), and query/key pairs for links."""

    def __init__(self, body: Body | None = None) -> None:
        """`body` is what it begins as; without it the weights are still to be loaded."""
        super().__init__()
        self.bert = body or Encoder()
        size = self.bert.hidden
        generator = torch.Generator().manual_seed(SEED)  # alike in every run: weights of several runs can be averaged
        self.out, self.link = nn.Linear(size, len(TAGS)), nn.Linear(size, 2 * LINK * len(KINDS))
        for head in (self.out, self.link):
            nn.init.uniform_(head.weight, -(size**-0.5), size**-0.5, generator=generator)
            nn.init.zeros_(head.bias)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self.bert(ids, types, mask)
        return self.out(hidden), linear(self.link, hidden.to(self.bert.dtype))


def link_scores(link: Tensor, row: Tensor, position: Tensor) -> list[Tensor]:
    """For spans that begin at (row, position): scores of every position as cue, source, previous stretch.

    Position 0 is [CLS] and stands for "none".
    """
    parts = link.float().split(LINK, -1)
    return [
        (parts[2 * k][row, position][:, None] * parts[2 * k + 1][row]).sum(-1) / LINK**0.5 for k in range(len(KINDS))
    ]


def link_loss(link: Tensor, targets: Tensor, candidates: Tensor) -> Tensor:
    """`targets` rows: batch row, first piece of the content, then of cue, source, previous (NONE: not asked)."""
    loss = link.new_zeros((), dtype=torch.float32)
    for k, scores in enumerate(link_scores(link, targets[:, 0], targets[:, 1])):
        asked = targets[:, 2 + k] != NONE
        if asked.any():
            masked = scores.masked_fill(~candidates[targets[:, 0]], -1e4)
            loss = loss + nn.functional.cross_entropy(masked[asked], targets[asked, 2 + k])
    return loss
