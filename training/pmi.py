"""Point-wise mutual information of tags and word classes on gold tags: the transitions that decoding adds.

Log P(tag | previous tag, classes of both words) - log P(tag | classes), counted and backed off, is added to the
tagger's scores: it knows that content seldom ends before "of" and often begins at "that".
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from builder.attribution.classes import CLASSES
from builder.attribution.tags import TAGS

BACKOFF, SMOOTHING = 20.0, 0.5
WEIGHT = 0.3  # flat from 0.2 to 0.4 on dev


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
