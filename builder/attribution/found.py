"""An attribution on its way: what the tagger or the layout gave, before marks, cue and medium are read."""

from __future__ import annotations

from dataclasses import dataclass

from builder.records import Origin, Span


@dataclass(frozen=True, slots=True)
class Found:
    """Spans of one attribution in the article's text, each tuple in order."""

    content: tuple[Span, ...]
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    method: str
    score: float
    speech: bool = True
    inherited: bool = False
    by: Origin = "rule"
