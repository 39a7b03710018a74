"""Article -> Attribution: who is said to have said what, with the rejects: what looked like it and is not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from builder import text as prose
from builder.attribution import marks, rejects, scores, sentences
from builder.attribution.found import Found
from builder.attribution.linker import link
from builder.attribution.marks import Quotation
from builder.records import Article, Attribution, QuoteType, Reject, Span

VERSION = "rules-1"
_LONG = 1500  # code points; a longer quotation is either a document or a forgotten mark


def attribute(article: Article) -> tuple[tuple[Attribution, ...], tuple[Reject, ...]]:
    """The attributions of ``article`` in the order of their content, and what was looked at and left out.

    Furniture, and a first paragraph that repeats the title, are not read. Only English is: an article that says it is
    in another language gives one reject.
    """
    if article.language not in {None, "en"}:
        detail = f"The rules read English; the article says it is in {article.language!r}."
        return (), (
            Reject(
                "attribution",
                "unsupported_language",
                detail,
                article.source.path,
                article.source.row,
                article.article_id,
            ),
        )
    text, blocks = article.text, _blocks(article)
    quotations = marks.quotations(text, blocks)
    linked = link(text, list(sentences.read(text, blocks, quotations)), quotations)
    kept = [found for found in linked.found if found.rejected is None]
    rejected = [
        (found.content[0].start, found.content[-1].end, found.rejected) for found in linked.found if found.rejected
    ]
    for number in linked.alone:
        first = quotations[number].spans[0]
        rejected.append((first.start, quotations[number].end, rejects.reason(text, first.start, first.end)))
    quoted = [span for quotation in quotations for span in quotation.spans]
    return (
        tuple(_attribution(text, found, quotations, quoted) for found in kept),
        tuple(_reject(article, start, end, reason) for start, end, reason in sorted(set(rejected))),
    )


def _blocks(article: Article) -> list[Span]:
    """The paragraphs that are the article's own text: without furniture and a repeated title."""
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


def _attribution(text: str, found: Found, quotations: Sequence[Quotation], quoted: Sequence[Span]) -> Attribution:
    content = _whole_quotations(found, quotations)
    inside = [quotations[number] for number in found.quotations]
    flags = {flag for quotation in inside for flag in quotation.flags}
    if found.inherited:
        flags.add("inherited_speaker")
    if content[-1].end - content[0].start > _LONG:
        flags.add("long_quote")
    return Attribution(
        content=content,
        quote_type=_quote_type(text, content, quoted),
        source=found.source,
        cue=found.cue,
        cue_lemma=found.entry.lemma if found.entry else None,
        polarity=found.entry.polarity if found.entry else "asserts",
        speech=found.entry.speech if found.entry else True,
        via=found.via,
        nested=tuple(span for quotation in inside for span in quotation.nested),
        inherited=found.inherited,
        flags=tuple(sorted(flags)),
        score=scores.of(found.method),
        method=found.method,
    )


def _whole_quotations(found: Found, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """The content, with the later paragraphs of a quotation that goes on after a break."""
    spans = set(found.content)
    for number in found.quotations:
        for span in quotations[number].spans:
            if not any(span.overlaps(other) for other in spans):
                spans.add(span)
    return tuple(sorted(spans))


def _quote_type(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> QuoteType:
    """From the marks alone: do all, some or none of the words of ``content`` stand in ``quoted``?"""
    inside = outside = False
    for span in content:
        for word in prose.words(text, span):
            if not text[word.start].isalnum():
                continue
            at = bisect_right(quoted, word.start, key=_start) - 1
            if at >= 0 and word.start < quoted[at].end:
                inside = True
            else:
                outside = True
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _start(span: Span) -> int:
    return span.start


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
