"""Quality floors: what the builder reaches on the gold of raw/ and on PolNeAR dev must not fall. Floors only rise."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder.evaluate import Selection, gold, score, system

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
CORPORA = ROOT.parent / "shared" / "corpora"
ELSEWHERE = ROOT / "tests" / "gold" / "elsewhere.jsonl"
FLOORS = json.loads((ROOT / "tests" / "gold" / "floors.json").read_text(encoding="utf-8"))["attribution"]
SELECTIONS = {
    "all": Selection(),
    "direct+mixed": Selection(frozenset({"direct", "mixed"})),
    "speech": Selection(speech_only=True),
}


@cache
def raw() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of the articles of raw/."""
    documents, articles, registry = system.annotated(ROOT / "tests" / "gold" / "articles", RAW)
    found = zip(documents, articles, strict=True)
    return documents, [system.predict(article, document["doc_id"], registry) for document, article in found]


@cache
def corpus(name: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of a file of documents, headlines included, as it annotates them."""
    file = ELSEWHERE if name == "elsewhere" else CORPORA / f"{name}.jsonl.gz"
    documents = list(gold.lines(file))
    return documents, [system.predict(system.article(d["text"]), d["doc_id"]) for d in documents]


def measured(name: str, figure: str) -> float:
    """The figure named "selection or kind: measure: P, R, F1 or acc", in percent."""
    asked, measure, rate = figure.split(": ")
    documents, predicted = raw() if name == "raw" else corpus(name)
    group = "all" if asked in SELECTIONS else asked
    return 100 * float(score(documents, predicted, SELECTIONS.get(asked, Selection()))[group][measure][rate])


@pytest.mark.parametrize(("figure", "floor"), FLOORS["raw"].items())
def test_gold_of_raw(figure: str, floor: float) -> None:
    assert measured("raw", figure) >= floor


@pytest.mark.parametrize(("figure", "floor"), FLOORS["elsewhere"].items())
def test_articles_of_other_genres(figure: str, floor: float) -> None:
    assert measured("elsewhere", figure) >= floor


@pytest.mark.skipif(not CORPORA.exists(), reason="../shared/corpora is not here")
@pytest.mark.parametrize(("name", "figure"), [(n, f) for n in ("polnear.dev", "gum.dev") for f in FLOORS[n]])
def test_shared_corpora(name: str, figure: str) -> None:
    assert measured(name, figure) >= FLOORS[name][figure]
