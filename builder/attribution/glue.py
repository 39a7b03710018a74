"""Tags become attributions: stretches joined, one source and one cue a group, marks taken in at quoted edges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from builder.attribution import joins, links
from builder.attribution.context import Context, Stretch
from builder.attribution.links import Scored
from builder.attribution.logistic import Logistic
from builder.attribution.speech import Speech
from builder.model.tokens import MARK, Encoded

_TRAILING = frozenset(",.?!;—…")


@dataclass(frozen=True, slots=True)
class Scorers:
    """The learned parts of the glue."""

    cue: Logistic
    source: Logistic
    join: Logistic
    speech: Speech

    def to_json(self) -> dict[str, Any]:
        return {name: getattr(self, name).to_json() for name in self.__slots__}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Scorers:
        cue, source, join = (Logistic.from_json(kept[name]) for name in ("cue", "source", "join"))
        return cls(cue, source, join, Speech.from_json(kept["speech"]))


@dataclass(frozen=True, slots=True)
class Linked:
    """The scored cues and sources of each stretch of content."""

    cues: Sequence[Scored]
    sources: Sequence[Scored]


@dataclass(frozen=True, slots=True)
class Group:
    """One attribution: its stretches of content, and the likeliest source and cue with their probabilities."""

    contents: tuple[Stretch, ...]
    source: Stretch | None
    source_score: float
    cue: Stretch | None
    cue_score: float
    join_score: float  # the product of what joined its stretches; 1.0 for a single one
    inherited: bool = False  # the tagger gave it no source; it has that of the group before it


def link(context: Context, cue: Logistic, source: Logistic) -> Linked:
    """Every content with its candidates, the likeliest first."""
    unknown = np.full(len(context.by_role["content"]), links.NONE)
    cues = links.score(context, "cue", cue, unknown)
    return Linked(cues, links.score(context, "source", source, links.likeliest(cues)))


def groups(context: Context, scorers: Scorers) -> list[Group]:
    """The attributions of a tagged text, in the order of their content."""
    linked = link(context, scorers.cue, scorers.source)
    contents = context.by_role["content"]
    found: list[Group] = []
    for members, probability in _joined(context, linked, scorers.join):
        source, source_score = _best(context.by_role["source"], [linked.sources[k] for k in members])
        cue, cue_score = _best(context.by_role["cue"], [linked.cues[k] for k in members])
        if source_score <= links.NO_SOURCE:
            source = None
        found.append(Group(tuple(contents[k] for k in members), source, source_score, cue, cue_score, probability))
    return found


def _joined(context: Context, linked: Linked, scorer: Logistic) -> list[tuple[list[int], float]]:
    """Numbers of contents, one list an attribution: each joins its likelier of the two before it, or begins anew."""
    earlier, later = joins.pairs(len(context.by_role["content"]))
    likely: dict[int, list[tuple[float, int]]] = {}
    if len(later):
        p = scorer(joins.features(context, linked.sources, linked.cues, earlier, later))
        for i, k, probability in zip(earlier.tolist(), later.tolist(), p.tolist(), strict=True):
            likely.setdefault(k, []).append((probability, i))
    out: list[tuple[list[int], float]] = []
    owner: list[int] = []
    for k in range(len(context.by_role["content"])):
        probability, i = max(likely.get(k, ()), default=(0.0, k))
        if probability > joins.THRESHOLD:
            owner.append(owner[i])
            members, before = out[owner[-1]]
            out[owner[-1]] = ([*members, k], before * probability)
        else:
            owner.append(len(out))
            out.append(([k], 1.0))
    return out


def _best(stretches: Sequence[Stretch], scored: Sequence[Scored]) -> tuple[Stretch | None, float]:
    """The likeliest candidate over the stretches of a group."""
    found = [pair for one in scored for pair in one]
    number, probability = max(found, key=lambda pair: pair[1], default=(links.NONE, 0.0))
    return None if number == links.NONE else stretches[number], probability


def edges(context: Context, content: Stretch) -> tuple[int, int]:
    """The tagger's own edges, with the marks of a quoted edge and the punctuation before the closing one.

    “[We go],” she said: the content is “We go,” with its comma and both marks.
    """
    doc = context.doc
    begin, end = content.raw
    if context.inside(content.begin):
        k = content.begin
        while k > 0 and doc.marks[k - 1] == MARK and (k == content.begin or _touch(doc, k - 1)):
            k -= 1
        begin = min(begin, k)
    if context.inside(content.end - 1):
        k = content.end
        while k < len(doc) and doc.words[k] in _TRAILING and context.inside(k):
            k += 1
        if k < len(doc) and doc.marks[k] == MARK:
            k += 1
            while k < len(doc) and doc.marks[k] == MARK and _touch(doc, k - 1):
                k += 1
            end = max(end, k)
    return begin, end


def _touch(doc: Encoded, i: int) -> bool:
    """Nothing stands between token `i` and the next: the marks of two quotations have a blank between them."""
    return doc.spans[i][1] == doc.spans[i + 1][0]
