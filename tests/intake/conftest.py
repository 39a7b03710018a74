"""Writes files into a fresh folder and reads them back through the front door of intake."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builder import intake
from builder.config import Intake
from builder.records import Article, Reject

Read = Callable[..., tuple[list[Article], list[Reject]]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """``read({"a.txt": "text"})``: the articles and the rejects, each in the order they came."""

    def run(
        files: dict[str, str | bytes], config: Intake | None = None, *, strict: bool = False
    ) -> tuple[list[Article], list[Reject]]:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        found = list(intake.read([tmp_path], config or Intake(), strict=strict))
        return [x for x in found if isinstance(x, Article)], [x for x in found if isinstance(x, Reject)]

    return run
