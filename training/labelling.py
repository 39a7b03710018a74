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
    folds = [work / f"taught{k}" for k in range(FOLDS)]
    for k, fold in enumerate(folds):
        first = work / f"labels{k}"
        left_out = ["--fold", str(k), "--seed", str(k)]
        yield first / "done", [*train, "--out", str(first), *left_out]
        again = ["--start", str(first), "--lessons", str(lessons), "--lr", "1e-4"]
        yield fold / "done", [*train, "--out", str(fold), *left_out, *again]
    mean, scales = work / "labels", MODELS / "labeller.json"
    average = ["training.average", *map(str, folds), "--of", "labeller", "--out", str(mean)]
    yield mean / "labeller.safetensors", average
    fit = ["training.labels.fit", str(mean), *map(str, folds), "--corpora", str(corpora), "--out", str(scales)]
    yield mean / "fitted" / "done", fit
    yield mean / "exported", ["training.labels.export", str(mean), "--corpora", str(corpora), "--out", str(MODELS)]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--work", type=Path, required=True, help="folder for everything between corpora and weights")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--mpnet", type=Path, required=True, help="folder of all-mpnet-base-v2, the teacher's first weights")
    args = p.parse_args()
    stepwise.run(steps(args.work, args.corpora, mpnet(args.mpnet)))


if __name__ == "__main__":
    main()
