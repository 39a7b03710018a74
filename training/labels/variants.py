"""Sentences of the corpora with some of their words put differently, for a teacher to answer.

``python -m training.labels.variants --language mlm.pt --out variants.npz``. A masked-language model fills in what is
hidden, so “praised the mayor” may become “blamed the mayor”; nobody knows the right answer but the teacher, and the
shipped encoder learns from it what each word does (Jiao et al. 2020, TinyBERT, augment their data this way).
The parties and the cue stay.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from builder.model.encoder import TOKENIZER
from builder.model.tokens import CLS, MASK, TOKEN_TYPES, Pieces
from training.encoder import Encoder
from training.labels import gold
from training.labels.data import STANCES, Example
from training.labels.network import Batch
from training.labels.trainer import by_length
from training.pretrain import LanguageHead

HIDDEN_SHARE = 0.2  # of the words that may change
LIKELY = 30  # words to draw from for each place
BATCH = 64  # windows at a time
TIMES = {"newsmtsc": 4, "attitude": 3, "calm": 1, "own": 1}  # how often a sentence of each kind is put differently


class Words:
    """The masked-language model, told of the shipped pieces alone."""

    def __init__(self, weights: Path, minilm: Path, tokenizer: Path) -> None:
        """``weights`` are those of ``training.pretrain``, which knows the pieces by the numbers of ``minilm``."""
        kept = torch.load(weights, weights_only=True)
        self.body = Encoder()
        self.body.load_state_dict(kept["bert"])
        self.head = LanguageHead(self.body.words.weight)
        self.head.load_state_dict(kept["head"])
        ours, theirs = (json.loads(one.read_text(encoding="utf-8"))["model"]["vocab"] for one in (tokenizer, minilm))
        ordered = sorted(ours, key=ours.__getitem__)
        self.theirs = torch.tensor([theirs[piece] for piece in ordered])
        self.whole = torch.tensor([piece[:1].isalpha() for piece in ordered])  # begins a word that is no sign
        self.inside = torch.tensor([piece.startswith("##") for piece in ordered])

    @torch.inference_mode()
    def reworded(self, part: Sequence[Example], chance: torch.Generator) -> Iterator[tuple[int, ...]]:
        """The pieces of each window again, some words replaced that are one piece each."""
        batch = Batch([one.window for one in part])
        types = torch.where(batch.ids == CLS, 0, batch.types % TOKEN_TYPES)
        told = torch.zeros_like(batch.ids).index_add(0, batch.owners, batch.targets)
        follows = torch.cat([self.inside[batch.ids[:, 1:]], torch.zeros(len(part), 1, dtype=torch.bool)], 1)
        free = self.whole[batch.ids] & ~follows & (told + batch.holder + batch.cue == 0)
        hidden = free & (torch.rand(batch.ids.shape, generator=chance) < HIDDEN_SHARE)
        asked = self.theirs[torch.where(hidden, MASK, batch.ids)]
        odds = self._odds(asked, types, batch.mask, hidden)
        likely = odds.topk(LIKELY)
        drawn = torch.multinomial(likely.values.softmax(-1), 1, generator=chance)
        ids = batch.ids.masked_scatter(hidden, likely.indices.gather(1, drawn)[:, 0])
        for one, row in zip(part, ids.tolist(), strict=True):
            yield tuple(row[: len(one.window.ids)])

    def _odds(self, ids: Tensor, types: Tensor, mask: Tensor, hidden: Tensor) -> Tensor:
        """(places, our pieces) log-odds of whole words."""
        found = self.head(self.body(ids, types, mask)[hidden].to(self.body.dtype)).float()[:, self.theirs]
        return found.masked_fill(~self.whole, -torch.inf)


def sources(shown: dict[str, list[Example]]) -> list[Example]:
    """What is put differently, each as often as ``TIMES`` says."""
    calm = STANCES.index("neutral")
    out: list[Example] = []
    for one in shown["corpora"]:
        if not one.held_out and one.question == "sentiment":
            out += [one] * TIMES["newsmtsc"]
        elif not one.held_out and one.question == "directed":
            out += [one] * TIMES["calm" if one.targets[0]["stance"] == calm else "attitude"]
    return out + [one for one in shown["own"] if one.question == "quote"] * TIMES["own"]


def write(file: Path, windows: Sequence[Sequence[int]]) -> None:
    """The pieces of ``windows``, in the order of their ``sources``."""
    ids = np.concatenate([np.array(one, np.int32) for one in windows])
    np.savez_compressed(file, ids=ids, lengths=np.array(list(map(len, windows))))


def examples(file: Path, shown: dict[str, list[Example]]) -> list[Example]:
    """What ``file`` keeps of ``shown``, without an answer: the words have changed."""
    with np.load(file, allow_pickle=False) as kept:
        ids = np.split(kept["ids"], np.cumsum(kept["lengths"])[:-1])
    known = sources(shown)
    if [len(one.window.ids) for one in known] != list(map(len, ids)):
        raise ValueError(f"{file} was made of other examples: it has {len(ids)} windows, these are {len(known)}")
    return [
        dataclasses.replace(
            one,
            window=dataclasses.replace(one.window, ids=tuple(changed.tolist())),
            answers={},
            targets=tuple({} for _ in one.targets),
        )
        for one, changed in zip(known, ids, strict=True)
    ]


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--language", type=Path, required=True, help="mlm.pt of training.pretrain")
    p.add_argument("--minilm", type=Path, required=True)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--gold", type=Path, default=Path("tests/gold"))
    p.add_argument("--articles", type=Path, default=Path("raw"))
    p.add_argument("--models", type=Path, default=Path("builder/models"), help="for the tokenizer")
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--out", type=Path, required=True)
    return p.parse_args()


def main() -> None:
    args = arguments()
    torch.set_num_threads(1)
    quotes = gold.ours(args.gold, args.articles, args.corpora)
    asked = sources(gold.labelled(args.corpora, quotes, Pieces(args.models / TOKENIZER)))
    words = Words(args.language, args.minilm / TOKENIZER, args.models / TOKENIZER)
    chance = torch.Generator().manual_seed(args.seed)
    found: dict[int, tuple[int, ...]] = {}
    for part in by_length(asked, BATCH):
        found |= dict(zip(part, words.reworded([asked[i] for i in part], chance), strict=True))
    write(args.out, [found[i] for i in range(len(asked))])


if __name__ == "__main__":
    main()
