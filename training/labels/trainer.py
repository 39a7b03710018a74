"""A model, what it is taught and what it is asked in, its weights and figures after each epoch out."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from builder.model.tokens import CLS, MASK, PAD, SEP
from training.labels.data import STATEMENTS, TARGETS, Example
from training.labels.figures import figures
from training.labels.network import Batch, Labeller
from training.schedule import optimiser

POOL = 24  # batches that are drawn together, so that windows of like length meet


def options(p: argparse.ArgumentParser) -> None:
    """What every run has to be told."""
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--models", type=Path, default=Path("builder/models"), help="the shipped tagger, to start from")
    p.add_argument("--out", type=Path, required=True)
    p.add_argument("--batch", type=int, default=32)
    p.add_argument("--masked", type=float, default=0.08, help="share of pieces hidden in training")
    p.add_argument("--anonymous", type=float, default=0.15, help="share of windows whose target is hidden whole")
    p.add_argument("--fresh", type=float, default=1.0, help="how many times as fast heads and types learn")
    p.add_argument("--smoothing", type=float, default=0.05)
    p.add_argument("--taught", type=float, default=0.6, help="weight of a teacher's answers beside the right ones")
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--seed", type=int, default=0)


class Trainer:
    """One run: ``draw`` gives the examples of an epoch, ``asked`` what is scored after the epochs from ``first`` on."""

    def __init__(
        self,
        args: argparse.Namespace,
        model: Labeller,
        draw: Callable[[random.Random], list[Example]],
        asked: Mapping[str, Sequence[Example]],
        first: int = 1,
    ) -> None:
        self.args, self.model, self.draw, self.asked, self.first = args, model, draw, asked, first
        self.rng = random.Random(args.seed)
        steps = args.epochs * len(self.epoch(random.Random(args.seed)))
        self.optimizer, self.schedule = optimiser(model, steps, args.lr, args.fresh)

    def epoch(self, rng: random.Random) -> list[list[Example]]:
        """The batches of one pass, windows of like length together."""
        drawn = self.draw(rng)
        rng.shuffle(drawn)
        size, out = self.args.batch, []
        for k in range(0, len(drawn), size * POOL):
            pool = sorted(drawn[k : k + size * POOL], key=lambda one: len(one.window.ids))
            batches = [pool[i : i + size] for i in range(0, len(pool), size)]
            rng.shuffle(batches)
            out += batches
        return out

    def hide(self, batch: Batch) -> None:
        """[MASK] over some pieces at random, and over all of some targets: who it is must not tell the stance."""
        special = (batch.ids == CLS) | (batch.ids == SEP) | (batch.ids == PAD)
        hidden = torch.rand(batch.ids.shape) < self.args.masked
        anonymous = torch.zeros_like(batch.ids).index_add(
            0, batch.owners, batch.targets * (torch.rand(len(batch.owners), 1) < self.args.anonymous)
        )
        hidden |= anonymous > 0
        batch.ids = torch.where(hidden & ~special, torch.full_like(batch.ids, MASK), batch.ids)

    def loss(self, head: str, odds: Tensor, part: Sequence[Example]) -> Tensor:
        """What the answers to one head cost: right ones and, with the weight ``taught``, those of a teacher."""
        statement = head in STATEMENTS
        given = [one.answers for one in part] if statement else [t for one in part for t in one.targets]
        taught = [one.taught for one in part] if statement else [t for one in part for t in one.told_of_targets()]
        known = [k for k, answers in enumerate(given) if head in answers]
        told = [k for k, answers in enumerate(taught) if head in answers]
        cost = odds.new_zeros(len(given))
        if known:
            answers = torch.tensor([given[k][head] for k in known])
            right = nn.functional.cross_entropy(
                odds[known], answers, label_smoothing=self.args.smoothing, reduction="none"
            )
            cost = cost.index_add(0, torch.tensor(known), right)
        if told:
            shares = torch.from_numpy(np.stack([taught[k][head] for k in told]))
            alike = nn.functional.cross_entropy(odds[told], shares, reduction="none")
            both = cost.new_ones(len(given))
            both[told] = 1 - self.args.taught
            cost = (cost * both).index_add(0, torch.tensor(told), self.args.taught * alike)
        return cost.sum()

    def step(self, part: Sequence[Example]) -> float:
        batch = Batch([one.window for one in part])
        self.hide(batch)
        scores = self.model(batch)
        losses = [self.loss(head, odds, part) / len(part) for head, odds in scores.items()]
        total = torch.stack(losses).sum()
        self.optimizer.zero_grad()
        total.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.schedule.step()
        return float(total.detach())

    def evaluate(self) -> dict[str, float]:
        """Writes the weights and the log-odds of all rows that are asked; their figures."""
        save_file(self.model.state_dict(), self.args.out / "labeller.safetensors")
        found: dict[str, float] = {}
        kept: dict[str, np.ndarray] = {}
        for name, examples in self.asked.items():
            odds = predict(self.model, examples)
            kept |= {f"{name}/{head}": values for head, values in odds.items()}
            found |= figures(name, odds, examples)
        np.savez_compressed(self.args.out / "scores.npz", **kept)
        return found

    def parts(self) -> Mapping[str, Labeller | torch.optim.Optimizer | torch.optim.lr_scheduler.LambdaLR]:
        """What carries state from epoch to epoch."""
        return {"model": self.model, "optimizer": self.optimizer, "schedule": self.schedule}

    def save(self, done: int) -> None:
        state = {name: part.state_dict() for name, part in self.parts().items()}
        state |= {"done": done, "rng": self.rng.getstate(), "torch": torch.get_rng_state()}
        torch.save(state, self.args.out / "state.tmp")
        (self.args.out / "state.tmp").replace(self.args.out / "state.pt")

    def resume(self) -> int:
        """Epochs that an earlier, stopped run has done."""
        if not (self.args.out / "state.pt").exists():
            return 0
        state = torch.load(self.args.out / "state.pt", weights_only=False)
        for name, part in self.parts().items():
            part.load_state_dict(state[name])
        self.rng.setstate(state["rng"])
        torch.set_rng_state(state["torch"])
        return int(state["done"])

    def run(self) -> None:
        self.args.out.mkdir(parents=True, exist_ok=True)
        (self.args.out / "arguments.json").write_text(json.dumps(vars(self.args), default=str, indent=1))
        start = time.time()
        for n in range(self.resume(), self.args.epochs):
            self.model.train()
            losses: list[float] = []
            parts = self.epoch(self.rng)
            for k, part in enumerate(parts, 1):
                losses.append(self.step(part))
                if k % 100 == 0:
                    mean = np.mean(losses[-100:])
                    print(f"epoch {n} step {k}/{len(parts)} loss {mean:.4f} {time.time() - start:.0f}s", flush=True)
            line = {"epoch": n, "loss": round(float(np.mean(losses)), 4)}
            line |= self.evaluate() if n + 1 >= self.first else {}
            line |= {"wall_s": round(time.time() - start), "cpu_s": round(time.process_time())}
            print(json.dumps(line), flush=True)
            with (self.args.out / "log.jsonl").open("a") as log:
                log.write(json.dumps(line) + "\n")
            save_file(self.model.state_dict(), self.args.out / f"labeller.{n + 1}.safetensors")
            self.save(n + 1)


def by_length(examples: Sequence[Example], size: int) -> Iterator[list[int]]:
    """Numbers of all ``examples``, ``size`` at a time, windows of like length together."""
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].window.ids))
    yield from (order[k : k + size] for k in range(0, len(order), size))


@torch.inference_mode()
def predict(model: Labeller, examples: Sequence[Example], size: int = 32) -> dict[str, np.ndarray]:
    """Log-odds of every head, asked or not: (N, answers) of the statements, (all targets, answers) of the targets."""
    model.eval()
    first = np.cumsum([0, *(len(one.window.targets) for one in examples)])
    rows = {**dict.fromkeys(STATEMENTS, len(examples)), **dict.fromkeys(TARGETS, int(first[-1]))}
    out = {head: np.zeros((rows[head], len(known)), np.float32) for head, known in (STATEMENTS | TARGETS).items()}
    for part in by_length(examples, size):
        places = [n for i in part for n in range(first[i], first[i + 1])]
        for head, odds in model(Batch([examples[i].window for i in part])).items():
            out[head][part if head in STATEMENTS else places] = odds.float().numpy()
    return out
