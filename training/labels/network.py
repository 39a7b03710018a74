"""The label encoder: the tagger's body with token types for the parties and the question, and heads of its own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from builder.label.windows import CUE, LABEL_TYPES, ROLES, Window
from builder.model.tokens import TOKEN_TYPES
from training.encoder import SEED, Body, Encoder
from training.labels.data import STATEMENTS, TARGETS

WIDTH = 96  # of the layer before the answers
DROPPED = 0.2


class Labeller(nn.Module):
    """Windows to log-odds by head, each from [CLS] and what it is about.

    Of a target it reads the target and the holder, of the statement its words, of the outlet's framing the cue and the
    words outside of the statement. The body begins as that of the shipped tagger: it knows sources, cues and contents,
    and shares its word vectors.
    """

    def __init__(self, body: Body | None = None) -> None:
        """``body`` is what it begins as; without it the weights are still to be loaded."""
        super().__init__()
        self.bert = body or Encoder()
        self.bert.embeddings["token_type_embeddings"] = self._types()
        self.bert.words.weight.requires_grad_(False)
        size = self.bert.hidden
        self.parties, self.whole = nn.Linear(3 * size, WIDTH), nn.Linear(2 * size, WIDTH)
        self.outlet = nn.Linear(3 * size, WIDTH)
        self.answers = nn.ModuleDict({n: nn.Linear(WIDTH, len(known)) for n, known in (STATEMENTS | TARGETS).items()})
        self.drop = nn.Dropout(DROPPED)

    def _types(self) -> nn.Embedding:
        """The encoder's twelve types once for each role in and out of the statement, a little apart; then questions."""
        known = self.bert.embeddings["token_type_embeddings"].weight.detach()
        assert isinstance(known, Tensor)  # noqa: S101  for the type checker
        noise = torch.randn(LABEL_TYPES, known.shape[1], generator=torch.Generator().manual_seed(SEED))
        table = nn.Embedding(*noise.shape)
        with torch.no_grad():
            for k in range(LABEL_TYPES):
                stated, role = divmod(k // TOKEN_TYPES, ROLES)
                if stated > 1:  # a question
                    table.weight[k] = known[0] + 0.02 * noise[k]
                    continue
                # A role is one offset for all of its types; plain tokens stay what they were.
                offset = (0.02 * noise[role] if role else 0.0) + (0.02 * noise[CUE + 1] if stated else 0.0)
                table.weight[k] = known[k % TOKEN_TYPES] + offset
        return table

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Odds (B, answers) of the statement heads and (targets of all windows, answers) of the target heads."""
        hidden = self.bert(batch.ids, batch.types, batch.mask)
        first, holder = hidden[:, 0], _mean(hidden, batch.holder)
        parts = {
            "whole": [first, _mean(hidden, batch.content)],
            "outlet": [first, _mean(hidden, batch.cue), _mean(hidden, batch.mask - batch.content)],
        }
        layers = {name: self._layer(name, torch.cat(vectors, -1)) for name, vectors in parts.items()}
        found = {name: self.answers[name](layers["outlet" if name == "framing" else "whole"]) for name in STATEMENTS}
        at = batch.owners
        parties = torch.cat([first[at], _mean(hidden[at], batch.targets), holder[at]], -1)
        target = self._layer("parties", parties)
        return found | {name: self.answers[name](target) for name in TARGETS}

    def _layer(self, name: str, vectors: Tensor) -> Tensor:
        inner: Tensor = self.drop(torch.tanh(getattr(self, name)(self.drop(vectors))))
        return inner


class Batch:
    """Padded tensors (B, T) of some windows; ``targets`` (N, T) are those of all windows, ``owners`` (N) say whose.

    ``holder``, ``cue``, ``content`` and ``targets`` are 1 at their pieces.
    """

    def __init__(self, windows: Sequence[Window]) -> None:
        width = (max(len(w.ids) for w in windows) + 7) // 8 * 8
        out = np.zeros((6, len(windows), width), np.int64)
        places = [(k, target) for k, w in enumerate(windows) for target in w.targets]
        targets = np.zeros((len(places), width), np.int64)
        for k, w in enumerate(windows):
            size = len(w.ids)
            out[0, k, :size], out[1, k, :size], out[2, k, :size] = w.ids, w.types, 1
            out[3, k, list(w.holder)] = 1
            out[4, k, list(w.cue)] = 1
            out[5, k, list(w.content)] = 1
        for n, (_, target) in enumerate(places):
            targets[n, list(target)] = 1
        self.ids, self.types, self.mask, self.holder, self.cue, self.content = torch.from_numpy(out).unbind()
        self.targets, self.owners = torch.from_numpy(targets), torch.tensor([k for k, _ in places], dtype=torch.long)


def _mean(hidden: Tensor, chosen: Tensor) -> Tensor:
    """The mean of the chosen pieces' vectors; zeros where there are none."""
    weights = chosen.to(hidden.dtype)[:, :, None]
    return (hidden * weights).sum(1) / weights.sum(1).clamp(min=1)
