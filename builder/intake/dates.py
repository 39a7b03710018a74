"""A date as metadata print it in, a moment in UTC out, and how precisely it was given. Ambiguity is not resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Literal

ADVICE = "write it as 2026-03-02 or 2026-03-02T07:30:00+01:00"
_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep|"
        "october oct|november nov|december dec".split("|"),
        start=1,
    )
    for name in names.split()
}
_HOURS = {"z": 0, "ut": 0, "utc": 0, "gmt": 0, "bst": 1, "cet": 1, "cest": 2, "est": -5, "edt": -4, "cst": -6,
          "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7}  # fmt: skip
_DAY_FIRST = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?P<month>[a-z]+)\.?,?\s+(?P<year>\d{4})"
_MONTH_FIRST = r"(?P<month>[a-z]+)\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})"
_TIME = r"(?:,?\s+(?:at\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?::(?P<second>\d\d))?\s*(?P<half>[ap]\.?m\.?)?)?"
_ZONE = r"(?:\s*\(?(?:(?P<zone>[a-z]{1,4})|(?:utc|gmt)?(?P<sign>[+\-])(?P<hours>\d\d):?(?P<minutes>\d\d))\)?)?"
_WRITTEN = tuple(
    re.compile(rf"(?:[a-z]{{3,9}}\.?,?\s+)??{day}{_TIME}{_ZONE}", re.IGNORECASE) for day in (_DAY_FIRST, _MONTH_FIRST)
)


class NotADate(ValueError):
    """A value that no date can be read from without a guess."""


@dataclass(frozen=True, slots=True)
class Moment:
    at: datetime  # aware, UTC
    precision: Literal["day", "time"]
    zoned: bool = True  # False: no zone was given, the time was taken as UTC
    zone: str | None = None  # the offset from UTC that was given, "+01:00"


def moment(value: object) -> Moment:
    """ISO 8601, RFC 2822 ("Mon, 02 Mar 2026 07:30:00 +0100"), "3 March 2026", "March 3, 2026 7:30 p.m. EST".

    Raises ValueError for the rest, "03/04/2026" and seconds since 1970 among it: what can be read in two ways is not
    read. A date without a time stands at midnight UTC.
    """
    if isinstance(value, datetime):
        return _utc(value)
    if isinstance(value, date):
        return _day(value)
    if not isinstance(value, str):
        raise NotADate("not a date")
    text = " ".join(value.split())
    try:
        return _day(date.fromisoformat(text))
    except ValueError:
        pass
    try:
        return _utc(datetime.fromisoformat(text))
    except ValueError:
        return _written(text)


def _written(text: str) -> Moment:
    found = next((m for pattern in _WRITTEN if (m := pattern.fullmatch(text))), None)
    month = _MONTHS.get(found["month"].casefold()) if found else None
    if not found or not month:
        raise NotADate("not a date")
    day = date(int(found["year"]), month, int(found["day"]))
    zone = _zone(found)
    if found["hour"] is None:
        return _day(day)
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise NotADate("not a time of day")
        hour = hour % 12 + (12 if found["half"][0] in "pP" else 0)
    clock = time(hour, int(found["minute"]), int(found["second"] or 0))
    return _utc(datetime.combine(day, clock, zone))


def _zone(found: re.Match[str]) -> timezone | None:
    if found["zone"]:
        hours = _HOURS.get(found["zone"].casefold())
        if hours is None:
            raise NotADate("an unknown time zone")  # taking it as UTC would be a guess
        return timezone(timedelta(hours=hours))
    if found["sign"]:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
        return timezone(offset if found["sign"] == "+" else -offset)
    return None


def _day(day: date) -> Moment:
    return Moment(datetime.combine(day, time(), UTC), "day")


def _utc(at: datetime) -> Moment:
    plain = datetime(at.year, at.month, at.day, at.hour, at.minute, at.second, at.microsecond, at.tzinfo, fold=at.fold)
    if plain.tzinfo is None:
        return Moment(plain.replace(tzinfo=UTC), "time", zoned=False)
    try:
        return Moment(plain.astimezone(UTC), "time", zone=_offset(plain))
    except OverflowError as error:  # the first day of year 1, east of Greenwich
        raise NotADate("out of range") from error


def _offset(at: datetime) -> str:
    digits = f"{at:%z}"  # "+0100", and seconds where there are any
    return f"{digits[:3]}:{digits[3:5]}"
