"""Rows of the label corpora in, what the builder's labellers say about them out.

A corpus knows sentences, the builder attributions in articles: each row becomes an article with one attribution.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from builder import ids, lexicon, speakers
from builder import label as labels
from builder.evaluate import quoted
from builder.label.setting import place, read
from builder.label.stance import stances
from builder.label.targets import Target
from builder.records import Article, Attribution, Labels, QuoteType, Source, Span, Speaker, Stance

Fields = Mapping[str, Any]
CHECK_WORTHY = 0.5  # check_worthiness from which the two-way corpora's label is given; storage never thresholds it


@dataclass(frozen=True, slots=True)
class Answer:
    """A label with a score for each label, only for ranking; None where the builder has nothing to go by."""

    label: str | None
    scores: Mapping[str, float] | None


def stance(row: Fields) -> Answer:
    """The stance of the sentence, or of its holder, to the target; none to a target that the text does not name."""
    text, target, holder = row["text"], row["target"], row.get("holder")
    if target["start"] is None:
        return Answer(None, None)
    source = (Span(holder["start"], holder["end"]),) if holder else ()
    one = Attribution((Span(0, len(text)),), "indirect", source)
    asked = Target((Span(target["start"], target["end"]),), None, "unknown")
    (found,) = stances(place(read(_article(row["id"], text), ()), one), [asked])
    return Answer(found.stance, {"favor": found.score, "against": -found.score, "neutral": -abs(found.score)})


def verifiability(row: Fields) -> Answer:
    """Two classes: what is partially verifiable has something to check."""
    found = _sentence(row).verifiability
    # What a value's score leaves is shared by the two other values.
    other = (1 - found.score) / 2
    checkable = 1 - found.score if found.value == "unverifiable" else found.score + other
    return Answer(
        "unverifiable" if found.value == "unverifiable" else "verifiable",
        {"verifiable": checkable, "unverifiable": 1 - checkable},
    )


def check_worthiness(row: Fields) -> Answer:
    found = _sentence(row).check_worthiness
    worthy = "check_worthy" if found >= CHECK_WORTHY else "not_check_worthy"
    return Answer(worthy, {"check_worthy": found, "not_check_worthy": 1 - found})


ANSWERS: Mapping[str, Callable[[Fields], Answer]] = {
    "stance": stance,
    "verifiability": verifiability,
    "check-worthiness": check_worthiness,
}


def quote(row: Fields) -> dict[str, Any]:
    """Every field of one quote whose spans are given.

    ``stances`` are those to the targets the builder finds itself, ``given_stances`` those to the targets of the gold.
    """
    article = _article(row["id"], row["text"], row.get("outlet"))
    one = _attribution(row)
    known = speakers.entities(article)
    (speaker,) = speakers.resolve(article, [one], known)
    found = labels.label(article, one, speaker, known)
    targets = [Target((Span(entry["start"], entry["end"]),), None, "unknown") for entry in row["stances"]]
    given = stances(place(read(article, ()), one), targets)
    worth = found.check_worthiness
    return {
        "id": row["id"],
        "framing": found.framing.value,
        "verifiability": found.verifiability.value,
        "claim_type": found.claim_type,
        "check_worthy": worth >= CHECK_WORTHY,
        "check_worthiness": worth,
        "sourcing": speaker.sourcing,
        "stances": [_entry(entry) for entry in found.stances],
        "given_stances": [_entry(entry) for entry in given],
    }


def _entry(entry: Stance) -> dict[str, Any]:
    return {"start": entry.span.start, "end": entry.span.end, "stance": entry.stance, "score": entry.score}


def _sentence(row: Fields) -> Labels:
    """The labels of a sentence as its speaker's own words, between its neighbours."""
    context = row.get("context") or {}
    before, after = context.get("previous") or "", context.get("next") or ""
    start = len(before) + 1 if before else 0
    text = " ".join(part for part in (before, row["text"], after) if part)
    one = Attribution((Span(start, start + len(row["text"])),), "direct")
    article = _article(row["id"], text)
    return labels.label(article, one, Speaker(name=context.get("speaker")), ())


def _attribution(row: Fields) -> Attribution:
    text = row["text"]
    content, source, cue = (
        tuple(Span(start, end) for start, end in row.get(name) or ()) for name in ("content", "source", "cue")
    )
    kind: QuoteType = row.get("kind") or quoted.kind(text, row["content"], quoted.regions(text))  # type: ignore[assignment]
    entry = _cue(" ".join(span.of(text) for span in cue))
    return Attribution(
        content,
        kind,
        source,
        cue,
        cue_lemma=entry.lemma if entry else None,
        polarity=entry.polarity if entry else "asserts",
        speech=entry.speech if entry else True,
    )


def _cue(printed: str) -> lexicon.Cue | None:
    """The first and longest form inside a whole verbal group: "has since pointed out" is *point out*."""
    words = printed.casefold().replace(",", " ").replace(":", " ").split()
    for size in (3, 2, 1):
        for start in range(len(words) - size + 1):
            if found := lexicon.cue_of_form(" ".join(words[start : start + size])):
                return found
    return None


def _article(name: str, text: str, outlet: str | None = None) -> Article:
    return Article(ids.article_id(text, None), text, Source(name, None, "text", ""), outlet=outlet)
