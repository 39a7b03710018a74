"""Gold and predictions of one document side by side: what is compared, what is asked for, and what belongs to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.evaluate import quoted
from builder.evaluate.words import Words, tokens

FOUND = 0.5  # overlap of content words, intersection over union, from which a content counts as found


@dataclass(frozen=True, slots=True)
class Selection:
    """Which gold is asked for: kinds (empty for all) and whether only speech."""

    kinds: frozenset[str] = frozenset()
    speech_only: bool = False

    def asks_for(self, kind: str, speech: bool) -> bool:
        return (not self.kinds or kind in self.kinds) and (speech or not self.speech_only)


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True)
class Scored:
    """One attribution, as it was ``given`` and as sets of words; ``content_all`` counts marks and commas too."""

    given: Mapping[str, Any]
    content: Words
    content_all: Words
    source: Words
    mention: str
    speaker: str
    gold_name: str
    has_source: bool
    kind: str
    asked: bool

    def has_source_of(self, golden: Scored) -> bool:
        """Whether the source is right: it shares a word with that of ``golden``, or neither has one."""
        return bool(golden.source & self.source) if golden.source else not self.has_source


@dataclass(frozen=True, slots=True)
class Matched:
    """One document: its gold, its predictions, and for each index its partner's with their overlap."""

    document: Mapping[str, Any]
    gold: Sequence[Scored]
    predicted: Sequence[Scored]
    of_gold: Mapping[int, tuple[int, float]]
    of_predicted: Mapping[int, tuple[int, float]]

    def is_judged(self, index: int) -> bool:
        """A prediction is not judged when the gold it matches, or else mainly overlaps, is not asked for.

        Nor is one that is itself outside of the selection, unless it finds a gold inside of it.
        """
        prediction = self.predicted[index]
        if index in self.of_predicted:
            partner, overlap = self.of_predicted[index]
            return self.gold[partner].asked and (prediction.asked or overlap >= FOUND)
        best = max(self.gold, key=lambda golden: len(golden.content & prediction.content), default=None)
        return prediction.asked and (best is None or best.asked or not best.content & prediction.content)


def read(gold: Mapping[str, Any], predicted: Sequence[Mapping[str, Any]], selection: Selection) -> Matched:
    """The attributions of one document, matched. Predictions that lie mostly in a ``discard`` span are left out."""
    text = gold["text"]
    regions = quoted.regions(text)
    discarded = tokens(text, gold.get("discard") or [], symbols=False)
    golden = [_scored(attribution, text, regions, selection) for attribution in gold["attributions"]]
    found = [_scored(attribution, text, regions, selection) for attribution in predicted]
    kept = [p for p in found if p.content and not (discarded and 2 * len(p.content & discarded) >= len(p.content))]
    return match(gold, golden, kept)


def match(document: Mapping[str, Any], gold: Sequence[Scored], predicted: Sequence[Scored]) -> Matched:
    """One to one: pairs that share content words, by falling overlap, then gold order, then prediction order."""
    pairs = []
    for i, golden in enumerate(gold):
        for j, found in enumerate(predicted):
            if shared := len(golden.content & found.content):
                pairs.append((-shared / len(golden.content | found.content), i, j))
    of_gold: dict[int, tuple[int, float]] = {}
    of_predicted: dict[int, tuple[int, float]] = {}
    for overlap, i, j in sorted(pairs):
        if i not in of_gold and j not in of_predicted:
            of_gold[i], of_predicted[j] = (j, -overlap), (i, -overlap)
    return Matched(document, gold, predicted, of_gold, of_predicted)


def _scored(
    attribution: Mapping[str, Any], text: str, regions: Sequence[quoted.Region], selection: Selection
) -> Scored:
    content, source = attribution.get("content") or [], attribution.get("source") or []
    kind = attribution.get("kind") or quoted.kind(text, content, regions)
    speaker = attribution.get("speaker") or ""
    silver = (attribution.get("speaker_silver") or {}).get("name", "")
    return Scored(
        given=attribution,
        content=tokens(text, content, symbols=False),
        content_all=tokens(text, content, symbols=True),
        source=tokens(text, source, symbols=False),
        mention=" ".join(text[start:end] for start, end in source),
        speaker=speaker,
        gold_name=speaker or silver,
        has_source=bool(source or speaker),
        kind=kind,
        asked=selection.asks_for(kind, attribution.get("speech", True)),
    )
