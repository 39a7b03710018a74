"""The content of a quote in, whether it can be checked, what type of claim it is and which part is checkable out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from builder.label.claims import Clause, act, total, trimmed
from builder.records import ClaimType, Label, Span, VerifiabilityValue

ORDER: tuple[ClaimType, ...] = get_args(ClaimType)  # breaks ties: quantity before law_rule before causal ...

# Share of right answers by value on the development quotes, to a tenth.
SCORES: Mapping[VerifiabilityValue, float] = {"verifiable": 0.5, "partially_verifiable": 0.5, "unverifiable": 0.7}


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
        return "event" if signals["event_noun"] and not signals["opinion"] else "rhetoric_other"
    weights = _weights(signals, done)
    return max(ORDER, key=lambda kind: (weights[kind], -ORDER.index(kind)))


def _proposition(signals: Mapping[str, int]) -> bool:
    return bool(signals["finite"] or signals["event_verb"] or signals["past"])


def _weights(signals: Mapping[str, int], done: str) -> dict[ClaimType, float]:
    s = signals
    return {
        "quantity": 2.0 * s["figure"] + (1.0 * s["quantity"]),
        "law_rule": 1.5 * s["law"],
        "causal": 2.0 * s["causal"],
        "event": 0.6 * (s["event_verb"] + s["past"]) + 0.6 * s["time"] + 0.2 * s["name"] + (0.8 if done == "report" else 0),
        "prediction_promise": 1.5 * s["future"] + 0.5 * s["weak"] + (1.5 if done == "promise" else 0),
        "personal_experience": 1.2 * s["private"],
        "opinion_value": 0.9 * s["opinion"] + (1.2 if done in {"appeal", "feeling"} else 0) + 0.5,
        "rhetoric_other": 1.5 * s["question"] + 1.5 * s["greeting"] + (1.0 if done == "question" else 0),
    }


def _value(signals: Mapping[str, int], kind: ClaimType, done: str) -> tuple[VerifiabilityValue, str]:
    s = signals
    vague = s["opinion"] + s["weak"]
    anchored = s["figure"] + s["quantity"] + s["time"]
    if kind == "rhetoric_other":
        return "unverifiable", "no statement of fact: question, greeting, slogan or topic"
    if kind == "personal_experience":
        return "unverifiable", "private experience without a public trace"
    if kind == "prediction_promise":
        return _forecast(signals)
    if kind == "opinion_value":
        if s["causal"] or s["figure"] or (s["past"] + s["event_verb"] >= 2 and s["time"]):
            return "partially_verifiable", "a checkable part stands beside an evaluation"
        return "unverifiable", "evaluation or appeal"
    if kind == "causal":
        return "partially_verifiable", "cause and effect: the facts can be checked, the link is open to readings"
    if vague:
        return "partially_verifiable", "a checkable part is tangled with evaluation or hedging"
    if anchored or s["name"] >= 2 or s["law"]:
        return "verifiable", "figures, dates or names make it specific enough to check"
    return "partially_verifiable", "who, when or how much is missing"


def _forecast(signals: Mapping[str, int]) -> tuple[VerifiabilityValue, str]:
    if signals["weak"] or not signals["definite"] and not signals["figure"]:
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
