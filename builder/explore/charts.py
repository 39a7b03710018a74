"""Quotes and rejects in, the charts of the overview out: which bars, how long, and where each of them leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlencode

from builder.explore.tables import declared

if TYPE_CHECKING:
    import polars as pl

    from builder.explore.tables import Tables

TOP = 15  # bars of a chart; the others are counted below it
MOST_COLUMNS = 40  # days, else months, else years
NO_OUTLET = "(outlet not known)"
_LACKING = {"speaker": "no known speaker", "stance": "no target", "stance_target": "no named target"}
# A target that stayed a pronoun is somebody else in each quote: no bar may add them up.
_PRONOUNS = frozenset("i me we us you he him she her it they them this that these those".split())


@dataclass(frozen=True, slots=True)
class Part:
    """One segment of a bar: its label ("" where bars have one segment only), its rows and where it leads."""

    label: str
    rows: int
    address: str


@dataclass(frozen=True, slots=True)
class Bar:
    name: str
    parts: tuple[Part, ...]
    address: str

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


@dataclass(frozen=True, slots=True)
class Chart:
    """``head`` says what a bar stands for. ``labels`` are the segments of each bar, in order, drawn by ``shape``."""

    key: str
    title: str
    note: str
    head: str
    labels: tuple[str, ...]
    bars: tuple[Bar, ...]
    others: int = 0  # bars that are not shown
    shape: Literal["bars", "columns"] = "bars"


def charts(tables: Tables) -> list[Chart]:
    """All charts of the overview, in their order; one without a bar says so itself."""
    quotes = tables.quotes
    return [
        _over_time(quotes),
        _split(quotes, "stance-speaker", "Stance by speaker", ["speaker"], "stance",
               "How each speaker stands to the main target of a quote."),
        _split(quotes, "stance-target", "Stance by target", ["stance_target"], "stance",
               "How those who are quoted stand to each target."),
        _split(quotes, "stance-pair", "Stance of speaker to target", ["speaker", "stance_target"], "stance",
               "Who speaks how about whom."),
        _split(quotes, "framing", "Framing by outlet", ["outlet"], "framing",
               "Whether the outlet vouches for a statement, carries it or holds it off."),
        _split(quotes, "verifiability", "Verifiability by speaker", ["speaker"], "verifiability",
               "Whether what was said could be checked; never whether it is true."),
        _reasons(tables.rejects),
    ]  # fmt: skip


def address(page: str, **filters: str | Sequence[str] | None) -> str:
    """The page with these filters set, any of several values; an empty one asks for the rows without one."""
    given = {name: "" if value is None else value for name, value in filters.items()}
    return f"{page}.html#{urlencode(given, doseq=True)}"


def _split(quotes: pl.DataFrame, key: str, title: str, by: Sequence[str], label: str, note: str) -> Chart:
    """One bar for each value of ``by`` (for each pair that occurs), with a segment for each label.

    Quotes without one are not counted, but for those of an outlet that is not known, which have a bar of their own.
    """
    import polars as pl

    needed = [label, *(name for name in by if name != "outlet")]
    counted = quotes.filter(*(pl.col(name).is_not_null() for name in needed))
    if "stance_target" in by:
        counted = counted.filter(~pl.col("stance_target").str.to_lowercase().is_in(_PRONOUNS))
    rows = {row[:-1]: row[-1] for row in counted.group_by([*by, label]).len().iter_rows()}
    totals = counted.group_by(by).len().iter_rows()
    order = sorted(totals, key=lambda row: (-row[-1], *((name is None, name or "") for name in row[:-1])))
    labels = declared(label)[::-1] if label == "stance" else declared(label)
    bars = []
    for *names, _ in order[:TOP]:
        where = dict(zip(by, names, strict=True))
        parts = tuple(
            Part(each, rows.get((*names, each), 0), address("quotes", **where, **{label: each})) for each in labels
        )
        name = " → ".join(NO_OUTLET if value is None else value for value in names)
        every = address("quotes", **where, **({label: labels} if label == "stance" else {}))
        bars.append(Bar(name, parts, every))
    head = " and ".join(name.removeprefix("stance_") for name in by)
    if left := len(quotes) - len(counted):
        lacking = " or ".join(dict.fromkeys(_LACKING[name] for name in needed if name in _LACKING))
        note += f" Not counted: {left:,} with {lacking}."
    return Chart(key, title, note, head, labels, tuple(bars), max(len(order) - TOP, 0))


def _over_time(quotes: pl.DataFrame) -> Chart:
    """Quotes by day, by month or by year, whichever gives a readable number of columns; empty ones included."""
    import polars as pl

    dates = quotes["published_at"].drop_nulls()
    undated = len(quotes) - len(dates)
    note = f"By date of publication; {undated:,} quotes have none." if undated else "By date of publication."
    bars: list[Bar] = []
    for grain, form in (("1d", "%Y-%m-%d"), ("1mo", "%Y-%m"), ("1y", "%Y")):
        if dates.is_empty():
            break
        starts = dates.dt.truncate(grain)
        ends = pl.select(pl.datetime_range(pl.lit(starts.min()), pl.lit(starts.max()), grain)).to_series()
        every = ends.dt.strftime(form)
        if len(every) <= MOST_COLUMNS or grain == "1y":
            counted = dict(starts.dt.strftime(form).value_counts().iter_rows())
            bars = [_plain(name, counted.get(name, 0), address("quotes", date=name)) for name in every]
            break
    return Chart("time", "Quotes over time", note, "date", (), tuple(bars), shape="columns")


def _reasons(rejects: pl.DataFrame) -> Chart:
    counted = sorted(rejects["reason"].value_counts().iter_rows(), key=lambda pair: (-pair[1], pair[0]))
    bars = [_plain(readable(reason), rows, address("rejects", reason=reason)) for reason, rows in counted[:TOP]]
    note = "What was looked at and left out, and why."
    return Chart("rejects", "Reasons for leaving out", note, "reason", (), tuple(bars), max(len(counted) - TOP, 0))


def _plain(name: str, rows: int, leads: str) -> Bar:
    return Bar(name, (Part("", rows, leads),), leads)


def readable(label: str) -> str:
    """`partially_verifiable` -> `partially verifiable`."""
    return label.replace("_", " ")
