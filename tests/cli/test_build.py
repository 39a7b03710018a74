"""``build`` and ``validate`` on real input: what is printed, what is written, which exit code."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import Result

from builder import pipeline
from builder.engine import Progress
from builder.errors import ValidationFailed

REPOSITORY = Path(__file__).parent.parent.parent
Run = Callable[..., Result]

COURIER = """---
outlet: Marrow Coast Courier
outlet_domain: marrowcoast.example
title: Harbour stays open
published_at: 2026-03-02T07:30:00Z
language: en
licence: CC0-1.0
---

“We did not close the harbour on Monday,” Harbour Minister Ida Prell said. “And we never will.”

The port authority has denied that 12 ships left the bay in March.
"""
FEED = (
    '{"text": "“Nine boats came back before noon,” the coast guard said.", "licence": "CC0-1.0", "language": "en"}\n'
    '{"text": “broken”}\n'
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """A folder in which `build-dataset raw` ran once, and what it said: one row of three is broken."""
    folder = tmp_path_factory.mktemp("built")
    (folder / "raw").mkdir()
    (folder / "raw" / "courier.md").write_text(COURIER, encoding="utf-8")
    (folder / "raw" / "feed.jsonl").write_text(FEED, encoding="utf-8")
    return SimpleNamespace(folder=folder, dist=folder / "dist", first=_program(folder, "raw", "--workers", 2))


def _program(folder: Path, *arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as a user starts it, in ``folder``."""
    command = [sys.executable, "-m", "builder.cli", *(str(argument) for argument in arguments)]
    settings = {**os.environ, "PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1", **environment}
    settings.pop("FORCE_COLOR", None)
    return subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, check=False)


def test_a_build_with_a_broken_row(built: SimpleNamespace) -> None:
    assert built.first.returncode == 3, built.first.stderr
    lines = built.first.stdout.splitlines()
    assert lines[0] == "Built dist/0.1.0, the first version."
    assert lines[1].split(" · ")[1] == "articles 2"
    assert "load_dataset('dist/0.1.0')" in built.first.stdout
    assert "warning: 1 file or row could not be read and was left out:\n  feed.jsonl, row 2:" in built.first.stderr
    assert "warning: 1 file with articles of no known outlet" in built.first.stderr
    assert sorted(path.name for path in built.dist.iterdir()) == ["0.1.0"]


def test_a_second_build_says_that_nothing_changed(built: SimpleNamespace) -> None:
    again = _program(built.folder, "raw", "--json")
    assert again.returncode == 3
    found = json.loads(again.stdout)
    assert (found["status"], found["version"], found["unread"]) == ("unchanged", "0.1.0", 1)
    assert [(each["path"], each["row"], each["reason"]) for each in found["rejects"]] == [
        ("feed.jsonl", 2, "broken_row")
    ]
    assert sorted(path.name for path in built.dist.iterdir()) == ["0.1.0"]


def test_what_was_built_can_be_shown(built: SimpleNamespace, run: Run) -> None:
    output = run("show", built.dist, "courier").stdout
    assert "⟦¹“We did not close the harbour on Monday,”⟧ {Harbour Minister Ida Prell} <said>" in output


def test_validate(built: SimpleNamespace, tmp_path: Path) -> None:
    page = tmp_path / "summary.md"
    page.write_text("# Job\n")
    found = _program(built.folder, "validate", "dist", "--json", GITHUB_STEP_SUMMARY=str(page))
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["verdict"] in {"pass", "warn"}
    reports = built.folder / "validation" / "reports"
    assert sorted(path.suffix for path in reports.iterdir()) == [".html", ".json", ".md", ".xml"]
    assert page.read_text().startswith("# Job\n")
    assert "0.1.0" in page.read_text()


def test_validate_a_damaged_version(built: SimpleNamespace, tmp_path: Path, run: Run) -> None:
    (tmp_path / "data" / "quotes").mkdir(parents=True)
    source = built.dist / "0.1.0" / "data" / "quotes"
    for path in source.iterdir():  # the quotes without their articles
        (tmp_path / "data" / "quotes" / path.name).write_bytes(path.read_bytes())
    result = run("validate", tmp_path, "--reports", tmp_path / "reports")
    assert result.exit_code == 1, result.output
    assert "failed" in result.stdout.splitlines()[0]
    assert "critical" in result.stdout


