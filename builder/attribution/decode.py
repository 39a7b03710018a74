"""Token scores become tags: Viterbi with class-conditioned transitions, all paragraphs of a text side by side.

A paragraph break is always O, so what is best in one paragraph does not depend on the others.
"""

from __future__ import annotations

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
    tags = np.zeros(len(doc), np.int8)
    classes = word_classes(doc)
    paragraphs = Paragraphs.of(doc, classes, moves)
    for begin, path in zip(paragraphs.begins, viterbi(logp, classes, moves, paragraphs), strict=True):
        tags[begin : begin + len(path)] = path
    return tags


def viterbi(scores: Floats, classes: Integers, moves: Floats, paragraphs: Paragraphs) -> list[Integers]:
    """The best path of each paragraph."""
    if not len(paragraphs.begins):
        return []
    begins, lengths = paragraphs.begins, paragraphs.ends - paragraphs.begins
    longest = int(lengths[0])
    best = scores[begins] + paragraphs.into
    back: list[Integers] = []
    for t in range(1, longest):
        active = int((lengths > t).sum())
        at = begins[:active] + t
        paths = best[:active, :, None] + moves[classes[at - 1], classes[at]]
        back.append(paths.argmax(1))
        best[:active] = paths.max(1) + scores[at]
    tags = np.zeros((len(begins), longest), np.int8)
    tags[np.arange(len(begins)), lengths - 1] = (best + paragraphs.out_of).argmax(1)
    for t in range(longest - 1, 0, -1):
        rows = np.arange(len(back[t - 1]))
        tags[rows, t - 1] = back[t - 1][rows, tags[rows, t]]
    return [path[:length] for path, length in zip(tags, lengths, strict=True)]
