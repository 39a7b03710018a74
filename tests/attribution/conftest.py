"""An article made of a text, and the attributions of one as plain words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builder.attribution.found import Found
from builder.records import Article, Attribution, Furniture, Reject, Source, Span

Attribute = Callable[..., tuple[tuple[Attribution, ...], tuple[Reject, ...]]]


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Makes an article of ``text``; ``furniture`` names stretches of it."""

    def make(text: str, *, furniture: tuple[str, ...] = (), **metadata: str) -> Article:
        spans = (Span(text.index(piece), text.index(piece) + len(piece)) for piece in furniture)
        marked = tuple(Furniture(span, "caption") for span in spans)
        return Article("0" * 32, text, Source("a.txt", None, "text", "0" * 64), furniture=marked, **metadata)

    return make


@pytest.fixture(scope="session")
def attribute(article: Callable[..., Article]) -> Attribute:
    """``builder.attribution.attribute`` on a text."""
    from builder import attribution

    return lambda text, **metadata: attribution.attribute(article(text, **metadata))


@pytest.fixture(scope="session")
def mend() -> Callable[..., tuple[list[str], ...] | None]:
    """Gives a function an attribution, drawn as words, and what it makes of it: contents, sources and cues as words."""

    def run(change: Callable[[str, Found], Found | None], text: str, parts: tuple[list[str], ...]) -> Any:
        places = [tuple(Span(text.index(one), text.index(one) + len(one)) for one in some) for some in parts]
        content, source, cue = places
        found = change(text, Found(content, source, cue, method="tagger", score=0.9))
        return found and tuple([s.of(text) for s in spans] for spans in (found.content, found.source, found.cue))

    return run
