"""Rows of an article and its quotes in, the paragraphs of it that may be shown out, each with its place in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.text import paragraphs, strip

Row = Mapping[str, Any]
BREAK = 2  # characters between two paragraphs, where nothing was kept back


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph and where it starts in the article; ``after_gap`` when the text between was not passed on."""

    start: int
    text: str
    after_gap: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def passages(article: Row, quotes: Sequence[Row]) -> list[Passage]:
    """All paragraphs; of an article whose licence keeps its text back those that its quotes carry as context."""
    if (text := article["text"]) is not None:
        return [Passage(span.start, span.of(text)) for span in paragraphs(text)]
    found: list[Passage] = []
    known = 0
    for quote in sorted(quotes, key=lambda row: (row["context_start"], -len(row["context"]))):
        start, context = quote["context_start"], quote["context"]
        rest = strip(context, max(known - start, 0), len(context))
        if rest is None:
            continue
        # A context may span paragraphs, and one may begin inside what another one has shown already.
        shown = rest.of(context)
        for at, span in enumerate(paragraphs(shown)):
            gap = at == 0 and start + rest.start - known > BREAK
            found.append(Passage(start + rest.start + span.start, span.of(shown), gap))
        known = start + len(context)
    return found
