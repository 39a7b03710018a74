"""The label encoder: MiniLM with token types for the parties and the question, a stance head and a claim head."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from builder.label.windows import LABEL_TYPES, Window
from builder.model.tokens import TOKEN_TYPES
from training.encoder import HIDDEN, SEED, Encoder
from training.labels.data import ANSWERS

WIDTH = 96  # of the layer before the answers
DROPPED = 0.2


class Labeller(nn.Module):
    """Windows to log-odds by head: ``stance`` from [CLS], target and holder, the others from [CLS] and the whole."""

    def __init__(self, minilm: Path, init: Path | None = None) -> None:
        super().__init__()
        self.bert = Encoder.minilm(minilm)
        if init is not None:
            self.bert.load_state_dict(torch.load(init, weights_only=True)["bert"])
        self.bert.embeddings["token_type_embeddings"] = self._types()
        self.bert.words.weight.requires_grad_(False)
        self.parties, self.whole = nn.Linear(3 * HIDDEN, WIDTH), nn.Linear(2 * HIDDEN, WIDTH)
        self.answers = nn.ModuleDict({name: nn.Linear(WIDTH, len(known)) for name, known in ANSWERS.items()})
        self.drop = nn.Dropout(DROPPED)

    def _types(self) -> nn.Embedding:
        """The encoder's twelve types once for each role, a little apart; those of the questions begin as type 0."""
        known = self.bert.embeddings["token_type_embeddings"].weight.detach()
        assert isinstance(known, Tensor)  # noqa: S101  for the type checker
        noise = torch.randn(LABEL_TYPES, HIDDEN, generator=torch.Generator().manual_seed(SEED))
        table = nn.Embedding(LABEL_TYPES, HIDDEN)
        with torch.no_grad():
            for k in range(LABEL_TYPES):
                role = k // TOKEN_TYPES
                base = known[k % TOKEN_TYPES] if role < 3 else known[0]
                # A role is one offset for all of its types; plain tokens stay what they were.
                offset = 0.0 if role == 0 else 0.02 * noise[role if role < 3 else k]
                table.weight[k] = base + offset
        return table

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        hidden = self.bert(batch.ids, batch.types, batch.mask)
        first = hidden[:, 0]
        parties = torch.cat([first, _mean(hidden, batch.target), _mean(hidden, batch.holder)], -1)
        whole = torch.cat([first, _mean(hidden, batch.mask)], -1)
        stance = self.drop(torch.tanh(self.parties(self.drop(parties))))
        statement = self.drop(torch.tanh(self.whole(self.drop(whole))))
        return {name: answer(stance if name == "stance" else statement) for name, answer in self.answers.items()}


class Batch:
    """Padded tensors (B, T) of some windows; ``target`` and ``holder`` are 1 at their pieces."""

    def __init__(self, windows: Sequence[Window]) -> None:
        width = (max(len(w.ids) for w in windows) + 7) // 8 * 8
        out = np.zeros((5, len(windows), width), np.int64)
        for k, w in enumerate(windows):
            size = len(w.ids)
            out[0, k, :size], out[1, k, :size], out[2, k, :size] = w.ids, w.types, 1
            out[3, k, list(w.target)] = 1
            out[4, k, list(w.holder)] = 1
        self.ids, self.types, self.mask, self.target, self.holder = torch.from_numpy(out).unbind()


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    """The mean of the chosen pieces' vectors; zeros where there are none."""
    weights = chosen.to(hidden.dtype)[:, :, None]
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)
