"""Go on with the shipped tagger on corrected documents of one's own; `build-dataset train` is its command.

The documents are those of `build-dataset evaluate attribution`: JSON lines with `doc_id`, `text` and `attributions`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch

from builder.model.tokens import Pieces
from training import checksums, shipped
from training.data import load
from training.export import graph, quantised
from training.train import Course, fragment_f1

HELD = 5  # every fifth document is kept to measure on
RATE = 5e-5


@dataclass(frozen=True, slots=True)
class Outcome:
    """F1 in percent of fragments on the documents that were kept back, before and after."""

    trained_on: int
    measured_on: int
    before: dict[str, float]
    after: dict[str, float]


def finetune(
    documents: Sequence[dict[str, Any]],
    models: Path,
    out: Path,
    *,
    epochs: int = 3,
    seed: int = 0,
    say: Callable[[str], None] = print,
) -> Outcome:
    """Train on four fifths of ``documents`` (five at least), measure on the others, write the folder ``out``.

    Its transitions, links and scores stay those of ``models``. The same documents, seed and machine give the same
    weights.
    """
    torch.set_num_threads(1)
    torch.manual_seed(seed)
    rows = [{**d, "attributions": [_complete(a) for a in d["attributions"]]} for d in documents]
    articles = load(rows, Pieces(models / "tokenizer.json"))
    held = articles[::HELD]
    seen = [a for k, a in enumerate(articles) if k % HELD]
    model = shipped.tagger(models)
    table = shipped.transitions(models)
    before = fragment_f1(model, held, table)
    course = Course(model, seen, epochs=epochs, rate=RATE, seed=seed)
    for n in range(epochs):
        loss, _ = course.epoch(lambda line, n=n: say(f"epoch {n + 1}/{epochs} {line}"))  # type: ignore[misc]
        say(f"epoch {n + 1}/{epochs} loss {loss:.4f}")
    after = fragment_f1(model, held, table)
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(models / "tagger.json", out / "tagger.json")
    state = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    onnx.save(quantised(graph(state, {"tags": "out", "links": "link"})), out / "tagger.onnx")
    checksums.write(out)
    return Outcome(len(seen), len(held), _rounded(before), _rounded(after))


def _complete(attribution: dict[str, Any]) -> dict[str, Any]:
    return {"source": [], "cue": [], **attribution}


def _rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(float(np.float64(value)), 1) for name, value in figures.items()}
