"""Fourteen word classes that condition tag transitions, and their point-wise mutual information on gold tags.

Log P(tag | previous tag, classes of both words) - log P(tag | classes), counted and backed off, is added to the
tagger's scores: it knows that content seldom ends before "of" and often begins at "that".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from training.data import TAGS
from training.encoding import INSIDE, MARK, Encoded

if TYPE_CHECKING:
    from collections.abc import Iterable

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
BACKOFF, SMOOTHING = 20.0, 0.5
WEIGHT = 0.3  # flat from 0.2 to 0.4 on dev
FORBIDDEN = -1e4


def word_classes(doc: Encoded) -> np.ndarray:
    out = np.zeros(len(doc), np.int64)
    for i, w in enumerate(doc.words):
        if w[0] == "\n":
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


def pmi(tagged: Iterable[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Table [class, class, tag, tag] from (classes, gold tags) of each text."""
    n = len(TAGS)
    count = np.zeros((CLASSES, CLASSES, n, n))
    for c, y in tagged:
        np.add.at(count, (c[:-1], c[1:], y[:-1], y[1:]), 1)
    total, second = count.sum((0, 1)), count.sum(0)

    def backed_off(fine: np.ndarray, coarse: np.ndarray) -> np.ndarray:
        return (fine + BACKOFF * coarse) / (fine.sum(-1, keepdims=True) + BACKOFF)

    plain = (total + SMOOTHING) / (total + SMOOTHING).sum(-1, keepdims=True)
    joint = backed_off(count, backed_off(second, plain))
    unigram = backed_off(count.sum(2), backed_off(second.sum(1), total.sum(0) / total.sum()))
    return np.asarray(np.log(joint) - np.log(unigram)[:, :, None, :], np.float32)


def allowed() -> np.ndarray:
    """0 where a tag may follow a tag, FORBIDDEN where an I- would continue nothing."""
    table = np.zeros((len(TAGS), len(TAGS)), np.float32)
    for i, before in enumerate(TAGS):
        for j, after in enumerate(TAGS):
            if after[0] == "I" and before[2:] != after[2:]:
                table[i, j] = FORBIDDEN
    return table
