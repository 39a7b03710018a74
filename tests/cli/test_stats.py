"""``stats``: counts, shares and bars that agree with the rows."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from builder.cli.stats import BAR, SHOWN, bar
from builder.dataset.stats import COUNTED

Run = Callable[..., Result]


def _lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def test_rows_by_table(run: Run, dist: Path) -> None:
    lines = _lines(run("stats", dist / "0.2.0"))
    assert lines[0] == "0.2.0"
    assert any(line.startswith("quotes 5 ") for line in lines)
    assert any(line.startswith("articles 3 ") for line in lines)
    assert any(re.fullmatch(r"\d distinct utterances in \d+ words\.", line) for line in lines)


def test_every_usual_count_has_a_table(run: Run, dist: Path) -> None:
    lines = _lines(run("stats", dist))
    assert [line.removesuffix(" rows share") for line in lines if line.endswith(" rows share")] == [
        name.replace("_", " ") for name in SHOWN
    ]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("outlet", ["Marrow Coast Courier 3 60.0%", "Sound Wire 1 20.0%", "(outlet not known) 1 20.0%"]),
        ("quote_type", ["direct 2 40.0%", "indirect 3 60.0%", "mixed 0 0.0%"]),
        ("stance", ["favor 1 20.0%", "neutral 0 0.0%", "against 0 0.0%", "(no target named) 4 80.0%"]),
        ("reject_reason", ["byline 1 50.0%", "scare_quotes 1 50.0%"]),
    ],
)
def test_counts(run: Run, dist: Path, field: str, expected: list[str]) -> None:
    lines = _lines(run("stats", dist / "0.2.0", "--by", field))
    assert [re.sub(r"%.*", "%", line) for line in lines[2:]] == expected


def test_top_sums_up_the_rest(run: Run, dist: Path) -> None:
    lines = _lines(run("stats", dist / "0.2.0", "--by", "speaker", "--top", 2))
    assert lines[-1] == "and 3 more 3 60.0%"


def test_verbose_has_every_count(run: Run, dist: Path) -> None:
    headings = [line for line in _lines(run("stats", dist, "-v")) if line.endswith(" rows share")]
    assert len(headings) == len(COUNTED)


def test_json(run: Run, dist: Path) -> None:
    found = json.loads(run("stats", dist / "0.1.0", "--by", "speaker", "--json").stdout)
    assert {"value": "Ida Prell", "rows": 1} in found["counts"]["speaker"]
    assert {"value": None, "rows": 1} in found["counts"]["speaker"]
    assert sum(found["rows"]["quotes"].values()) == 4
    assert set(found) == {"rows", "counts", "utterances", "words"}


@pytest.mark.parametrize("width", [60, 100])
def test_fits_the_terminal(run: Run, dist: Path, width: int) -> None:
    assert max(len(line) for line in run("stats", dist, COLUMNS=str(width)).stdout.splitlines()) <= width


@pytest.mark.parametrize(("share", "drawn"), [(0, ""), (0.001, "▏"), (0.5, "█" * (BAR // 2)), (1, "█" * BAR)])
def test_bar(share: float, drawn: str) -> None:
    assert bar(share) == drawn
