"""Which cue and which source belong to a stretch of content: a logistic score for each candidate nearby."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from builder.attribution.context import Context, LinkKind, Places, between
from builder.attribution.logistic import Logistic
from builder.model.arrays import Booleans, Floats, Integers

REACH = 150  # words between content and candidate
PRONOUNS = frozenset("he she they it i we who you".split())
_LEAST = -12.0  # log-likelihood of a candidate that the tagger rules out
_FAR = 50  # words to a cue; more say no more
NO_SOURCE = 0.1  # a group whose best source scores no more has none
NONE = -1  # where a content has no cue, or while cues are linked, in the place of the number of its likeliest one

Scored = list[tuple[int, float]]  # candidates of a content by number, with their probability, the likeliest first


@dataclass(frozen=True, slots=True)
class Pairs:
    """Contents with their candidates, by number: arrays (pairs,). Those of one content are together, nearest first."""

    content: Integers
    other: Integers
    rank: Integers

    def __len__(self) -> int:
        return len(self.content)


def candidates(context: Context, role: LinkKind) -> Pairs:
    """Every content with the stretches of a role in the same or a neighbouring paragraph."""
    contents, others = context.places["content"], context.places[role]
    paragraph, words = context.paragraph, context.words
    first = np.maximum(
        np.searchsorted(paragraph[others.begin], paragraph[contents.begin] - 1),
        np.searchsorted(words[others.end], words[contents.begin] - REACH, "right"),
    )
    last = np.minimum(
        np.searchsorted(paragraph[others.begin], paragraph[contents.end - 1] + 1, "right"),
        np.searchsorted(words[others.begin], words[contents.end] + REACH),
    )
    counts = np.maximum(last - first, 0)
    content = np.repeat(np.arange(len(counts)), counts)
    rank = np.arange(len(content)) - np.repeat(np.cumsum(counts) - counts, counts)
    other = first[content] + rank
    a, b = contents[content], others[other]
    behind = b.begin >= a.begin
    order = np.lexsort((np.where(behind, other, -other), behind, context.gap(a, b), content))
    return Pairs(content, other[order], rank)


def features(context: Context, role: LinkKind, found: Pairs, cues: Integers) -> Floats:
    """Features (pairs, features) of candidates; ``cues`` are the numbers (contents,) of the likeliest cue, or NONE."""
    content, other = context.places["content"][found.content], context.places[role][found.other]
    neural = context.linked(role, content, other)
    likelihood, likeliest = _likelihoods(neural, found)
    cue = cues[found.content]
    return np.column_stack(
        [
            _pairs(context, found, (content, other), _words(context, role), cue),
            _by_cue(context, content, other, cue),
            likelihood,
            likeliest,
        ]
    )


def _likelihoods(neural: Floats, found: Pairs) -> tuple[Floats, Booleans]:
    """The tagger's scores as log-likelihoods among the candidates of each content; which of them are the highest."""
    begins = np.flatnonzero(found.rank == 0)
    counts = np.diff(begins, append=len(neural))
    top = np.repeat(np.maximum.reduceat(neural, begins), counts)
    shares = np.exp(neural - top)
    ends = (begins + counts).tolist()
    sums = np.array([np.add.reduce(shares[begin:end]) for begin, end in zip(begins.tolist(), ends, strict=True)])
    return np.maximum(neural - top - np.repeat(np.log(sums), counts), _LEAST), neural == top


def _pairs(context: Context, found: Pairs, places: tuple[Places, Places], words: Booleans, cue: Integers) -> Floats:
    """What can be told of content and candidate, which stand at ``places``, without the content's cue."""
    content, other = places
    count, before = between(content, other), other.begin < content.begin
    gap = count(context.words)
    edge = np.where(before, content.begin, content.end - 1)
    sentences = np.abs(context.sentence[other.begin] - context.sentence[edge])
    cues, sources, contents = (count(context.starts[kind]) for kind in ("cue", "source", "content"))
    contents = contents - (~before & (other.begin == content.end))
    alone = cue == NONE
    to_cue = np.where(alone, context.nearest("cue", other, _FAR), 0) if alone.any() else np.zeros(len(cue))
    pronoun, capital, pronoun_last = words[found.other].T
    quoted = context.quoted[content.begin]
    columns = (
        gap, np.log1p(gap), before, sentences == 0, np.minimum(sentences, 4), before & (sentences == 0),
        context.paragraph[other.begin] != context.paragraph[edge],
        cues, sources, contents, cues > 0, sources > 0, before & (sources > 0), contents > 0,
        count(context.commas), count(context.marks),
        to_cue, other.end - other.begin, pronoun, capital, np.log1p(content.end - content.begin),
        found.rank, found.rank == 0, quoted, context.quoted[other.begin], quoted & ~before, pronoun_last,
    )  # fmt: skip
    return np.column_stack(columns)


def _words(context: Context, role: LinkKind) -> Booleans:
    """Of each stretch of a role (stretches, 3): begins with a pronoun, with a capital, ends with a pronoun."""
    words = context.doc.words
    edges = ((words[s.begin], words[s.end - 1]) for s in context.by_role[role])
    found = [(first.lower() in PRONOUNS, first[0].isupper(), last.lower() in PRONOUNS) for first, last in edges]
    return np.array(found, bool).reshape(-1, 3)


def _by_cue(context: Context, content: Places, other: Places, numbers: Integers) -> Floats:
    """What the content's likeliest cue says of the candidate; zeros where it has none."""
    rows = np.flatnonzero(numbers != NONE)
    out = np.zeros((len(numbers), 15))
    if not len(rows):
        return out
    content, other, cue = content[rows], other[rows], context.places["cue"][numbers[rows]]
    count, before, left = between(other, cue), other.begin < content.begin, other.begin < cue.begin
    gap = count(context.words)
    leads = cue.begin < content.begin
    columns = (
        np.ones(len(rows)), np.minimum(gap, _FAR), np.log1p(gap), gap == 0, left, left & (gap <= 2), left == before,
        context.sentence[other.begin] == context.sentence[cue.begin],
        *(count(context.starts[kind]) for kind in ("cue", "source", "content")), count(context.commas),
        leads, leads == before, context.gap(cue, content),
    )  # fmt: skip
    out[rows] = np.column_stack(columns)
    return out


def score(context: Context, role: LinkKind, scorer: Logistic, cues: Integers) -> list[Scored]:
    """The candidates of each content with their probability, the likeliest first."""
    found = candidates(context, role)
    scored: list[Scored] = [[] for _ in context.by_role["content"]]
    if len(found):
        p = scorer(features(context, role, found, cues))
        order = np.lexsort((-p, found.content))
        columns = (column[order].tolist() for column in (found.content, found.other, p))
        for content, other, probability in zip(*columns, strict=True):
            scored[content].append((other, probability))
    return scored


def likeliest(scored: list[Scored]) -> Integers:
    """The number of each content's likeliest candidate, NONE where there is none."""
    return np.array([one[0][0] if one else NONE for one in scored], np.int64)
