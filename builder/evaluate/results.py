"""Gold and predictions in, everything that ``evaluate attribution`` says about them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from builder.evaluate.attribution import compare, report, tally, total
from builder.evaluate.bootstrap import DRAWS, intervals
from builder.evaluate.faults import Fault, faults, spread, tallied
from builder.evaluate.gold import Document
from builder.evaluate.matching import EVERYTHING, Selection
from builder.evaluate.reliability import reliability
from builder.evaluate.thresholds import thresholds


@dataclass(frozen=True, slots=True)
class Results:
    """Scores by group (``all`` and each kind), with what was asked for beside them."""

    documents: int
    selection: Selection
    scores: dict[str, Any]
    confidence: dict[str, Any]  # as ``scores``, each figure as (low, high)
    outlets: dict[str, dict[str, Any]] = field(default_factory=dict)
    thresholds: list[dict[str, Any]] = field(default_factory=list)
    reliability: dict[str, Any] = field(default_factory=dict)
    faults: Sequence[Fault] = ()
    counts: Mapping[str, int] = field(default_factory=dict)  # of the faults, all of them, by sort

    def to_json(self) -> dict[str, Any]:
        """Stable keys; what was not asked for is empty."""
        return {
            "documents": self.documents,
            "selection": {"kinds": sorted(self.selection.kinds), "speech_only": self.selection.speech_only},
            "scores": self.scores,
            "confidence": self.confidence,
            "outlets": self.outlets,
            "thresholds": self.thresholds,
            "reliability": self.reliability,
            "errors": {"counts": dict(self.counts), "shown": [_fault(one) for one in self.faults]},
        }


def results(  # noqa: PLR0913  what a user may ask for, by keyword
    gold: Sequence[Document],
    predicted: Sequence[Document],
    selection: Selection = EVERYTHING,
    *,
    draws: int = DRAWS,
    by_outlet: bool = False,
    cut_offs: bool = False,
    errors: int = 0,
) -> Results:
    """The scores of ``predicted`` with intervals over resampled documents, and the rest where it is asked for."""
    matched = compare(gold, predicted, selection)
    tallies = [tally(document) for document in matched]
    outlets: dict[str, dict[str, Any]] = {}
    if by_outlet:
        of = [document.get("outlet") or "" for document in gold]
        for outlet in sorted(set(of)):
            outlets[outlet] = report(total(t for t, name in zip(tallies, of, strict=True) if name == outlet))
    found = faults(matched)
    return Results(
        documents=len(gold),
        selection=selection,
        scores=report(total(tallies)),
        confidence=intervals(tallies, report, draws),
        outlets=outlets,
        thresholds=thresholds(gold, predicted, selection) if cut_offs else [],
        reliability=reliability(matched) if cut_offs else {},
        faults=spread(found, errors),
        counts=tallied(found),
    )


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "sort": fault.sort,
        "doc_id": fault.document["doc_id"],
        "gold": fault.gold and _side(fault, fault.gold),
        "predicted": fault.predicted and _side(fault, fault.predicted),
    }


def _side(fault: Fault, given: Mapping[str, Any]) -> dict[str, Any]:
    """Spans and their words, so that an error can be read without the text beside it."""
    text = fault.document["text"]
    side: dict[str, Any] = {}
    for part in ("content", "source", "cue"):
        spans = given.get(part) or []
        side |= {part: spans, f"{part}_text": [text[start:end] for start, end in spans]}
    return {**side, "speaker": given.get("speaker")}
