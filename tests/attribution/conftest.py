"""An article made of a text, and the attributions of one as plain words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
