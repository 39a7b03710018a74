"""Canonical speakers of the articles in raw/, with gold mentions: figures may rise, never fall."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from builder import config, intake
from builder.records import Article, Attribution, Span
from builder.speakers import entities, resolve

ROOT = Path(__file__).parents[2]
FLOORS = json.loads((ROOT / "tests" / "gold" / "floors.json").read_text(encoding="utf-8"))["speakers"]["raw"]


def spans(given: list[dict[str, Any]]) -> tuple[Span, ...]:
    return tuple(Span(one["start"], one["end"]) for one in given)


def answers() -> Iterator[tuple[str | None, str | None]]:
    """The gold name and ours for every source of the gold."""
    settings = config.load(ROOT / "raw" / config.FILE_NAME)
    registry = settings.speakers.registry
    read = [one for one in intake.read([ROOT / "raw"], settings.intake) if isinstance(one, Article)]
    articles = {(one.source.path, one.source.row): one for one in read}
    for path in sorted((ROOT / "tests" / "gold" / "articles").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        article = articles[document["path"], document["row"]]
        gold = [one for one in document["attributions"] if one["source"]]
        attributions = [
            Attribution(
                spans(one["content"]),
                one["kind"],
                spans(one["source"]),
                inherited=one["speaker_reference"] == "implicit",
            )
            for one in gold
        ]
        for one, found in zip(gold, resolve(article, attributions, entities(article, registry), registry), strict=True):
            yield one["speaker"], found.name


@pytest.mark.skipif(not (ROOT / "raw").is_dir(), reason="the articles of raw/ are not here")
def test_floors() -> None:
    rows = list(answers())
    named = [(gold, found) for gold, found in rows if gold]
    answered = [gold == found for gold, found in rows if found]
    assert len(named) == FLOORS["named"]
    assert sum(gold == found for gold, found in named) >= FLOORS["right"]
    assert sum(answered) / len(answered) >= FLOORS["precision"]
