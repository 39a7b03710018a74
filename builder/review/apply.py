"""What people decided about one article's quotes applied to them: quotes in, quotes as they were decided out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from builder import ids, lexicon
from builder.evaluate.draws import Draw
from builder.evaluate.reviewed import Judged
from builder.records import Article, Attribution, Extraction, Label, Labels, Quote, Reject, Sourcing, Span, Speaker
from builder.review import fields, stances
from builder.review.marked import METHOD
from builder.review.settle import Open, Settled, Verdicts

VERSION = "reviews-1"  # of provenance.versions where a person decided
Settlement = Mapping[str, Settled]
Draws = Mapping[tuple[str, str], tuple[Draw, ...]]  # quote id and field -> the samples for which people decided it


@dataclass(frozen=True, slots=True)
class Revised:
    """One article's extraction after the decisions about it."""

    extraction: Extraction
    applied: tuple[tuple[str, str], ...] = ()  # quote id and field
    unfit: tuple[Open, ...] = ()
    judged: tuple[Judged, ...] = ()  # what the builder had said of what is settled


def revise(article: Article, extraction: Extraction, verdicts: Verdicts, draws: Draws) -> Revised:
    """``extraction`` as its reviewers decided. What is no quote for them becomes a reject, reason ``reviewed_out``."""
    if not verdicts:
        return Revised(extraction)
    quotes: list[Quote] = []
    rejects: list[Reject] = []
    applied: list[tuple[str, str]] = []
    unfit: list[Open] = []
    judged: list[Judged] = []
    for quote in extraction.quotes:
        identity = ids.quote_id(quote.article_id, quote.attribution.content)
        decided = verdicts.get(identity, {})
        if quote.attribution.method != METHOD:  # the builder has said nothing about what it missed
            judged += _judged(article, quote, decided, draws)
        if fields.IS_QUOTE in decided and not decided[fields.IS_QUOTE].value:
            rejects.append(_reviewed_out(article, quote, decided[fields.IS_QUOTE]))
            applied.append((identity, fields.IS_QUOTE))
            continue
        misfits = {field: why for field in decided if (why := _misfit(article, quote, decided, field))}
        fitting = {field: decided[field] for field in fields.FIELDS if field in decided and field not in misfits}
        quotes.append(_decided(article, quote, fitting, extraction.quotes) if fitting else quote)
        applied += [(identity, field) for field in fitting]
        unfit += [Open(identity, field, why) for field, why in sorted(misfits.items())]
    revised = Extraction(tuple(quotes), (*extraction.rejects, *rejects))
    return Revised(revised, tuple(applied), tuple(unfit), tuple(judged))


def reason(settled: Settled) -> str:
    """How many decided; who they are stays in reviews/."""
    return f"reviewed by {settled.reviewers}"


def _judged(article: Article, quote: Quote, decided: Settlement, draws: Draws) -> Iterator[Judged]:
    """Whether the builder says of each settled field what people say; of what is no quote nothing but that."""
    identity = ids.quote_id(quote.article_id, quote.attribution.content)
    refused = fields.IS_QUOTE in decided and not decided[fields.IS_QUOTE].value
    for field in (fields.IS_QUOTE,) if refused else [field for field in fields.FIELDS if field in decided]:
        said, right = fields.found(quote, field), decided[field].value
        yield Judged(
            identity,
            article.outlet or article.outlet_domain,
            field,
            fields.same(field, said, right),
            fields.overlap(said, right) if field in fields.SPANS else None,
            draws.get((identity, field), ()),
        )


def _reviewed_out(article: Article, quote: Quote, settled: Settled) -> Reject:
    content = quote.attribution.content
    span = Span(content[0].start, content[-1].end)
    detail = f"Not a quote: {reason(settled)}."
    source = article.source
    return Reject("review", "reviewed_out", detail, source.path, source.row, article.article_id, span)


