"""A person's word on stance: it has a value and a target, which stands in the article, and both or neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from builder import ids
from builder.records import Article, Label, Labels, Quote, Span, Stance, StanceValue
from builder.review.fields import Value
from builder.text import paragraphs

_SCORES = {"favor": 1.0, "neutral": 0.0, "against": -1.0}


def misfit(article: Article, quote: Quote, decided: Mapping[str, Value]) -> str | None:
    """Why the stance cannot be as it was decided; None when it can.

    “The ministry botched it,” with stance *against* alone: against whom? With the target “Timbuktu”: not printed there.
    """
    stance, target = _wanted(quote, decided)
    if (stance is None) != (target is None):
        return "A stance has a target: decide stance and stance_target together, or null for both."
    if target is not None and _entry(article, quote, target) is None:
        return f"The target {target!r} is not printed in the quote or its paragraphs."
    return None


def decided(article: Article, quote: Quote, values: Mapping[str, Value], reason: str, version: str) -> Labels:
    """The labels with the stance that was decided as the strongest entry; the other entries stay."""
    stance, target = _wanted(quote, values)
    labels = quote.labels
    if stance is None or target is None:
        return replace(labels, stances=(), stance=None, stance_target=None)
    entry = _entry(article, quote, target)
    assert entry is not None  # noqa: S101  misfit was asked
    mine = replace(entry, stance=stance, score=_SCORES[stance], reason=reason)
    others = [one for one in labels.stances if one.span != entry.span]
    return replace(
        labels,
        stances=tuple(sorted((*others, mine), key=lambda one: one.span)),
        stance=Label(stance, mine.score, reason, "human", version),
        stance_target=entry.canonical or entry.target,
    )


def _wanted(quote: Quote, decided: Mapping[str, Value]) -> tuple[StanceValue | None, str | None]:
    """Both halves, the half nobody spoke of as it is; no stance at all where one half was decided to be null."""
    labels = quote.labels
    halves = ("stance", "stance_target")
    if any(half in decided and decided[half] is None for half in halves) and all(
        decided.get(half) is None for half in halves
    ):
        return None, None
    stance = decided.get("stance", labels.stance.value if labels.stance else None)
    target = decided.get("stance_target", labels.stance_target)
    return cast("StanceValue | None", stance), cast("str | None", target)


def _entry(article: Article, quote: Quote, target: str) -> Stance | None:
    """The entry for ``target``: one that is there, else one for where the article prints it, in the content first."""
    for entry in quote.labels.stances:
        if ids.fold(target) in {ids.fold(entry.target), ids.fold(entry.canonical or entry.target)}:
            return entry
    content = quote.attribution.content
    near = Span(content[0].start, content[-1].end)
    places = [*content, *(block for block in paragraphs(article.text) if block.overlaps(near))]
    for place in places:
        if match := re.compile(re.escape(target)).search(article.text, place.start, place.end):
            return Stance(target, Span(*match.span()), None, "unknown", "neutral", 0.0, "explicit")
    return None
