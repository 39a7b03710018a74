"""Lists of phrases in, where they stand in a text out; each word of the text is looked up once for all of the lists."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from builder.label import lexicons
from builder.records import Span

Name = TypeVar("Name", bound=Hashable)


class Phrases(Generic[Name]):
    """Lists of phrases by name. Every phrase opens with a word, so that only where one stands its list is tried."""

    def __init__(self, lists: Mapping[Name, Iterable[str]]) -> None:
        self._opened: dict[str, list[tuple[Name, re.Pattern[str]]]] = {}
        for name, phrases in lists.items():
            one = name, lexicons.pattern(phrases)
            for word in sorted(lexicons.openings(phrases)):
                self._opened.setdefault(word, []).append(one)

    def found(self, text: str, within: Span) -> Iterator[tuple[Name, Span]]:
        """The phrases inside ``within``, in order; those of one list do not overlap."""
        ends: dict[Name, int] = {}
        for word in lexicons.WORD.finditer(text, within.start, within.end):
            for name, pattern in self._opened.get(word.group().lower(), ()):
                start = word.start()
                if start >= ends.get(name, start) and (match := pattern.match(text, start, within.end)):
                    ends[name] = match.end()
                    yield name, Span(start, match.end())
