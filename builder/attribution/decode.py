"""Token scores become tags: Viterbi with class-conditioned transitions, all paragraphs of a text side by side.

A paragraph break is always O, so what is best in one paragraph does not depend on the others.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from builder.attribution.classes import FORBIDDEN, allowed, word_classes
from builder.attribution.tags import TAGS
from builder.model.arrays import Floats, Integers
from builder.model.tokens import BREAK, Encoded

_INNER = np.array([tag[0] == "I" for tag in TAGS])
_O = 0


def transitions(table: Floats) -> Floats:
    """A learned table [class, class, tag, tag] with what may not follow ruled out; made once, used for every text."""
    found: Floats = np.maximum(table + allowed(), FORBIDDEN).astype(np.float32)
    return found


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """Token ranges `begins` to `ends` in order of falling length, so that those still being read stay in front.

    `into` and `out_of` (paragraphs, tag) are added to the scores of their first and of their last token.
    """

    begins: Integers
    ends: Integers
    into: Floats
    out_of: Floats

    @classmethod
    def of(cls, doc: Encoded, classes: Integers, moves: Floats) -> Paragraphs:
        """Those of a text; the O of the break before and behind each speaks for its edges."""
        breaks = [i for i, word in enumerate(doc.words) if word == BREAK]
        begins = np.array([0, *(i + 1 for i in breaks)], np.int64)
        ends = np.array([*breaks, len(doc)], np.int64)
        order = np.argsort(begins - ends, kind="stable")
        order = order[(ends > begins)[order]]
        begins, ends = begins[order], ends[order]
        into = np.zeros((len(begins), len(TAGS)), np.float32)
        out_of = into.copy()
        into[begins == 0] = np.where(_INNER, FORBIDDEN, 0.0)
        later, followed = begins[begins > 0], ends[ends < len(doc)]
        into[begins > 0] = moves[classes[later - 1], classes[later], _O]
        out_of[ends < len(doc)] = moves[classes[followed - 1], classes[followed], :, _O]
        return cls(begins, ends, into, out_of)


def decode(doc: Encoded, logp: Floats, moves: Floats) -> Integers:
    """The best tags (tokens,) by the tagger's log-probabilities (tokens, tag) and `transitions`."""
    classes = word_classes(doc)
    return viterbi(logp, classes, moves, Paragraphs.of(doc, classes, moves))


def viterbi(scores: Floats, classes: Integers, moves: Floats, paragraphs: Paragraphs) -> Integers:
    """The tags (tokens,) of the best path of each paragraph; O between them."""
    tags = np.zeros(len(scores), np.int8)
    begins, lengths = paragraphs.begins, paragraphs.ends - paragraphs.begins
    # The tokens in the order in which they are read: the second of each paragraph, the third of each, and so on.
    being_read = np.arange(1, lengths.max(initial=1))[:, None] < lengths
    step, paragraph = np.nonzero(being_read)
    tokens = begins[paragraph] + step + 1
    steps, gained = moves[classes[tokens - 1], classes[tokens]], scores[tokens]
    ends = np.cumsum(being_read.sum(1)).tolist()
    reads = list(itertools.pairwise([0, *ends]))
    best = scores[begins] + paragraphs.into
    back = np.empty((len(tokens), len(TAGS)), np.intp)
    for first, last in reads:
        paths = best[: last - first, :, None] + steps[first:last]
        paths.argmax(1, out=back[first:last])
        np.add(np.maximum.reduce(paths, 1), gained[first:last], out=best[: last - first])
    path = (best + paragraphs.out_of).argmax(1)
    rows = np.arange(len(tokens))
    for first, last in reversed(reads):
        tags[tokens[first:last]] = path[: last - first]
        path[: last - first] = back[rows[first:last], path[: last - first]]
    tags[begins] = path
    return tags
