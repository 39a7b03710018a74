"""Lists of phrases in, where they stand in a text out; each word of the text is looked up once for all of the lists."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Generic, TypeAlias, TypeVar

from builder.label import lexicons
from builder.records import Span

Name = TypeVar("Name", bound=Hashable)
Lists: TypeAlias = Sequence[tuple[Name, re.Pattern[str]]]


class Phrases(Generic[Name]):
    """Lists of phrases by name. Every phrase opens with a word, so that only where one stands its list is tried.

    What is asked about an article comes together, and of stretches that overlap: where phrases may open is found once.
    """

    def __init__(self, lists: Mapping[Name, Iterable[str]]) -> None:
        self._opened: dict[str, list[tuple[Name, re.Pattern[str]]]] = {}
        for name, phrases in lists.items():
            one = name, lexicons.pattern(phrases)
            for word in sorted(lexicons.openings(phrases)):
                self._opened.setdefault(word, []).append(one)
        self._text = ""  # that was asked about last
        self._openings: list[tuple[int, Lists[Name]]] = []  # of that text: where a phrase may open, and of which lists
        self._starts: list[int] = []  # of these

    def found(self, text: str, within: Span) -> Iterator[tuple[Name, Span]]:
        """The phrases inside ``within``, in order; those of one list do not overlap."""
        ends: dict[Name, int] = {}
        for start, lists in self._opening(text, within):
            for name, pattern in lists:
                if start >= ends.get(name, start) and (match := pattern.match(text, start, within.end)):
                    ends[name] = match.end()
                    yield name, Span(start, match.end())

    def _opening(self, text: str, within: Span) -> Sequence[tuple[int, Lists[Name]]]:
        if lexicons.WORD.match(text, within.end) and lexicons.WORD.match(text[within.end - 1]):
            # Its last word is cut, and half a word is another word.
            return [(within.start + at, lists) for at, lists in self._among(_words(within.of(text)))]
        if text is not self._text:
            self._text, self._openings = text, self._among(_words(text))
            self._starts = [start for start, _ in self._openings]
        first = bisect_left(self._starts, within.start)
        return self._openings[first : bisect_left(self._starts, within.end, first)]

    def _among(self, words: Mapping[str, Sequence[int]]) -> list[tuple[int, Lists[Name]]]:
        known = words.keys() & self._opened.keys()
        return sorted((start, self._opened[word]) for word in known for start in words[word])


@lru_cache(maxsize=2)
def _words(text: str) -> Mapping[str, Sequence[int]]:
    """Where each word of a text stands, by its lower case."""
    found: dict[str, list[int]] = {}
    for word in lexicons.WORD.finditer(text):
        found.setdefault(word.group().lower(), []).append(word.start())
    return found
