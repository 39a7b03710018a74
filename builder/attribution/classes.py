"""Fourteen word classes that condition the transitions from tag to tag: content often begins at "that"."""

from __future__ import annotations

import numpy as np

from builder.attribution.tags import TAGS
from builder.model.arrays import Floats, Integers
from builder.model.tokens import BREAK as PARAGRAPH
from builder.model.tokens import INSIDE, MARK, Encoded

WORDS = (
    "that whether if how why what",
    "to",
    "and or but nor",
    "which who whom whose where",
    "when while as because after before since until during despite although though",
    "in on at for with from by of about into over against",
    "he she they it i we you",
)
CLASS_OF = {w: k for k, group in enumerate(WORDS, 1) for w in group.split()}
BREAK, COMMA, STOP, OPENING, CLOSING, SYMBOL = range(8, 14)
CLASSES = 14
FORBIDDEN = -1e4


def word_classes(doc: Encoded) -> Integers:
    out = np.zeros(len(doc), np.int64)
    for i, w in enumerate(doc.words):
        if w == PARAGRAPH:
            out[i] = BREAK
        elif w == ",":
            out[i] = COMMA
        elif w in ".?!":
            out[i] = STOP
        elif doc.marks[i] == MARK:
            out[i] = OPENING if i + 1 < len(doc) and doc.marks[i + 1] == INSIDE else CLOSING
        elif not doc.is_word(i):
            out[i] = SYMBOL
        else:
            out[i] = CLASS_OF.get(w.lower(), 0)
    return out


def allowed() -> Floats:
    """0 where a tag may follow a tag, FORBIDDEN where an I- would continue nothing."""
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = FORBIDDEN
    return table
