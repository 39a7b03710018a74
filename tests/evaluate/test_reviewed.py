"""Shares and intervals that can be worked out by hand, and what a sample may claim to say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.evaluate import draws
from builder.evaluate.draws import Draw
from builder.evaluate.reviewed import Judged, accuracy, interval


def drawn(by: str = "random", size: int = 4, of: int = 40, stratum: str = "", rows: int = 40) -> Draw:
    return Draw("0.1.0", by, size, of, stratum, rows)


def judged(right: str, *draws: Draw, outlet: str | None = "Post", field: str = "framing") -> list[Judged]:
    return [Judged(f"q{at}", outlet, field, sign == "+", draws=draws) for at, sign in enumerate(right)]


def test_a_simple_sample() -> None:
    (sample,) = accuracy(judged("+++-", drawn()))
    (framing,) = sample.fields
    assert (sample.by, sample.of, sample.quotes, sample.covered) == ("random", 40, 4, 1.0)
    assert (framing.rows, framing.right) == (4, 0.75)
    # 4 of 40 rows are as sure as 4 / 0.9 of very many.
    assert (framing.low, framing.high) == (0.3173, 0.9509)


def test_wilson_without_weights_is_the_published_formula() -> None:
    """81 of 263 gives .255 to .366 (Newcombe, Statistics in Medicine 17, 1998); of a very large population."""
    low, high = interval(81 / 263, [1e9] * 263)
    assert (low, high) == (pytest.approx(0.2553, abs=5e-5), pytest.approx(0.3662, abs=5e-5))


def test_all_that_was_looked_at_is_certain() -> None:
    (sample,) = accuracy(judged("++-", drawn("all", 3, 3, rows=3)))
    assert (sample.fields[0].low, sample.fields[0].high) == (0.6667, 0.6667)


def test_rows_count_by_their_stratum() -> None:
    """Right in one of two rows that stand for 30, wrong in the one that stands for 10: 15 of 40."""
    large, small = drawn(stratum="a", rows=30), drawn(stratum="b", rows=10)
    rows = [
        Judged("q1", "Post", "framing", True, draws=(large,)),
        Judged("q2", "Post", "framing", False, draws=(large,)),
        Judged("q3", "Echo", "framing", False, draws=(small,)),
    ]
    (sample,) = accuracy(rows)
    assert sample.fields[0].right == 0.375
    assert {name: found[0].right for name, found in sample.outlets} == {"Echo": 0.0, "Post": 0.5}


def test_what_was_drawn_and_not_decided_is_carried_by_the_others() -> None:
    strata = [drawn(stratum="a", rows=30), drawn(stratum="b", rows=10)]
    (sample,) = accuracy(judged("+", strata[0]))
    assert (sample.fields[0].right, sample.covered) == (1.0, 0.75)


@pytest.mark.parametrize("how", [(drawn("uncertainty"),), ()], ids=["least certain", "no sample"])
def test_rows_that_nobody_drew_stand_for_themselves(how: tuple[Draw, ...]) -> None:
    (sample,) = accuracy(judged("++--", *how))
    assert (sample.fields[0].right, sample.fields[0].low, sample.covered) == (0.5, None, None)
    assert sample.by == (how[0].by if how else None)


def test_samples_are_not_mixed() -> None:
    found = accuracy(
        [*judged("--", drawn("uncertainty")), *judged("++++", drawn()), *judged("+", drawn(), drawn(size=9))]
    )
    assert [(one.by, one.size, one.fields[0].right) for one in found] == [
        ("random", 9, 1.0), ("random", 4, 1.0), ("uncertainty", 4, 0.0),
    ]  # fmt: skip


def test_overlaps_are_averaged() -> None:
    rows = [Judged("q1", None, "cue", True, 1.0, (drawn(),)), Judged("q2", None, "cue", False, 0.5, (drawn(),))]
    (sample,) = accuracy(rows)
    assert (sample.fields[0].right, sample.fields[0].overlap) == (0.5, 0.75)
    assert [name for name, _ in sample.outlets] == [None]


@given(st.lists(st.tuples(st.booleans(), st.integers(1, 50)), min_size=1, max_size=30))
def test_an_interval_holds_its_share(rows: list[tuple[bool, int]]) -> None:
    weights = [float(weight) for _, weight in rows]
    share = sum(weight for right, weight in rows if right) / sum(weights)
    low, high = interval(share, weights)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1


def test_draws_come_back() -> None:
    assert draws.of_json(drawn().to_json()) == drawn()


@pytest.mark.parametrize("change", [{"by": "dice"}, {"rows": 0}, {"rows": 41}, {"size": "many"}, {"of": 0}])
def test_a_draw_that_cannot_be(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not what the export wrote"):
        draws.of_json({**drawn().to_json(), **change})


@pytest.mark.parametrize("content", [None, "random", {"by": "random"}])
def test_no_draw(content: object) -> None:
    with pytest.raises(ValueError, match="not what the export wrote"):
        draws.of_json(content)
