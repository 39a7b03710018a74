"""Can one check that this source said it? named, anonymous, unattributed: for sources that led to no speaker.

Whoever has no name here is not anonymous for that: "he" and "the report" are unknown where the article names them and
the builder cannot tell which they are; "an official" is anonymous; behind "it" in "it was thought" there is nobody.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Sequence
from typing import get_args

from builder import resources
from builder.records import Sourcing
from builder.speakers.antecedents import Candidate
from builder.speakers.ranker import Ranker

FILE = ("lexicons", "sourcing.json")
CLASSES: tuple[Sourcing, ...] = get_args(Sourcing)


def answers(features: Sequence[str]) -> tuple[Candidate, ...]:
    """The three answers as candidates of one choice, each with its own copy of ``features``."""
    return tuple(Candidate(None, tuple(f"{name} {feature}" for feature in features)) for name in CLASSES)


def of_unresolved(features: Sequence[str]) -> Sourcing:
    """The likeliest sourcing of a mention that led to no entity, by its ``features`` (see ``unnamed``)."""
    return likeliest(model(), features)


def likeliest(ranker: Ranker, features: Sequence[str]) -> Sourcing:
    """What ``ranker`` finds likeliest; the first of CLASSES among equals."""
    probabilities = ranker.probabilities(answers(features))
    return max(zip(CLASSES, probabilities, strict=True), key=lambda pair: pair[1])[0]


@functools.cache
def model() -> Ranker:
    """The shipped weights (see training/speakers/CARD.md)."""
    return Ranker(json.loads(resources.find(*FILE).read_text(encoding="utf-8"))["weights"])
