"""Whole columns are told what rows.py tells of single values; where a null or a broken span is involved, never more."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.validate import quick, rows, spans, spurious

SPAN = pl.Struct({"start": pl.Int32, "end": pl.Int32})
Pairs = list[tuple[int, int]]
TEXTS = st.one_of(st.none(), st.text("ab “é😀", max_size=12))
PAIRS = st.lists(st.tuples(st.integers(-2, 16), st.integers(-2, 16)), max_size=3)
CONTENT = st.one_of(st.none(), PAIRS)


def column(lists: list[Pairs | None]) -> spans.Spans:
    values = [None if each is None else [{"start": a, "end": b} for a, b in each] for each in lists]
    return spans.of_lists(pl.Series(values, dtype=pl.List(SPAN)))


def written(pairs: Pairs | None) -> str | None:
    return None if pairs is None else " ".join(f"{a}-{b}" for a, b in pairs)


def passage(texts: list[str | None], starts: list[int | None]) -> spans.Passages:
    return spans.passages(texts, pl.Series(starts, dtype=pl.Int64))


@given(st.lists(CONTENT, min_size=1, max_size=6))
def test_ordered(lists: list[Pairs | None]) -> None:
    assert spans.ordered(column(lists)).tolist() == [rows.ordered(written(each) or "") for each in lists]


@given(st.lists(st.tuples(CONTENT, CONTENT), min_size=1, max_size=6))
def test_within(lists: list[tuple[Pairs | None, Pairs | None]]) -> None:
    inner, outer = zip(*lists, strict=True)
    found = spans.within(column(list(inner)), column(list(outer))).tolist()
    for holds, a, b in zip(found, inner, outer, strict=True):
        if rows.ordered(written(b) or "") and all(start >= 0 for start, _ in a or ()):
            assert holds is rows.within(written(a), written(b))


@given(st.lists(st.tuples(TEXTS, st.one_of(st.none(), st.integers(0, 6)), CONTENT), min_size=1, max_size=6))
def test_inside(given_rows: list[tuple[str | None, int | None, Pairs | None]]) -> None:
    texts, starts, content = map(list, zip(*given_rows, strict=True))
    found = spans.inside(column(content), passage(texts, starts)).tolist()
    assert found == [
        rows.inside(text, at, written(each)) for text, at, each in zip(texts, starts, content, strict=True)
    ]


@given(st.data(), st.sampled_from(["", " … "]))
def test_reproduces(data: st.DataObject, glue: str) -> None:
    texts, starts, content, printed = [], [], [], []
    for _ in range(data.draw(st.integers(1, 5))):
        text, at, pairs = data.draw(TEXTS), data.draw(st.one_of(st.none(), st.integers(0, 4))), data.draw(CONTENT)
        right = glue.join((text or "")[max(0, a - (at or 0)) : max(0, b - (at or 0))] for a, b in pairs or ())
        texts.append(text)
        starts.append(at)
        content.append(pairs)
        printed.append(data.draw(st.one_of(st.just(right), TEXTS)))
    found = spans.reproduces(column(content), passage(texts, starts), pl.Series(printed, dtype=pl.String), glue)
    for holds, *row in zip(found.tolist(), texts, starts, content, printed, strict=True):
        text, at, pairs, words = row
        expected = rows.reproduces(text, at, written(pairs), words, glue)
        # A row of which the spans are not in order fails by that, whatever they read.
        assert holds is expected if rows.ordered(written(pairs) or "") else not holds or expected


@pytest.mark.parametrize("broken", [None, {"start": None, "end": 4}, {"start": 2, "end": None}])
def test_a_null_inside_a_span_keeps_no_promise(broken: dict[str, Any] | None) -> None:
    given_spans = spans.of_lists(pl.Series([[broken]], dtype=pl.List(SPAN)))
    text = passage(["abcdef"], [0])
    assert not spans.ordered(given_spans)[0]
    assert not spans.reproduces(given_spans, text, pl.Series(["cd"]))[0]


WORDS = st.lists(
    st.sampled_from(
        ["Monday", "ſunday", "on", "3rd", "12", "2026", "March", "“May”", "the", "President", "ambaßador", "oﬃcer",
         "We", "of", "—", "a\u00a0b", "Prime", "Minister", "K", "deputy", "met", "d'", "Ida", "PRELL", "é", "1st",
         "_", "…"]
    ),
    max_size=9,
)  # fmt: skip
JOINED = st.builds(lambda words, glue: glue.join(words), WORDS, st.sampled_from([" ", "  ", ", ", "\n", "—", ""]))


@given(st.lists(JOINED, min_size=1, max_size=8))
def test_what_the_quick_look_clears_is_no_date_and_no_title(texts: list[str]) -> None:
    frame = pl.DataFrame({"quote": texts})
    for name, asked in (
        ("expect_quote_not_to_be_date", spurious.is_no_date),
        ("expect_quote_not_to_be_title", spurious.is_no_title),
    ):
        cleared = frame.select(quick.RULES[name][0](["quote"], {}))[:, 0]
        assert all(asked(text) for text, clear in zip(texts, cleared, strict=True) if clear)


@given(st.lists(st.tuples(JOINED, st.one_of(st.none(), JOINED), JOINED), min_size=1, max_size=8))
def test_what_the_quick_look_clears_says_more_than_a_name(given_rows: list[tuple[str, str | None, str]]) -> None:
    names = ["quote", "speaker", "speaker_role"]
    frame = pl.DataFrame(given_rows, schema=dict.fromkeys(names, pl.String), orient="row")
    for rule in quick.RULES["expect_quote_to_say_more_than"]:
        cleared = frame.select(rule(names, {}).alias("clear"))["clear"]
        assert all(spurious.says_more_than(*row) for row, clear in zip(given_rows, cleared, strict=True) if clear)


@pytest.mark.parametrize(
    ("speaker", "clear"), [("Ida Prell", True), ("She", False), ("she\n", False), ("ıt", False), ("Them Ox", True)]
)
def test_a_pattern_that_must_not_match_is_told_of_plain_letters(speaker: str, clear: bool) -> None:
    rule = quick.RULES["expect_column_values_to_not_match_regex"][0]
    found = pl.DataFrame({"speaker": [speaker]}).select(rule(["speaker"], {"regex": "(?i)^(?:she|it|them)$"}))
    assert found.item() is clear
