"""All that a labeller is shown, in a fixed order, and a teacher's answers to it.

``python -m training.labels.lessons TEACHER --mpnet FOLDER --out lessons.npz`` asks a trained teacher; ``taught`` puts
its answers back on the same examples.
"""

from __future__ import annotations

import argparse
import dataclasses
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file

from builder.label.windows import Question
from builder.model.encoder import TOKENIZER
from builder.model.tokens import Pieces
from training.labels import gold, unlabelled, variants
from training.labels.data import ASKED, STATEMENTS, TARGETS, Example
from training.labels.network import Labeller
from training.labels.trainer import predict
from training.mpnet import MPNet

# The teacher is asked where it knows more than the corpora tell: of debates these have plenty.
TAUGHT: tuple[Question, ...] = ("sentiment", "directed", "quote")


def others(corpora: Path, pieces: Pieces) -> list[Example]:
    """What nobody labelled."""
    articles = unlabelled.articles(corpora)
    named = (*unlabelled.bystanders(corpora, pieces), *unlabelled.parties(corpora, pieces))
    return [*unlabelled.examples(articles, pieces), *named]


def taught(examples: Iterable[Example], odds: Mapping[str, np.ndarray]) -> Iterator[Example]:
    """``examples`` with the answers of a teacher, whose log-odds of those that it was asked are ``odds``."""
    shares = {head: np.exp(values - np.logaddexp.reduce(values, 1, keepdims=True)) for head, values in odds.items()}
    statements, targets = itertools.count(), itertools.count()
    for one in examples:
        if one.question not in TAUGHT:
            yield one
            continue
        heads, k = ASKED[one.question], next(statements)
        places = [(place, next(targets)) for place in one.window.targets]
        told = tuple({head: shares[head][n] for head in TARGETS if head in heads and place} for place, n in places)
        statement = {head: shares[head][k] for head in STATEMENTS if head in heads}
        yield dataclasses.replace(one, taught=statement, taught_targets=told)


def stored(file: Path, name: str) -> dict[str, np.ndarray]:
    """The log-odds by head that ``file`` keeps of the examples called ``name``."""
    with np.load(file, allow_pickle=False) as kept:
        return {head: kept[f"{name}/{head}"] for head in (*STATEMENTS, *TARGETS)}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("teacher", type=Path)
    p.add_argument("--mpnet", type=Path, required=True)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--gold", type=Path, default=Path("tests/gold"))
    p.add_argument("--articles", type=Path, default=Path("raw"))
    p.add_argument("--models", type=Path, default=Path("builder/models"), help="for the tokenizer")
    p.add_argument("--variants", type=Path, required=True, help="what ``training.labels.variants`` made")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    torch.set_num_threads(args.threads)
    pieces = Pieces(args.models / TOKENIZER)
    model = Labeller(MPNet(args.mpnet, args.models / TOKENIZER))
    model.load_state_dict(load_file(args.teacher / "labeller.safetensors"))
    quotes = gold.ours(args.gold, args.articles, args.corpora)
    kept: dict[str, np.ndarray] = {}
    shown = gold.labelled(args.corpora, quotes, pieces)
    shown |= {"unlabelled": others(args.corpora, pieces), "variants": variants.examples(args.variants, shown)}
    for name, examples in shown.items():
        asked = [one for one in examples if one.question in TAUGHT]
        kept |= {f"{name}/{head}": values for head, values in predict(model, asked).items()}
        print(name, len(asked), flush=True)
    np.savez_compressed(args.out, **kept)


if __name__ == "__main__":
    main()
