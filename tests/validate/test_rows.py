from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.validate import rows

TEXT = "“Yes,” she said, “we sail.”"  # spans: 0-6 and 17-27


@pytest.mark.parametrize(
    ("offset", "spans", "printed", "holds"),
    [
        pytest.param(0, "0-6 17-27", "“Yes,”“we sail.”", True, id="interrupted quote"),
        pytest.param(100, "100-106", "“Yes,”", True, id="context that starts at 100"),
        pytest.param(0, "1-7", "“Yes,”", False, id="shifted by one"),
        pytest.param(0, "0-6", "“Yes.”", False, id="altered"),
        pytest.param(0, "17-27 0-6", "“Yes,”“we sail.”", False, id="order of the spans decides"),
        pytest.param(0, "20-90", TEXT[20:], False, id="beyond the end, where slicing would forgive it"),
        pytest.param(100, "90-106", "“Yes,”", False, id="before the context"),
        pytest.param(0, "-3--1", TEXT[-3:-1], False, id="negative, where slicing would forgive it"),
        pytest.param(0, "", None, True, id="no cue, no spans"),
        pytest.param(0, "", "said", False, id="a cue without spans"),
        pytest.param(0, "0-6", None, False, id="spans without a cue"),
        pytest.param(0, None, "said", False, id="null spans"),
    ],
)
def test_reproduces(offset: int, spans: str | None, printed: str | None, holds: bool) -> None:
    assert rows.reproduces(TEXT, offset, spans, printed) is holds


def test_nothing_is_reproduced_from_no_text() -> None:
    assert not rows.reproduces(None, 0, "0-6", "“Yes,”")
    assert not rows.reproduces(TEXT, None, "0-6", "“Yes,”")


def test_parts_of_a_cue_are_joined_with_an_ellipsis() -> None:
    assert rows.reproduces_parts(TEXT, 0, "7-10 20-23", "she … sai") is (
        TEXT[7:10] + " … " + TEXT[20:23] == "she … sai"
    )
    assert rows.reproduces_parts(TEXT, 0, "7-10 11-15", "she … said")
    assert not rows.reproduces_parts(TEXT, 0, "7-10 11-15", "she said")


@given(
    st.text(max_size=40), st.integers(0, 50), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4)
)
def test_what_is_reproduced_is_what_python_slices(text: str, offset: int, spans: list[tuple[int, int]]) -> None:
    inside = [(offset + min(a, b, len(text)), offset + min(max(a, b), len(text))) for a, b in spans]
    written = " ".join(f"{a}-{b}" for a, b in inside)
    expected = "".join(text[a - offset : b - offset] for a, b in inside)
    assert rows.reproduces(text, offset, written, expected)
    assert not inside or not rows.reproduces(text, offset, written, expected + "x")


@pytest.mark.parametrize(
    ("spans", "holds"),
    [("", True), ("0-1", True), ("0-4 4-9", True), ("0-4 3-9", False), ("5-9 0-4", False), ("4-4", False),
     ("5-4", False), ("-1-4", False)],
)  # fmt: skip
def test_ordered(spans: str, holds: bool) -> None:
    assert rows.ordered(spans) is holds


@pytest.mark.parametrize(
    ("inner", "outer", "holds"),
    [("2-4", "0-6 9-12", True), ("", "0-6", True), (None, "0-6", True), ("5-10", "0-6 9-12", False),
     ("7-8", "0-6 9-12", False), ("0-1", "", False)],
)  # fmt: skip
def test_within(inner: str | None, outer: str, holds: bool) -> None:
    assert rows.within(inner, outer) is holds


@pytest.mark.parametrize(
    ("sourcing", "speaker", "holds"),
    [
        ("unattributed", "Ida Prell", False),
        ("unattributed", None, True),
        ("anonymous", None, True),
        ("named", "KCNA", True),
    ],
)
def test_nobody_is_not_somebody(sourcing: str, speaker: str | None, holds: bool) -> None:
    assert rows.sourced(sourcing, speaker) is holds


def test_null_is_compared_as_a_value() -> None:
    assert rows.same(None, None)
    assert not rows.same(None, "a")
    assert rows.together(None, None)
    assert not rows.together(None, 0)  # zero is a score
    assert rows.follows(None, None)
    assert not rows.follows("text", None)
