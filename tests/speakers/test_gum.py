"""Canonical speakers of GUM's news texts, with gold mentions: figures may rise, never fall."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from builder.records import Article, Attribution, Source, Span
from builder.speakers import entities, resolve

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "gum.dev.jsonl.gz"
FLOORS = json.loads((Path(__file__).parents[1] / "gold" / "floors.json").read_text(encoding="utf-8"))["speakers"]


def folded(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    words = re.sub(r"[^a-z0-9 ]", " ", plain.lower().replace("-", " ")).split()
    return [word for word in words if word != "the"]


def answers() -> Iterator[tuple[str | None, str | None, bool]]:
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        article = Article(row["doc_id"], row["text"], Source("", None, "text", ""), title=row["title"])
        gold = [one for one in row["attributions"] if one["source"]]
        attributions = [
            Attribution(tuple(Span(*s) for s in one["content"]), one["kind"], tuple(Span(*s) for s in one["source"]))
            for one in gold
        ]
        for one, found in zip(gold, resolve(article, attributions, entities(article)), strict=True):
            names = [one["speaker"], re.sub(r" \(.*\)$", "", one["speaker_wiki"] or "") or None]
            right = found.name is not None and folded(found.name) in [folded(name) for name in names if name]
            yield one["speaker"], found.name, right


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not part of the repository (../shared is missing)")
def test_floors() -> None:
    rows = list(answers())
    named = [right for gold, _, right in rows if gold]
    answered = [right for _, found, right in rows if found]
    assert len(named) == 68
    floors = FLOORS["gum.dev"]
    assert sum(named) >= floors["right of 68"]
    # A document of a body counts as wrong here and is right by our own rules: 2 of the answers.
    assert sum(answered) / len(answered) >= floors["precision"]
