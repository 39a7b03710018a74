"""PolNeAR rows become gold spans over tokens, BIO tags and link targets.

A row's attributions are character spans; a token takes the role and the attributions of the spans that
touch it. Sources are often shared by several attributions, so every span knows the set of its owners.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from builder import text as prose
from builder.attribution import marks
from builder.attribution.tags import TAG, Role, Tagged
from builder.model.tokens import Encoded, Pieces, encode

ROLES: tuple[Role, ...] = ("content", "source", "cue")  # later wins where spans of two roles overlap
NO_TARGET, NONE = -100, -1


@dataclass(slots=True)
class Labels:
    """What is gold in a text. Links lead from the first token of a content span to that of another.

    `links` rows: content, cue, source, the attribution's stretch before this one; NONE where there is none.
    """

    tags: np.ndarray
    spans: list[Tagged]
    links: np.ndarray


@dataclass(slots=True)
class Article:
    """A text with its gold row."""

    row: dict[str, Any]
    doc: Encoded
    gold: Labels


def read_rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def token_roles(doc: Encoded, attributions: list[dict[str, Any]]) -> tuple[list[Role | None], list[set[int]], set[int]]:
    """Role and owners of each token, and the tokens at which a content begins; None at paragraph breaks."""
    starts = [b for b, _ in doc.spans]
    roles: list[Role | None] = [None] * len(doc)
    owners: list[set[int]] = [set() for _ in roles]
    begins: set[int] = set()
    for role, k, begin, end in ((r, k, b, e) for r in ROLES for k, a in enumerate(attributions) for b, e in a[r]):
        i = bisect_left(starts, begin)
        i -= bool(i) and doc.spans[i - 1][1] > begin
        if role == "content":
            begins.add(i)
        while i < len(doc) and starts[i] < end:
            if not doc.is_break(i):
                owners[i] = owners[i] | {k} if roles[i] == role != "content" else {k}
                roles[i] = role
            i += 1
    return roles, owners, begins


def gold_spans(doc: Encoded, attributions: list[dict[str, Any]]) -> list[Tagged]:
    """Spans of tokens, cut at paragraph breaks and where another attribution's span begins."""
    roles, owners, begins = token_roles(doc, attributions)
    spans: list[Tagged] = []
    begin = 0
    for i in range(1, len(doc) + 1):
        role = roles[i - 1]
        if i < len(doc) and role == roles[i] and owners[i] & owners[i - 1] and i not in begins:
            continue
        if role is not None:
            spans.append(Tagged(role, begin, i, frozenset[int]().union(*owners[begin:i])))
        begin = i
    return [s for s in spans if s.role == "cue" or any(doc.is_word(i) for i in range(s.begin, s.end))]


def tags_of(n: int, spans: list[Tagged]) -> np.ndarray:
    tags = np.zeros(n, np.int8)
    for s in spans:
        tags[s.begin : s.end] = TAG["I-" + s.role]
        tags[s.begin] = TAG["B-" + s.role]
    return tags


def link_targets(spans: list[Tagged]) -> np.ndarray:
    """For each content span the first tokens of its nearest cue and source and of its previous stretch."""
    by_role: dict[str, list[Tagged]] = defaultdict(list)
    for s in spans:
        by_role[s.role].append(s)
    rows = []
    for c in by_role["content"]:
        row = [c.begin]
        for role in ("cue", "source"):
            own = [s.begin for s in by_role[role] if s.owners & c.owners]
            row.append(min(own, key=lambda b: abs(b - c.begin), default=NONE))
        before = [s.begin for s in by_role["content"] if s.begin < c.begin and s.owners & c.owners]
        rows.append([*row, max(before, default=NONE)])
    return np.array(rows, np.int64).reshape(-1, 4)


def labels(doc: Encoded, row: dict[str, Any]) -> Labels:
    spans = gold_spans(doc, row["attributions"])
    return Labels(tags_of(len(doc), spans), spans, link_targets(spans))


def encoded(text: str, pieces: Pieces) -> Encoded:
    """A text as the builder reads an article that has no furniture."""
    blocks = prose.paragraphs(text)
    quoted = [span for quotation in marks.quotations(text, blocks) for span in quotation.spans]
    return encode(text, blocks, quoted, pieces)


def load(rows: Iterable[dict[str, Any]], pieces: Pieces) -> list[Article]:
    """The articles of `rows`, which have `doc_id`, `text` and `attributions` with [begin, end] spans."""
    articles = []
    for row in rows:
        doc = encoded(row["text"], pieces)
        articles.append(Article(row, doc, labels(doc, row)))
    return articles