def _misfit(article: Article, quote: Quote, decided: Settlement, field: str) -> str | None:
    """Why a decision cannot be applied, though its quote is there; None when it can."""
    value = decided[field].value
    if field == "content" and value != quote.attribution.content:
        return "Other content is another quote: set is_quote to false here, and add that one."
    if isinstance(value, tuple) and any(span.end > len(article.text) for span in value):
        return "The spans reach beyond the article."
    if field in ("stance", "stance_target"):
        return stances.misfit(article, quote, {name: one.value for name, one in decided.items()})
    return None


def _decided(article: Article, quote: Quote, decided: Settlement, neighbours: Sequence[Quote]) -> Quote:
    return replace(
        quote,
        attribution=_attribution(article, quote.attribution, decided),
        speaker=_speaker(quote, decided, neighbours),
        labels=_labels(article, quote, decided),
        reviewed=tuple(field for field in fields.FIELDS if field in decided),
    )


def _attribution(article: Article, made: Attribution, decided: Settlement) -> Attribution:
    """Another cue has another lemma: “claimed” for “said” is *claim*."""
    mine: dict[str, Any] = {
        field: decided[field].value for field in (*fields.SPANS, "polarity", "speech") if field in decided
    }
    if not mine and fields.IS_QUOTE not in decided:
        return made
    if mine.get("cue", made.cue) != made.cue:
        entry = lexicon.cue_within(" ".join(span.of(article.text) for span in mine["cue"]))
        mine["cue_lemma"] = entry.lemma if entry else None
    return replace(made, **mine, by="human", score=1.0)


def _speaker(quote: Quote, decided: Settlement, neighbours: Sequence[Quote]) -> Speaker:
    """A speaker whom the article's other quotes know is the same one, with kind, role and Wikidata id."""
    speaker = quote.speaker
    mine = [decided[field] for field in ("speaker", "speaker_kind") if field in decided]
    if not mine:
        return speaker
    name = decided["speaker"].value if "speaker" in decided else speaker.name
    if name is None:
        # "he" is still somebody whom the article names; a name that is none leaves people without one.
        whom: Sourcing = speaker.sourcing if speaker.reference == "anaphoric" else "anonymous"
        sourcing: Sourcing = "unattributed" if speaker.sourcing == "unattributed" else whom
        speaker = replace(speaker, name=None, sourcing=sourcing, role=None, qid=None, local=False)
    elif name != speaker.name:
        assert isinstance(name, str)  # noqa: S101  fields.parse
        known = next((one.speaker for one in neighbours if ids.fold(one.speaker.name or "") == ids.fold(name)), None)
        other = known or Speaker(name, speaker.kind)
        speaker = replace(
            speaker, name=other.name, kind=other.kind, role=other.role, qid=other.qid, local=other.local,
            sourcing="named", reference="explicit" if speaker.reference == "none" else speaker.reference,
        )  # fmt: skip
    if "speaker_kind" in decided:
        speaker = replace(speaker, kind=decided["speaker_kind"].value)  # type: ignore[arg-type]
    reviewers = min(mine, key=lambda one: one.reviewers)
    return replace(speaker, by="human", score=1.0, method="review", reason=reason(reviewers))


def _labels(article: Article, quote: Quote, decided: Settlement) -> Labels:
    labels = quote.labels
    if "framing" in decided:
        labels = replace(labels, framing=_label(labels.framing, decided["framing"]))
    if "verifiability" in decided:
        labels = replace(labels, verifiability=_label(labels.verifiability, decided["verifiability"]))
    if "claim_type" in decided:
        labels = replace(labels, claim_type=decided["claim_type"].value)  # type: ignore[arg-type]
    if "check_worthiness" in decided:
        labels = replace(labels, check_worthiness=decided["check_worthiness"].value)  # type: ignore[arg-type]
    mine = [decided[field] for field in ("stance", "stance_target") if field in decided]
    if mine:
        said = reason(min(mine, key=lambda one: one.reviewers))
        values = {field: one.value for field, one in decided.items()}
        labels = stances.decided(article, replace(quote, labels=labels), values, said, VERSION)
    return labels


def _label(made: Label[Any], settled: Settled) -> Label[Any]:
    return replace(made, value=settled.value, score=1.0, reason=reason(settled), by="human", version=VERSION)
