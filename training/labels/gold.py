"""Quotes that we labelled by the guideline in, examples for all heads out: the windows a build asks about a quote."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from builder import ids
from builder.evaluate import label_gold, labellers, system
from builder.label.asking import windows
from builder.label.setting import read
from builder.model.tokens import Pieces
from builder.records import Article, Source, Span
from training.labels.data import STANCES, STATEMENTS, Example, stance, training

Row = Mapping[str, Any]
HERE = Path(__file__).parent
POLNEAR, MADE, PAIRS = HERE / "polnear_quotes.jsonl", HERE / "made_quotes.jsonl", HERE / "made_pairs.jsonl"
UNSEEN = HERE / "polnear_unseen.jsonl"  # never trained on


def quotes(gold: Path, articles: Path) -> list[dict[str, Any]]:
    """The rows of the gold folder's labels, with their texts."""
    documents, _, _ = system.annotated(gold / "articles", articles)
    return label_gold.quotes(documents, gold / "labels.jsonl")


def polnear(corpora: Path, file: Path = POLNEAR) -> list[dict[str, Any]]:
    """Quotes of PolNeAR's training articles that we labelled: offsets and labels in ``file``, texts in ``corpora``."""
    with gzip.open(corpora / "polnear.train.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["doc_id"]: row["text"] for row in map(json.loads, lines)}
    found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return [{**row, "id": f"{row['doc_id']}#{k}", "text": texts[row["doc_id"]]} for k, row in enumerate(found)]


def ours(gold: Path, articles: Path, corpora: Path) -> list[dict[str, Any]]:
    """All quotes that we labelled to train on, but those that we made."""
    return [*quotes(gold, articles), *polnear(corpora)]


def made() -> list[dict[str, Any]]:
    """Statements that we wrote for what models of sentiment get wrong: victims, bystanders, denials, concessions."""
    return [json.loads(line) for line in MADE.read_text(encoding="utf-8").splitlines()]


def pairs(pieces: Pieces) -> list[Example]:
    """Sentences of the same kind without a quote: one party's stance to others, as the outlet tells it."""
    found = map(json.loads, PAIRS.read_text(encoding="utf-8").splitlines())
    return [stance(pair, pieces) for row in found for pair in _directed(row)]


def labelled(corpora: Path, quotes: Iterable[Row], pieces: Pieces) -> dict[str, list[Example]]:
    """Examples with their right answers: of the corpora and of our own quotes."""
    own = [*examples([*quotes, *made()], pieces, twice=True), *pairs(pieces)]
    return {"corpora": training(corpora, pieces), "own": own}


def _directed(row: Row) -> Iterator[Row]:
    """The pairs of holder and target in one sentence, in the format of the corpora."""
    ((start, end),) = row["source"]
    for entry in row["stances"]:
        yield {**row, "holder": {"start": start, "end": end}, "target": entry, "label": entry["stance"]}


def examples(rows: Iterable[Row], pieces: Pieces, *, twice: bool = False) -> list[Example]:
    """The examples of each row: what the annotators differed on is not asked.

    Words that look like a target and are none, the row's ``others``, are marked as a build marks them; ``twice`` asks
    for the targets alone as well.
    """
    out = []
    for row in rows:
        others = row.get("others", ())
        out += _examples(row, row["stances"], others, pieces)
        if twice and others and row["stances"]:
            out += _examples(row, row["stances"], (), pieces)
    return out


def _examples(row: Row, entries: Iterable[Row], others: Iterable[tuple[int, int]], pieces: Pieces) -> list[Example]:
    text = row["text"]
    reading = read(Article(ids.article_id(text, None), text, Source("", None, "text", "")), ())
    attribution = labellers.attribution(row)
    # Whether words are a target is known only where somebody was asked about all that look like one.
    named = {"named": 1} if "others" in row else {}
    asked = [([Span(one["start"], one["end"])], {"stance": STANCES.index(one["stance"]), **named}) for one in entries]
    asked += [([Span(*other)], {"named": 0}) for other in others]
    out = []
    for n, (made, told) in enumerate(windows(reading, attribution, [mentions for mentions, _ in asked], pieces)):
        answers = tuple(asked[k][1] if k in told else {} for k in range(len(asked)))
        statement = _statement(row) if n == 0 else {}
        if statement or any(answers):
            out.append(Example(made, "quote", statement, answers, row["id"]))
    return out


def _statement(row: Row) -> dict[str, int]:
    found = {name: row[name] for name in ("verifiability", "claim_type", "framing") if row.get(name) is not None}
    if row.get("check_worthy") is not None:
        found["worth"] = "yes" if row["check_worthy"] else "no"
    return {head: STATEMENTS[head].index(value) for head, value in found.items()}
