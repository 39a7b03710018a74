"""What ``training.labels.fit`` found: how log-odds of the label encoder become calibrated probabilities and answers."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from builder.label.softmax import Softmax, softmax
from builder.model import weights
from builder.model.arrays import Floats
from builder.records import StanceValue

SCALES = "labeller.json"
STANCES: tuple[StanceValue, ...] = ("against", "neutral", "favor")
# Where a stance is asked for: a target in a sentence, a pair of names in a sentence, a target in a quote.
Place = Literal["sentence", "pair", "quote"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Calibration of three answers: scale and bias as held-out rows have them, and how far neutral is preferred."""

    scale: float
    bias: Floats  # (3,)
    lean: float = 1.0

    def __call__(self, odds: Floats) -> tuple[float, float, float]:
        """Calibrated probabilities; four figures after the point are more than holds."""
        (found,) = self.rows([odds])
        return found

    def rows(self, odds: Sequence[Floats]) -> list[tuple[float, float, float]]:
        """The same of several, at a time."""
        shares = softmax(np.array(odds) * self.scale + self.bias).round(4).tolist() if len(odds) else []
        return [(first, second, third) for first, second, third in shares]

    def choice(self, shares: Sequence[float]) -> int:
        """The number of the answer; the middle one, neutral, when the others are as likely as one another."""
        first, neutral, last = shares
        if first == last or neutral * self.lean >= max(first, last):
            return 1
        return 2 if last > first else 0

    def stance(self, against: float, neutral: float, favor: float) -> StanceValue:
        return STANCES[self.choice((against, neutral, favor))]

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Scale:
        return cls(kept["scale"], np.array(kept["bias"], float), kept.get("lean", 1.0))


@dataclass(frozen=True, slots=True)
class Scales:
    """All that was fitted: stances by place, the claims of debates, and what is told of a quote's statement."""

    stance: Mapping[Place, Scale]
    target: float  # log-odds from which words that look like a target are one
    debate: Scale  # no fact, idle fact, fact worth checking
    framing: Scale  # endorse, neutral, distance, where no device decides
    verifiability: Softmax
    claim_type: Softmax
    worth: Softmax

    def named(self, odds: Floats) -> bool:
        """Whether words are a target, from the odds (no, yes)."""
        return float(odds[1] - odds[0]) >= self.target


@functools.cache
def scales() -> Scales:
    kept: dict[str, Any] = json.loads(weights.path(SCALES).read_text(encoding="utf-8"))
    return Scales(
        {place: Scale.from_json(one) for place, one in kept["stance"].items()},
        kept["target"],
        Scale.from_json(kept["debate"]),
        Scale.from_json(kept["framing"]),
        *(Softmax.from_json(kept[name]) for name in ("verifiability", "claim_type", "worth")),
    )
