"""Article -> Attribution: who is said to have said what, with the rejects: what looked like it and is not.

A tagger finds sources, cues and contents; fitted links and joins make attributions of them; quotation marks give the
exact edges. What the layout says (labels of a transcript, signatures) goes before the tagger.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from builder.attribution import blocks, cues, layouts, marks, rejects, scores, tagged, tagger
from builder.attribution.found import Found
from builder.attribution.marks import Quotation
from builder.attribution.rows import Rows, unattributed
from builder.attribution.stretches import Stretches
from builder.records import Article, Attribution, Reject, Span

VERSION = "tagger-2"


def attribute(
    article: Article, min_score: float | None = None, models: Path | None = None
) -> tuple[tuple[Attribution, ...], tuple[Reject, ...]]:
    """The attributions of ``article`` in the order of their content, and what was looked at and left out.

    Furniture, and a first paragraph that repeats the title, are not read. Only English is: an article that says it is
    in another language gives one reject. What scores below ``min_score`` is left out, as a reject; ``models`` is a
    folder with a tagger of one's own (see ``build-dataset train``). ModelError when weights are missing or damaged.
    """
    if article.language not in {None, "en"}:
        return (), (_unsupported(article),)
    text, paragraphs = article.text, blocks.of(article)
    quotations = marks.quotations(text, paragraphs)
    printed = layouts.read(text, paragraphs, quotations)
    found = [*printed, *_free(tagged.read(text, paragraphs, quotations, models), printed)]
    least = tagger.LEAST_SCORE if min_score is None else min_score
    kept: list[Found] = []
    rejected: set[tuple[int, int, str]] = set()
    for one in found:
        if cues.is_negated(text, one):
            rejected.add((one.content[0].start, one.content[-1].end, "negated_cue"))
        elif one.score < least:
            rejected.add((one.content[0].start, one.content[-1].end, "low_score"))
        else:
            kept.append(one)
    for quotation in _alone(quotations, found):
        whole = rejects.is_sentence(quotation.spans[0].of(text))
        if whole and (min_score is None or min_score <= scores.UNATTRIBUTED):
            kept.append(unattributed(quotation))
        elif whole:
            rejected.add((quotation.start, quotation.end, "low_score"))
        else:
            first = quotation.spans[0]
            rejected.add((first.start, quotation.end, rejects.reason(text, first.start, first.end)))
    rows = Rows(text, quotations)
    return (
        tuple(rows.attribution(one) for one in sorted(kept, key=lambda one: one.content)),
        tuple(_reject(article, *one) for one in sorted(rejected)),
    )


def _free(found: Sequence[Found], printed: Sequence[Found]) -> list[Found]:
    """What the tagger found and the layout did not take."""
    taken = Stretches(span for one in printed for span in (*one.content, *one.source))
    return [one for one in found if not any(taken.touches(span) for span in one.content)]


def _alone(quotations: Sequence[Quotation], found: Sequence[Found]) -> list[Quotation]:
    """The quotations that nobody is said to have said."""
    taken = Stretches(span for one in found for span in one.content)
    return [quotation for quotation in quotations if not any(taken.touches(span) for span in quotation.spans)]


def _unsupported(article: Article) -> Reject:
    detail = f"The tagger reads English; the article says it is in {article.language!r}."
    source = article.source
    return Reject("attribution", "unsupported_language", detail, source.path, source.row, article.article_id)


def _reject(article: Article, start: int, end: int, reason: str) -> Reject:
    quoted = article.text[start:end]
    shown = quoted if len(quoted) <= 60 else quoted[:57] + "…"
    return Reject(
        stage="attribution",
        reason=reason,
        detail=f"{rejects.DETAILS[reason]}: {shown}",
        path=article.source.path,
        row=article.source.row,
        article_id=article.article_id,
        span=Span(start, end),
        text=quoted,
    )
