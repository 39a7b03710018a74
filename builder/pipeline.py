"""The whole build on one screen: articles in, a published version out. The stages meet here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from builder import attribution, engine, ids, intake, label, speakers
from builder.config import Config, find
from builder.errors import InputError
from builder.records import Article, Attribution, Extraction, Labels, Quote, Reject, Source, Speaker

if TYPE_CHECKING:
    from builder.dataset import Release

VERSIONS = {
    "extractor": attribution.VERSION,
    "speaker": speakers.VERSION,
    "stance": label.VERSION,
    "framing": label.VERSION,
    "verifiability": label.VERSION,
}
Progress = Callable[[int, int, int], None]  # articles done, quotes, rejects


def extract(text: str, *, title: str | None = None, outlet: str | None = None) -> tuple[Quote, ...]:
    """The quotes of one article given as a string, in the order of the text.

    >>> [quote.speaker.name for quote in extract("“We left,” Ann Lee said.")]
    ['Ann Lee']
    """
    article = Article(ids.article_id(text, None), text, Source("", None, "text", ""), outlet=outlet, title=title)
    return process(intake.with_furniture(article)).quotes


def process(article: Article) -> Extraction:
    """Everything that one article gives; what a worker runs, and nothing but a function of the article."""
    found, unfit = attribution.attribute(article)
    entities = speakers.entities(article)
    who = speakers.resolve(article, found, entities)
    quotes = tuple(
        _quote(article, one, speaker, label.label(article, one, speaker, entities))
        for one, speaker in zip(found, who, strict=True)
    )
    return Extraction(quotes, (*_furniture(article), *unfit))


def _quote(article: Article, one: Attribution, speaker: Speaker, labels: Labels) -> Quote:
    text = "".join(span.of(article.text) for span in one.content)
    return Quote(article.article_id, text, one, speaker, labels)


def _furniture(article: Article) -> Iterator[Reject]:
    for piece in article.furniture:
        yield Reject(
            stage="intake",
            reason=piece.reason,
            detail=f"Page furniture, not text of the article: {piece.reason.replace('_', ' ')}.",
            path=article.source.path,
            row=article.source.row,
            article_id=article.article_id,
            span=piece.span,
            text=piece.span.of(article.text),
        )
