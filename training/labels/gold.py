"""Quotes that we labelled by the guideline in, examples for all heads out: the windows a build asks about a quote."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from builder import ids
from builder.evaluate import label_gold, system
from builder.label.setting import passage, read
from builder.label.windows import window
from builder.model.tokens import Pieces
from builder.records import Article, Attribution, Source, Span
from training.labels.data import ANSWERS, STANCES, Example

Row = Mapping[str, Any]
POLNEAR = Path(__file__).with_name("polnear_quotes.jsonl")


def quotes(gold: Path, articles: Path) -> list[dict[str, Any]]:
    """The rows of the gold folder's labels, with their texts."""
    documents, _, _ = system.annotated(gold / "articles", articles)
    return label_gold.quotes(documents, gold / "labels.jsonl")


def polnear(corpora: Path) -> list[dict[str, Any]]:
    """Quotes of PolNeAR's training articles that we labelled: offsets and labels here, the texts in ``corpora``."""
    with gzip.open(corpora / "polnear.train.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = {row["doc_id"]: row["text"] for row in map(json.loads, file)}
    found = [json.loads(line) for line in POLNEAR.read_text(encoding="utf-8").splitlines()]
    return [
        {**row, "id": f"{row['doc_id']}#{k}", "text": texts[row["doc_id"]], "stances_undecided": []}
        for k, row in enumerate(found)
    ]


def examples(rows: Iterable[Row], pieces: Pieces) -> list[Example]:
    """One example for each statement and one for each target in it; what the annotators differed on is not asked."""
    return [one for row in rows for one in (*_statement(row, pieces), *_stances(row, pieces))]


def _statement(row: Row, pieces: Pieces) -> list[Example]:
    found = {name: row[name] for name in ("verifiability", "claim_type") if row[name] is not None}
    if row["check_worthy"] is not None:
        found["worth"] = "yes" if row["check_worthy"] else "no"
    if not found:
        return []
    asked = window(row["text"], _spans(row["content"]), pieces, "claim")
    answers = {head: ANSWERS[head].index(value) for head, value in found.items()}
    return [Example(asked, "claim", answers, row["id"])]


def _stances(row: Row, pieces: Pieces) -> list[Example]:
    text = row["text"]
    reading = read(Article(ids.article_id(text, None), text, Source("", None, "text", "")), ())
    attribution = Attribution(_spans(row["content"]), "indirect", _spans(row["source"]), _spans(row["cue"]))
    out = []
    for entry in row["stances"]:
        mention = Span(entry["start"], entry["end"])
        stretch = [passage(reading, attribution, mention)]
        asked = window(text, stretch, pieces, "directed", [mention], attribution.source)
        out.append(Example(asked, "directed", {"stance": STANCES.index(entry["stance"])}, row["id"]))
    return out


def _spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
