"""Log-odds and right answers in, the figures that choose between runs out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from builder.evaluate.classification import average_precision, f1, macro_f1
from builder.label.softmax import softmax
from training.labels.data import CLAIMS, STATEMENTS, TARGETS, Example


def figures(name: str, odds: Mapping[str, np.ndarray], examples: Sequence[Example]) -> dict[str, float]:
    """Macro-F1 of the likeliest answer by head and question; of claims also F1 and average precision of the worthy."""
    found: dict[str, float] = {}
    for head in (*STATEMENTS, *TARGETS):
        asked = [
            (one.question, answers)
            for one in examples
            for answers in ([one.answers] if head in STATEMENTS else one.targets)
        ]
        for question in sorted({question for question, answers in asked if head in answers}):
            chosen = [k for k, (one, answers) in enumerate(asked) if one == question and head in answers]
            gold = [asked[k][1][head] for k in chosen]
            said = odds[head][chosen].argmax(1).tolist()
            pairs = Counter(zip(map(str, gold), map(str, said), strict=True))
            prefix = f"{name} {question} {head}"
            found[f"{prefix} macro-F1"] = _percent(macro_f1(pairs, sorted({str(one) for one in gold})))
            if head == "claim":
                right = [one == CLAIMS.index("CFS") for one in gold]
                share = softmax(odds[head][chosen])[:, CLAIMS.index("CFS")]
                two = Counter(zip(right, (share > 0.5).tolist(), strict=True))
                found[f"{prefix} worthy F1"] = _percent(f1(two, label=True))
                found[f"{prefix} worthy AP"] = _percent(average_precision(right, share.tolist()))
    return found


def _percent(share: float) -> float:
    return round(100 * share, 1)
