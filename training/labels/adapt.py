"""Teach a trained labeller our own gold: python -m training.labels.adapt RUN --minilm DIR --tokenizer FILE --out DIR

The gold of raw/ and the quotes of PolNeAR that we labelled are shown every epoch, beside a draw of the corpora so that
nothing is forgotten. ``--fold k`` leaves
every fourth article out and asks about it: only such runs give figures on raw/.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

from builder.model.tokens import Pieces
from training.labels import gold
from training.labels.data import Example, development, rows, training
from training.labels.network import Labeller
from training.labels.trainer import Trainer, options

FOLDS = 4


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(p)
    p.add_argument("start", type=Path, help="folder of a run of training.labels.train")
    p.add_argument("--gold", type=Path, default=Path("tests/gold"))
    p.add_argument("--articles", type=Path, default=Path("raw"))
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--lr", type=float, default=1e-4)
    p.add_argument("--replay", type=int, default=2500, help="rows of the corpora an epoch, drawn anew")
    p.add_argument("--fold", type=int, help="leave out every fourth article from this one on")
    return p.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    pieces = Pieces(args.tokenizer)
    corpora = training(args.corpora, pieces)
    replayed = [one for one in corpora if not one.held_out]
    quotes = gold.quotes(args.gold, args.articles)
    articles = sorted({row["doc_id"] for row in quotes})
    left_out = set() if args.fold is None else set(articles[args.fold :: FOLDS])
    shown = [row for row in quotes if row["doc_id"] not in left_out] + gold.polnear(args.corpora)
    own = gold.examples(shown, pieces)
    asked = {"held-out": [one for one in corpora if one.held_out], **development(args.corpora, pieces)}
    asked["quotes"] = gold.examples(rows(args.corpora, "quote_labels.dev", "quote-labels", "dev"), pieces)
    asked["raw"] = gold.examples((row for row in quotes if row["doc_id"] in left_out), pieces)

    def draw(rng: random.Random) -> list[Example]:
        return [*own, *rng.sample(replayed, min(args.replay, len(replayed)))]

    model = Labeller(args.minilm)
    model.load_state_dict(load_file(args.start / "labeller.safetensors"))
    Trainer(args, model, draw, asked).run()


if __name__ == "__main__":
    main()
