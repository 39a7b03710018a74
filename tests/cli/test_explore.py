"""``build-dataset explore``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

Run = Callable[..., Result]


def test_pages_go_beside_the_version(run: Run, dist: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (dist / "0.1.0").rglob("*")}
    result = run("explore", dist / "0.1.0")
    assert result.exit_code == 0, result.output
    assert (dist / "explorer" / "0.1.0" / "index.html").is_file()
    assert str(dist / "explorer" / "0.1.0" / "index.html") in result.stdout.replace("\n", "")
    assert {path: path.stat().st_mtime_ns for path in (dist / "0.1.0").rglob("*")} == before


def test_a_folder_of_versions_means_the_latest(run: Run, dist: Path, tmp_path: Path) -> None:
    result = run("explore", dist, "--out", tmp_path / "pages", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told == {"out": str(tmp_path / "pages"), "open": (tmp_path / "pages" / "index.html").as_uri()}
    assert "0.2.0" in (tmp_path / "pages" / "index.html").read_text("utf-8")


def test_open_starts_the_browser(run: Run, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    run("explore", dist, "--out", tmp_path / "pages", "--open")
    assert opened == [(tmp_path / "pages" / "index.html").as_uri()]


def test_another_folder_is_not_replaced(run: Run, dist: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")
    result = run("explore", dist, "--out", tmp_path)
    assert result.exit_code == 2
    assert "Choose an empty folder with --out" in result.stderr
    assert (tmp_path / "thesis.txt").is_file()


def test_a_version_gets_no_new_files(run: Run, dist: Path) -> None:
    result = run("explore", dist / "0.1.0", "--out", dist / "0.1.0" / "explorer")
    assert result.exit_code == 2
    assert "never changes" in result.stderr
    assert not (dist / "0.1.0" / "explorer").exists()


def test_a_folder_that_is_no_dataset(run: Run, tmp_path: Path) -> None:
    result = run("explore", tmp_path)
    assert result.exit_code == 2
    assert "not a dataset" in result.stderr
