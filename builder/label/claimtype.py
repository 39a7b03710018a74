"""The signs of a statement in, the type of its main assertion out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from builder.records import ClaimType

ORDER: tuple[ClaimType, ...] = get_args(ClaimType)  # breaks ties: quantity before law_rule before causal ...


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
