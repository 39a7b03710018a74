"""The pages as files: policy, escaping, charts, and where they are written."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import explore
from builder.errors import InputError, OutputError
from builder.explore import axes
from builder.explore.charts import Chart, charts
from builder.explore.pages import PAGES


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def _tags(pages: Path, page: str) -> list[tuple[str, dict[str, str | None]]]:
    seen = _Seen()
    seen.feed((pages / f"{page}.html").read_text("utf-8"))
    return seen.tags


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_made_of_files_beside_it(pages: Path, page: str) -> None:
    for tag, attributes in _tags(pages, page):
        for name in ("src", "href"):
            address = (attributes.get(name) or "").partition("#")[0]
            assert not re.match(r"[a-z]+:(?!,)|//", address) or address == "data:,"
            assert not address or address == "data:," or (pages / address).is_file(), address
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        assert tag != "style"
        assert tag != "script" or attributes.get("src")


@pytest.mark.parametrize("page", PAGES)
def test_the_policy_forbids_everything_else(pages: Path, page: str) -> None:
    policies = [a["content"] for tag, a in _tags(pages, page) if a.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    policy = policies[0] or ""
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy


@pytest.mark.parametrize("page", PAGES)
def test_landmarks_language_and_skip_link(pages: Path, page: str) -> None:
    tags = _tags(pages, page)
    names = [tag for tag, _ in tags]
    assert [names.count(each) for each in ("main", "header", "h1")] == [1, 1, 1]
    assert ("html", {"lang": "en"}) in tags
    assert ("a", {"class": "skip", "href": "#main"}) in tags
    assert [a["href"] for tag, a in tags if "aria-current" in a] == [f"{page}.html"]


def test_scripts_make_no_markup_from_text(pages: Path) -> None:
    for script in (pages / "assets").glob("*.js"):
        text = re.sub(r"//.*", "", script.read_text("utf-8"))
        forbidden = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|https?://\w|fetch\("
        assert not re.search(forbidden, text), script.name


def _chart(tables: Any, key: str) -> Chart:
    return next(chart for chart in charts(tables.arranged()) if chart.key == key)


def test_bars_count_every_quote(tables: Any) -> None:
    assert sum(bar.rows for bar in _chart(tables, "framing").bars) == len(tables.quotes)
    known = tables.quotes.filter(pl.col("speaker").is_not_null())
    assert sum(bar.rows for bar in _chart(tables, "verifiability").bars) == len(known)
    stance = known.filter(pl.col("stance").is_not_null())
    chart = _chart(tables, "stance-speaker")
    assert sum(bar.rows for bar in chart.bars) == len(stance)
    assert sum(bar.rows for bar in _chart(tables, "rejects").bars) == len(tables.rejects)
    assert f"Not counted: {len(tables.quotes) - len(stance)} with no target or no known speaker." in chart.note


def test_bars_stand_in_the_order_of_their_length(tables: Any) -> None:
    for chart in charts(tables.arranged()):
        if chart.shape == "bars":
            assert [bar.rows for bar in chart.bars] == sorted((bar.rows for bar in chart.bars), reverse=True)


@pytest.mark.parametrize(
    ("most", "ticks"),
    [
        (1, [0, 1]),
        (4, [0, 1, 2, 3, 4]),
        (5, [0, 2, 4, 6]),
        (255, [0, 100, 200, 300]),
        (40_000, [0, 10_000, 20_000, 30_000, 40_000]),
    ],
)
def test_lines_stand_at_round_numbers(most: int, ticks: list[int]) -> None:
    assert axes.counts(most) == ticks


@given(st.integers(1, 10**9))
def test_the_highest_line_is_not_below_a_column(most: int) -> None:
    ticks = axes.counts(most)
    assert ticks[-1] >= most > ticks[-2]
    assert 2 <= len(ticks) <= 5


@given(st.integers(1, 40))
def test_no_more_dates_than_there_is_room_for(columns: int) -> None:
    found = axes.dates([f"{2000 + at}" for at in range(columns)])
    assert len(found) <= axes.WIDE
    assert 1 <= sum(narrow for _, _, narrow in found) <= axes.NARROW
    assert [name for _, name, _ in found] == [str(2000 + at) for at, _, _ in found]


@pytest.mark.parametrize(("date", "said"), [("2026-03-04", "4 Mar 2026"), ("2026-12", "Dec 2026"), ("2026", "2026")])
def test_dates_are_said_in_words(date: str, said: str) -> None:
    assert axes.spoken(date) == said


def test_time_shows_empty_months(tables: Any) -> None:
    names = [bar.name for bar in _chart(tables, "time").bars]
    assert names[0] == "2026-03-02"
    assert names[-1] == "2026-04-03"
    assert len(names) == 33


@pytest.mark.parametrize(
    ("last", "grain"), [("2026-03-20", 10), ("2028-03-02", 7), ("2046-03-02", 4)], ids=["days", "months", "years"]
)
def test_the_grain_of_time_follows_the_dates(tables: Any, last: str, grain: int) -> None:
    from datetime import datetime

    end = datetime.fromisoformat(f"{last}T12:00:00+00:00")
    first = tables.quotes["published_at"].min()
    dates = pl.Series([first, *[end] * (len(tables.quotes) - 1)], dtype=pl.Datetime("us", "UTC"))
    changed = tables.quotes.with_columns(published_at=dates)
    bars = _chart(explore.Tables("x", "0.1.0", changed, tables.articles, tables.rejects), "time").bars
    assert len(bars[-1].name) == grain
    assert bars[-1].rows > 0


def test_a_version_without_quotes_has_pages(tables: Any, tmp_path: Path) -> None:
    empty = explore.Tables("none", "0.1.0", tables.quotes.clear(), tables.articles, tables.rejects.clear())
    first = explore.write(empty, tmp_path / "out")
    assert "There are none in this version." in first.read_text("utf-8")


def test_quotes_of_no_article_are_told(tables: Any, tmp_path: Path) -> None:
    damaged = explore.Tables("x", "0.1.0", tables.quotes, tables.articles.clear(), tables.rejects)
    with pytest.raises(InputError, match="name an article that is not there"):
        explore.write(damaged, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_pages_replace_pages_and_nothing_else(tables: Any, tmp_path: Path) -> None:
    out = tmp_path / "out"
    explore.write(tables, out)
    (out / "data" / "old.js").write_text("", encoding="utf-8")
    explore.write(tables, out)
    assert not (out / "data" / "old.js").exists()
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OutputError, match="something else"):
        explore.write(tables, other)
    assert (other / "thesis.txt").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "out"]
