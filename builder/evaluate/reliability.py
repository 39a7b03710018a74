"""Do scores mean what they say? Matched documents in, the share that is right by score out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from builder.evaluate.matching import FOUND, Matched

BINS = 10


def reliability(matched: Iterable[Matched]) -> dict[str, Any]:
    """Ten bins of ``score``, each with its number, mean score and share that is right, and the expected error.

    Right means that the content is found (overlap of half or more) with its source. ``ece``: the mean distance of score
    and share over the bins, weighted by their numbers (Naeini et al. 2015); None without scored predictions.
    """
    pairs = [
        (float(prediction.given["score"]), _is_right(document, j))
        for document in matched
        for j, prediction in enumerate(document.predicted)
        if "score" in prediction.given and document.is_judged(j)
    ]
    bins = []
    for k in range(BINS):
        inside = [(score, right) for score, right in pairs if min(int(score * BINS), BINS - 1) == k]
        if inside:
            mean = sum(score for score, _ in inside) / len(inside)
            right = sum(right for _, right in inside) / len(inside)
            bins.append({"from": k / BINS, "pred": len(inside), "score": mean, "right": right})
    error = sum(one["pred"] * abs(one["score"] - one["right"]) for one in bins)
    return {"bins": bins, "ece": error / len(pairs) if pairs else None}


def _is_right(document: Matched, j: int) -> bool:
    i, overlap = document.of_predicted.get(j, (-1, 0.0))
    return overlap >= FOUND and document.predicted[j].has_source_of(document.gold[i])
