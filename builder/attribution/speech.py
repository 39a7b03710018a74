"""Does a cue report speech ("said", "wrote") or thought, plan, decree ("hopes", "plans")? Log-odds of its words."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@functools.lru_cache(20_000)  # most cues are "said"
def features(cue: str) -> tuple[str, ...]:
    """Whole cue, words, first and last word, and word stems of five letters."""
    words = cue.lower().split()
    if not words:
        return ()
    stems = (f"{w[:5]}*" for w in words)
    return tuple(sorted({f"={' '.join(words)}", *words, *stems, f"^{words[0]}", f"{words[-1]}$"}))


@dataclass(frozen=True, slots=True)
class Speech:
    """A logistic model over the features of a cue."""

    weights: Mapping[str, float]
    bias: float

    def __call__(self, cue: str) -> bool:
        return self.bias + sum(self.weights.get(f, 0.0) for f in features(cue)) > 0

    def to_json(self) -> dict[str, Any]:
        return {"weights": dict(self.weights), "bias": self.bias}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Speech:
        return cls(kept["weights"], kept["bias"])
