"""Quality floors: what the builder reaches on the gold of raw/ and on PolNeAR dev must not fall. Floors only rise."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from builder import attribution, config, intake
from builder.evaluate import Selection, gold, score
from builder.records import Article, Source

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
POLNEAR = ROOT.parent / "shared" / "corpora" / "polnear.dev.jsonl.gz"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
SELECTIONS = {
    "all": Selection(),
    "direct+mixed": Selection(frozenset({"direct", "mixed"})),
    "speech": Selection(speech_only=True),
}


@cache
def raw() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of the articles of raw/."""
    read = intake.read([RAW], config.load(RAW / config.FILE_NAME).intake)
    articles = {(a.source.path, a.source.row): a for a in read if isinstance(a, Article)}
    documents = gold.documents(ROOT / "tests" / "gold", {place: a.text for place, a in articles.items()})
    predicted = []
    for document in documents:
        article = articles[document["path"], document["row"]]
        predicted.append(gold.predictions(article, attribution.attribute(article)[0], document["doc_id"]))
    return documents, predicted


@cache
def polnear() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Gold and predictions of PolNeAR dev, headlines included, as it annotates them."""
    documents = list(gold.lines(POLNEAR))
    predicted = []
    for document in documents:
        article = Article("0" * 32, document["text"], Source("", None, "text", ""))
        predicted.append(gold.predictions(article, attribution.attribute(article)[0], document["doc_id"]))
    return documents, predicted


def measured(corpus: str, figure: str) -> float:
    """The figure named "selection: measure: P, R or F1", in percent."""
    selection, measure, rate = figure.split(": ")
    documents, predicted = {"raw": raw, "polnear": polnear}[corpus]()
    return 100 * float(score(documents, predicted, SELECTIONS[selection])["all"][measure][rate])


@pytest.mark.parametrize(("figure", "floor"), FLOORS["raw"].items())
def test_gold_of_raw(figure: str, floor: float) -> None:
    assert measured("raw", figure) >= floor


@pytest.mark.skipif(not POLNEAR.exists(), reason="../shared/corpora is not here")
@pytest.mark.parametrize(("figure", "floor"), FLOORS["polnear"].items())
def test_polnear_dev(figure: str, floor: float) -> None:
    assert measured("polnear", figure) >= floor
