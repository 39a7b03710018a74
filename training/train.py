"""Fine-tune the tagger: python -m training.train --out DIR [--init mlm.pt] [--fold K] [--soft soft.npz] …

Writes DIR/tagger.safetensors after each epoch, DIR/table.npy (transitions) and DIR/log.jsonl (one line an epoch,
with the F1 of fragments on dev). A run that was stopped goes on after its last whole epoch when it is started
again with the same arguments. The same arguments give the same weights on the same machine.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from builder.attribution.classes import word_classes
from builder.attribution.decode import decode, transitions
from builder.model.tokens import CLS, MASK, PAD, SEP, Pieces
from training.batches import Batch, Window, batch, epoch
from training.data import NO_TARGET, NONE, Article, Labels, load, read_rows
from training.encoder import Encoder
from training.fragments import exact_f1
from training.mpnet import MPNet
from training.pmi import WEIGHT, pmi
from training.predict import predict
from training.schedule import optimiser
from training.tagger import Tagger, link_loss

FOLDS = 3
SPLITS = ("train", "dev")


def arguments() -> argparse.Namespace:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--minilm", type=Path, required=True, help="folder of all-MiniLM-L6-v2 (model, tokenizer.json)")
    p.add_argument("--mpnet", type=Path, help="folder of all-mpnet-base-v2: train a teacher that begins as this")
    p.add_argument("--init", type=Path, help="encoder weights of the masked-language run")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=5)
    p.add_argument("--lr", type=float, default=3e-4)
    p.add_argument("--fresh", type=float, default=1.0, help="how many times as fast heads and types learn")
    p.add_argument("--batch", type=int, default=16)
    p.add_argument("--masked", type=float, default=0.08, help="share of pieces hidden in training")
    p.add_argument("--link-weight", type=float, default=0.2)
    p.add_argument("--tokenizer", type=Path, help="a pruned tokenizer.json (see vocabulary), else MiniLM's own")
    p.add_argument("--fold", type=int, help="leave out every FOLDS-th article from this one on (see unseen)")
    p.add_argument("--folds", type=int, default=FOLDS)
    p.add_argument("--soft", type=Path, help="npz of teachers' probabilities by doc_id (see distil)")
    p.add_argument("--soft-weight", type=float, default=0.7)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=0)
    p.add_argument("--limit", type=int, help="use so many articles only, to try the code")
    return p.parse_args()


def targets(part: Sequence[Window], b: Batch, labels: dict[int, Labels]) -> tuple[Tensor, Tensor, Tensor]:
    """Tag of each token (row, token), links (see link_loss), pieces that a link may lead to."""
    width = max(len(f) for f in b.first)
    tags = np.full((len(part), width), NO_TARGET, np.int64)
    candidates = np.zeros(b.ids.shape, bool)
    candidates[:, 0] = True
    links: list[list[int]] = []
    for row, (doc, begin, end) in enumerate(part):
        gold = labels[id(doc)]
        tags[row, : end - begin] = gold.tags[begin:end]
        candidates[row, b.first[row]] = True
        inside = gold.links[(gold.links[:, 0] >= begin) & (gold.links[:, 0] < end)]
        for content, *others in inside:
            place = [0 if o == NONE else int(b.first[row][o - begin]) if begin <= o < end else NONE for o in others]
            links.append([row, int(b.first[row][content - begin]), *place])
    return torch.from_numpy(tags), torch.tensor(links, dtype=torch.long).view(-1, 5), torch.from_numpy(candidates)


def at_tokens(scores: Tensor, b: Batch) -> Tensor:
    """Scores of pieces (B, T, k) become scores of tokens (B, tokens, k), padded with the first piece's."""
    width = max(len(f) for f in b.first)
    index = np.zeros((len(b.first), width), np.int64)
    for row, first in enumerate(b.first):
        index[row, : len(first)] = first
    return scores.gather(1, torch.from_numpy(index)[..., None].expand(-1, -1, scores.shape[-1]))


def padded(part: Sequence[Window], values: dict[int, np.ndarray], width: int) -> Tensor:
    first = next(iter(values.values()))
    out = np.zeros((len(part), width, *first.shape[1:]), first.dtype)
    for row, (doc, begin, end) in enumerate(part):
        out[row, : end - begin] = values[id(doc)][begin:end]
    return torch.from_numpy(out)


def hide(ids: Tensor, share: float) -> Tensor:
    """Word pieces replaced by [MASK]: the cheap stand-in for dropout."""
    special = (ids == CLS) | (ids == SEP) | (ids == PAD)
    special[:, 0] = True
    return torch.where((torch.rand(ids.shape) < share) & ~special, torch.full_like(ids, MASK), ids)


