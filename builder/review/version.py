"""The version that reviewers looked at: what an import must know of it, and where words stand in its articles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from builder.records import Span
from builder.review.marked import Spans

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Version:
    """Quotes by id and, for quotes that are to be added, what may be read of each article: offset and text."""

    dataset: str
    quotes: Mapping[str, Row]
    texts: Mapping[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    open: frozenset[str] = frozenset()  # articles whose text is there whole

    def of_article(self, article_id: str) -> Iterator[tuple[str, Spans]]:
        """The quotes of one article: id and content."""
        for quote_id, row in self.quotes.items():
            if row["article_id"] == article_id:
                yield quote_id, spans(row["content"])

    def words(self, article_id: str, span: Span) -> str | None:
        """The words that ``span`` covers; None where the article's licence keeps them back."""
        for start, text in self.texts.get(article_id, ()):
            if start <= span.start and span.end <= start + len(text):
                return text[span.start - start : span.end - start]
        return None

    def find(self, article_id: str, words: str, near: Spans = ()) -> Span:
        """Where ``words`` stand in the article: the place nearest to ``near``, else the only one.

        Raises ValueError with a sentence when they stand nowhere, or anywhere.
        """
        places = sorted(set(_places(self.texts.get(article_id, ()), words)))
        if not places:
            raise ValueError(f"{words!r} does not stand in the article, letter by letter, or its text is kept back.")
        if len(places) > 1 and not near:
            raise ValueError(f"{words!r} stands {len(places)} times in the article; give its offsets, as [[17, 42]].")
        return min(places, key=lambda place: (_apart(place, near), place))


def version(dataset: str, quotes: Iterable[Row], articles: Iterable[Row]) -> Version:
    """From rows of the quotes and the articles table; an article without text shows the contexts of its quotes."""
    rows = {row["quote_id"]: row for row in quotes}
    whole = {row["article_id"]: row["text"] for row in articles}
    texts: dict[str, list[tuple[int, str]]] = {
        each: [(0, text)] if text is not None else [] for each, text in whole.items()
    }
    for row in rows.values():
        if whole[row["article_id"]] is None:
            texts[row["article_id"]].append((row["context_start"], row["context"]))
    opened = frozenset(each for each, text in whole.items() if text is not None)
    return Version(dataset, rows, {each: tuple(of) for each, of in texts.items()}, opened)


def spans(column: Iterable[Mapping[str, int]]) -> Spans:
    return tuple(Span(each["start"], each["end"]) for each in column)


def _places(texts: Iterable[tuple[int, str]], words: str) -> Iterator[Span]:
    for start, text in texts:
        at = text.find(words)
        while at >= 0:
            yield Span(start + at, start + at + len(words))
            at = text.find(words, at + 1)


def _apart(place: Span, near: Spans) -> int:
    """Characters between ``place`` and the nearest of ``near``."""
    return min((max(0, each.start - place.end, place.start - each.end) for each in near), default=0)
