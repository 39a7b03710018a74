"""Figures on quotes and sentences may only rise: gold source, cue and content are given, only labels are judged."""

from __future__ import annotations

import gzip
import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.evaluate import labelled, labellers
from builder.evaluate.classification import classification
from training.labels import unseen

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "corpora" / "quote_labels.dev.jsonl.gz"
SCORER = SHARED / "scorers" / "score_quote_labels.py"

FLOORS = json.loads((Path(__file__).parents[1] / "gold" / "floors.json").read_text(encoding="utf-8"))["labels"]


@cache
def quotes(name: str) -> dict[str, Any]:
    """Figures on the development quotes, or on those of ours that no labeller was trained on."""
    if not GOLD.exists() or not SCORER.exists():
        pytest.skip(f"needs the development corpora in {SHARED.name}/ beside the repository")
    spec = importlib.util.spec_from_file_location("score_quote_labels", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    if name == "unseen":
        gold = list(unseen.rows(SHARED / "corpora"))
    else:
        with gzip.open(GOLD, "rt", encoding="utf-8") as file:
            gold = [json.loads(line) for line in file]
    return scorer.score(gold, [labellers.quote(row) for row in gold])


@pytest.mark.parametrize(
    ("name", "figure", "floor"), [(n, f, v) for n in ("quote_labels.dev", "unseen") for f, v in FLOORS[n].items()]
)
def test_floor(name: str, figure: str, floor: float) -> None:
    field, measure = figure.split(": ")
    assert quotes(name)[field][measure] >= floor


CORPORA = {
    "newsmtsc-rw": ("stance", "stance"),
    "newsmtsc-mt": ("stance", "stance"),
    "policlaim": ("verifiability", "verifiability"),
}


@cache
def corpus(name: str) -> dict[str, Any]:
    """Figures on the development part of a corpus of sentences."""
    task, file = CORPORA[name]
    path = SHARED / "corpora" / f"{file}.jsonl.gz"
    if not path.exists():
        pytest.skip(f"needs the development corpora in {SHARED.name}/ beside the repository")
    rows = [row.fields for row in labelled.read(path, task, corpora=[name], split="dev")]
    found = [labellers.ANSWERS[task](row) for row in rows]
    return classification([r["label"] for r in rows], [a.label for a in found], [a.scores for a in found], draws=1)


@pytest.mark.parametrize(("name", "figure", "floor"), [(n, f, v) for n in CORPORA for f, v in FLOORS[n].items()])
def test_floor_of_sentences(name: str, figure: str, floor: float) -> None:
    measured = corpus(name)
    precision = figure.startswith("average_precision")
    assert (measured["average_precision"]["verifiable"]["ap"] if precision else measured["macro_f1"]) >= floor
