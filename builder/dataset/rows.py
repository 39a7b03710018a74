"""Records in, rows out: one dictionary per row, with the columns of the schemas and nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from builder import ids
from builder.records import Article, Extraction, Label, Quote, Reject, Span, Syndication
from builder.text import WORD, paragraphs

Row = dict[str, Any]
Printed = tuple[Article, Quote]  # a quote and the article that prints it

JOINT = " … "  # between the spans of one mention or cue
SHORT_TEXT = 300  # code points of a reject that may be shown whatever the licence of its article
_DECIMALS = 4


def quote_id(quote: Quote) -> str:
    return ids.quote_id(quote.article_id, quote.attribution.content)


def speaker_id(quote: Quote) -> str | None:
    speaker = quote.speaker
    if speaker.name is None:
        return None
    return ids.speaker_id(speaker.name, speaker.kind, quote.article_id if speaker.local else None)


def quotes(printed: Iterable[Printed], utterances: Iterable[str], versions: Mapping[str, str]) -> Iterator[Row]:
    """The rows of the quotes table; ``utterances`` is aligned with ``printed``, which stands article by article."""
    for (article, quote), utterance in zip(printed, utterances, strict=True):
        yield rows_of_quote(article, quote, utterance, paragraphs(article.text), versions)


def rows_of_quote(
    article: Article, quote: Quote, utterance: str, blocks: Sequence[Span], versions: Mapping[str, str]
) -> Row:
    """The row of one quote. ``blocks`` are the paragraphs of the article."""
    made, speaker, labels = quote.attribution, quote.speaker, quote.labels
    top = min(labels.stances, key=lambda entry: (-abs(entry.score), entry.span), default=None)
    context = _context(quote, blocks)
    return {
        "quote_id": quote_id(quote),
        "article_id": article.article_id,
        "outlet": article.outlet,
        "outlet_domain": article.outlet_domain,
        "url": article.url,
        "published_at": article.published_at,
        "language": article.language,
        "quote": quote.text,
        "quote_type": made.quote_type,
        "content": _spans(made.content),
        "nested": _spans(made.nested),
        "context": context.of(article.text),
        "context_start": context.start,
        "cue": _printed(article, made.cue),
        "cue_spans": _spans(made.cue),
        "cue_lemma": made.cue_lemma,
        "polarity": made.polarity,
        "speaker_mention": _printed(article, made.source),
        "mention_spans": _spans(made.source),
        "speaker": speaker.name,
        "speaker_id": speaker_id(quote),
        "speaker_kind": speaker.kind,
        "speaker_role": speaker.role,
        "speaker_reference": speaker.reference,
        "sourcing": speaker.sourcing,
        "via": speaker.via,
        "speech": made.speech,
        "stance": labels.stance.value if labels.stance else None,
        "stance_target": labels.stance_target,
        "stances": [
            {
                "target": entry.target,
                "start": entry.span.start,
                "end": entry.span.end,
                "canonical": entry.canonical,
                "kind": entry.kind,
                "stance": entry.stance,
                "score": _rounded(entry.score),
                "basis": entry.basis,
                "evidence": _spans(entry.evidence),
                "reason": entry.reason,
            }
            for entry in labels.stances
        ],
        "framing": labels.framing.value,
        "framing_devices": [
            {"device": found.device, "start": found.span.start, "end": found.span.end}
            for found in labels.framing_devices
        ],
        "verifiability": labels.verifiability.value,
        "claim_type": labels.claim_type,
        "claim_spans": _spans(labels.claim_spans),
        "check_worthiness": _rounded(labels.check_worthiness),
        "scores": {
            "attribution": _rounded(made.score),
            "speaker": None if speaker.name is None else _rounded(speaker.score),
            "stance": None if top is None else _rounded(top.score),  # signed, unlike the label's own
            "framing": _rounded(labels.framing.score),
            "verifiability": _rounded(labels.verifiability.score),
        },
        "reasons": {
            "speaker": speaker.reason,
            "stance": labels.stance.reason if labels.stance else None,
            "framing": labels.framing.reason,
            "verifiability": labels.verifiability.reason,
        },
        "provenance": _provenance(quote, versions),
        "reviewed_fields": list(quote.reviewed),
        "flags": list(made.flags),
        "utterance_id": utterance,
    }


def article(one: Article, quote_count: int, near_duplicates: Mapping[str, str]) -> Row:
    """The row of one article; its text only where the licence or the flag of its metadata allows it."""
    return {
        "article_id": one.article_id,
        "outlet": one.outlet,
        "outlet_domain": one.outlet_domain,
        "outlet_country": one.outlet_country,
        "outlet_ownership": one.outlet_ownership,
        "title": one.title,
        "authors": list(one.authors),
        "published_at": one.published_at,
        "published_at_precision": one.published_at_precision,
        "published_at_zone": one.published_at_zone,
        "modified_at": one.modified_at,
        "url": one.url,
        "language": one.language,
        "section": one.section,
        "licence": one.licence,
        "free_to_read": one.free_to_read,
        "word_count": word_count(one),
        "quote_count": quote_count,
        "text": one.text if one.text_redistributable else None,
        "text_sha256": hashlib.sha256(one.text.encode("utf-8", "surrogatepass")).hexdigest(),
        "text_start": one.text_start,
        "source_path": _encodable(one.source.path),
        "source_row": one.source.row,
        "source_format": one.source.format,
        "source_sha256": one.source.sha256,
        "intake_notes": list(one.notes),
        "extractor": one.extractor,
        "syndication": [_syndication(place) for place in one.syndication],
        "near_duplicate_of": near_duplicates.get(one.article_id),
    }


def _syndication(place: Syndication) -> dict[str, Any]:
    span = place.span
    return {
        "kind": place.kind,
        "name": _encodable(place.name),
        "start": span.start if span else None,
        "end": span.end if span else None,
    }


def word_count(one: Article) -> int:
    """Words, not symbols, outside the furniture."""
    count, start = 0, 0
    for piece in sorted(found.span for found in one.furniture):
        count += _words(one.text, start, piece.start)
        start = max(start, piece.end)
    return count + _words(one.text, start, len(one.text))


def _words(text: str, start: int, end: int) -> int:
    return sum(word[0].isalnum() for word in WORD.findall(text, start, end))


def rejects(extracted: Sequence[tuple[Article, Extraction]], intake: Iterable[Reject]) -> Iterator[Row]:
    """The rows of the rejects table: intake's, the furniture of the articles, and what the stages left out.

    Ordered by file, row and place; one that was reported twice stands once.
    """
    articles = {one.article_id: one for one, _ in extracted}
    found = list(intake)
    for one, extraction in extracted:
        found += [_furniture(one, piece.span, piece.reason) for piece in one.furniture]
        found += extraction.rejects
    found.sort(key=lambda each: (each.path, each.row or 0, each.span or Span(0, 1), each.stage, each.reason))
    unique = {ids.reject_id(each): each for each in reversed(found)}
    for identity, each in reversed(unique.items()):
        yield _reject(identity, each, articles.get(each.article_id or ""))


def _furniture(one: Article, span: Span, reason: str) -> Reject:
    source = one.source
    detail = f"Page furniture ({reason.replace('_', ' ')}), not text of the article."
    return Reject("intake", reason, detail, source.path, source.row, one.article_id, span, span.of(one.text))


def _reject(identity: str, each: Reject, one: Article | None) -> Row:
    text = each.text
    if text is None and each.span and one:
        text = each.span.of(one.text)
    if text is not None and len(text) > SHORT_TEXT and not (one and one.text_redistributable):
        text = None
    return {
        "reject_id": identity,
        "article_id": each.article_id,
        "source_path": _encodable(each.path),
        "source_row": each.row,
        "stage": each.stage,
        "reason": each.reason,
        "detail": _encodable(each.detail),
        "start": each.span.start if each.span else None,
        "end": each.span.end if each.span else None,
        "text": None if text is None else _encodable(text),
    }


def _context(quote: Quote, blocks: Sequence[Span]) -> Span:
    """The paragraphs from the first to the last span of the row.

    Every span of the row lies inside it, so that a row can be checked without the article's text.
    """
    every = list(_every_span(quote))
    start, end = min(span.start for span in every), max(span.end for span in every)
    touched = [block for block in blocks if block.start < end and start < block.end]
    return Span(min([start, *(block.start for block in touched)]), max([end, *(block.end for block in touched)]))


def _every_span(quote: Quote) -> Iterator[Span]:
    made, labels = quote.attribution, quote.labels
    for spans in (made.content, made.source, made.cue, made.nested, labels.claim_spans):
        yield from spans
    for entry in labels.stances:
        yield entry.span
        yield from entry.evidence
    yield from (found.span for found in labels.framing_devices)


def _provenance(quote: Quote, versions: Mapping[str, str]) -> Row:
    labels = quote.labels
    judged = {"stance": labels.stance, "framing": labels.framing, "verifiability": labels.verifiability}
    by = {name: label.by if label else "rule" for name, label in judged.items()}
    return {
        "extractor": quote.attribution.by,
        "speaker": quote.speaker.by,
        **by,
        "versions": {
            "extractor": versions["review" if quote.attribution.by == "human" else "attribution"],
            "speaker": versions["review" if quote.speaker.by == "human" else "speakers"],
            **{name: _version(label, versions) for name, label in judged.items()},
        },
        "reviewed": bool(quote.reviewed) or "human" in by.values(),
    }


def _version(label: Label[Any] | None, versions: Mapping[str, str]) -> str:
    return label.version if label and label.version else versions["label"]


def _spans(spans: Iterable[Span]) -> list[dict[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _printed(one: Article, spans: Sequence[Span]) -> str | None:
    return JOINT.join(span.of(one.text) for span in spans) or None


def _rounded(score: float) -> float:
    return round(float(score), _DECIMALS) + 0.0  # -0.0 becomes 0.0


def _encodable(text: str) -> str:
    """A file name that is not UTF-8 reaches us with lone surrogates, which Parquet cannot hold."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
