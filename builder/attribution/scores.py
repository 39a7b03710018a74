"""How sure an attribution is: the chance that its content and its source are those of a careful reader."""

from __future__ import annotations

import numpy as np

from builder.attribution.context import Context, Stretch
from builder.attribution.glue import Group
from builder.attribution.tags import TAG
from builder.model.arrays import Floats

UNATTRIBUTED = 0.3  # a whole quoted sentence: two in three are somebody's, but nobody is named
# What is left of the score of a floating quotation: of one that the tagger joined to the statement before it, and
# of one that it gave no source. Set by hand: there are too few.
JOINED, INHERITED = 0.8, 0.5
_FLOOR = -12.0
_LIKELY = 1e-4


def features(context: Context, group: Group, logp: Floats) -> list[float]:
    """What the score is fitted on: how sure the tagger is of the content and its edges, how sure the links are."""
    content = (_content(stretch, logp) for stretch in group.contents)
    mean, worst, first, last = map(min, zip(*content, strict=True))
    quoted = all(context.inside(s.begin) and context.inside(s.end - 1) for s in group.contents)
    source = 0.0 if group.source is None else _span("source", group.source, logp)
    cue = 0.0 if group.cue is None else _span("cue", group.cue, logp)
    return [
        mean, worst, first, last, quoted, len(group.contents) > 1, _log(group.join_score),
        group.source is None, source, _log(group.source_score), group.cue is None, cue, _log(group.cue_score),
        float(np.log1p(sum(s.end - s.begin for s in group.contents))),
    ]  # fmt: skip


def _content(stretch: Stretch, logp: Floats) -> tuple[float, float, float, float]:
    """Mean and least log-probability of its tags, and those of its first tag and of the end behind it."""
    begin, end = stretch.raw
    inner = _inner("content", begin, end, logp)
    going_on = logp[end, TAG["I-content"]] if end < len(logp) else _FLOOR
    last = float(np.log1p(-min(np.exp(going_on), 1 - _LIKELY)))
    first = max(float(logp[begin, TAG["B-content"]]), _FLOOR)
    return _mean(inner), max(float(np.minimum.reduce(inner)), _FLOOR), first, last


def _span(role: str, stretch: Stretch, logp: Floats) -> float:
    return max(_mean(_inner(role, *stretch.raw, logp)), _FLOOR)


def _mean(values: Floats) -> float:
    return float(np.add.reduce(values) / len(values))


def _inner(role: str, begin: int, end: int, logp: Floats) -> Floats:
    """The log-probability (tokens,) that each token is of the role."""
    found: Floats = np.logaddexp(logp[begin:end, TAG[f"I-{role}"]], logp[begin:end, TAG[f"B-{role}"]])
    return found


def _log(probability: float) -> float:
    return float(np.log(max(probability, _LIKELY)))
