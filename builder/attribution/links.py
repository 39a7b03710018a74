"""Which cue and which source belong to a stretch of content: a logistic score for each candidate nearby."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from builder.attribution.context import Context, LinkKind, Stretch
from builder.attribution.logistic import Logistic
from builder.model.arrays import Floats

REACH = 150  # words between content and candidate
PRONOUNS = frozenset("he she they it i we who you".split())
_LEAST = -12.0  # log-likelihood of a candidate that the tagger rules out
NO_SOURCE = 0.1  # a group whose best source scores no more has none

Scored = list[tuple[Stretch, float]]


def candidates(context: Context, content: Stretch, role: LinkKind) -> list[Stretch]:
    """Stretches of a role in the same or a neighbouring paragraph, nearest first."""
    all_ = context.by_role[role]
    paragraph = context.paragraph
    at = bisect_left(context.begins[role], content.begin)
    found: list[Stretch] = []
    for part in (reversed(all_[:at]), all_[at:]):
        for s in part:
            if (
                abs(paragraph[s.begin] - paragraph[content.begin]) > 1
                and abs(paragraph[s.begin] - paragraph[content.end - 1]) > 1
            ):
                break
            if context.gap(s, content) >= REACH:
                break
            found.append(s)
    return sorted(found, key=lambda s: context.gap(s, content))


def features(
    context: Context, content: Stretch, role: LinkKind, found: Sequence[Stretch], cue: Stretch | None
) -> Floats:
    """Features (candidates, features) of the candidates `found`, nearest first, for the content."""
    rows = np.array([_pair(context, content, other, rank, cue) for rank, other in enumerate(found)])
    neural = context.linked(role, content, found)
    top = neural.max()
    likelihood = np.maximum(neural - top - np.log(np.exp(neural - top).sum()), _LEAST)
    return np.column_stack([rows, likelihood, neural == top])


def _pair(context: Context, content: Stretch, other: Stretch, rank: int, cue: Stretch | None) -> list[float]:
    """Features of (content, candidate); `cue` is the content's likeliest cue, None while cues are linked."""
    doc, gap = context.doc, context.gap(content, other)
    before = other.begin < content.begin
    edge = content.begin if before else content.end - 1
    sentences = abs(context.sentence[other.begin] - context.sentence[edge])
    cues = context.between(context.starts["cue"], content, other)
    sources = context.between(context.starts["source"], content, other)
    contents = context.between(context.starts["content"], content, other) - (not before and other.begin == content.end)
    nearest = context.nearest("cue", other) if cue is None else 0
    nearest_cue = 50 if nearest is None else nearest
    first = doc.words[other.begin]
    features = [
        gap, np.log1p(gap), before, sentences == 0, min(sentences, 4), before and sentences == 0,
        context.paragraph[other.begin] != context.paragraph[edge],
        cues, sources, contents, cues > 0, sources > 0, before and sources > 0, contents > 0,
        context.between(context.commas, content, other), context.between(context.marks, content, other),
        min(nearest_cue, 50), other.end - other.begin, first.lower() in PRONOUNS, first[0].isupper(),
        np.log1p(content.end - content.begin), rank, rank == 0,
        context.inside(content.begin), context.inside(other.begin),
        context.inside(content.begin) and not before, doc.words[other.end - 1].lower() in PRONOUNS,
    ]  # fmt: skip
    if cue is not None:
        to_cue = context.gap(other, cue)
        left = other.begin < cue.begin
        features += [
            1, min(to_cue, 50), np.log1p(to_cue), to_cue == 0, left, left and to_cue <= 2, left == before,
            abs(context.sentence[other.begin] - context.sentence[cue.begin]) == 0,
            context.between(context.starts["cue"], other, cue), context.between(context.starts["source"], other, cue),
            context.between(context.starts["content"], other, cue), context.between(context.commas, other, cue),
            cue.begin < content.begin, (cue.begin < content.begin) == before, context.gap(cue, content),
        ]  # fmt: skip
    else:
        features += [0] * 15
    return [float(f) for f in features]


def score(context: Context, content: Stretch, role: LinkKind, scorer: Logistic, cue: Stretch | None = None) -> Scored:
    """Candidates with their probability, the likeliest first."""
    found = candidates(context, content, role)
    if not found:
        return []
    p = scorer(features(context, content, role, found, cue))
    return sorted(zip(found, map(float, p), strict=True), key=lambda x: -x[1])
