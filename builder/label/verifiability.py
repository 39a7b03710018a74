"""A statement in, whether it can be checked, its worth to a fact-checker and checkable spans out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from builder.label.claims import Clause, act, clauses, total, trimmed
from builder.label.features import features
from builder.label.heads import STATEMENT
from builder.label.scales import scales
from builder.model.arrays import Floats
from builder.records import Attribution, ClaimType, Label, Span, VerifiabilityValue

VALUES: tuple[VerifiabilityValue, ...] = get_args(VerifiabilityValue)
TYPES: tuple[ClaimType, ...] = get_args(ClaimType)
# Signs that are named in the reason, in the words of a reader.
_NAMED = {
    "figure": "figures",
    "quantity": "amounts",
    "law": "law",
    "causal": "cause and effect",
    "time": "dates",
    "name": "names",
    "opinion": "words of opinion",
    "modal": "hedges",
    "weak": "hedges",
    "future": "the future",
    "first_person": "the speaker’s own person",
    "question": "a question",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, and what of it can be checked."""

    verifiability: Label[VerifiabilityValue]
    claim_type: ClaimType  # of the main assertion
    spans: tuple[Span, ...]  # checkable
    check_worthiness: float  # from 0 to 1


def judge(
    text: str, attributions: Sequence[Attribution], odds: Sequence[Mapping[str, Floats]], version: str
) -> list[Claim]:
    """Judges the statements, never their truth, from the encoder's log-odds by head and the signs in their words.

    "Exports rose 12% last year" is verifiable, "Sanctions have destroyed our economy" partially, "The puppet clique is
    wicked" not.
    """
    if not attributions:
        return []
    parts = [clauses(text, one.content) for one in attributions]
    signals = [total(some) for some in parts]
    x = np.array(
        [
            features({head: heard[head] for head in STATEMENT}, signs, act(one.cue_lemma or ""))
            for one, signs, heard in zip(attributions, signals, odds, strict=True)
        ]
    )
    fitted = scales()
    answers = zip(
        *(each.by_classes(x) for each in (fitted.verifiability, fitted.claim_type, fitted.worth)), strict=True
    )
    return [
        _claim(text, one.content, some, signs, answer, version)
        for one, some, signs, answer in zip(attributions, parts, signals, answers, strict=True)
    ]


def _claim(
    text: str,
    content: Sequence[Span],
    clauses: Sequence[Clause],
    signals: Mapping[str, int],
    answer: Sequence[Mapping[str, float]],
    version: str,
) -> Claim:
    shares, types, worth = answer
    value = decided(shares)
    spans = () if value == "unverifiable" else _checkable(text, content, clauses)
    share, reason = round(shares[value], 4), _reason(value, signals)
    label = Label(value, share, reason, by="model", version=version, evidence=spans)
    kind = max(TYPES, key=lambda name: types[name])
    return Claim(label, kind, spans, round(worth["yes"], 4))


def decided(shares: Mapping[str, float]) -> VerifiabilityValue:
    """First whether anything can be checked, then whether all of it can."""
    if shares["unverifiable"] >= 0.5:
        return "unverifiable"
    return "verifiable" if shares["verifiable"] >= shares["partially_verifiable"] else "partially_verifiable"


def _reason(value: VerifiabilityValue, signals: Mapping[str, int]) -> str:
    found = list(dict.fromkeys(words for name, words in _NAMED.items() if signals.get(name)))
    seen = f"it has {', '.join(found)}" if found else "it has no figures, dates, names or words of opinion"
    return f"reads as {value.replace('_', ' ')}; {seen}"


def _checkable(text: str, content: Sequence[Span], clauses: Sequence[Clause]) -> tuple[Span, ...]:
    """The sentences that hold facts; all of the content when none stands out."""
    facts = ("figure", "quantity", "law", "causal", "time", "past", "event_verb")
    chosen = [c.span for c in clauses if c.count(*facts) and not c.signals.get("question")]
    found = (trimmed(text, span) for span in (chosen or content))
    return tuple(span for span in found if span)
