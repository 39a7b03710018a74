"""Gold labels and the builder's answers in, the usual figures out, beside those of always giving the commonest label.

The measures are those of the scorers that accompany the corpora (``score_labels.py``): macro-F1 is the plain mean over
the labels that occur in the gold; a row without an answer is wrong.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from builder.evaluate.bootstrap import DRAWS, intervals

Label = str | bool
Pairs = Mapping[tuple[Label, Label | None], float]  # how often gold and answer were this
NO_ANSWER = "(none)"


def classification(
    gold: Sequence[str],
    answers: Sequence[str | None],
    scores: Sequence[Mapping[str, float] | None],
    draws: int = DRAWS,
) -> dict[str, Any]:
    """Figures of ``answers`` aligned with ``gold``; ``scores`` ranks the rows for the average precision of each label.

    A label gets an average precision when every row has a score for it. ValueError without gold.
    """
    if not gold:
        raise ValueError("no gold to score against")
    pairs: Counter[tuple[Label, Label | None]] = Counter(zip(gold, answers, strict=True))
    labels = sorted(set(gold))
    found = _figures(pairs, labels)
    most = min(labels, key=lambda label: (-gold.count(label), label))
    constant = _figures(Counter({(label, most): gold.count(label) for label in labels}), labels)
    answered = sorted({answer or NO_ANSWER for answer in answers} | set(labels))
    bounds = intervals(
        [{pair: 1.0} for pair in zip(gold, answers, strict=True)], lambda sums: _figures(sums, labels), draws
    )
    return {
        "n": len(gold),
        "missing": sum(answer is None for answer in answers),
        **found,
        "labels": {label: _label(pairs, label) for label in labels},
        "average_precision": _precisions(gold, scores, labels),
        "majority": {"label": most, **constant},
        "confusion": {
            label: {answer: pairs[label, None if answer == NO_ANSWER else answer] for answer in answered}
            for label in labels
        },
        **{f"{name}_95": list(interval) for name, interval in bounds.items()},
    }


def _figures(pairs: Pairs, labels: Sequence[str]) -> dict[str, float]:
    return {"accuracy": accuracy(pairs), "macro_f1": macro_f1(pairs, labels), "kappa": kappa(pairs)}


def accuracy(pairs: Pairs) -> float:
    return sum(n for (gold, answer), n in pairs.items() if gold == answer) / sum(pairs.values())


def macro_f1(pairs: Pairs, labels: Sequence[Label]) -> float:
    """The mean F1 of ``labels``; one that nobody uses counts as 0."""
    return sum(f1(pairs, label) for label in labels) / len(labels)


def f1(pairs: Pairs, label: Label) -> float:
    size = sum(n * ((gold == label) + (answer == label)) for (gold, answer), n in pairs.items())
    return 2 * pairs.get((label, label), 0.0) / size if size else 0.0


def kappa(pairs: Pairs, certain: float = 0.0) -> float:
    """Cohen's kappa: agreement beyond what these habits reach by chance; ``certain`` where chance reaches it all."""
    total = sum(pairs.values())
    left: Counter[Label] = Counter()
    right: Counter[Label | None] = Counter()
    for (gold, answer), n in pairs.items():
        left[gold] += n  # type: ignore[assignment]  # draws count in floats
        right[answer] += n  # type: ignore[assignment]
    chance = sum(n * right[gold] for gold, n in left.items()) / total**2
    return certain if chance == 1 else (accuracy(pairs) - chance) / (1 - chance)


def average_precision(positive: Sequence[bool], scores: Sequence[float]) -> float:
    """Mean precision at each positive, by falling score; equal scores share one rank. 0 without a positive."""
    by_score: dict[float, list[bool]] = {}
    for right, score in zip(positive, scores, strict=True):
        by_score.setdefault(score, []).append(right)
    hits = seen = 0
    area = 0.0
    for score in sorted(by_score, reverse=True):
        new = sum(by_score[score])
        hits += new
        seen += len(by_score[score])
        area += new * hits / seen
    return area / hits if hits else 0.0


def _label(pairs: Pairs, label: str) -> dict[str, float]:
    right = pairs.get((label, label), 0.0)
    answered = sum(n for (_, answer), n in pairs.items() if answer == label)
    support = sum(n for (gold, _), n in pairs.items() if gold == label)
    return {
        "precision": right / answered if answered else 0.0,
        "recall": right / support,
        "f1": f1(pairs, label),
        "support": support,
    }


def _precisions(
    gold: Sequence[str], scores: Sequence[Mapping[str, float] | None], labels: Sequence[str]
) -> dict[str, dict[str, float]]:
    found = {}
    for label in labels:
        ranked = [one[label] for one in scores if one is not None and label in one]
        if len(ranked) == len(gold):
            right = [one == label for one in gold]
            found[label] = {"ap": average_precision(right, ranked), "majority": sum(right) / len(right)}
    return found
