"""News that nobody labelled in, windows out for a teacher to answer and the shipped encoder to learn from.

The quotes of PolNeAR's training articles with what a build takes for their targets, the articles' sentences with one
name in each, names in NewsMTSC's sentences, and the parties of DSE's, each as if nobody had told a holder. Articles of
the development quotes are left out.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder import speakers
from builder.evaluate import labellers, system
from builder.label.asking import windows
from builder.label.setting import Reading, place, read
from builder.label.targets import targets
from builder.label.windows import Marked, window
from builder.model.tokens import Pieces
from builder.records import Entity, Span
from training.labels.data import Example, is_held_out, rows

SENTENCES = 24  # of an article, drawn
LENGTH = range(40, 400)  # characters of a sentence


def articles(corpora: Path) -> list[dict[str, Any]]:
    """PolNeAR's training articles without those of the development quotes."""
    held = {row["id"].split("#")[0] for row in rows(corpora, "quote_labels.dev", "quote-labels", "dev")}
    with gzip.open(corpora / "polnear.train.jsonl.gz", "rt", encoding="utf-8") as file:
        return [row for row in map(json.loads, file) if row["doc_id"] not in held]


def examples(documents: Sequence[Mapping[str, Any]], pieces: Pieces) -> Iterator[Example]:
    """Windows of ``documents``; ``row`` is the document's id."""
    for document in documents:
        article = system.article(document["text"])
        known = speakers.entities(article)
        reading = read(article, known)
        yield from _quotes(document, reading, known, pieces)
        yield from _sentences(document, reading, pieces)


def _quotes(
    document: Mapping[str, Any], reading: Reading, known: Sequence[Entity], pieces: Pieces
) -> Iterator[Example]:
    attributions = [labellers.attribution({**one, "text": document["text"]}) for one in document["attributions"]]
    whose = speakers.resolve(reading.article, attributions, known)
    for one, speaker in zip(attributions, whose, strict=True):
        found = targets(reading, place(reading, one), speaker)
        for made, told in windows(reading, one, [target.mentions for target in found], pieces):
            if told or not found:
                yield Example(made, "quote", {}, tuple({} for _ in found), document["doc_id"])


def _sentences(document: Mapping[str, Any], reading: Reading, pieces: Pieces) -> Iterator[Example]:
    """Sentences with one of their names marked, as in NewsMTSC."""
    rng = random.Random(document["doc_id"])
    text = reading.article.text
    read_whole = [one for one in reading.sentences if one.end - one.start in LENGTH]
    named = [(one, found) for one in read_whole if (found := _names(text, reading.mentions_in(one)))]
    for sentence, found in rng.sample(named, min(SENTENCES, len(named))):
        yield _asked(text, sentence, rng.choice(found), pieces, document["doc_id"])


def bystanders(corpora: Path, pieces: Pieces) -> Iterator[Example]:
    """Names in the sentences of NewsMTSC that nobody was asked about."""
    asked: dict[str, list[Span]] = {}
    for row in rows(corpora, "stance", "newsmtsc", "train"):
        asked.setdefault(row["text"], []).append(Span(row["target"]["start"], row["target"]["end"]))
    for text, known in asked.items():
        article = system.article(text)
        mentions = {(mention, entity) for entity in speakers.entities(article) for mention in entity.mentions}
        for mention in sorted(_names(text, mentions)):
            if not any(mention.overlaps(one) for one in known):
                yield _asked(text, Span(0, len(text)), mention, pieces)


def parties(corpora: Path, pieces: Pieces) -> Iterator[Example]:
    """The parties of DSE's sentences; those that scales are fitted on are left out."""
    known: set[tuple[str, Span]] = set()
    for row in rows(corpora, "stance", "dse", "train"):
        text = row["text"]
        for one in (row["holder"], row["target"]):
            party = Span(one["start"], one["end"])
            if (text, party) not in known and not is_held_out(text):
                known.add((text, party))
                yield _asked(text, Span(0, len(text)), party, pieces)


def _names(text: str, mentions: Iterable[tuple[Span, Entity]]) -> list[Span]:
    return [mention for mention, _ in mentions if mention.of(text)[:1].isupper()]


def _asked(text: str, sentence: Span, target: Span, pieces: Pieces, row: str = "") -> Example:
    made = window(text, [sentence], pieces, "sentiment", Marked(targets=[[target]]), centre=target)
    return Example(made, "sentiment", {}, ({},), row)
