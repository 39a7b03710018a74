"""``diff``: what changed between two versions, for people, for programs, for a script's exit code."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    "line",
    [
        "0.1.0 → 0.2.0",
        "quotes +1 · ~1 ·",
        "articles +1 · · ·",
        "Rows changed, by column: quotes.framing 1",
        "minor 1 row added to quotes.",
        "patch 1 row changed in quotes.",
        "Suggested bump: minor",
    ],
)
def test_for_people(run: Run, dist: Path, line: str) -> None:
    lines = [" ".join(each.split()) for each in run("diff", dist / "0.1.0", dist / "0.2.0").stdout.splitlines()]
    assert line in lines


def test_ids_with_verbose(run: Run, dist: Path) -> None:
    found = json.loads(run("diff", dist / "0.1.0", dist / "0.2.0", "--json").stdout)
    lines = run("diff", dist / "0.1.0", dist / "0.2.0", "-v").stdout.splitlines()
    assert f"+ articles {found['tables']['articles']['added'][0]}" in lines
    assert f"~ quotes {found['tables']['quotes']['changed'][0]}" in lines


def test_json(run: Run, dist: Path) -> None:
    found = json.loads(run("diff", dist / "0.1.0", dist / "0.2.0", "--json").stdout)
    assert (found["old"], found["new"], found["bump"]) == ("0.1.0", "0.2.0", "minor")
    assert found["tables"]["quotes"]["columns"] == {"framing": 1}


def test_markdown(run: Run, dist: Path) -> None:
    output = run("diff", dist / "0.1.0", dist / "0.2.0", "--markdown").stdout
    assert output.startswith("# 0.1.0 → 0.2.0\n")
    assert "| quotes | 1 | 0 | 1 | 0 |" in output


def test_backwards_is_major(run: Run, dist: Path) -> None:
    assert "Suggested bump: major" in run("diff", dist / "0.2.0", dist / "0.1.0").stdout


def test_the_same_version(run: Run, dist: Path) -> None:
    assert "No row, column or label set differs." in run("diff", dist / "0.1.0", dist / "0.1.0").stdout


@pytest.mark.parametrize(
    ("new", "options", "code"),
    [
        ("0.2.0", [], 0),
        ("0.2.0", ["--exit-code"], 1),
        ("0.1.0", ["--exit-code"], 0),
        ("0.2.0", ["-q", "--exit-code"], 1),
    ],
)
def test_exit_code(run: Run, dist: Path, new: str, options: list[str], code: int) -> None:
    result = run("diff", dist / "0.1.0", dist / new, *options)
    assert result.exit_code == code
    assert bool(result.stdout) == ("-q" not in options)
