"""Intervals, cut-offs, outlets and errors of a few documents whose figures can be worked out by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from builder.evaluate import Selection
from builder.evaluate.attribution import compare
from builder.evaluate.bootstrap import intervals
from builder.evaluate.faults import SORTS, faults, spread, tallied
from builder.evaluate.results import results
from builder.evaluate.thresholds import thresholds

TEXT = "Ann Lee said Monday, “We will win.” Critics doubt it. Max Roy, a voter, said that taxes are “too high” now."


def at(part: str) -> list[list[int]]:
    return [[TEXT.index(part), TEXT.index(part) + len(part)]]


def document(*attributions: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"doc_id": "d", "text": TEXT, "attributions": list(attributions), **more}


DIRECT = {"kind": "direct", "content": at("“We will win.”"), "source": at("Ann Lee"), "speaker": "Ann Lee"}
INDIRECT = {"kind": "indirect", "content": at("it"), "source": at("Critics"), "speech": False}
MIXED = {"kind": "mixed", "content": at("that taxes are “too high” now"), "source": at("Max Roy, a voter")}
GOLD = document(DIRECT, INDIRECT, MIXED)
GOOD, NOTHING = document(DIRECT, INDIRECT, MIXED), document()


def sorts(*predicted: dict[str, Any], gold: dict[str, Any] = GOLD, selection: Selection | None = None) -> list[str]:
    return [fault.sort for fault in faults(compare([gold], [document(*predicted)], selection or Selection()))]


def test_no_faults() -> None:
    assert sorts(DIRECT, INDIRECT, MIXED) == []


@pytest.mark.parametrize(
    ("changed", "sort"),
    [
        ({**DIRECT, "source": at("Max Roy")}, "source"),
        ({**DIRECT, "source": [], "speaker": None}, "source"),
        ({**DIRECT, "speaker": "Mia Lee"}, "speaker"),
        ({**DIRECT, "content": at("Monday, “We will win.”")}, "bounds"),
        ({**DIRECT, "content": at("Monday, “We will win.”"), "source": at("Max Roy")}, "source"),
    ],
    ids=["other source", "no source", "other name", "a word more", "a word more and another source"],
)
def test_of_a_pair_the_worst_is_named(changed: dict[str, Any], sort: str) -> None:
    assert sorts(changed, INDIRECT, MIXED) == [sort]


def test_too_little_overlap_is_one_fault_of_bounds() -> None:
    assert sorts({**DIRECT, "content": at("win")}, INDIRECT, MIXED) == ["bounds"]


def test_missed_and_spurious_in_the_order_of_the_text() -> None:
    spurious = {"content": at("Monday"), "source": []}
    assert sorts(spurious, MIXED) == ["spurious", "missed", "missed"]


def test_what_is_not_asked_for_is_no_fault() -> None:
    assert sorts(selection=Selection(frozenset({"direct"}))) == ["missed"]
    assert sorts(DIRECT, {"content": at("it"), "source": []}, MIXED, selection=Selection(speech_only=True)) == []


def test_spread_takes_every_sort_and_keeps_the_order() -> None:
    found = faults(
        compare(
            [GOLD, {**GOLD, "doc_id": "e"}],
            [document({**DIRECT, "source": at("Max Roy")}, {"content": at("Monday"), "source": []})],
        )
    )
    assert tallied(found) == {"missed": 5, "spurious": 1, "bounds": 0, "source": 1, "speaker": 0}
    assert sorted(fault.sort for fault in spread(found, 3)) == ["missed", "source", "spurious"]
    assert spread(found, 5) == [fault for fault in found if fault in spread(found, 5)]
    assert spread(found, 100) == found
    assert spread(found, 0) == []
    assert set(tallied(found)) == set(SORTS)


def test_cut_offs_by_hand() -> None:
    scored = document({**DIRECT, "score": 0.9}, {**MIXED, "source": at("Critics"), "score": 0.4})
    low, high, none = thresholds([GOLD], [scored], cut_offs=(0.0, 0.5, 0.95))
    assert low["pred"] == 2
    assert low["JOINT quote+speaker"]["P"] == 0.5
    assert low["content found"]["R"] == pytest.approx(2 / 3)
    assert (high["pred"], high["JOINT quote+speaker"]["P"]) == (1, 1.0)
    assert high["JOINT quote+speaker"]["R"] == pytest.approx(1 / 3)
    assert (none["pred"], none["threshold"], none["content found"]["F1"]) == (0, 0.95, 0.0)


def test_outlets() -> None:
    gold = [{**GOLD, "outlet": "Wire"}, {**GOLD, "doc_id": "e", "outlet": None}]
    found = results(gold, [GOOD], by_outlet=True, draws=0)
    assert {name: groups["all"]["pred"] for name, groups in found.outlets.items()} == {"": 0, "Wire": 3}
    assert found.confidence == {}


def test_intervals_hold_the_figure_and_repeat() -> None:
    gold = [{**GOLD, "doc_id": str(n)} for n in range(40)]
    predicted = [{**(GOOD if n % 4 else NOTHING), "doc_id": str(n)} for n in range(40)]
    one, other = results(gold, predicted, draws=200), results(gold, predicted, draws=200)
    low, high = one.confidence["all"]["content exact"]["R"]
    assert 0.5 < low < 0.75 < high < 0.95
    assert one.confidence == other.confidence
    assert one.confidence["all"]["content exact"]["P"] == (1.0, 1.0)  # whatever is found is right


def test_interval_of_a_share() -> None:
    """30 of 100 units: the binomial's own 95% runs from 21 to 39."""
    counts = [{"right": 1.0 * (n < 30), "all": 1.0} for n in range(100)]
    found = intervals(counts, lambda sums: {"share": sums["right"] / sums["all"], "none": None, "units": 3})
    assert set(found) == {"share"}
    assert found["share"] == pytest.approx((0.21, 0.39), abs=0.015)


def test_json_has_stable_keys_and_the_words_of_errors() -> None:
    found = results([GOLD], [document(DIRECT)], draws=10, errors=1, cut_offs=True)
    read = json.loads(json.dumps(found.to_json()))
    keys = ["documents", "selection", "scores", "confidence", "outlets", "thresholds", "reliability", "errors"]
    assert list(read) == keys
    assert read["errors"]["counts"]["missed"] == 2
    (shown,) = read["errors"]["shown"]
    assert (shown["sort"], shown["doc_id"], shown["predicted"]) == ("missed", "d", None)
    assert shown["gold"]["content_text"] == ["it"]
