"""Log-odds of rows that were not trained on in, the scale at which their probabilities hold out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from builder.evaluate.classification import macro_f1
from builder.label.scales import Scale
from builder.label.softmax import softmax

LEANS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.75, 2.0)
BINS = 10


def stance_scale(odds: np.ndarray, answers: Sequence[int]) -> Scale:
    """Scale and bias of highest likelihood, then a lean of high macro-F1; answers: against, neutral, favor."""
    scale, bias = likeliest(odds, np.array(answers))
    lean = nearest(lambda lean: stance_f1(Scale(scale, bias, lean), odds, answers), len(answers))
    return Scale(round(scale, 4), np.round(bias, 4), lean)


def nearest(figure: Callable[[float], float], rows: int) -> float:
    """The lean nearest to 1 whose ``figure`` is as good as the best one's, for so many rows."""
    figures = {lean: figure(lean) for lean in LEANS}
    least = max(figures.values()) - noise(rows)
    return min((lean for lean in LEANS if figures[lean] >= least), key=lambda lean: abs(math.log(lean)))


def noise(rows: int) -> float:
    """About half the standard error of an F1 over ``rows``: what differs by less is taken for alike."""
    return 0.25 / math.sqrt(rows)


def likeliest(odds: np.ndarray, answers: np.ndarray, steps: int = 4000, rate: float = 0.05) -> tuple[float, np.ndarray]:
    """Temperature (as its inverse) and class bias by gradient descent on the mean log-loss; convex, so it converges."""
    gold = np.eye(odds.shape[1])[answers]
    scale, bias = 1.0, np.zeros(odds.shape[1])
    for _ in range(steps):
        error = softmax(odds * scale + bias) - gold
        scale -= rate * float((error * odds).sum(1).mean())
        bias -= rate * error.mean(0)
    return scale, bias - bias.mean()


def stance_f1(scale: Scale, odds: np.ndarray, answers: Sequence[int]) -> float:
    names = ("against", "neutral", "favor")
    pairs = Counter((names[gold], scale.stance(*scale(one))) for gold, one in zip(answers, odds, strict=True))
    return macro_f1(pairs, sorted({gold for gold, _ in pairs}))


def expected_error(probabilities: np.ndarray, answers: np.ndarray) -> float:
    """ECE: how far the likeliest answer's probability lies from its share of right ones, over ten bins."""
    sure, right = probabilities.max(1), probabilities.argmax(1) == answers
    place = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [abs(sure[place == k].mean() - right[place == k].mean()) * (place == k).mean() for k in set(place.tolist())]
    return float(sum(gaps))
