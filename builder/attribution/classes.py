"""Fourteen word classes that condition the transitions from tag to tag: content often begins at "that"."""

from __future__ import annotations

import functools

import numpy as np

from builder.attribution.tags import TAGS
from builder.model.arrays import Floats, Integers
from builder.model.tokens import BREAK as PARAGRAPH
from builder.model.tokens import INSIDE, MARK, OUTSIDE, Encoded

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
    """The class (tokens,) of each token."""
    found = np.array([_class(word, wordlike) for word, wordlike in zip(doc.words, doc.wordlike, strict=True)], np.int64)
    marks = np.array([*doc.marks, OUTSIDE])
    mark, opens = marks[:-1] == MARK, marks[1:] == INSIDE
    found[mark & opens], found[mark & ~opens] = OPENING, CLOSING
    return found


@functools.lru_cache(100_000)
def _class(word: str, wordlike: bool) -> int:
    return CLASS_OF.get(word.lower(), 0) if wordlike else SIGNS.get(word, SYMBOL)


def allowed() -> Floats:
    """0 where a tag may follow a tag, FORBIDDEN where an I- would continue nothing."""
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = FORBIDDEN
    return table
