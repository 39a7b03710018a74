"""Gold labels of quotes and the builder's in, the figures of each field out, as ``score_quote_labels.py`` has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from builder.evaluate.bootstrap import DRAWS, intervals
from builder.evaluate.classification import Pairs, accuracy, average_precision, f1, kappa, macro_f1
from builder.evaluate.labelled import FIELDS

Row = Mapping[str, Any]
Entry = Mapping[str, Any]  # a target: start, end and the stance to it


def score(gold: Sequence[Row], answers: Sequence[Row], draws: int = DRAWS) -> dict[str, Any]:
    """Figures by field; a field that is null in the gold is not scored, a row without an answer is wrong.

    ``stance_given`` judges the answers to the gold's own targets. ``stance_found`` judges the targets too: a found one
    is right when it overlaps a gold one, one to one, the longest overlap first; one that overlaps a target on which the
    annotators differed counts neither way. Intervals resample quotes. ValueError for two answers to one row.
    """
    by_id = {answer["id"]: answer for answer in answers}
    if len(by_id) != len(answers):
        raise ValueError("two answers for one row")
    rows = [(one, by_id.get(one["id"], {})) for one in gold]
    out: dict[str, Any] = {"rows": len(gold), "predicted": sum(one["id"] in by_id for one in gold)}
    for field in FIELDS:
        out[field] = _figures([[(g[field], a.get(field))] if g[field] is not None else [] for g, a in rows], draws)
    out["verifiability_two_way"] = _figures([_two_way(g, a) for g, a in rows], draws)
    out["check_worthy"] |= _check_worthy([(g["check_worthy"], a) for g, a in rows if g["check_worthy"] is not None])
    out["stance_given"] = _figures([_given(g, a) for g, a in rows], draws)
    targets = [_targets(g, a) for g, a in rows]
    right, missed, extra = (sum(numbers) for numbers in zip(*(counts for _, counts in targets), strict=True))
    out["stance_found"] = _figures([pairs for pairs, _ in targets], draws) | {
        "target_recall": right / (right + missed) if right + missed else 0.0,
        "target_precision": right / (right + extra) if right + extra else 0.0,
    }
    return out


def _figures(rows: Sequence[Sequence[tuple[Any, Any]]], draws: int) -> dict[str, Any]:
    """Figures over the pairs of gold and answer of all ``rows``."""
    pairs = Counter(pair for row in rows for pair in row)
    if not pairs:
        return {"n": 0}
    labels = list(dict.fromkeys(gold for gold, _ in pairs))
    sizes = Counter(gold for row in rows for gold, _ in row)
    most = sizes.most_common(1)[0][0]
    constant: Pairs = {(label, most): size for label, size in sizes.items()}
    counts = [Counter(row) for row in rows if row]
    bounds = intervals(counts, lambda sums: {"macro_f1": macro_f1(sums, labels)}, draws)
    return {
        "n": pairs.total(),
        "accuracy": accuracy(pairs),
        "macro_f1": macro_f1(pairs, labels),
        "kappa": kappa(pairs),
        "majority_macro_f1": macro_f1(constant, labels),
        **{f"{name}_95": list(interval) for name, interval in bounds.items()},
    }


def _two_way(gold: Row, answer: Row) -> list[tuple[Hashable, Hashable]]:
    if gold["verifiability"] is None:
        return []
    said = answer.get("verifiability")
    return [(gold["verifiability"] != "unverifiable", None if said is None else said != "unverifiable")]


def _check_worthy(rows: Sequence[tuple[bool, Row]]) -> dict[str, float]:
    pairs: Pairs = Counter((gold, answer.get("check_worthy") is True) for gold, answer in rows)
    found = {"f1_true": f1(pairs, label=True)}
    if rows and all("check_worthiness" in answer for _, answer in rows):
        worth = [answer["check_worthiness"] for _, answer in rows]
        found["average_precision"] = average_precision([gold for gold, _ in rows], worth)
    return found


def _given(gold: Row, answer: Row) -> list[tuple[str, str | None]]:
    said = {(entry["start"], entry["end"]): entry["stance"] for entry in answer.get("given_stances", ())}
    return [(entry["stance"], said.get((entry["start"], entry["end"]))) for entry in gold["stances"]]


def _targets(gold: Row, answer: Row) -> tuple[list[tuple[str, str]], tuple[int, int, int]]:
    """The stances to matched targets, and how many targets were found, missed and made up."""
    wanted, found = gold["stances"], answer.get("stances", ())
    matched = _match(wanted, found)
    taken = {j for _, j in matched}
    extra = sum(
        not any(_overlap(entry, undecided) > 0 for undecided in gold["stances_undecided"])
        for j, entry in enumerate(found)
        if j not in taken
    )
    pairs = [(wanted[i]["stance"], found[j]["stance"]) for i, j in matched]
    return pairs, (len(matched), len(wanted) - len(matched), extra)


def _match(gold: Sequence[Entry], found: Sequence[Entry]) -> list[tuple[int, int]]:
    overlaps = ((-_overlap(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if _overlap(g, f) > 0)
    matched: list[tuple[int, int]] = []
    for _, i, j in sorted(overlaps):
        if all(i != other and j != partner for other, partner in matched):
            matched.append((i, j))
    return matched


def _overlap(one: Entry, other: Entry) -> int:
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))
