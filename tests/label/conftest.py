"""A news sentence with its parts marked in, the records of one attribution out.

``[source]``, ``<cue>`` and ``{content}`` are marked in the text and the marks taken out again; entities are found by
the names that are given.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from builder import lexicon
from builder.label import label
from builder.records import Article, Attribution, Entity, Furniture, Labels, Source, Span, Speaker, TargetKind

_OPEN, _CLOSE = "[<{", "]>}"


@dataclass(frozen=True)
class Case:
    article: Article
    attribution: Attribution
    speaker: Speaker
    entities: tuple[Entity, ...]

    @property
    def labels(self) -> Labels:
        return label(self.article, self.attribution, self.speaker, self.entities)


def _lemma(cue: str) -> str | None:
    words = cue.split()
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            if found := lexicon.cue_of_form(" ".join(words[start : start + size])):
                return found.lemma
    return None


def _parse(marked: str) -> tuple[str, dict[str, list[Span]]]:
    text, starts, found = "", {}, {mark: [] for mark in _OPEN}
    for char in marked:
        if char in _OPEN:
            starts[char] = len(text)
        elif char in _CLOSE:
            opening = _OPEN[_CLOSE.index(char)]
            found[opening].append(Span(starts[opening], len(text)))
        else:
            text += char
    return text, found


@pytest.fixture
def case() -> Callable[..., Case]:
    def build(
        marked: str,
        names: dict[str, TargetKind] | None = None,
        speaker: str | None = None,
        outlet: str | None = None,
        polarity: str = "asserts",
        furniture: str | None = None,
    ) -> Case:
        text, parts = _parse(marked)
        pieces = ()
        if furniture:
            at = text.index(furniture)
            pieces = (Furniture(Span(at, at + len(furniture)), "caption"),)
        article = Article("a", text, Source("a.txt", None, "text", ""), outlet=outlet, furniture=pieces)
        content = tuple(parts["{"]) or (Span(0, len(text)),)
        cue = tuple(parts["<"])
        lemma = _lemma(" ".join(span.of(text) for span in cue))
        attribution = Attribution(content, "direct", tuple(parts["["]), cue, lemma, polarity=polarity)
        entities = tuple(
            Entity(name, kind, tuple(Span(m.start(), m.end()) for m in re.finditer(re.escape(name), text)))
            for name, kind in (names or {}).items()
        )
        return Case(article, attribution, Speaker(name=speaker, kind="person"), entities)

    return build
