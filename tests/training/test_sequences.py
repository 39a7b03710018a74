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
    for k, path in enumerate(found):
        assert tuple(path) == max(itertools.product(range(tags), repeat=len(path)), key=lambda p: weight(p, k))


def test_the_crf_sums_over_all_paths_and_its_gradient_is_right():
    torch = pytest.importorskip("torch", reason="torch is not installed: pip install '.[train]'")
    from training.crf import _LogPartition

    torch.manual_seed(0)
    scores = torch.randn(2, 5, 3, requires_grad=True)
    moves = torch.randn(2, 4, 3, 3, requires_grad=True)
    lengths = [5, 3]

    def weight(text, path):
        tags = sum(scores[text, i, tag] for i, tag in enumerate(path))
        return tags + sum(moves[text, i, a, b] for i, (a, b) in enumerate(itertools.pairwise(path)))

    every = [[weight(k, path) for path in itertools.product(range(3), repeat=n)] for k, n in enumerate(lengths)]
    slow = torch.stack([torch.logsumexp(torch.stack(paths), 0) for paths in every])
    fast = _LogPartition.apply(scores, moves, torch.tensor(lengths))
    assert torch.allclose(fast, slow, atol=1e-5)
    side = torch.tensor([1.0, 2.0])
    for ours, theirs in zip(
        torch.autograd.grad((fast * side).sum(), [scores, moves]),
        torch.autograd.grad((slow * side).sum(), [scores, moves]),
        strict=True,
    ):
        assert torch.allclose(ours, theirs, atol=1e-5)
