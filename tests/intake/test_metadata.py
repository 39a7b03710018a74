from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.config import METADATA
from builder.intake.metadata import check


def test_every_field() -> None:
    checked = check(
        {
            "outlet": " Marrow  Coast Courier ",
            "title": "Harbour stays open",
            "authors": ["Ida Prell", "Jon Moe", "Ida Prell"],
            "published_at": "2026-03-02T08:30:00+01:00",
            "modified_at": "3 March 2026",
            "section": ["Harbour", "Politics", "Harbour"],
            "free_to_read": "no",
            "url": "https://www.Marrow.example/vote?a=1",
            "language": "en-GB",
            "licence": "cc by 4.0",
        },
        {},
    )
    assert checked.fields == {
        "outlet": "Marrow Coast Courier",
        "outlet_domain": "marrow.example",
        "title": "Harbour stays open",
        "authors": ("Ida Prell", "Jon Moe"),
        "published_at": datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
        "published_at_precision": "time",
        "published_at_zone": "+01:00",
        "modified_at": datetime(2026, 3, 3, tzinfo=UTC),
        "section": "Harbour; Politics",
        "free_to_read": False,
        "url": "https://www.Marrow.example/vote?a=1",
        "language": "en",
        "licence": "CC-BY-4.0",
        "text_redistributable": True,
    }
    assert (checked.notes, checked.problems) == ((), ())


@pytest.mark.parametrize(
    ("name", "given_value", "expected"),
    [
        ("authors", "Prell, Ida; Moe, Jon", ("Prell, Ida", "Moe, Jon")),
        ("outlet_domain", "WWW.Courier.example.", "courier.example"),
        ("outlet_domain", "https://courier.example/news", "courier.example"),
        ("language", "EN_us", "en"),
        ("language", "English", "en"),
        ("language", "und", None),
        ("language", "de-AT", "de"),
        ("text_redistributable", "TRUE", True),
        ("text_redistributable", False, False),
    ],
)
def test_readings(name: str, given_value: object, expected: object) -> None:
    checked = check({name: given_value}, {})
    assert checked.fields[name] == expected
    assert checked.problems == ()


@pytest.mark.parametrize(
    ("name", "wrong", "says"),
    [
        ("title", [1, 2], "it must be text, not a list"),
        ("title", 1984, "it must be text, not a number"),
        ("title", True, "not true or false"),
        ("title", "half \ud800", "half a surrogate pair (U+D800"),
        ("title", "nul \x00", "NUL"),
        ("authors", {"name": "Ida"}, "a name or a list of names"),
        ("authors", ["Ida", 5], "it must be text, not a number"),
        ("url", "courier.example/vote", "complete address"),
        ("url", "javascript:alert(1)", "complete address"),
        ("url", "http://[::1", "Invalid IPv6"),
        ("outlet_domain", "not a domain", "such as courier.example"),
        ("language", "the Queen's", "BCP 47"),
        ("language", 5, "it must be text"),
        ("text_redistributable", "maybe", "true or false"),
        ("published_at", "03/04/2026", "write it as 2026-03-02"),
        ("published_at", "31 February 2026", "day"),
    ],
)
def test_a_wrong_field_is_left_out_and_said(name: str, wrong: object, says: str) -> None:
    checked = check({name: wrong, "outlet": "Courier"}, {})
    (problem,) = checked.problems
    assert name not in checked.fields or checked.fields[name] is False
    assert problem.reason == ("bad_date" if name == "published_at" else "bad_metadata")
    assert problem.detail.startswith(f"{name} = ")
    assert says in problem.detail
    assert checked.fields["outlet"] == "Courier"


def test_a_huge_or_nested_value_makes_a_short_message() -> None:
    laughs: list[Any] = ["ha"] * 10
    for _ in range(40):
        laughs = [laughs] * 10  # shared, as aliases in YAML make it: 10**41 leaves
    (problem,) = check({"title": laughs}, {}).problems
    assert len(problem.detail) < 2000


def test_no_outlet_is_a_note_and_never_a_guess() -> None:
    checked = check({"url": "https://courier.example/a"}, {})
    assert "outlet" not in checked.fields
    assert checked.fields["outlet_domain"] == "courier.example"
    assert checked.notes == ("no_outlet",)


def test_a_date_without_a_zone_is_noted() -> None:
    assert check({"outlet": "C", "published_at": "2026-03-02 07:30"}, {}).notes == ("no_time_zone",)


def test_own_metadata_then_derived_then_defaults() -> None:
    defaults = {"outlet": "Default", "outlet_domain": "default.example", "language": "en"}
    assert check({}, defaults).fields["outlet_domain"] == "default.example"
    own = check({"url": "https://own.example/a", "language": " "}, defaults)
    assert own.fields["outlet_domain"] == "own.example"
    assert own.fields["language"] == "en"
    stated = check({"url": "https://own.example/a", "outlet_domain": "stated.example"}, defaults)
    assert stated.fields["outlet_domain"] == "stated.example"


def test_an_explicit_flag_overrides_the_licence_both_ways() -> None:
    assert check({"licence": "CC-BY-4.0", "text_redistributable": False}, {}).fields["text_redistributable"] is False
    assert check({"licence": "CC-BY-NC-4.0", "text_redistributable": True}, {}).fields["text_redistributable"] is True
    assert check({}, {}).fields["text_redistributable"] is False


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.datetimes() | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(METADATA), _JSON))
def test_no_metadata_is_fatal(found: dict[str, Any]) -> None:
    checked = check(found, {})
    for value in checked.fields.values():
        if isinstance(value, str):
            value.encode("utf-8")
