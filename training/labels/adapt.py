"""Teach a trained labeller our own gold: python -m training.labels.adapt RUN --minilm DIR --tokenizer FILE --out DIR

The gold of raw/ and the quotes of PolNeAR that we labelled are shown every epoch, beside a draw of the corpora so that
nothing is forgotten. ``--fold k`` leaves every third article out and asks about it: only
such runs give figures on raw/ and something to calibrate by.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from builder.model.tokens import Pieces
from training.labels import gold
from training.labels.data import Example, development, rows, training
from training.labels.network import Labeller
from training.labels.trainer import Trainer, options

FOLDS = 3


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(p)
    p.add_argument("start", type=Path, help="folder of a run of training.labels.train")
    p.add_argument("--gold", type=Path, default=Path("tests/gold"))
    p.add_argument("--articles", type=Path, default=Path("raw"))
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--replay", type=int, default=1000, help="rows of the corpora an epoch, drawn anew")
    p.add_argument("--keep", type=float, default=0.3, help="share of the first weights in the last")
    p.add_argument("--fold", type=int, help="leave out every third article from this one on")
    return p.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    pieces = Pieces(args.tokenizer)
    corpora = training(args.corpora, pieces)
    replayed = [one for one in corpora if not one.held_out]
    quotes = [*gold.quotes(args.gold, args.articles), *gold.polnear(args.corpora)]
    articles = sorted({row["doc_id"] for row in quotes})
    left_out = set() if args.fold is None else set(articles[args.fold :: FOLDS])
    own = gold.examples((row for row in quotes if row["doc_id"] not in left_out), pieces)
    asked = {"held-out": [one for one in corpora if one.held_out], **development(args.corpora, pieces)}
    if args.fold is not None:
        asked = {"left-out": gold.examples((row for row in quotes if row["doc_id"] in left_out), pieces)}
    asked["quotes"] = gold.examples(rows(args.corpora, "quote_labels.dev", "quote-labels", "dev"), pieces)

    def draw(rng: random.Random) -> list[Example]:
        return [*own, *rng.sample(replayed, min(args.replay, len(replayed)))]

    model = Labeller(args.minilm)
    start = load_file(args.start / "labeller.safetensors")
    model.load_state_dict(start)
    trainer = Trainer(args, model, draw, asked, first=args.epochs + 1)
    trainer.run()
    model.load_state_dict(mixed(start, model.state_dict(), args.keep))
    print(json.dumps(trainer.evaluate()))


def mixed(start: Mapping[str, Tensor], end: Mapping[str, Tensor], keep: float) -> dict[str, Tensor]:
    """``keep`` of the weights as they were: between the two, less is forgotten than is gained."""
    return {name: keep * start[name] + (1 - keep) * end[name] for name in end}


if __name__ == "__main__":
    main()
