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
SIGNS = {PARAGRAPH: BREAK, ",": COMMA} | dict.fromkeys(".?!", STOP)
CLASSES = 14
FORBIDDEN = -1e4


def word_classes(doc: Encoded) -> Integers:
    out = [
        CLASS_OF.get(word.lower(), 0) if wordlike else SIGNS.get(word, SYMBOL)
        for word, wordlike in zip(doc.words, doc.wordlike, strict=True)
    ]
    for i, state in enumerate(doc.marks):
        if state == MARK:
            out[i] = OPENING if doc.marks[i + 1 : i + 2] == [INSIDE] else CLOSING
    return np.array(out, np.int64)


def allowed() -> Floats:
    """0 where a tag may follow a tag, FORBIDDEN where an I- would continue nothing."""
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = FORBIDDEN
    return table
