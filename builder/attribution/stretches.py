"""Sorted spans that do not overlap, asked which of them a span touches."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from builder.records import Span


class Stretches:
    """Spans in order; asking costs the logarithm of their number."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def index(self, offset: int) -> int | None:
        """The index of the span that holds ``offset``; None where none does."""
        at = bisect_right(self._starts, offset) - 1
        return at if at >= 0 and offset < self._spans[at].end else None

    def indices(self, offsets: Sequence[int]) -> list[int | None]:
        """The same of several offsets that ascend, in one walk."""
        spans, starts = self._spans, self._starts
        at = bisect_right(starts, offsets[0]) - 1 if offsets else -1
        found: list[int | None] = []
        for offset in offsets:
            while at + 1 < len(spans) and starts[at + 1] <= offset:
                at += 1
            found.append(at if at >= 0 and offset < spans[at].end else None)
        return found

    def touches(self, span: Span) -> bool:
        at = bisect_right(self._starts, span.end - 1) - 1
        return at >= 0 and self._spans[at].end > span.start
