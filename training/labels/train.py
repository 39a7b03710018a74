"""Train the label encoder with its heads: python -m training.labels.train --minilm DIR --tokenizer FILE --out DIR

Writes DIR/labeller.safetensors, a copy of it with the epoch in its name, and DIR/scores.npz (log-odds of the held-out
and development rows) after each epoch, and one line an epoch into DIR/log.jsonl. A run that was stopped goes on after
its last whole epoch when it is started again with the same arguments; the same arguments give the same weights on the
same machine.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch

from builder.model.tokens import Pieces
from training.labels.data import STANCES, Example, development, training
from training.labels.network import Labeller
from training.labels.trainer import Trainer, options


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(p)
    p.add_argument("--init", type=Path, help="encoder weights of the masked-language run")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--neutral", type=int, default=7000, help="neutral directed pairs an epoch, drawn anew")
    p.add_argument("--claims", type=int, default=16000, help="claims an epoch, drawn anew")
    return p.parse_args()


def drawn(train: list[Example], rng: random.Random, neutral: int, claims: int) -> list[Example]:
    """Every sentiment and every directed attitude, ``neutral`` neutral pairs and ``claims`` claims."""
    calm = STANCES.index("neutral")
    pairs = [one for one in train if one.question == "directed" and one.answers["stance"] == calm]
    stated = [one for one in train if one.question == "claim"]
    rest = [
        o for o in train if o.question != "claim" and not (o.question == "directed" and o.answers["stance"] == calm)
    ]
    return [*rest, *rng.sample(pairs, min(neutral, len(pairs))), *rng.sample(stated, min(claims, len(stated)))]


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    pieces = Pieces(args.tokenizer)
    known = training(args.corpora, pieces)
    train = [one for one in known if not one.held_out]
    asked = {"held-out": [one for one in known if one.held_out], **development(args.corpora, pieces)}
    model = Labeller(args.minilm, args.init)
    Trainer(args, model, lambda rng: drawn(train, rng, args.neutral, args.claims), asked).run()


if __name__ == "__main__":
    main()
