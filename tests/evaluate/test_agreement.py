"""Agreement of two passes against figures worked out by hand, and the gold they make."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import pytest

from builder.errors import InputError
from builder.evaluate import agreement

PASSES = Path(__file__).parents[1] / "gold/passes"


def row(**fields: Any) -> dict[str, Any]:
    labels = {"framing": "neutral", "verifiability": "verifiable", "claim_type": "event", "check_worthy": True}
    lists: dict[str, Any] = {"framing_devices": [], "claim_spans": [], "stances": []}
    return {"doc_id": "d", "id": "a1", **labels, **lists, **fields}


def target(start: int, end: int, stance: str, **fields: Any) -> dict[str, Any]:
    names = {"text": "x" * (end - start), "canonical": "Ida Prell", "kind": "person", "basis": "explicit"}
    return {"start": start, "end": end, "stance": stance, **names, **fields}


def device(name: str, start: int, end: int) -> dict[str, Any]:
    return {"device": name, "start": start, "end": end, "text": "x" * (end - start)}


def pairs(confusion: dict[tuple[str, str], int]) -> list[tuple[str, str]]:
    return [pair for pair, n in confusion.items() for _ in range(n)]


@pytest.mark.parametrize(
    ("confusion", "kappa", "macro_f1"),
    [
        # agreed .7; chance .5 * .6 + .5 * .4 = .5; F1: yes 40/55, no 30/45
        pytest.param({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}, 0.4, 23 / 33, id="textbook"),
        pytest.param({("y", "y"): 3, ("n", "n"): 1}, 1.0, 1.0, id="always agreed"),
        # agreed 0; chance .5
        pytest.param({("y", "n"): 1, ("n", "y"): 1}, -1.0, 0.0, id="never agreed"),
        pytest.param({("y", "y"): 4}, math.nan, 1.0, id="one value only"),
        # agreed 2/4; chance (2*1 + 1*2 + 1*1)/16; F1: a 2/3, b 2/3, c 0
        pytest.param(
            {("a", "a"): 1, ("a", "b"): 1, ("b", "b"): 1, ("c", "d"): 1},
            (1 / 2 - 4 / 16) / (12 / 16),
            (2 / 3 + 2 / 3 + 0 + 0) / 4,
            id="a value only one uses",
        ),
    ],
)
def test_kappa_and_macro_f1(confusion: dict[tuple[str, str], int], kappa: float, macro_f1: float) -> None:
    assert agreement.kappa(pairs(confusion)) == pytest.approx(kappa, nan_ok=True)
    assert agreement.macro_f1(pairs(confusion)) == pytest.approx(macro_f1)


def test_no_decisions_have_no_figures() -> None:
    assert math.isnan(agreement.kappa([]))
    assert math.isnan(agreement.macro_f1([]))
    assert all(figure.n == 0 and math.isnan(figure.agreed) for figure in agreement.compare([]))


def test_compare_counts_what_both_found() -> None:
    first = row(
        framing="distance",
        framing_devices=[device("doubt_cue", 10, 17), device("contradiction", 60, 80)],
        claim_spans=[[20, 40]],
        stances=[target(20, 30, "against"), target(35, 40, "favor")],
    )
    second = row(
        framing_devices=[device("hedge", 10, 17), device("contradiction", 70, 90)],
        claim_spans=[[30, 50]],
        stances=[target(24, 30, "neutral"), target(41, 45, "favor"), target(50, 55, "favor")],
    )
    figures = {figure.field: figure for figure in agreement.compare([(first, second)])}
    assert figures["framing"].agreed == 0
    assert figures["check_worthy"].agreed == 1
    assert (figures["stance of shared targets"].n, figures["stance of shared targets"].agreed) == (1, 0)
    assert (figures["targets"].n, figures["targets"].macro_f1) == (4, pytest.approx(2 / 5))
    assert (figures["framing devices"].n, figures["framing devices"].macro_f1) == (3, pytest.approx(2 / 4))
    assert (figures["claim spans"].agreed, figures["claim spans"].macro_f1) == (pytest.approx(1 / 3), 0.5)


def test_targets_match_one_to_one_and_best_first() -> None:
    """ "the port" of one pass lies in "the closure of the port" and is "the port" of the other."""
    first = [target(0, 23, "against"), target(15, 23, "neutral")]
    second = [target(15, 23, "neutral")]
    (pair,) = agreement.compare([(row(stances=first), row(stances=second))])[4:5]
    assert (pair.n, pair.agreed) == (1, 1)


def test_merge_keeps_what_both_say_and_nulls_the_rest() -> None:
    first = row(framing="endorse", verifiability="unverifiable", check_worthy=False)
    (merged,) = agreement.merge([(first, row(verifiability="unverifiable", check_worthy=False, claim_type="causal"))])
    assert merged["framing"] is None
    assert merged["claim_type"] is None
    assert (merged["verifiability"], merged["check_worthy"]) == ("unverifiable", False)
    assert (merged["claim_spans"], merged["stances"], merged["stances_undecided"]) == ([], [], [])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        pytest.param([[5, 20]], [[0, 20]], [[5, 20]], id="more than half in common"),
        pytest.param([[0, 10], [20, 30]], [[0, 30]], [[0, 10], [20, 30]], id="two stretches"),
        pytest.param([[0, 10]], [[6, 20]], None, id="less than half in common"),
        pytest.param([[0, 10]], [], None, id="only one marked"),
    ],
)
def test_merge_of_claim_spans(
    first: list[list[int]], second: list[list[int]], expected: list[list[int]] | None
) -> None:
    (merged,) = agreement.merge([(row(claim_spans=first), row(claim_spans=second))])
    assert merged["claim_spans"] == expected


def test_merge_of_stances() -> None:
    first = [target(0, 5, "against", kind="group"), target(10, 15, "favor"), target(30, 35, "favor")]
    second = [target(2, 5, "against"), target(10, 15, "neutral"), target(20, 25, "neutral")]
    (merged,) = agreement.merge([(row(stances=first), row(stances=second))])
    assert merged["stances"] == [{**first[0], "kind": None}]
    undecided = [(entry["start"], entry["stance"], entry["basis"]) for entry in merged["stances_undecided"]]
    assert undecided == [(10, None, None), (20, None, None), (30, None, None)]


def test_merge_of_devices() -> None:
    first = [device("doubt_cue", 10, 17), device("hedge", 20, 22)]
    second = [device("contradiction", 40, 60), device("doubt_cue", 10, 17)]
    (merged,) = agreement.merge([(row(framing_devices=first), row(framing_devices=second))])
    assert merged["framing_devices"] == [first[0]]
    assert merged["framing_devices_undecided"] == [first[1], second[0]]


def test_merging_a_pass_with_itself_changes_no_label() -> None:
    labelled = row(framing_devices=[device("hedge", 1, 3)], claim_spans=[[4, 9]], stances=[target(4, 6, "favor")])
    (merged,) = agreement.merge([(labelled, labelled)])
    assert {name: merged[name] for name in labelled} == labelled
    assert (merged["stances_undecided"], merged["framing_devices_undecided"]) == ([], [])


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        pytest.param(["{"], "not a row of labels", id="not JSON"),
        pytest.param(["[1]"], "not a row of labels", id="not an object"),
        pytest.param(['{"id": "a1"}'], "doc_id", id="no document"),
        pytest.param(['{"doc_id": "d", "id": "a1"}'] * 2, "row 2: d a1 comes twice", id="twice"),
    ],
)
def test_bad_passes_say_where(lines: list[str], message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=message):
        agreement.read(path)


def test_passes_over_different_rows_are_an_error() -> None:
    with pytest.raises(InputError, match="d a2 is in the second pass only"):
        agreement.paired({("d", "a1"): row()}, {("d", "a1"): row(), ("d", "a2"): row(id="a2")})


def test_the_command_prints_the_table_and_writes_the_gold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [tmp_path / "a.jsonl", tmp_path / "b.jsonl"]
    for path, framing in zip(paths, ("neutral", "endorse"), strict=True):
        lines = [json.dumps(row(id=name, framing=framing)) + "\n" for name in ("a10", "a2")]
        path.write_text("".join(lines), encoding="utf-8")
    agreement.main([*map(str, paths), "--merge", str(tmp_path / "labels.jsonl")])
    printed = capsys.readouterr().out
    assert "| framing | 2 | 0.00 | 0.00 | 0.00 |" in printed
    assert "| verifiability | 2 | 1.00 | – | 1.00 |" in printed
    labels = [json.loads(line) for line in (tmp_path / "labels.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(entry["id"], entry["framing"]) for entry in labels] == [("a2", None), ("a10", None)]


@pytest.mark.skipif(not (PASSES / "a.jsonl").exists(), reason="the passes are not here")
def test_the_gold_and_the_figures_in_the_readme_are_those_of_the_passes() -> None:
    rows = agreement.paired(agreement.read(PASSES / "a.jsonl"), agreement.read(PASSES / "b.jsonl"))
    labels = (PASSES.parent / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in labels] == agreement.merge(rows)
    assert agreement.table(agreement.compare(rows)) in (PASSES.parent / "README.md").read_text(encoding="utf-8")
