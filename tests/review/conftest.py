"""Four articles of raw/, built once, and the rows that reviewers look at."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from builder import pipeline
from builder.config import Config, Dataset
from builder.dataset import load

RAW = Path(__file__).parent.parent.parent / "raw"
FILES = ("harbour/courier.md", "harbour/evening-post.txt", "harbour/evening-post.yaml", "harbour/tolmast-observer.md",
         "tabloid/daily-gull.txt", "tabloid/daily-gull.yaml")  # fmt: skip
CONFIG = Config(dataset=Dataset(name="harbour"))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the articles in raw/ and version 0.1.0 in dist/."""
    folder = tmp_path_factory.mktemp("review")
    for name in FILES:
        (folder / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(RAW / name, folder / "raw" / name)
    (folder / "raw" / "quotestance.toml").write_text('[dataset]\nname = "harbour"\n', encoding="utf-8")
    pipeline.build([folder / "raw"], folder / "dist", config=CONFIG)
    return folder


@pytest.fixture
def place(built: Path, tmp_path: Path) -> Path:
    """A copy of ``built`` to change."""
    shutil.copytree(built, tmp_path / "place")
    return tmp_path / "place"


@pytest.fixture(scope="session")
def rows(built: Path) -> list[Mapping[str, Any]]:
    return list(load.table(built / "dist" / "0.1.0", "quotes").iter_rows(named=True))


@pytest.fixture(scope="session")
def articles(built: Path) -> list[Mapping[str, Any]]:
    return list(load.table(built / "dist" / "0.1.0", "articles").iter_rows(named=True))


@pytest.fixture
def build() -> Callable[..., pipeline.BuildResult]:
    def build(place: Path, config: Config = CONFIG) -> pipeline.BuildResult:
        return pipeline.build([place / "raw"], place / "dist", config=config)

    return build
