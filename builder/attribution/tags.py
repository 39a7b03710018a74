"""The tag set of the tagger, and the spans that a tag sequence draws."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

Role = Literal["source", "cue", "content"]
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
TAG = {tag: index for index, tag in enumerate(TAGS)}


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tokens `begin` to `end` of one role in one paragraph.

    `owners` are the gold attributions it belongs to: sources are often shared. Empty for what the tagger found.
    """

    role: Role
    begin: int
    end: int
    owners: frozenset[int] = frozenset()


def spans_of(tags: Iterable[int]) -> list[Tagged]:
    """The spans of a tag sequence in order; an I- that continues nothing begins a span."""
    spans: list[Tagged] = []
    begin, role = 0, ""
    for i, tag in enumerate([*map(int, tags), 0]):
        if not (tag or role):
            continue
        name = TAGS[tag]
        if role and name != "I-" + role:
            spans.append(Tagged(cast("Role", role), begin, i))
            role = ""
        if name != "O" and not role:
            begin, role = i, name[2:]
    return spans
