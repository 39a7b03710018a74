"""Gold and scored predictions in, what is left at each cut-off out: precision against recall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from builder.evaluate.attribution import score
from builder.evaluate.matching import EVERYTHING, Selection

CUT_OFFS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


def thresholds(
    gold: Sequence[Mapping[str, Any]],
    predicted: Sequence[Mapping[str, Any]],
    selection: Selection = EVERYTHING,
    cut_offs: Sequence[float] = CUT_OFFS,
) -> list[dict[str, Any]]:
    """One entry for each cut-off: the predictions at or above it, and their scores over all of the gold.

    A cut-off that leaves as many as the one before it has the same figures. Predictions without ``score`` stay.
    """
    found: list[dict[str, Any]] = []
    before = -1
    for cut_off in cut_offs:
        kept = [
            {**document, "attributions": [a for a in document["attributions"] if a.get("score", 1.0) >= cut_off]}
            for document in predicted
        ]
        left = sum(len(document["attributions"]) for document in kept)
        if left == before:
            found.append({**found[-1], "threshold": cut_off})
            continue
        scores = score(gold, kept, selection).get("all", {})
        rates = {name: scores[name] for name in ("content found", "content exact", "JOINT quote+speaker") if scores}
        found.append({"threshold": cut_off, "pred": scores.get("pred", 0), **rates})
        before = left
    return found
