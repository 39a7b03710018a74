"""Predictions and gold in, scores out: what the builder gets right, by published definitions."""

from __future__ import annotations

from builder.evaluate.attribution import score
from builder.evaluate.matching import Selection

__all__ = ["Selection", "score"]
