"""Quotes that people marked because the builder had missed them: decisions in, attributions of their own out."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from builder import lexicon
from builder.evaluate import quoted
from builder.records import Article, Attribution, QuoteType, Reject, Span
from builder.review import fields
from builder.review.decision import Decision
from builder.review.settle import Verdicts

METHOD = "review"  # of an attribution that the builder had missed
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A quote that people settled on, with its spans: it stands whether the builder finds it or not."""

    quote_id: str
    article_id: str
    content: Spans
    source: Spans
    cue: Spans
    reviewers: int
    rival: str | None = None  # a quote whose words overlap, and of which people decided too

    @property
    def end(self) -> int:
        return max(span.end for span in (*self.content, *self.source, *self.cue))


def marked(decisions: Iterable[Decision], verdicts: Verdicts) -> Mapping[str, tuple[Marked, ...]]:
    """The quotes that are settled with source and cue, by article.

    Two people who mark the same words in different ways differ about which of them is the quote: each has a rival.
    """
    places = {one.quote_id: (one.article_id, one.content) for one in decisions}
    held: dict[str, list[Marked]] = defaultdict(list)
    decided_here: dict[str, list[tuple[str, Spans]]] = defaultdict(list)
    for quote_id, (article_id, content) in sorted(places.items()):
        decided = verdicts.get(quote_id, {})
        quote = decided.get(fields.IS_QUOTE)
        if quote is None or quote.value:
            decided_here[article_id].append((quote_id, content))
        if quote is not None and quote.value and {"source", "cue"} <= decided.keys():
            source, cue = (cast("Spans", decided[name].value) for name in ("source", "cue"))
            held[article_id].append(Marked(quote_id, article_id, content, source, cue, quote.reviewers))
    return {
        article_id: tuple(replace(one, rival=_rival(one, decided_here[article_id])) for one in ones)
        for article_id, ones in held.items()
    }


def include(
    article: Article, found: Sequence[Attribution], ones: Sequence[Marked]
) -> tuple[tuple[Attribution, ...], tuple[Reject, ...]]:
    """``found`` with what people marked; what the builder took for a quote of the same words becomes a reject."""
    known = {one.content for one in found}
    missed = [one for one in ones if one.rival is None and one.content not in known and one.end <= len(article.text)]
    if not missed:
        return tuple(found), ()
    instead = [next((one for one in missed if overlaps(one.content, each.content)), None) for each in found]
    kept = [each for each, one in zip(found, instead, strict=True) if one is None]
    left = [_replaced(article, each, one) for each, one in zip(found, instead, strict=True) if one is not None]
    both = [*kept, *(_attribution(article.text, one) for one in missed)]
    return tuple(sorted(both, key=lambda one: one.content)), tuple(left)


def overlaps(one: Spans, other: Spans) -> bool:
    return any(a.overlaps(b) for a, b in itertools.product(one, other))


def _rival(one: Marked, others: Iterable[tuple[str, Spans]]) -> str | None:
    return next((each for each, content in others if each != one.quote_id and overlaps(one.content, content)), None)


def _attribution(text: str, one: Marked) -> Attribution:
    spans = [(span.start, span.end) for span in one.content]
    entry = lexicon.cue_within(" ".join(span.of(text) for span in one.cue))
    return Attribution(
        one.content,
        cast("QuoteType", quoted.kind(text, spans, quoted.regions(text))),
        one.source,
        one.cue,
        cue_lemma=entry.lemma if entry else None,
        polarity=entry.polarity if entry else "asserts",
        speech=entry.speech if entry else True,
        method=METHOD,
        by="human",
    )


def _replaced(article: Article, made: Attribution, one: Marked) -> Reject:
    detail = f"People marked other words as the quote here: reviewed by {one.reviewers}."
    span = Span(made.content[0].start, made.content[-1].end)
    source = article.source
    return Reject("review", "reviewed_out", detail, source.path, source.row, article.article_id, span)
