"""Articles, quotes and rejects in, the four Arrow tables of a version out, in their final order."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from builder.dataset import rows, schema, speakers, split
from builder.dataset.utterances import Spoken, utterances
from builder.records import Article, Beside, Extraction, Quote, Reject

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 10_000  # rows that exist as Python objects at one time


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a version before they are split and written.

    Quotes and articles stand in the order of publication (unknown dates last), quotes then in that of the text, so
    that a later version appends rows and the early shards of its files stay as they were.
    """

    quotes: pa.Table
    articles: pa.Table
    speakers: pa.Table
    rejects: pa.Table
    groups: tuple[split.Group, ...]  # article ids that belong in one split
    versions: Mapping[str, str]  # stage -> version of its rules or model
    beside: tuple[Beside, ...] = ()  # files that were read and are no articles
    sections: Mapping[str, Any] = field(default_factory=dict)  # of the manifest, from stages this one does not know


def tables(
    extracted: Iterable[tuple[Article, Extraction]],
    *,
    versions: Mapping[str, str],
    rejects: Iterable[Reject] = (),
    near_duplicates: Mapping[str, str] | None = None,
    beside: tuple[Beside, ...] = (),
    sections: Mapping[str, Any] | None = None,
) -> Tables:
    """The tables for ``extracted``: every article once, with what it gave.

    ``versions`` has one entry for each of the stages ``attribution``, ``speakers`` and ``label``. ``rejects`` are
    those of intake; an article's furniture becomes rejects here. ``near_duplicates`` is what ``intake`` found.
    ``beside`` and ``sections`` are for the manifest.
    """
    ordered = sorted(extracted, key=lambda pair: publication_order(pair[0]))
    articles = [article for article, _ in ordered]
    known = {article.article_id for article in articles}
    if len(known) < len(articles):
        raise ValueError("an article was given twice")
    near = {one: first for one, first in (near_duplicates or {}).items() if one != first and {one, first} <= known}
    quotes = [(article, quote) for article, extraction in ordered for quote in _in_text_order(extraction)]
    shared = utterances([_spoken(quote) for _, quote in quotes])
    counts = Counter(article.article_id for article, _ in quotes)
    return Tables(
        quotes=_table("quotes", rows.quotes(quotes, shared, versions)),
        articles=_table("articles", (rows.article(each, counts[each.article_id], near) for each in articles)),
        speakers=_table("speakers", speakers.speakers(quotes)),
        rejects=_table("rejects", rows.rejects(ordered, rejects)),
        groups=split.groups(
            [article.article_id for article in articles],
            itertools.chain(sorted(near.items()), _carried_together(quotes, shared)),
        ),
        versions=dict(sorted(versions.items())),
        beside=beside,
        sections=sections or {},
    )


def publication_order(article: Article) -> tuple[bool, datetime, str]:
    """Sort key: by date, articles without one last, then by id."""
    date = article.published_at
    return (date is None, date or datetime.min.replace(tzinfo=UTC), article.article_id)


def _in_text_order(extraction: Extraction) -> list[Quote]:
    return sorted(extraction.quotes, key=lambda quote: quote.attribution.content)


def _spoken(quote: Quote) -> Spoken:
    return Spoken(
        quote_id=rows.quote_id(quote),
        quote=quote.text,
        quote_type=quote.attribution.quote_type,
        speaker_id=rows.speaker_id(quote),
    )


def _carried_together(quotes: list[rows.Printed], shared: list[str]) -> Iterable[tuple[str, str]]:
    first: dict[str, str] = {}  # utterance -> the first article that carries it
    for (article, _), utterance in zip(quotes, shared, strict=True):
        yield first.setdefault(utterance, article.article_id), article.article_id


def _table(name: str, content: Iterable[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    declared = schema.arrow(name)
    remaining = iter(content)
    batches = []
    while batch := list(itertools.islice(remaining, _BATCH)):
        batches.append(pa.Table.from_pylist(batch, schema=declared))
    return pa.concat_tables(batches).combine_chunks() if batches else declared.empty_table()
