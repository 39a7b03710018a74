"""``doctor``: says what is there, and of what is missing how to get it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import pytest
from click.testing import Result

from builder import __version__, resources
from builder.cli import doctor

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _required(monkeypatch: pytest.MonkeyPatch) -> None:
    """The requirements are those of this list, whether the distribution is installed or not."""
    requirements = ["click>=8.2", "polars>=1.30", "ruff>=0.11; extra == 'dev'"]
    monkeypatch.setattr(metadata, "requires", lambda name: requirements)


def test_all_is_well(run: Run, tmp_path: Path) -> None:
    result = run("doctor", "--out", tmp_path / "dist")
    assert result.exit_code == 0, result.output
    assert "Everything a build needs is here." in result.stdout
    assert not (tmp_path / "dist").exists()


def test_json(run: Run, tmp_path: Path) -> None:
    found = json.loads(run("doctor", "--json", "--out", tmp_path).stdout)
    by_name = {finding["name"]: finding for finding in found["findings"]}
    assert found["fine"] is True
    assert by_name["quotestance"]["value"] == __version__
    assert {"click", "polars"} <= set(by_name)
    assert "ruff" not in by_name
    checksum = hashlib.sha256(resources.find("schemas", "quotes.json").read_bytes()).hexdigest()
    assert by_name["schemas/quotes.json"]["value"] == f"sha256 {checksum[:12]}"


def test_a_missing_package(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name == "polars":
            raise metadata.PackageNotFoundError(name)
        return "1.0"

    monkeypatch.setattr(metadata, "version", version)
    result = run("doctor")
    assert result.exit_code == 1
    assert "pip install 'polars>=1.30'" in result.stdout
    assert "1 missing; see above." in result.stdout


def test_a_missing_file(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "FILES", (*doctor.FILES, "schemas/places.json"))
    result = run("doctor")
    assert result.exit_code == 1
    assert "pip install --force-reinstall quotestance" in result.stdout


def test_an_output_that_is_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "dist").write_text("not a folder")
    result = run("doctor", "--out", tmp_path / "dist")
    assert result.exit_code == 1
    assert "not writable" in result.stdout


def test_another_encoding_is_a_note_not_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stream:
        encoding = "cp1252"

    monkeypatch.setattr(doctor.sys, "stdout", Stream())
    found = next(finding for finding in doctor.system() if finding.name == "output encoding")
    assert (found.fine, found.needed) == (False, False)
    assert "PYTHONUTF8=1" in found.remedy


def test_extras_are_wanted_and_not_needed(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = ["click>=8.2", "click>=8; extra == 'html'", 'no-such-reader>=1 ; extra == "warc"', "ruff; extra == 'dev'"]
    monkeypatch.setattr(metadata, "requires", lambda name: lines)
    result = run("doctor", "--json", "--out", tmp_path)
    assert result.exit_code == 0
    extras = [finding for finding in json.loads(result.stdout)["findings"] if finding["part"] == "extras"]
    assert [(one["name"], one["fine"], one["needed"]) for one in extras] == [
        ("click", True, True), ("no-such-reader", False, False),
    ]  # fmt: skip
    assert extras[1]["remedy"] == "For WARC files: pip install 'quotestance[warc]'"
