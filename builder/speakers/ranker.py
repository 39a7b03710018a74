"""The fitted choice between candidates for a pronoun: one weight for each feature, probabilities that sum to one."""

from __future__ import annotations

import functools
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from builder import resources
from builder.speakers.antecedents import Candidate

FILE = ("lexicons", "pronouns.json")


@dataclass(frozen=True, slots=True)
class Ranker:
    """A conditional logit: the probability of a candidate goes with the exponential of the sum of its weights."""

    weights: Mapping[str, float]

    def probabilities(self, candidates: Sequence[Candidate]) -> list[float]:
        """One for each candidate, in their order; a feature that training never saw counts nothing."""
        sums = [sum(self.weights.get(feature, 0.0) for feature in one.features) for one in candidates]
        highest = max(sums)
        powers = [math.exp(one - highest) for one in sums]
        total = math.fsum(powers)
        return [one / total for one in powers]


@functools.cache
def ranker() -> Ranker:
    """The shipped weights (see training/speakers/CARD.md)."""
    return Ranker(json.loads(resources.find(*FILE).read_text(encoding="utf-8"))["weights"])
