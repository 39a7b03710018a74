"""Decisions that somebody took back: a line of its own beside them, so that the history stays as it was."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from builder.review.decision import Decision

KEY = "retracts"  # by which a line is known to be no decision
_KEYS = (KEY, "quote_id", "field", "reviewer", "reason")


@dataclass(frozen=True, slots=True)
class Retraction:
    """``retracts`` is the digest of the decision; the rest of it is repeated for whoever reads the file."""

    retracts: str
    quote_id: str
    field: str
    reviewer: str  # whose decision it was
    reason: str

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def of(one: Decision, reason: str) -> Retraction:
    return Retraction(one.digest, one.quote_id, one.field, one.reviewer, reason)


def of_json(content: Mapping[str, Any], known: Collection[str]) -> Retraction:
    """The retraction in one line of a file under reviews/; ``known`` are the digests of the decisions there.

    Raises ValueError with a sentence for what is none, or what takes back nothing.
    """
    if tuple(sorted(content)) != tuple(sorted(_KEYS)) or not all(isinstance(value, str) for value in content.values()):
        raise ValueError(f"a retraction has the keys {', '.join(_KEYS)}, each with text.")
    if content[KEY] not in known:
        raise ValueError(f"it takes back a decision that is not there, {content[KEY]!r}.")
    return Retraction(**content)


def standing(decisions: Iterable[Decision], retractions: Iterable[Retraction]) -> list[Decision]:
    """``decisions`` without those that were taken back."""
    gone = {one.retracts for one in retractions}
    return [one for one in decisions if one.digest not in gone]
