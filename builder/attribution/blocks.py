"""The paragraphs of an article that are its own text: without furniture and without a repeated title."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from builder import text as prose
from builder.records import Article, Span


def of(article: Article) -> list[Span]:
    found: list[Span] = []
    furniture = sorted(piece.span for piece in article.furniture)
    for paragraph in prose.paragraphs(article.text):
        found += _without(article.text, paragraph, furniture)
    title = _folded(article.title or "")
    if found and title and _folded(found[0].of(article.text)) == title:
        del found[0]
    return found


def _without(text: str, paragraph: Span, furniture: Sequence[Span]) -> Iterator[Span]:
    start = paragraph.start
    for piece in furniture:
        if piece.overlaps(paragraph):
            if piece.start > start and (before := prose.strip(text, start, piece.start)):
                yield before
            start = max(start, piece.end)
    if start < paragraph.end and (rest := prose.strip(text, start, paragraph.end)):
        yield rest


def _folded(line: str) -> str:
    return " ".join(line.lstrip("# ").casefold().rstrip(".").split())
