"""The labeller from the corpora and our own quotes to builder/models: python -m training.labelling --work DIR

Each step is a command of its own and is skipped when what it writes is there. It begins with the tagger that lies in
builder/models. The seeds are fixed, and the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from training import steps as stepwise
from training.checksums import MODELS
from training.labels.train import FOLDS
from training.published import mpnet
from training.steps import Step


def steps(work: Path, corpora: Path, published: Path) -> Iterator[Step]:
    train = ["training.labels.train", "--corpora", str(corpora)]
    teacher, lessons = work / "teacher", work / "lessons.npz"
    begun = ["--mpnet", str(published), "--lr", "6e-5", "--fresh", "8", "--claims", "3000", "--neutral", "3000"]
    yield teacher / "done", [*train, *begun, "--out", str(teacher)]
    ask = ["training.labels.lessons", str(teacher), "--mpnet", str(published), "--corpora", str(corpora)]
    yield lessons, [*ask, "--out", str(lessons)]
    taught = [*train, "--lessons", str(lessons)]
    untaught, folds = [work / f"labels{k}" for k in range(FOLDS)], [work / f"taught{k}" for k in range(FOLDS)]
    for k, (first, fold) in enumerate(zip(untaught, folds, strict=True)):
        left_out = ["--fold", str(k), "--seed", str(k)]
        yield first / "done", [*train, "--out", str(first), *left_out]
        again = ["--start", str(first), "--lr", "1.5e-4", "--taught", "0.7"]
        yield fold / "done", [*taught, "--out", str(fold), *left_out, *again]
    both, settled, mean = work / "both", work / "settled", work / "labels"
    yield both / "labeller.safetensors", _mean([*untaught, *folds], both)
    # All quotes, which each fold had seen two thirds of; then the corpora once more.
    quiet = ["--lr", "8e-5", "--taught", "0.5", "--others", "12000", "--claims", "10000", "--neutral", "8000"]
    first = [work / f"settled{seed}" for seed in (5, 6)]
    yield from _settle(taught, both, first, quiet)
    yield settled / "labeller.safetensors", _mean(first, settled)
    quiet = ["--lr", "6e-5", "--taught", "0.3", "--others", "3000", "--neutral", "8000", "--masked", "0.05"]
    second = [work / f"settled{seed}" for seed in (7, 8)]
    yield from _settle(taught, settled, second, quiet)
    # What comes twice or three times weighs as much.
    yield mean / "labeller.safetensors", _mean([*first * 3, *second * 2, *[both] * 2], mean)
    fit = ["training.labels.fit", str(mean), *map(str, folds), "--corpora", str(corpora)]
    yield mean / "fitted" / "done", [*fit, "--out", str(MODELS / "labeller.json")]
    yield mean / "exported", ["training.labels.export", str(mean), "--corpora", str(corpora), "--out", str(MODELS)]


def _settle(taught: list[str], start: Path, runs: list[Path], options: list[str]) -> Iterator[Step]:
    """One slow epoch over everything, by each of ``runs``, whose names end with their seed."""
    for run in runs:
        again = ["--start", str(start), "--seed", run.name[-1], "--epochs", "1", "--quotes", "1", *options]
        yield run / "done", [*taught, "--out", str(run), *again]


def _mean(runs: list[Path], out: Path) -> list[str]:
    return ["training.average", *map(str, runs), "--of", "labeller", "--out", str(out)]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--work", type=Path, required=True, help="folder for everything between corpora and weights")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--mpnet", type=Path, required=True, help="folder of all-mpnet-base-v2, the teacher's first weights")
    args = p.parse_args()
    stepwise.run(steps(args.work, args.corpora, mpnet(args.mpnet)))


if __name__ == "__main__":
    main()
