"""The tokens that spans cover: what the scores count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

Words = frozenset[tuple[int, int]]  # (start, end) of each token
Spans = Sequence[Sequence[int]]  # [start, end] each

_TOKEN = re.compile(r"\w+|[^\w\s]")


def tokens(text: str, spans: Spans, *, symbols: bool) -> Words:
    """The words of ``text`` that lie at least partly in ``spans``; with ``symbols`` also single signs.

    A span cut in the middle of a word stands for the whole word. ValueError for a span outside of the text.
    """
    found: set[tuple[int, int]] = set()
    for start, end in spans:
        if not 0 <= start < end <= len(text):
            raise ValueError(f"[{start}, {end}) lies outside of a text of {len(text)} characters.")
        first, last = _whole_words(text, start, end)
        for match in _TOKEN.finditer(text, first, last):
            if symbols or match.group()[0].isalnum() or match.group()[0] == "_":
                found.add(match.span())
    return frozenset(found)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return start, end


def union(sets: Iterable[Words]) -> Words:
    return frozenset().union(*sets)
