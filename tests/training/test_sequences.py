"""The two places where a wrong index would not show: the best path, and the sum over all paths with its gradient."""

import itertools

import numpy as np
import pytest

from builder.attribution.decode import Paragraphs, viterbi
from builder.attribution.tags import TAGS


@pytest.mark.parametrize("seed", range(5))
def test_viterbi_finds_the_best_path_of_each_paragraph(seed):
    rng = np.random.default_rng(seed)
    tags = len(TAGS)
    scores, moves = rng.normal(size=(9, tags)), rng.normal(size=(3, 3, tags, tags))
    classes = rng.integers(0, 3, 9)
    begins, ends = np.array([3, 0]), np.array([7, 2])
    into, out_of = rng.normal(size=(2, tags)), rng.normal(size=(2, tags))

    def weight(path, k):
        along = sum(scores[begins[k] + i, tag] for i, tag in enumerate(path))
        for i, (a, b) in enumerate(itertools.pairwise(path), begins[k]):
            along += moves[classes[i], classes[i + 1], a, b]
        return along + into[k, path[0]] + out_of[k, path[-1]]

    found = viterbi(scores, classes, moves, Paragraphs(begins, ends, into, out_of))
    for k in range(2):
        path = found[begins[k] : ends[k]]
        assert tuple(path) == max(itertools.product(range(tags), repeat=len(path)), key=lambda p: weight(p, k))
