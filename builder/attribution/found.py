"""What the rules of one sentence hand on: an attribution before it is judged and joined with others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.attribution.sentences import Token
from builder.lexicon import Cue
from builder.records import Span


@dataclass(frozen=True, slots=True)
class Found:
    """Spans of one attribution, all in the article's text; ``quotations`` are those its content takes in."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    method: str
    entry: Cue | None = None
    via: tuple[Span, ...] = ()
    quotations: tuple[int, ...] = ()
    block: int = 0
    rejected: str | None = None  # the reason why this is no attribution after all
    inherited: bool = False


def span(tokens: Sequence[Token], start: int, end: int) -> Span:
    """The stretch of text from token ``start`` to the token before ``end``."""
    return Span(tokens[start].start, tokens[end - 1].end)


def quotations(tokens: Sequence[Token], start: int, end: int) -> tuple[int, ...]:
    return tuple(token.quotation for token in tokens[start:end] if token.quotation is not None)
