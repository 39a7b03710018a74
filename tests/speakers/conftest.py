"""Articles from text in which ⟦…⟧ marks the sources, one attribution for each."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from builder.records import Article, Attribution, Entity, Source, Span, Speaker
from builder.registry import NONE, Registry
from builder.speakers import entities, resolve


def _unmarked(marked: str) -> tuple[str, list[Span]]:
    text, spans = "", []
    for piece in re.split(r"(⟦[^⟧]*⟧)", marked):
        if piece.startswith("⟦"):
            spans.append(Span(len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]  # noqa: PLW2901 - the marks go
        text += piece
    return text, spans


@pytest.fixture
def article() -> Callable[..., Article]:
    def make(text: str, **metadata: object) -> Article:
        return Article("a" * 32, text, Source("test.txt", None, "text", ""), **metadata)  # type: ignore[arg-type]

    return make


@pytest.fixture
def found(article: Callable[..., Article]) -> Callable[[str], dict[str, Entity]]:
    """The entities of a text by canonical name."""
    return lambda text: {one.name: one for one in entities(article(text))}


@pytest.fixture
def speakers(article: Callable[..., Article]) -> Callable[..., list[Speaker]]:
    """The speaker of every ⟦source⟧ of a text, in order."""

    def answer(marked: str, registry: Registry = NONE, **metadata: object) -> list[Speaker]:
        text, spans = _unmarked(marked)
        made = article(text, **metadata)
        attributions = [Attribution((Span(0, 1),), "indirect", (span,)) for span in spans]
        return list(resolve(made, attributions, entities(made, registry), registry))

    return answer
