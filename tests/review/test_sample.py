from __future__ import annotations

import pytest

from builder.review import sample


@pytest.mark.parametrize("by", sample.WAYS)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_sample_is_the_same_and_grows_by_rows(rows, by: str, size: int) -> None:
    taken = [row["quote_id"] for row in sample.sample(rows, size, by)]
    assert len(taken) == min(size, len(rows))
    assert taken == [row["quote_id"] for row in sample.sample(list(reversed(rows)), size, by)][::-1]
    assert set(taken) <= {row["quote_id"] for row in sample.sample(rows, size + 1, by)}


def test_uncertainty_takes_the_lowest_scores(rows) -> None:
    taken = sample.sample(rows, 5, "uncertainty")
    ids = {row["quote_id"] for row in taken}
    assert max(map(sample.uncertainty, taken)) <= min(sample.uncertainty(r) for r in rows if r["quote_id"] not in ids)


def test_each_speaker_comes_before_any_comes_twice(rows) -> None:
    speakers = {row["speaker_id"] for row in rows}
    assert {row["speaker_id"] for row in sample.sample(rows, len(speakers), "speaker")} == speakers


def test_strata_are_outlet_and_labels(rows) -> None:
    strata = {sample.STRATA["stratified"](row) for row in rows}
    taken = sample.sample(rows, len(strata), "stratified")
    assert {sample.STRATA["stratified"](row) for row in taken} == strata