class Course:
    """Epochs over some articles: model, optimiser and schedule. `soft` are teachers' probabilities by doc_id."""

    def __init__(  # noqa: PLR0913  what a run can choose
        self,
        model: Tagger,
        articles: Sequence[Article],
        *,
        epochs: int,
        rate: float,
        fresh: float = 1.0,
        seed: int = 0,
        size: int = 16,
        masked: float = 0.08,
        link_weight: float = 0.2,
        soft: Mapping[str, np.ndarray] | None = None,
        soft_weight: float = 0.7,
    ) -> None:
        self.model, self.articles = model, articles
        self.size, self.masked, self.link_weight, self.soft_weight = size, masked, link_weight, soft_weight
        self.docs = [a.doc for a in articles]
        self.gold = {id(a.doc): a.gold for a in articles}
        self.breaks = {id(doc): np.array([doc.is_break(i) for i in range(len(doc))]) for doc in self.docs}
        self.soft = {id(a.doc): soft[a.row["doc_id"]].astype(np.float32) for a in articles} if soft else {}
        model.bert.words.weight.requires_grad_(False)
        self.rng = random.Random(seed)
        steps = epochs * len(epoch(self.docs, random.Random(seed), size))
        self.optimizer, self.schedule = optimiser(model, steps, rate, fresh)

    def step(self, part: list[Window]) -> tuple[float, float]:
        b = batch(part)
        tags, links, candidates = targets(part, b, self.gold)
        out, link = self.model(
            hide(torch.from_numpy(b.ids), self.masked), torch.from_numpy(b.types), torch.from_numpy(b.mask)
        )
        scores = at_tokens(out, b)
        breaks = padded(part, self.breaks, tags.shape[1])
        asked = tags.masked_fill(breaks, NO_TARGET)
        loss = nn.functional.cross_entropy(scores.flatten(0, 1), asked.flatten())
        if self.soft:
            keep = (tags != NO_TARGET) & ~breaks
            soft = padded(part, self.soft, tags.shape[1])
            distilled = -(soft * scores.log_softmax(-1)).sum(-1)[keep].mean()
            loss = (1 - self.soft_weight) * loss + self.soft_weight * distilled
        linked = link_loss(link, links, candidates) if len(links) else loss.new_zeros(())
        self.optimizer.zero_grad()
        (loss + self.link_weight * linked).backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        return float(loss), float(linked)

    def epoch(self, say: Callable[[str], None]) -> tuple[float, float]:
        """One pass; the mean losses of tags and links."""
        self.model.train()
        start, losses = time.time(), []
        parts = epoch(self.docs, self.rng, self.size)
        for k, part in enumerate(parts, 1):
            losses.append(self.step(part))
            if k % 50 == 0:
                loss, linked = np.mean(losses[-50:], 0)
                say(f"step {k}/{len(parts)} loss {loss:.4f} link {linked:.3f} {time.time() - start:.0f}s")
        loss, linked = np.mean(losses, 0)
        return float(loss), float(linked)

    def state(self) -> dict[str, Any]:
        parts = {"model": self.model, "optimizer": self.optimizer, "schedule": self.schedule}
        kept = {name: part.state_dict() for name, part in parts.items()}
        return kept | {"rng": self.rng.getstate(), "torch": torch.get_rng_state()}

    def restore(self, state: dict[str, Any]) -> None:
        self.model.load_state_dict(state["model"])
        self.optimizer.load_state_dict(state["optimizer"])
        self.schedule.load_state_dict(state["schedule"])
        self.rng.setstate(state["rng"])
        torch.set_rng_state(state["torch"])


def fragment_f1(model: Tagger, articles: Sequence[Article], table: np.ndarray) -> dict[str, float]:
    """F1 in percent of the fragments of `articles`, decoded with the transitions `table`."""
    moves = transitions(table)
    found = predict(model, [a.doc for a in articles])
    return exact_f1((a.doc, a.gold.tags, decode(a.doc, lp, moves)) for a, (lp, _) in zip(articles, found, strict=True))


def main() -> None:
    args = arguments()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(args.tokenizer or args.minilm / "tokenizer.json")
    articles, dev = (load(read_rows(args.corpora / f"polnear.{part}.jsonl.gz"), pieces) for part in SPLITS)
    table = WEIGHT * pmi((word_classes(a.doc), a.gold.tags) for a in articles)
    np.save(args.out / "table.npy", table)
    seen = [a for k, a in enumerate(articles) if args.fold is None or k % args.folds != args.fold][: args.limit]
    model = Tagger(MPNet(args.mpnet, args.tokenizer) if args.mpnet else Encoder.minilm(args.minilm))
    if args.init:
        model.bert.load_state_dict(torch.load(args.init, weights_only=True)["bert"])
    course = Course(
        model, seen, epochs=args.epochs, rate=args.lr, fresh=args.fresh, seed=args.seed, size=args.batch,
        masked=args.masked, link_weight=args.link_weight, soft=np.load(args.soft) if args.soft else None,
        soft_weight=args.soft_weight,
    )  # fmt: skip
    done, state = 0, args.out / "state.pt"
    if state.exists():  # goes on after the last whole epoch of a run that was stopped
        kept = torch.load(state, weights_only=False)
        done = kept["done"]
        course.restore(kept)
    for n in range(done, args.epochs):
        loss, linked = course.epoch(lambda line, n=n: print(f"epoch {n}", line, flush=True))
        save_file(model.state_dict(), args.out / "tagger.safetensors")
        figures = {k: round(v, 2) for k, v in fragment_f1(model, dev[: args.limit], table).items()}
        line = {"epoch": n, "loss": round(loss, 4), "link": round(linked, 3), **figures}
        line["cpu_s"] = round(time.process_time())
        print(json.dumps(line), flush=True)
        with (args.out / "log.jsonl").open("a") as log:
            log.write(json.dumps(line) + "\n")
        torch.save(course.state() | {"done": n + 1}, state.with_suffix(".tmp"))
        state.with_suffix(".tmp").replace(state)


if __name__ == "__main__":
    main()