def test_strict_stops_at_the_row(built: SimpleNamespace, run: Run, tmp_path: Path) -> None:
    result = run(built.folder / "raw", "--strict", "--out", tmp_path / "dist")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: feed.jsonl, row 2:")
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    ("name", "content", "arguments", "message"),
    [
        ("raw/none.txt", b"Nothing was said.\n", [], "no"),
        ("raw/a.txt", b"", [], "no article could be read"),
        ("raw/quotestance.toml", b"[dataset]\nnam = 'x'\n", [], "unknown key 'dataset.nam'. Did you mean 'name'?"),
        ("dist", b"a file", [], "not a folder"),
    ],
    ids=["no quotes", "empty", "unknown key", "dist is a file"],
)
def test_builds_that_cannot_be(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes,
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "raw").mkdir()
    if not name.startswith("raw/a") and not name.startswith("raw/none"):
        (tmp_path / "raw" / "courier.md").write_text(COURIER, encoding="utf-8")
    (tmp_path / name).write_bytes(content)
    before = sorted(tmp_path.rglob("*"))
    result = run("raw", *arguments)
    assert result.exit_code == 2, result.output
    assert message in result.stderr.replace("\n  ", " ")
    assert "Traceback" not in result.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_a_missing_path(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path / "nowhere", "--out", tmp_path / "dist")
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    assert not (tmp_path / "dist").exists()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the command asks of the pipeline, which refuses."""
    found: dict[str, Any] = {}

    def build(paths: list[Path], out: Path, **choices: Any) -> None:
        found.update(choices, paths=paths, out=out)
        choices["on_progress"](Progress(read=250, articles=100, quotes=5, rejects=2))
        choices["on_progress"](Progress(read=250, articles=101, quotes=6, rejects=2))
        raise ValidationFailed("2 critical expectations broke.", hint="See validation.html.")

    monkeypatch.setattr(pipeline, "build", build)
    return found


@pytest.mark.parametrize(
    ("arguments", "choices"),
    [
        ([], {"workers": 0, "strict": False, "version": None, "bump": None, "force": False, "out": Path("dist")}),
        (["--workers", "auto"], {"workers": 0}),
        (["--workers", "3", "--strict"], {"workers": 3, "strict": True}),
        (["--version", "2.0.0", "--force"], {"version": "2.0.0", "force": True}),
        (["--bump", "minor", "--out", "other"], {"bump": "minor", "out": Path("other")}),
        (["--engine", "ray", "--limit", "9"], {"name": "ray", "limit": 9}),
        (["--work", "w", "--shard-size", "5"], {"work": Path("w"), "size": 5}),
        (["more.txt"], {"paths": [Path("raw"), Path("more.txt")]}),
    ],
    ids=" ".join,
)
def test_options_reach_the_pipeline(
    run: Run, asked: dict[str, Any], arguments: list[str], choices: dict[str, Any]
) -> None:
    result = run("build", "raw", *arguments)
    assert result.exit_code == 1
    assert "error: 2 critical expectations broke.\n  See validation.html." in result.stderr
    found = {**dataclasses.asdict(asked["how"]), **asked}
    assert {name: found[name] for name in choices} == choices


@pytest.mark.parametrize(("options", "line"), [([], True), (["-q"], False)])
def test_without_a_terminal_progress_is_plain_lines(
    run: Run, asked: dict[str, Any], options: list[str], line: bool
) -> None:
    stderr = run("raw", *options).stderr
    assert ("100 of 250 or more articles, 5 quotes, 2 rejects, " in stderr) == line
    assert "101 articles" not in stderr
    assert "\x1b" not in stderr


def test_the_configuration_of_the_first_folder_is_found(run: Run, asked: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "quotestance.toml").write_text('[dataset]\nname = "harbour"\n')
    run(tmp_path)
    assert asked["config"].dataset.name == "harbour"
    (tmp_path / "other.toml").write_text('[dataset]\nname = "strait"\n')
    run(tmp_path, "--config", tmp_path / "other.toml")
    assert asked["config"].dataset.name == "strait"
