"""An article in, the paragraphs of it that may be shown out, each with its place in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.text import paragraphs, strip

Row = Mapping[str, Any]
Passage = tuple[int, str, bool]  # where it starts, its text, whether text before it was kept back
BREAK = 2  # characters between two paragraphs, where nothing was kept back


def passages(article: Row, quotes: Sequence[Row]) -> list[Passage]:
    """All paragraphs; of an article whose licence keeps its text back those that its quotes carry as context."""
    if (text := article["text"]) is not None:
        return [(span.start, span.of(text), False) for span in paragraphs(text)]
    found: list[Passage] = []
    known = 0
    for quote in sorted(quotes, key=lambda row: (row["context_start"], -len(row["context"]))):
        start, context = quote["context_start"], quote["context"]
        rest = strip(context, max(known - start, 0), len(context))
        if rest is None:
            continue
        # A context may span paragraphs, and one may begin inside what another one has shown already.
        inside = [span for span in paragraphs(rest.of(context)) if span.end > span.start]
        for at, span in enumerate(inside):
            gap = at == 0 and start + rest.start - known > BREAK
            found.append((start + rest.start + span.start, span.of(rest.of(context)), gap))
        known = start + len(context)
    return found
