"""Train the label encoder with its heads: python -m training.labels.train --out DIR [--fold K]

It begins as the shipped tagger and is shown the corpora and our own quotes, of which ``--fold`` leaves every third
article out and asks about it: figures on them, and something to calibrate by. Writes DIR/labeller.safetensors, a copy
of it with the epoch in its name, and DIR/scores.npz (log-odds of the held-out, left-out and development rows) after
each epoch, and one line an epoch into DIR/log.jsonl. A run that was stopped goes on after its last whole epoch when it
is started again with the same arguments; the same arguments give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from safetensors.torch import load_file

from builder.model.encoder import TOKENIZER
from builder.model.tokens import Pieces
from training import shipped
from training.encoder import SEED
from training.labels import gold, variants
from training.labels.data import STANCES, Example, development, rows
from training.labels.lessons import others, stored, taught
from training.labels.network import Labeller
from training.labels.trainer import Trainer, options
from training.mpnet import MPNet

FOLDS = 3


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options(p)
    p.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2: train a teacher that begins as this")
    p.add_argument("--lessons", type=Path, help="a teacher's answers (see lessons)")
    p.add_argument("--variants", type=Path, help="sentences put differently (see variants), to learn from a teacher")
    p.add_argument("--start", type=Path, help="folder of weights to go on with, in place of the shipped tagger")
    p.add_argument("--fold", type=int, help="leave out every third article from this one on")
    p.add_argument("--gold", type=Path, default=Path("tests/gold"))
    p.add_argument("--articles", type=Path, default=Path("raw"))
    p.add_argument("--epochs", type=int, default=2)
    p.add_argument("--lr", type=float, default=1.5e-4)
    p.add_argument("--neutral", type=int, default=5000, help="neutral directed pairs an epoch, drawn anew")
    p.add_argument("--claims", type=int, default=8000, help="claims an epoch, drawn anew")
    p.add_argument("--others", type=int, default=18000, help="windows that nobody labelled an epoch, drawn anew")
    p.add_argument("--reworded", type=int, default=30000, help="of ``--variants`` an epoch, drawn anew")
    p.add_argument("--quotes", type=int, default=2, help="how often our own quotes are shown in an epoch")
    return p.parse_args()


def drawn(train: list[Example], rng: random.Random, neutral: int, claims: int) -> list[Example]:
    """Every sentiment and every directed attitude, ``neutral`` neutral pairs and ``claims`` claims."""
    calm = STANCES.index("neutral")
    stated = [one for one in train if "claim" in one.answers]
    pairs = [one for one in train if one.question == "directed" and one.targets[0]["stance"] == calm]
    rest = [
        one
        for one in train
        if one.question == "sentiment" or (one.question == "directed" and one.targets[0]["stance"] != calm)
    ]
    return [*rest, *rng.sample(pairs, min(neutral, len(pairs))), *rng.sample(stated, min(claims, len(stated)))]


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(SEED)  # every run begins alike, so that the mean of their weights means something
    model = Labeller(MPNet(args.mpnet, args.models / TOKENIZER) if args.mpnet else shipped.tagger(args.models).bert)
    if args.start:
        model.load_state_dict(load_file(args.start / "labeller.safetensors"))
    torch.manual_seed(args.seed)
    pieces = Pieces(args.models / TOKENIZER)
    quotes = gold.ours(args.gold, args.articles, args.corpora)
    articles = sorted({row["doc_id"] for row in quotes})
    left_out = set() if args.fold is None else set(articles[args.fold :: FOLDS])
    shown = gold.labelled(args.corpora, quotes, pieces)
    if args.lessons:
        shown["unlabelled"] = others(args.corpora, pieces)
        if args.variants:
            shown["variants"] = variants.examples(args.variants, shown)
        shown = {name: list(taught(found, stored(args.lessons, name))) for name, found in shown.items()}
    asked_later = left_out | {row["id"] for row in quotes if row["doc_id"] in left_out}
    own = [one for one in shown["own"] if one.row not in asked_later]
    rest, changed = (
        [one for one in shown.get(name, ()) if one.row not in asked_later] for name in ("unlabelled", "variants")
    )
    train = [one for one in shown["corpora"] if not one.held_out]
    asked = {
        "held-out": [one for one in shown["corpora"] if one.held_out],
        "left-out": gold.examples((row for row in quotes if row["doc_id"] in left_out), pieces),
        "quotes": gold.examples(rows(args.corpora, "quote_labels.dev", "quote-labels", "dev"), pieces),
        **development(args.corpora, pieces),
    }

    def draw(rng: random.Random) -> list[Example]:
        return [
            *drawn(train, rng, args.neutral, args.claims),
            *own * args.quotes,
            *rng.sample(rest, min(args.others, len(rest))),
            *rng.sample(changed, min(args.reworded, len(changed))),
        ]

    Trainer(args, model, draw, {name: found for name, found in asked.items() if found}).run()


if __name__ == "__main__":
    main()
