"""MPNet (Song et al. 2020) as plain torch: the larger encoder whose answers the shipped one learns from.

It takes our own pieces and token types, as `training.encoder.Encoder` does, so a head can sit on either. Attention adds
to its scores a number for how far apart two pieces are; these numbers stay as they were published.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from builder.model.tokens import CLS, MASK, PAD, SEP, TOKEN_TYPES
from training.encoder import SEED, Attention, Body, linear

HIDDEN, HEADS, INNER, LAYERS, EPSILON, DROPPED = 768, 12, 3072, 12, 1e-5, 0.1
NEAR, BUCKETS, FAR = 8, 16, 128  # distances told apart one by one, buckets on each side, the last bucket begins here
FIRST = 2  # the row of the first position
SPECIAL = {CLS: "<s>", SEP: "</s>", PAD: "<pad>", MASK: "<mask>"}


def buckets(width: int) -> Tensor:
    """(width, width) numbers of the bucket of each distance between two positions."""
    place = torch.arange(width)
    ahead = place[None] - place[:, None]
    apart = ahead.abs().clamp(min=1)
    far = NEAR + (torch.log(apart / NEAR) / math.log(FAR / NEAR) * (BUCKETS - NEAR)).long()
    return (ahead > 0) * BUCKETS + torch.where(ahead.abs() < NEAR, ahead.abs(), far.clamp(max=BUCKETS - 1))


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.o = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.wide, self.narrow = nn.Linear(HIDDEN, INNER), nn.Linear(INNER, HIDDEN)
        self.norm1, self.norm2 = nn.LayerNorm(HIDDEN, EPSILON), nn.LayerNorm(HIDDEN, EPSILON)
        self.drop = nn.Dropout(DROPPED)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        b, t, _ = x.shape
        small, scale = x.to(bias.dtype), (HIDDEN // HEADS) ** -0.5
        q, k, v = (
            linear(one, small).view(b, t, HEADS, -1).transpose(1, 2).reshape(b * HEADS, t, -1)
            for one in (self.q, self.k, self.v)
        )
        mixed: Tensor = Attention.apply(q * scale, k, v, bias)  # type: ignore[no-untyped-call]
        x = self.norm1(x + linear(self.o, mixed.view(b, HEADS, t, -1).transpose(1, 2).reshape(b, t, HIDDEN)))
        inner = nn.functional.gelu(linear(self.wide, x.to(bias.dtype)))
        out: Tensor = self.norm2(x + self.drop(linear(self.narrow, inner)))
        return out


class MPNet(Body):
    """MPNet; with dropout before the second sum of each layer."""

    hidden = HIDDEN

    def __init__(self, folder: Path, vocabulary: Path) -> None:
        """`folder` holds all-mpnet-base-v2 (model.safetensors, vocab.txt), `vocabulary` our tokenizer.json."""
        super().__init__()
        weights = load_file(folder / "model.safetensors")
        pieces = json.loads(vocabulary.read_text(encoding="utf-8"))["model"]["vocab"]
        rows = {piece: n for n, piece in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
        own = torch.tensor([rows[SPECIAL.get(n, piece)] for piece, n in sorted(pieces.items(), key=lambda p: p[1])])
        words, places = weights["embeddings.word_embeddings.weight"], weights["embeddings.position_embeddings.weight"]
        noise = torch.randn(TOKEN_TYPES, HIDDEN, generator=torch.Generator().manual_seed(SEED))
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding.from_pretrained(words[own], freeze=True),
                "position_embeddings": nn.Embedding.from_pretrained(places[FIRST:], freeze=False),
                "token_type_embeddings": nn.Embedding.from_pretrained(0.01 * noise, freeze=False),
                "LayerNorm": nn.LayerNorm(HIDDEN, EPSILON),
            }
        )
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.register_buffer("apart", weights["encoder.relative_attention_bias.weight"])
        self._load(weights)

    def _load(self, weights: dict[str, Tensor]) -> None:
        names = {"q": "attention.attn.q", "k": "attention.attn.k", "v": "attention.attn.v", "o": "attention.attn.o"}
        names |= {"wide": "intermediate.dense", "narrow": "output.dense"}
        names |= {"norm1": "attention.LayerNorm", "norm2": "output.LayerNorm"}
        for k, layer in enumerate(self.layers):
            found = {
                f"{ours}.{kind}": weights[f"encoder.layer.{k}.{theirs}.{kind}"]
                for ours, theirs in names.items()
                for kind in ("weight", "bias")
            }
            layer.load_state_dict(found)
        norm = {kind: weights[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias")}
        self.embeddings["LayerNorm"].load_state_dict(norm)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        x = self.embedded(ids, types)
        apart = self.apart[buckets(ids.shape[1])].permute(2, 0, 1)[None]  # type: ignore[index]
        bias = (apart + ((1 - mask) * -1e4)[:, None, None]).to(self.dtype).flatten(0, 1)
        for layer in self.layers:
            x = layer(x, bias)
        return x
