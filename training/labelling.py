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
from training.published import minilm, mpnet
from training.steps import Step


def steps(work: Path, corpora: Path, start: Path, published: Path) -> Iterator[Step]:
    train = ["training.labels.train", "--corpora", str(corpora)]
    teacher, language, variants, lessons = (work / n for n in ("teacher", "words.pt", "variants.npz", "lessons.npz"))
    begun = ["--mpnet", str(published), "--lr", "6e-5", "--fresh", "8", "--claims", "3000", "--neutral", "3000"]
    yield teacher / "done", [*train, *begun, "--out", str(teacher)]
    data = ["--corpora", str(corpora), "--minilm", str(start)]
    yield language, ["training.pretrain", *data, "--passes", "1", "--out", str(language)]
    yield variants, ["training.labels.variants", *data, "--language", str(language), "--out", str(variants)]
    ask = ["training.labels.lessons", str(teacher), "--mpnet", str(published), "--corpora", str(corpora)]
    yield lessons, [*ask, "--variants", str(variants), "--out", str(lessons)]
    taught = [*train, "--lessons", str(lessons), "--quotes", "1"]
    folds = [work / f"taught{k}" for k in range(FOLDS)]
    for k, fold in enumerate(folds):
        first, left_out = work / f"labels{k}", ["--fold", str(k), "--seed", str(k)]
        yield first / "done", [*train, "--out", str(first), *left_out]
        again = ["--start", str(first), "--epochs", "3", "--taught", "0.7", "--others", "24000", "--claims", "5000"]
        yield fold / "done", [*taught, "--out", str(fold), *left_out, *again]
    both, mean = work / "both", work / "labels"
    yield both / "labeller.safetensors", _mean(folds, both)
    settled, reworded = ([work / f"{name}{seed}" for seed in (7, 8)] for name in ("settled", "reworded"))
    for run in settled:  # one slow epoch with all quotes, of which each fold had seen two thirds
        slow = ["--start", str(both), "--seed", run.name[-1], "--epochs", "1", "--lr", "6e-5", "--masked", "0.05"]
        drawn = ["--taught", "0.5", "--others", "6000", "--claims", "12000", "--neutral", "8000"]
        yield run / "done", [*taught, "--out", str(run), *slow, *drawn]
    for run in reworded:  # three quick ones, with sentences put differently
        quick = ["--start", str(both), "--seed", run.name[-1], "--epochs", "3", "--variants", str(variants)]
        yield run / "done", [*taught, "--out", str(run), *quick, "--taught", "0.7", "--others", "12000"]
    calm = work / "settled"
    yield calm / "labeller.safetensors", _mean(settled, calm)
    yield mean / "labeller.safetensors", _mean([calm, *reworded, *reworded], mean)
    fit = ["training.labels.fit", str(mean), *map(str, folds), "--corpora", str(corpora)]
    yield mean / "fitted" / "done", [*fit, "--out", str(MODELS / "labeller.json")]
    yield mean / "exported", ["training.labels.export", str(mean), "--corpora", str(corpora), "--out", str(MODELS)]


def _mean(runs: list[Path], out: Path) -> list[str]:
    return ["training.average", *map(str, runs), "--of", "labeller", "--out", str(out)]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--work", type=Path, required=True, help="folder for everything between corpora and weights")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--mpnet", type=Path, required=True, help="folder of all-mpnet-base-v2, the teacher's first weights")
    args = p.parse_args()
    stepwise.run(steps(args.work, args.corpora, minilm(), mpnet(args.mpnet)))


if __name__ == "__main__":
    main()
