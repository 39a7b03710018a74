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
from builder.label import sentences
from builder.label.scales import scales
from builder.label.setting import read
from builder.label.stance import asked, shares, stances
from builder.label.targets import Target
from builder.records import Article, Attribution, QuoteType, Source, Span, Stance

Fields = Mapping[str, Any]
# Check-worthiness from which the answer is yes; storage never thresholds it. Of quotes, where the F1 of our own gold is
# as good as any; of single sentences, whose coders were asked another question, where yes is likelier.
CHECK_WORTHY = 0.45
DEBATED = 0.5
CHECKABLE = 0.22  # of single sentences; chosen, as is what goes into it, on PoliClaim's development part


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
    source = [Span(holder["start"], holder["end"])] if holder else []
    place, shares = sentences.stance(text, Span(target["start"], target["end"]), source)
    against, neutral, favor = shares
    label = scales().stance[place].stance(*shares)
    return Answer(label, {"against": against, "neutral": neutral, "favor": favor})


def verifiability(row: Fields) -> Answer:
    """Two classes: what is partially verifiable has something to check."""
    found = sentences.checkable(row["text"])
    label = "verifiable" if found >= CHECKABLE else "unverifiable"
    return Answer(label, {"verifiable": found, "unverifiable": 1 - found})


def check_worthiness(row: Fields) -> Answer:
    """As ClaimBuster's coders saw it: whether the sentence states a fact that the public would want checked."""
    found = sentences.debated(row["text"])
    worthy = "check_worthy" if found >= DEBATED else "not_check_worthy"
    return Answer(worthy, {"check_worthy": found, "not_check_worthy": round(1 - found, 4)})


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
    one = attribution(row)
    known = speakers.entities(article)
    (speaker,) = speakers.resolve(article, [one], known)
    found = labels.label(article, one, speaker, known)
    targets = [Target((Span(entry["start"], entry["end"]),), None, "unknown") for entry in row["stances"]]
    reading = read(article, ())
    ((chosen, answers),) = asked(reading, [(one, targets)])
    given = stances(reading, one, chosen, *shares([answers]))
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


def attribution(row: Fields) -> Attribution:
    """The attribution of a row whose spans are given, with what the lexicon knows of its cue."""
    text = row["text"]
    content, source, cue = (
        tuple(Span(start, end) for start, end in row.get(name) or ()) for name in ("content", "source", "cue")
    )
    kind: QuoteType = row.get("kind") or quoted.kind(text, row["content"], quoted.regions(text))  # type: ignore[assignment]
    entry = lexicon.cue_within(" ".join(span.of(text) for span in cue))
    return Attribution(
        content,
        kind,
        source,
        cue,
        cue_lemma=entry.lemma if entry else None,
        polarity=entry.polarity if entry else "asserts",
        speech=entry.speech if entry else True,
    )


def _article(name: str, text: str, outlet: str | None = None) -> Article:
    return Article(ids.article_id(text, None), text, Source(name, None, "text", ""), outlet=outlet)
