"""``push``: says what goes where, asks, and sends nothing without a yes."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main, push
from builder.dataset import hub


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What would have been uploaded."""
    calls: list[tuple[Any, ...]] = []

    def upload(directory: Path, repo: str, *, private: bool = False) -> hub.Pushed:
        calls.append((directory, repo, private))
        return hub.Pushed("https://hub.example/datasets/me/quotes/tree/v0.1.0", "abc", "v0.1.0")

    monkeypatch.setattr(hub, "push", upload)
    return calls


def _push(*arguments: object, answer: str | None = None) -> Result:
    with pytest.MonkeyPatch.context() as patch:
        if answer is not None:
            patch.setattr(push, "_on_a_terminal", lambda: True)
        return CliRunner().invoke(
            main, ["push", *(str(argument) for argument in arguments)], input=answer, env={"NO_COLOR": "1"}
        )


def test_yes_sends_and_says_how_to_load(dist: Path, sent: list[tuple[Any, ...]]) -> None:
    result = _push(dist / "0.1.0", "--repo", "me/quotes", "--private", "--yes")
    assert result.exit_code == 0, result.output
    assert sent == [(dist / "0.1.0", "me/quotes", True)]
    assert "0.1.0 -> me/quotes, tag v0.1.0, private if it is new" in result.stderr
    assert re.search(r"\d+ files, 0\.\d MB: ", result.stderr)
    assert "4 quotes" in result.stderr
    assert "its articles: CC0-1.0 (2)" in result.stderr
    assert 'load_dataset("me/quotes", revision="v0.1.0")' in result.stdout


@pytest.mark.parametrize(("answer", "count"), [("y\n", 1), ("n\n", 0), ("\n", 0)])
def test_it_asks(dist: Path, sent: list[tuple[Any, ...]], answer: str, count: int) -> None:
    result = _push(dist / "0.1.0", "--repo", "me/quotes", answer=answer)
    assert result.exit_code == 0, result.output
    assert len(sent) == count
    assert ("Nothing was sent." in result.stderr) == (count == 0)


def test_without_a_terminal_it_needs_yes(dist: Path, sent: list[tuple[Any, ...]]) -> None:
    result = _push(dist / "0.1.0", "--repo", "me/quotes")
    assert result.exit_code == 2
    assert "Pass --yes." in result.stderr
    assert sent == []


def test_interrupted_at_the_question(dist: Path, sent: list[tuple[Any, ...]]) -> None:
    result = _push(dist / "0.1.0", "--repo", "me/quotes", answer="")
    assert result.exit_code == 130
    assert sent == []


def test_json(dist: Path, sent: list[tuple[Any, ...]]) -> None:
    found = json.loads(_push(dist / "0.1.0", "--repo", "me/quotes", "--yes", "--json").stdout)
    assert found["tag"] == "v0.1.0"


def test_the_repository_is_needed(dist: Path) -> None:
    result = _push(dist / "0.1.0")
    assert result.exit_code == 2
    assert "Missing option '--repo'" in result.stderr
