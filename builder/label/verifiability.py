"""The content of a quote in, whether it can be checked, what type of claim it is and which part is checkable out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from builder.label.claims import Clause, act, total, trimmed
from builder.records import ClaimType, Label, Span, VerifiabilityValue

ORDER: tuple[ClaimType, ...] = get_args(ClaimType)  # breaks ties: quantity before law_rule before causal ...

# Share of right answers by value on the development quotes, rounded down to a tenth.
SCORES: Mapping[VerifiabilityValue, float] = {"verifiable": 0.6, "partially_verifiable": 0.5, "unverifiable": 0.7}

# Chosen on the development quotes, where half or one and a half times each value costs up to 0.03 of macro-F1.
MARGIN = 1.0  # facts must outweigh views by one sign
TANGLED = 0.2  # views that are more than a fifth of the facts make a statement partial
SPECIFIC = 2.5  # two facts and a name, or a figure and a date


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed: its label, the type of the main assertion and the checkable stretches."""

    verifiability: Label[VerifiabilityValue]
    claim_type: ClaimType
    spans: tuple[Span, ...]


def judge(text: str, content: Sequence[Span], clauses: Sequence[Clause], lemma: str | None, version: str) -> Claim:
    """Judges the statement, never its truth.

    "Exports rose 12% last year" is verifiable, "Sanctions have destroyed our economy" partially, "The puppet clique is
    wicked" not.
    """
    signals, done = total(clauses), act(lemma or "")
    kind = claim_type(signals, done)
    value, reason = _value(signals, kind, done)
    checkable = () if value == "unverifiable" else _checkable(text, content, clauses)
    label = Label(value, SCORES[value], reason, version=version, evidence=checkable)
    return Claim(label, kind, checkable)


def claim_type(signals: Mapping[str, int], done: str) -> ClaimType:
    """The type with most evidence; the order of LABELS breaks ties only."""
    if not _proposition(signals):
        return _topic(signals, done)
    weights = _weights(signals, done)
    return max(ORDER, key=lambda kind: (weights[kind], -ORDER.index(kind)))


def _proposition(signals: Mapping[str, int]) -> bool:
    """Whether something is stated: a verb, a clause with "that", a subject pronoun, or too long for a mere topic."""
    return any(signals[k] for k in ("finite", "event_verb", "past", "clause", "infinitive")) or signals["words"] > 14


def _topic(signals: Mapping[str, int], done: str) -> ClaimType:
    """A name or a noun phrase: "called it “a disgrace”" values, "cited interviews with guards" names an event."""
    if signals["opinion"] or done == "appeal":
        return "opinion_value"
    return "event" if signals["event_noun"] else "rhetoric_other"


def _weights(signals: Mapping[str, int], done: str) -> dict[ClaimType, float]:
    s = signals
    return {
        "quantity": 2.0 * s["figure"] + 1.5 * s["quantity"],
        "law_rule": 1.5 * s["law"],
        "causal": 2.0 * s["causal"],
        "event": 0.7 * (s["event_verb"] + s["past"])
        + 0.4 * s["event_noun"]
        + 0.5 * s["time"]
        + 0.2 * min(s["name"], 3)
        + 0.8 * (done == "report"),
        "prediction_promise": 1.5 * s["future"]
        + 0.7 * (s["modal"] + s["weak"])
        + 1.5 * (done == "promise")
        + 1.2 * (done == "forewarn"),
        "personal_experience": 1.2 * s["private"],
        "opinion_value": 0.9 * s["opinion"]
        + 1.0 * (done in {"appeal", "feeling"})
        + 0.5
        + 0.3 * min(s["first_person"], 2),
        "rhetoric_other": 1.5 * s["question"] + 1.5 * s["greeting"] + (done == "question"),
    }


def _value(signals: Mapping[str, int], kind: ClaimType, done: str) -> tuple[VerifiabilityValue, str]:
    if kind == "rhetoric_other":
        return "unverifiable", "no statement of fact: question, greeting, slogan or topic"
    if kind == "personal_experience":
        return "unverifiable", "private experience without a public trace"
    if kind == "prediction_promise":
        return _forecast(signals)
    facts, views = _facts(signals, done), _views(signals, done)
    if facts <= views + MARGIN:
        return "unverifiable", "evaluation, appeal or generality"
    if kind == "causal":
        return "partially_verifiable", "cause and effect: the facts can be checked, the link is open to readings"
    if views > TANGLED * facts:
        return "partially_verifiable", "a checkable part is tangled with evaluation or hedging"
    if facts >= SPECIFIC and _anchored(signals):
        return "verifiable", "figures, dates or names make it specific enough to check"
    return "partially_verifiable", "who, when or how much is missing"


def _facts(s: Mapping[str, int], done: str) -> float:
    hard = 1.5 * s["figure"] + s["quantity"] + s["law"] + s["causal"] + s["time"] + s["event_verb"]
    return hard + 0.5 * s["past"] + 0.4 * min(s["name"], 3) + 0.3 * s["event_noun"] + 1.0 * (done == "report")


def _views(s: Mapping[str, int], done: str) -> float:
    return (
        s["opinion"]
        + s["greeting"]
        + s["question"]
        + 0.5 * (s["first_person"] + s["modal"] + s["weak"])
        + 0.5 * (done in {"appeal", "feeling"})
    )


def _anchored(s: Mapping[str, int]) -> bool:
    return bool(s["figure"] or s["quantity"] or s["time"] or s["law"] or s["name"] >= 2)


def _forecast(signals: Mapping[str, int]) -> tuple[VerifiabilityValue, str]:
    if signals["weak"] or signals["modal"] or not (signals["definite"] or signals["figure"]):
        return "unverifiable", "prediction or promise without a definite outcome"
    if signals["time"]:
        return "verifiable", "prediction or promise with a definite outcome and time"
    return "partially_verifiable", "prediction or promise with a definite outcome but no time"


def _checkable(text: str, content: Sequence[Span], clauses: Sequence[Clause]) -> tuple[Span, ...]:
    """The sentences that hold facts; all of the content when none stands out."""
    facts = ("figure", "quantity", "law", "causal", "time", "past", "event_verb")
    chosen = [c.span for c in clauses if c.count(*facts) and not c.signals.get("question")]
    found = (trimmed(text, span) for span in (chosen or content))
    return tuple(span for span in found if span)
