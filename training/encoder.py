"""MiniLM as plain torch: BERT's parameter names, so that its weights load as they are, and only what training needs.

Written out because attention is where a CPU spends its time: scores stay in bfloat16, with no copies in float32.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from builder.model.tokens import TOKEN_TYPES

HIDDEN, HEADS, INNER, LAYERS, PLACES, PIECES, EPSILON = 384, 12, 1536, 6, 512, 30522, 1e-12
SEED = 0  # what is added to MiniLM's weights begins alike in every run


class Attention(torch.autograd.Function):
    """softmax(q k' + mask) v for (batch * heads, T, head) tensors; q is scaled; the mask covers the last keys only."""

    @staticmethod
    def forward(ctx: Any, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
        scores = torch.bmm(q, k.transpose(1, 2))
        if mask is not None:
            scores[:, :, -mask.shape[-1] :] += mask
        shares = torch.softmax(scores, -1)
        ctx.save_for_backward(q, k, v, shares)
        return torch.bmm(shares, v)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor, Tensor, None]:  # type: ignore[override]
        q, k, v, shares = ctx.saved_tensors
        grad = grad.contiguous()
        inner = torch._softmax_backward_data(torch.bmm(grad, v.transpose(1, 2)), shares, -1, shares.dtype)  # noqa: SLF001
        turned = inner.transpose(1, 2)
        return torch.bmm(inner, k), torch.bmm(turned, q), torch.bmm(shares.transpose(1, 2), grad), None


def linear(layer: nn.Linear, x: Tensor) -> Tensor:
    """``layer`` of ``x``, computed as exactly as ``x`` is given."""
    return nn.functional.linear(x, layer.weight.to(x.dtype), layer.bias.to(x.dtype))


class SelfAttention(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value = (nn.Linear(HIDDEN, HIDDEN) for _ in range(3))

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        b, t, _ = x.shape
        scale = (HIDDEN // HEADS) ** -0.5
        weight = torch.cat([self.query.weight * scale, self.key.weight, self.value.weight])
        bias = torch.cat([self.query.bias * scale, self.key.bias, self.value.bias])
        joint = nn.functional.linear(x, weight.to(x.dtype), bias.to(x.dtype))
        split = joint.view(b, t, 3, HEADS, -1).permute(2, 0, 3, 1, 4).reshape(3, b * HEADS, t, -1)
        mixed: Tensor = Attention.apply(split[0], split[1], split[2], mask)  # type: ignore[no-untyped-call]
        return mixed.view(b, HEADS, t, -1).transpose(1, 2).reshape(b, t, HIDDEN)


class Output(nn.Module):
    """A linear layer whose result is added to what went round it; that sum stays in float32."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.dense, self.LayerNorm = nn.Linear(width, HIDDEN), nn.LayerNorm(HIDDEN, EPSILON)

    def forward(self, x: Tensor, past: Tensor) -> Tensor:
        normed: Tensor = self.LayerNorm(linear(self.dense, x) + past)
        return normed


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.attention = nn.ModuleDict({"self": SelfAttention(), "output": Output(HIDDEN)})
        self.intermediate = nn.ModuleDict({"dense": nn.Linear(HIDDEN, INNER)})
        self.output = Output(INNER)

    def forward(self, x: Tensor, mask: Tensor | None, dtype: torch.dtype) -> Tensor:
        x = self.attention["output"](self.attention["self"](x.to(dtype), mask), x)
        inner = linear(self.intermediate["dense"], x.to(dtype))  # type: ignore[arg-type]
        out: Tensor = self.output(nn.functional.gelu(inner), x)
        return out


class Body(nn.Module):
    """What heads sit on: (B, T) of our pieces, token types and mask to (B, T, ``hidden``) in float32."""

    hidden: int
    dtype = torch.bfloat16
    embeddings: nn.ModuleDict

    @property
    def words(self) -> nn.Embedding:
        table = self.embeddings["word_embeddings"]
        if not isinstance(table, nn.Embedding):
            raise TypeError(table)
        return table

    def embedded(self, ids: Tensor, types: Tensor) -> Tensor:
        """(B, T, ``hidden``): what each piece is, what marks it and where it stands."""
        e = self.embeddings
        places = e["position_embeddings"](torch.arange(ids.shape[1]))
        found: Tensor = e["LayerNorm"](self.words(ids) + e["token_type_embeddings"](types) + places)
        return found


class Encoder(Body):
    """MiniLM; without dropout."""

    hidden = HIDDEN

    def __init__(self) -> None:
        super().__init__()
        self.embeddings = nn.ModuleDict(
            {
                "word_embeddings": nn.Embedding(PIECES, HIDDEN),
                "position_embeddings": nn.Embedding(PLACES, HIDDEN),
                "token_type_embeddings": nn.Embedding(TOKEN_TYPES, HIDDEN),
                "LayerNorm": nn.LayerNorm(HIDDEN, EPSILON),
            }
        )
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(Layer() for _ in range(LAYERS))})

    @classmethod
    def minilm(cls, folder: Path) -> Encoder:
        """all-MiniLM-L6-v2's weights, its token type copied to all of ours."""
        weights = load_file(folder / "model.safetensors")
        name = "embeddings.token_type_embeddings.weight"
        noise = 0.01 * torch.randn(TOKEN_TYPES, HIDDEN, generator=torch.Generator().manual_seed(SEED))
        noise[0] = 0
        weights[name] = weights[name][:1] + noise
        model = cls()
        model.load_state_dict({k: v for k, v in weights.items() if k in model.state_dict()})
        return model

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        x = self.embedded(ids, types)
        hide = None
        shortest = int(mask.sum(1).min())
        if shortest < mask.shape[1]:
            hide = ((1 - mask[:, shortest:]) * -1e4).to(self.dtype).repeat_interleave(HEADS, 0)[:, None]
        for layer in self.encoder["layer"]:  # type: ignore[union-attr]
            x = layer(x, hide, self.dtype)
        return x
