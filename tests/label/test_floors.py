"""Figures on the development quotes may only rise: gold source, cue and content are given, only labels are judged."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path

import pytest

from builder import lexicon
from builder.label import label
from builder.label.setting import place, read
from builder.label.stance import stances
from builder.label.targets import Target
from builder.records import Article, Attribution, Source, Span, Speaker
from builder.speakers import entities

SHARED = Path(__file__).resolve().parents[3] / "shared"
GOLD = SHARED / "corpora" / "quote_labels.dev.jsonl.gz"
SCORER = SHARED / "scorers" / "score_quote_labels.py"

# field, figure, floor; the majority baseline stands behind it.
FLOORS = [
    ("framing", "macro_f1", 0.88),  # 0.28
    ("verifiability", "macro_f1", 0.62),  # 0.23
    ("verifiability_two_way", "macro_f1", 0.74),  # 0.34
    ("claim_type", "macro_f1", 0.52),  # 0.07
    ("check_worthy", "f1_true", 0.60),
    ("check_worthy", "average_precision", 0.69),  # share of check-worthy quotes: 0.35
    ("stance_given", "macro_f1", 0.47),  # 0.19
    ("stance_found", "macro_f1", 0.46),  # 0.21
    ("stance_found", "target_recall", 0.62),
    ("stance_found", "target_precision", 0.57),
]


def _lemma(cue: str) -> str | None:
    words = cue.lower().replace(",", " ").replace(":", " ").split()
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            if found := lexicon.cue_of_form(" ".join(words[start : start + size])):
                return found.lemma
    return None


def _predict(row: dict) -> dict:
    text = row["text"]
    content, source, cue = (tuple(Span(a, b) for a, b in row[field]) for field in ("content", "source", "cue"))
    article = Article(row["id"], text, Source("gold", None, "text", ""), outlet=row["outlet"])
    attribution = Attribution(content, row["kind"], source, cue, _lemma(" ".join(span.of(text) for span in cue)))
    known = entities(article)
    named = (e.name for e in known if any(m.overlaps(s) for m in e.mentions for s in source))
    labels = label(article, attribution, Speaker(name=next(named, None)), known)
    given = [Target((Span(s["start"], s["end"]),), None, "unknown") for s in row["stances"]]
    answers = stances(place(read(article, ()), attribution), given)
    return {
        "id": row["id"],
        "framing": labels.framing.value,
        "verifiability": labels.verifiability.value,
        "claim_type": labels.claim_type,
        "check_worthy": labels.check_worthiness >= 0.5,
        "check_worthiness": labels.check_worthiness,
        "stances": [{"start": s.span.start, "end": s.span.end, "stance": s.stance} for s in labels.stances],
        "given_stances": [{"start": s.span.start, "end": s.span.end, "stance": s.stance} for s in answers],
    }


@pytest.fixture(scope="module")
def figures() -> dict:
    if not GOLD.exists() or not SCORER.exists():
        pytest.skip(f"needs the development corpora in {SHARED.name}/ beside the repository")
    spec = importlib.util.spec_from_file_location("score_quote_labels", SCORER)
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    with gzip.open(GOLD, "rt", encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    return scorer.score(gold, [_predict(row) for row in gold])


@pytest.mark.parametrize(("field", "figure", "floor"), FLOORS, ids=[f"{f}-{g}" for f, g, _ in FLOORS])
def test_floor(figures, field, figure, floor):
    assert figures[field][figure] >= floor
