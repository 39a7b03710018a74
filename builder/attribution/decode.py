"""Token scores become tags: Viterbi over a whole text with class-conditioned transitions. numpy only."""

from __future__ import annotations

import numpy as np

from builder.attribution.classes import FORBIDDEN, allowed, word_classes
from builder.attribution.tags import TAGS
from builder.model.arrays import Floats, Integers
from builder.model.tokens import Encoded

ALLOWED = allowed()
INNER = np.array([t[0] == "I" for t in TAGS])


def scores_of(doc: Encoded, logp: Floats) -> Floats:
    """Token scores with paragraph breaks held to O and no I- at the start."""
    scores = logp.astype(np.float32).copy()
    breaks = [i for i in range(len(doc)) if doc.is_break(i)]
    scores[breaks] = FORBIDDEN
    scores[breaks, 0] = 0
    scores[:1, INNER] += FORBIDDEN
    return scores


def moves_of(doc: Encoded, table: Floats) -> Floats:
    """Transition scores (n - 1, tag, tag) of a text from a table [class, class, tag, tag]."""
    c = word_classes(doc)
    return np.maximum(table[c[:-1], c[1:]] + ALLOWED, FORBIDDEN)


def viterbi(scores: Floats, moves: Floats) -> Integers:
    """The best tag sequence."""
    n, k = scores.shape
    back = np.zeros((n, k), np.int8)
    best = scores[0]
    for t in range(1, n):
        paths = best[:, None] + moves[t - 1]
        back[t] = paths.argmax(0)
        best = paths.max(0) + scores[t]
    tags = np.zeros(n, np.int8)
    tags[-1] = best.argmax()
    for t in range(n - 1, 0, -1):
        tags[t - 1] = back[t, tags[t]]
    return tags


def decode(doc: Encoded, logp: Floats, table: Floats) -> Integers:
    """Tags of a text from the tagger's log-probabilities (n, tag)."""
    if not len(doc):
        return np.zeros(0, np.int8)
    return viterbi(scores_of(doc, logp), moves_of(doc, table))
