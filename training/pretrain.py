"""Continued masked-language training on the news text at hand: python -m training.pretrain --minilm DIR --out mlm.pt

MiniLM was tuned for sentence vectors and has no language head; a few passes bring back what tagging needs and teach
it the mark and capital types. Texts: PolNeAR's training articles, sentences of NewsMTSC, DSE and ClaimBuster (train).
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import torch
from torch import Tensor, nn

from builder.model.tokens import CLS, MASK, PAD, SEP, Encoded, Pieces
from training.batches import batch, epoch
from training.data import encoded, read_rows
from training.encoder import HIDDEN, Encoder, linear

HIDDEN_SHARE, AS_MASK, AS_RANDOM = 0.18, 0.85, 0.07  # the rest of the hidden pieces stay as they are
WARM, SAVE_EVERY = 100, 600  # steps, seconds


class LanguageHead(nn.Module):
    """Predicts pieces with the frozen embedding table; starts near the identity."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        self.table = [table.detach()]  # in a list: not a parameter of the head
        self.dense, self.norm = nn.Linear(HIDDEN, HIDDEN), nn.LayerNorm(HIDDEN)
        nn.init.eye_(self.dense.weight)
        nn.init.zeros_(self.dense.bias)
        self.bias = nn.Parameter(torch.zeros(len(table)))

    def forward(self, hidden: Tensor) -> Tensor:
        small = hidden.dtype
        hidden = self.norm(nn.functional.gelu(linear(self.dense, hidden)))
        return nn.functional.linear(hidden, self.table[0].to(small), self.bias.to(small))


def texts(corpora: Path, rng: random.Random) -> list[str]:
    """Articles, and loose sentences packed forty to a text."""
    sentences = {r["text"] for r in read_rows(corpora / "checkworthiness.jsonl.gz") if r["split"] == "train"}
    for r in read_rows(corpora / "stance.jsonl.gz"):
        if r["split"] == "train" and r["corpus"] in ("newsmtsc", "dse"):
            sentences.add(r["text"])
    loose = sorted(sentences)
    rng.shuffle(loose)
    articles = [r["text"] for r in read_rows(corpora / "polnear.train.jsonl.gz")]
    return articles + ["\n".join(loose[i : i + 40]) for i in range(0, len(loose), 40)]


def corrupt(ids: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
    """Whole tokens hidden: (input, which pieces are asked). `first` marks the first piece of each token."""
    word = torch.cumsum(first, 1)
    special = (ids == CLS) | (ids == SEP) | (ids == PAD)
    chosen = (torch.rand(len(ids), int(word.max()) + 2) < HIDDEN_SHARE).gather(1, word) & ~special
    fate = torch.rand(ids.shape)
    out = torch.where(chosen & (fate < AS_MASK), torch.full_like(ids, MASK), ids)
    return torch.where(chosen & (fate > 1 - AS_RANDOM), torch.randint(1000, 30000, ids.shape), out), chosen


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--passes", type=float, default=5)
    p.add_argument("--lr", type=float, default=4e-4)
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    pieces = Pieces(args.minilm / "tokenizer.json")
    docs: list[Encoded] = [encoded(t, pieces) for t in texts(args.corpora, rng)]
    need = args.passes * sum(len(p) for d in docs for p in d.pieces)
    model = Encoder.minilm(args.minilm)
    model.words.weight.requires_grad_(False)
    head = LanguageHead(model.words.weight)
    weights = [p for p in [*model.parameters(), *head.parameters()] if p.requires_grad]
    optimizer = torch.optim.AdamW(weights, lr=args.lr, weight_decay=0.01, fused=True)
    seen, step, losses, saved = 0, 0, [], 0.0
    while seen < need:
        for part in epoch(docs, rng, 16):
            b = batch(part)
            ids, types, mask = map(torch.from_numpy, (b.ids, b.types, b.mask))
            first = torch.zeros_like(ids)
            for row, at in enumerate(b.first):
                first[row, torch.from_numpy(at)] = 1
            hidden_ids, asked = corrupt(ids, first)
            for group in optimizer.param_groups:
                group["lr"] = args.lr * min((step + 1) / WARM, max(0.02, 1 - seen / need))
            guessed = head(model(hidden_ids, types, mask)[asked].to(model.dtype))
            loss = nn.functional.cross_entropy(guessed.float(), ids[asked])
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(weights, 1.0)
            optimizer.step()
            step, seen = step + 1, seen + int(mask.sum())
            losses.append(loss.item())
            if step % 100 == 0:
                mean = sum(losses[-100:]) / 100
                print(
                    f"step {step} share {seen / need:.3f} loss {mean:.3f} cpu {time.process_time():.0f}s",
                    flush=True,
                )
            if time.time() - saved > SAVE_EVERY:
                torch.save({"bert": model.state_dict(), "seen": seen}, args.out.with_suffix(".part"))
                saved = time.time()
            if seen >= need:
                break
    torch.save({"bert": model.state_dict(), "head": head.state_dict(), "seen": seen}, args.out)


if __name__ == "__main__":
    main()
