"""Gold and predicted attributions in, scores out: how much of who said what was found, and how exactly.

The metrics are those of the scorer that accompanies the corpora (``score_attribution.py``), all micro-averages over the
documents. Only words count, so that marks and commas at the edge of a span never matter, unless said otherwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from builder.evaluate import matching, names
from builder.evaluate.matching import EVERYTHING, FOUND, Matched, Scored, Selection
from builder.evaluate.words import union

KINDS = ("direct", "indirect", "mixed")

# Measures with precision, recall and F1: name -> what is counted on either side, and out of what.
_RATES = {
    "content exact": "exact",  # all content words agree
    "content exact+punct": "exact_all",  # words and signs agree
    "content found": "found",  # overlap of half or more
    "content soft": "soft",  # share of the words of a span that the other side has (Johansson and Moschitti 2010)
    "JOINT quote+speaker": "joint",  # found, and the sources share a word (or neither has one)
    "joint exact": "joint_exact",
}
# Measures of accuracy over the gold that was found.
_SHARES = {
    "source exact": ("source_exact", "sourced"),
    "source overlap": ("source_overlap", "sourced"),
    "source head": ("source_head", "sourced"),
    "source given": ("source_given", "sourced"),
    "no-source agreement": ("unsourced_agreed", "unsourced"),
    "speaker name": ("name", "named"),
    "kind accuracy": ("kind", "found_gold"),
}


class Tally(defaultdict[tuple[str, str], float]):
    """Sums by group and name; those of a corpus are the sums of those of its documents."""

    def __init__(self) -> None:
        super().__init__(float)


def score(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]], selection: Selection = EVERYTHING
) -> dict[str, Any]:
    """Scores by group: ``all`` and each kind that occurs.

    Documents are dicts with ``doc_id``, ``text`` (gold) and ``attributions`` with ``[start, end]`` spans. One that has
    no prediction counts as predicted empty. Gold outside of ``selection`` is not asked for: a prediction that matches
    it is neither right nor wrong. ValueError for a prediction of a document without gold.
    """
    return report(total(tally(document) for document in compare(gold, predicted, selection)))


def compare(
    gold: Sequence[Mapping[str, Any]], predicted: Sequence[Mapping[str, Any]], selection: Selection = EVERYTHING
) -> list[Matched]:
    """Gold and predictions side by side, in the order of ``gold``; as for ``score``."""
    found = {document["doc_id"]: document["attributions"] for document in predicted}
    if strangers := sorted(set(found) - {document["doc_id"] for document in gold}):
        raise ValueError(f"{strangers[0]!r} is predicted but has no gold.")
    return [matching.read(document, found.get(document["doc_id"], []), selection) for document in gold]


def tally(document: Matched) -> Tally:
    """The sums of one document."""
    sums = Tally()
    count(document, sums)
    return sums


def total(tallies: Iterable[Mapping[tuple[str, str], float]]) -> Tally:
    sums = Tally()
    for one in tallies:
        for key, value in one.items():
            sums[key] += value
    return sums


def count(document: Matched, tally: Tally) -> None:
    """Adds one document to the sums the scores are made of."""
    for group in ("all", *KINDS):
        gold = [i for i, golden in enumerate(document.gold) if golden.asked and group in {"all", golden.kind}]
        predicted = [
            j for j, found in enumerate(document.predicted) if group in {"all", found.kind} and document.is_judged(j)
        ]
        tally[group, "gold"] += len(gold)
        tally[group, "pred"] += len(predicted)
        for i in gold:
            if i in document.of_gold:
                j, overlap = document.of_gold[i]
                _count_pair(tally, group, "r", document.gold[i], document.predicted[j], overlap)
                if overlap >= FOUND:
                    _count_found(tally, group, document.gold[i], document.predicted[j])
        for j in predicted:
            if j in document.of_predicted:
                i, overlap = document.of_predicted[j]
                _count_pair(tally, group, "p", document.gold[i], document.predicted[j], overlap)
        _count_words(tally, group, document, gold, predicted)


def _count_pair(tally: Tally, group: str, side: str, golden: Scored, found: Scored, overlap: float) -> None:
    exact = golden.content == found.content
    tally[group, f"exact_{side}"] += exact
    tally[group, f"exact_all_{side}"] += golden.content_all == found.content_all
    tally[group, f"found_{side}"] += overlap >= FOUND
    tally[group, f"joint_{side}"] += overlap >= FOUND and found.has_source_of(golden)
    tally[group, f"joint_exact_{side}"] += exact and golden.source == found.source


def _count_found(tally: Tally, group: str, golden: Scored, found: Scored) -> None:
    tally[group, "found_gold"] += 1
    tally[group, "kind"] += golden.kind == found.kind
    if golden.source:
        head = names.head(found.mention or found.speaker)
        tally[group, "sourced"] += 1
        tally[group, "source_exact"] += golden.source == found.source
        tally[group, "source_overlap"] += bool(golden.source & found.source)
        tally[group, "source_given"] += found.has_source
        tally[group, "source_head"] += bool(head) and head == names.head(golden.mention)
    else:
        tally[group, "unsourced"] += 1
        tally[group, "unsourced_agreed"] += not found.has_source
    if golden.gold_name:
        tally[group, "named"] += 1
        tally[group, "name"] += names.same_name(golden.gold_name, found.speaker or names.before_details(found.mention))


def _count_words(tally: Tally, group: str, document: Matched, gold: Sequence[int], predicted: Sequence[int]) -> None:
    """Content soft, and the words of all content taken together; neither is tied to the matching."""
    for i in gold:
        content = document.gold[i].content
        shared = sum(len(content & found.content) for found in document.predicted)
        tally[group, "soft_r"] += min(1.0, shared / len(content)) if content else 0.0
    for j in predicted:
        content = document.predicted[j].content
        shared = sum(len(content & golden.content) for golden in document.gold if golden.asked)
        tally[group, "soft_p"] += min(1.0, shared / len(content))
    asked = union(golden.content for golden in document.gold if golden.asked)
    free = union(golden.content for golden in document.gold if not golden.asked) - asked
    wanted = union(document.gold[i].content for i in gold)
    given = union(document.predicted[j].content for j in predicted) - free
    tally[group, "tokens_gold"] += len(wanted)
    tally[group, "tokens_pred"] += len(given)
    tally[group, "tokens_r"] += len(wanted & union(found.content for found in document.predicted))
    tally[group, "tokens_p"] += len(given & asked)


def report(tally: Mapping[tuple[str, str], float]) -> dict[str, Any]:
    """The scores of the groups that occur. Rates are 0 where nothing is there; accuracies of nothing are None."""
    groups = {}
    for group in ("all", *KINDS):

        def value(name: str, group: str = group) -> float:
            return tally.get((group, name), 0.0)

        if not value("gold") and not value("pred"):
            continue
        scores: dict[str, Any] = {"gold": int(value("gold")), "pred": int(value("pred"))}
        for name, key in _RATES.items():
            scores[name] = _rate(value(f"{key}_p"), value("pred"), value(f"{key}_r"), value("gold"))
        scores["content tokens"] = _rate(
            value("tokens_p"), value("tokens_pred"), value("tokens_r"), value("tokens_gold")
        )
        scores["found gold"] = int(value("found_gold"))
        for name, (right, among) in _SHARES.items():
            accuracy = value(right) / value(among) if value(among) else None
            scores[name] = {"acc": accuracy, "n": int(value(among))}
        groups[group] = scores
    return groups


def _rate(right: float, predicted: float, recalled: float, gold: float) -> dict[str, float]:
    precision = right / predicted if predicted else 0.0
    recall = recalled / gold if gold else 0.0
    both = precision + recall
    return {"P": precision, "R": recall, "F1": 2 * precision * recall / both if both else 0.0}
