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
from training.steps import Step

SETTLED = (5, 6)  # seeds


def steps(work: Path, corpora: Path) -> Iterator[Step]:
    data = ["--corpora", str(corpora)]
    folds = [work / f"labels{k}" for k in range(FOLDS)]
    for k, fold in enumerate(folds):
        run = ["training.labels.train", *data, "--out", str(fold), "--fold", str(k), "--seed", str(k)]
        yield fold / "done", run
    first, mean, scales = work / "labels-first", work / "labels", MODELS / "labeller.json"
    yield first / "labeller.safetensors", _mean(folds, first)
    # All quotes once more, slowly: each fold had seen two thirds of them.
    settled = [work / f"settled{seed}" for seed in SETTLED]
    for seed, run in zip(SETTLED, settled, strict=True):
        again = ["--start", str(first), "--seed", str(seed), "--epochs", "1", "--lr", "6e-5"]
        yield run / "done", ["training.labels.train", *data, "--out", str(run), *again]
    yield mean / "labeller.safetensors", _mean([*settled, first], mean)
    fit = ["training.labels.fit", str(mean), *map(str, folds), *data, "--out", str(scales)]
    yield mean / "fitted" / "done", fit
    yield mean / "exported", ["training.labels.export", str(mean), "--out", str(MODELS)]


def _mean(runs: list[Path], out: Path) -> list[str]:
    return ["training.average", *map(str, runs), "--of", "labeller", "--out", str(out)]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--work", type=Path, required=True, help="folder for everything between corpora and weights")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    args = p.parse_args()
    stepwise.run(steps(args.work, args.corpora))


if __name__ == "__main__":
    main()
