"""Log-odds and right answers in, the figures that choose between runs out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from builder.evaluate.classification import average_precision, f1, macro_f1
from builder.label.softmax import softmax
from training.labels.data import ANSWERS, CLAIMS, Example


def figures(name: str, odds: Mapping[str, np.ndarray], examples: Sequence[Example]) -> dict[str, float]:
    """Macro-F1 of the likeliest answer by head and question; of claims also F1 and average precision of the worthy."""
    found: dict[str, float] = {}
    for head in ANSWERS:
        for question in sorted({one.question for one in examples if head in one.answers}):
            chosen = [k for k, one in enumerate(examples) if one.question == question and head in one.answers]
            gold = [examples[k].answers[head] for k in chosen]
            said = odds[head][chosen].argmax(1).tolist()
            pairs = Counter(zip(map(str, gold), map(str, said), strict=True))
            prefix = f"{name} {question}" if head == "stance" else f"{name} {head}"
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
