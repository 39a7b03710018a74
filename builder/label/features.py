"""What is known of a statement in, the features from which its labels are told out.

Log-odds of the label encoder stand beside signs that a reader can count: figures, dates, names, words of opinion.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from builder.model.arrays import Floats

SIGNALS = (
    "figure quantity law causal time past event_verb event_noun name interest opinion greeting question first_person"
    " modal weak definite future private"
).split()
ACTS = ("promise", "forewarn", "appeal", "feeling", "question", "report")  # of the cue, see claims_cues.csv
MOST = 3  # of one sign; more say no more


def features(odds: Mapping[str, Floats], signals: Mapping[str, int], act: str) -> list[float]:
    """The odds of each head, by their distance from the mean, then the signs, the length, and what the cue does."""
    heads = [value for name in sorted(odds) for value in _centred(odds[name].tolist())]
    signs = [float(min(signals.get(name, 0), MOST)) for name in SIGNALS]
    return [*heads, *signs, math.log(max(1, signals.get("words", 0))), *(float(act == name) for name in ACTS)]


def _centred(odds: Sequence[float]) -> list[float]:
    mean = sum(odds) / len(odds)
    return [one - mean for one in odds]
