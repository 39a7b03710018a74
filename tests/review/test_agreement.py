"""Figures that were worked out elsewhere, and files of several reviewers."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from builder.cli import main
from builder.errors import InputError
from builder.review import agreement, alpha, received

# Krippendorff (2011), example C: four observers, twelve units, values missing.
OBSERVERS = ("1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 .")
UNITS = [[float(v) for v in unit if v != "."] for unit in zip(*(line.split() for line in OBSERVERS), strict=True)]
# Fleiss (1971) as taught since: fourteen raters, ten subjects, five categories.
FLEISS = ("0 0 0 0 14", "0 2 6 4 2", "0 0 3 5 6", "0 3 9 2 0", "2 2 8 1 1", "7 7 0 0 0", "3 2 6 3 0", "2 5 3 2 2",
          "6 5 2 1 0", "0 2 2 3 7")  # fmt: skip


def test_alpha_of_the_published_example() -> None:
    assert alpha.alpha(UNITS) == pytest.approx(0.743, abs=0.0005)
    assert alpha.alpha(UNITS, alpha.interval) == pytest.approx(0.849, abs=0.0005)


def test_fleiss_of_the_known_example() -> None:
    units = [[str(k) for k, n in enumerate(line.split()) for _ in range(int(n))] for line in FLEISS]
    assert alpha.fleiss(units) == pytest.approx(0.210, abs=0.0005)


@pytest.mark.parametrize("units", [[], [["a"]], [["a", "a"], ["a", "a"]]], ids=["none", "alone", "no variation"])
def test_figures_without_meaning_are_nan(units) -> None:
    assert math.isnan(alpha.alpha(units))
    assert math.isnan(alpha.fleiss(units))


def test_fleiss_asks_for_as_many_readers_everywhere() -> None:
    assert math.isnan(alpha.fleiss([["a", "b"], ["a", "b", "b"]]))


@given(st.lists(st.lists(st.sampled_from("abc"), min_size=2, max_size=4), min_size=2, max_size=12))
def test_alpha_is_one_for_agreement_and_never_more(units: list[list[str]]) -> None:
    value = alpha.alpha(units)
    assert math.isnan(value) or value <= 1 + 1e-12
    assert math.isnan(value) or (value == 1) == all(len(set(unit)) == 1 for unit in units)


def test_intervals_hold_the_figure_and_do_not_change() -> None:
    units = [["a", "a"]] * 30 + [["b", "b"]] * 20 + [["a", "b"]] * 10
    low, high = alpha.interval_of(alpha.alpha, units)
    assert low < alpha.alpha(units) < high
    assert alpha.interval_of(alpha.alpha, units) == (low, high)
    assert alpha.interval_of(alpha.alpha, units[:1]) is None


def write(path: Path, *lines: dict) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def said(reviewer: str, field: str, *values) -> list[dict]:
    return [{"quote_id": f"q{n}", "field": field, "value": v, "reviewer": reviewer} for n, v in enumerate(values)]


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    ann = said("Ann", "framing", "neutral", "neutral", "distance", "endorse")
    ann += said("Ann", "cue", [[0, 4]], [[5, 9]]) + said("Ann", "check_worthiness", 0.2, 0.8)
    ben = said("Ben", "framing", "neutral", "distance", "distance")
    ben += said("Ben", "cue", [[0, 4]], [[5, 7]]) + said("Ben", "check_worthiness", 0.3, 0.7)
    return [write(tmp_path / "ann.jsonl", *ann), write(tmp_path / "ben.jsonl", *ben)]


def test_two_reviewers(files) -> None:
    given = agreement.units(each for path in files for each in received.read(path))
    rows = {row.field: row for row in agreement.figures(given)}
    worth, framing, cue = rows["check_worthiness"], rows["framing"], rows["cue"]
    assert (framing.quotes, framing.reviewers, framing.agreed) == (3, 2, 0.6667)
    assert framing.cohen == pytest.approx(0.4)
    assert (framing.fleiss, framing.overlap) == (None, None)
    assert (cue.agreed, cue.overlap, cue.alpha) == (0.5, 0.8333, None)
    assert (worth.agreed, worth.cohen) == (0.0, None)
    assert worth.alpha == pytest.approx(1 - 0.01 / (1.04 / 6), abs=0.0001)
    (first, second) = [one for one in agreement.disagreements(given) if one.field != "check_worthiness"]
    assert (first.field, dict(first.values)) == ("framing", {"Ann": "neutral", "Ben": "distance"})
    assert second.field == "cue"


def test_three_reviewers_have_fleiss(files, tmp_path: Path) -> None:
    cas = write(tmp_path / "cas.jsonl", *said("Cas", "framing", "neutral", "distance", "distance"))
    rows = agreement.figures(agreement.units(each for path in (*files, cas) for each in received.read(path)))
    framing = next(row for row in rows if row.field == "framing")
    assert (framing.reviewers, framing.cohen) == (3, None)
    assert framing.fleiss == pytest.approx(0.55)


def test_the_command(files) -> None:
    result = CliRunner().invoke(main, ["agreement", *map(str, files)], env={"COLUMNS": "120"})
    assert result.exit_code == 0
    assert "framing" in result.output
    assert "4 disagreements:" in result.output
    assert "Ann: neutral, Ben: distance" in result.output
    as_json = json.loads(CliRunner().invoke(main, ["agreement", *map(str, files), "--json"]).output)
    assert as_json["disagreements"][0]["values"]
    assert [row["field"] for row in as_json["fields"]] == ["framing", "check_worthiness", "cue"]


def test_one_reviewer_has_nobody_to_agree_with(files) -> None:
    with pytest.raises(InputError, match="decided by two reviewers"):
        agreement.units(received.read(files[0]))


def test_words_of_a_missed_quote_have_no_id_yet(files, tmp_path: Path) -> None:
    words = {"article_id": "a1", "content": "We left", "field": "is_quote", "value": True, "reviewer": "Cas"}
    with pytest.raises(InputError, match="has no id before it is imported") as error:
        agreement.units(received.read(write(tmp_path / "words.jsonl", words)))
    assert error.value.row == 1


def test_a_reviewer_who_says_two_things(files, tmp_path: Path) -> None:
    more = write(tmp_path / "more.jsonl", *said("Ann", "framing", "endorse"))
    with pytest.raises(InputError, match="Ann says framing = endorse here and neutral before"):
        agreement.units(each for path in (*files, more) for each in received.read(path))
