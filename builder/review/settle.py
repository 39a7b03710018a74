"""Decisions of several people in; what they settle, and what stays open because they differ, out."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from builder.config import Review
from builder.review.decision import Decision
from builder.review.fields import Value


@dataclass(frozen=True, slots=True)
class Settled:
    """A value that counts, and how many people decided it."""

    value: Value
    reviewers: int


@dataclass(frozen=True, slots=True, order=True)
class Open:
    """A field of a quote on which there are decisions that were not applied, and why."""

    quote_id: str
    field: str
    why: str


Verdicts = Mapping[str, Mapping[str, Settled]]  # quote id -> field -> what is settled


def settle(decisions: Iterable[Decision], rule: Review) -> tuple[Verdicts, tuple[Open, ...]]:
    """What counts for each field of each quote, where a reviewer has one voice on each.

    ``majority``: the value that more than half of them chose. ``adjudicator``: what all of them say; where they
    differ, and wherever the adjudicator has spoken, what the adjudicator says.
    """
    verdicts: dict[str, dict[str, Settled]] = {}
    undecided: list[Open] = []
    ordered = sorted(decisions, key=lambda one: (*one.matter, one.reviewer))
    for (quote_id, field), group in itertools.groupby(ordered, key=lambda one: one.matter):
        voices = {one.reviewer: one.value for one in group}
        found = _adjudicated(voices, rule.adjudicator) if rule.rule == "adjudicator" else _majority(voices)
        if isinstance(found, Settled):
            verdicts.setdefault(quote_id, {})[field] = found
        else:
            undecided.append(Open(quote_id, field, found))
    return verdicts, tuple(undecided)


def _majority(voices: Mapping[str, Value]) -> Settled | str:
    value, count = Counter(voices.values()).most_common(1)[0]
    if 2 * count > len(voices):
        return Settled(value, count)
    return f"{len(voices)} reviewers differ and no value has more than half of them."


def _adjudicated(voices: Mapping[str, Value], adjudicator: str | None) -> Settled | str:
    values = list(voices.values())
    if adjudicator is not None and adjudicator in voices:
        value = voices[adjudicator]
        return Settled(value, values.count(value))
    if len(set(values)) == 1:
        return Settled(values[0], len(values))
    return f"{len(voices)} reviewers differ and the adjudicator has not decided."
