"""The attribution models from the corpora to builder/models: python -m training.attribution --work DIR

Each step is a command of its own and is skipped when what it writes is there: a run that was stopped goes on. About
four hours on one core; the seeds are fixed, and the same machine gives the same weights.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from training import steps as stepwise
from training.checksums import MODELS
from training.published import minilm
from training.steps import Step
from training.train import FOLDS


def steps(work: Path, corpora: Path, start: Path) -> Iterator[Step]:
    tokenizer, language, soft, glue = (work / n for n in ("tokenizer.json", "mlm.pt", "soft.npz", "glue.json"))
    data = ["--corpora", str(corpora), "--minilm", str(start)]
    yield tokenizer, ["training.vocabulary", *data, "--out", str(tokenizer)]
    yield language, ["training.pretrain", *data, "--out", str(language)]
    train = ["training.train", *data, "--init", str(language), "--tokenizer", str(tokenizer)]
    folds = [work / f"fold{k}" for k in range(FOLDS)]
    for k, fold in enumerate(folds):
        yield fold / "done", [*train, "--out", str(fold), "--seed", str(k), "--fold", str(k)]
        unseen = ["training.unseen", str(fold), "--fold", str(k), *data, "--tokenizer", str(tokenizer)]
        yield fold / "unseen.npz", unseen
    yield soft, ["training.distil", *map(str, folds), "--out", str(soft)]
    yield work / "student" / "done", [*train, "--out", str(work / "student"), "--soft", str(soft)]
    mean = work / "mean" / "tagger.safetensors"
    yield mean, ["training.average", *map(str, folds), str(work / "student"), "--out", str(mean.parent)]
    fit = ["training.fit_glue", *map(str, folds), "--corpora", str(corpora), "--tokenizer", str(tokenizer)]
    yield glue, [*fit, "--figures", "--out", str(glue)]
    export = ["training.export", str(mean.parent), "--tokenizer", str(tokenizer), "--glue", str(glue)]
    yield work / "exported", [*export, "--out", str(MODELS)]


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--work", type=Path, required=True, help="folder for everything between corpora and weights")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    args = p.parse_args()
    stepwise.run(steps(args.work, args.corpora, minilm()))


if __name__ == "__main__":
    main()
