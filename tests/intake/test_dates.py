from __future__ import annotations

import contextlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.intake.dates import moment

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "printed",
    [
        "2026-03-02",
        "20260302",
        "2 March 2026",
        "2nd March 2026",
        "March 2, 2026",
        "Mar. 2, 2026",
        "Monday, 2 March 2026",
        "Monday, March 2, 2026",
        "  2  MARCH   2026 ",
        date(2026, 3, 2),
    ],
    ids=str,
)
def test_a_day_stands_at_midnight(printed: object) -> None:
    found = moment(printed)
    assert (found.at, found.precision, found.zoned) == (datetime(2026, 3, 2, tzinfo=UTC), "day", True)


@pytest.mark.parametrize(
    "printed",
    [
        "2026-03-02T12:00:00Z",
        "2026-03-02 13:00+01:00",
        "2026-03-02T07:00:00-05:00",
        "Mon, 02 Mar 2026 13:00:00 +0100",
        "Mon, 02 Mar 2026 12:00:00 GMT",
        "2 March 2026, 12:00 UTC",
        "March 2, 2026 at 7:00 a.m. EST",
        "March 2, 2026 12:00 PM GMT",
        datetime(2026, 3, 2, 14, 0, tzinfo=timezone(timedelta(hours=2))),
    ],
    ids=str,
)
def test_a_time_with_a_zone_is_turned_to_utc(printed: object) -> None:
    found = moment(printed)
    assert (found.at, found.precision, found.zoned) == (NOON, "time", True)


@pytest.mark.parametrize("printed", ["2026-03-02T12:00", "2 March 2026 12:00", datetime(2026, 3, 2, 12, 0)], ids=str)
def test_a_time_without_a_zone_is_utc_and_says_so(printed: object) -> None:
    found = moment(printed)
    assert (found.at, found.precision, found.zoned) == (NOON, "time", False)


@pytest.mark.parametrize(
    ("printed", "hour"),
    [("March 2, 2026 12:05 am UTC", 0), ("March 2, 2026 12:05 pm UTC", 12), ("March 2, 2026 11:05 p.m. UTC", 23)],
)
def test_halves_of_the_day(printed: str, hour: int) -> None:
    assert moment(printed).at.hour == hour


@pytest.mark.parametrize(
    "printed",
    [
        "03/04/2026",  # March or April
        "yesterday",
        "2026-02-31",
        "31 February 2026",
        "2026",
        "March 2026",
        "2 Smarch 2026",
        "2 March 2026 25:00",
        "2 March 2026 13:00 pm",
        "2 March 2026 12:00 XYZT",  # taking it as UTC would be a guess
        "0001-01-01T00:00:00+14:00",
        "",
        1772438400,  # seconds or milliseconds
        True,
        ["2026-03-02"],
        None,
    ],
    ids=str,
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(printed: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        moment(printed)


@given(st.datetimes(timezones=st.timezones(), min_value=datetime(2, 1, 1), max_value=datetime(9998, 1, 1)))
def test_every_iso_moment_comes_back(at: datetime) -> None:
    assert moment(at.isoformat()).at == at.astimezone(UTC)


@given(st.text())
def test_no_text_is_fatal(text: str) -> None:
    with contextlib.suppress(ValueError):
        assert moment(text).at.tzinfo is UTC
