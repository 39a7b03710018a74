"""manifest.json and README.md are compared with the files once they are there."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from builder.validate import files, tables

Rows = dict[str, dict[str, list[dict[str, Any]]]]
QUOTES = "data/quotes/train-00000-of-00001.parquet"
SIZES = {
    "quotes": {"train": 3, "test": 1},
    "articles": {"train": 2, "test": 1},
    "speakers": {"train": 2},
    "rejects": {"train": 1},
}


@pytest.fixture
def published(rows: Rows, save: Callable[..., Path]) -> Path:
    directory = save(rows)
    card = {
        "configs": [
            {"config_name": t, "data_files": [{"split": s, "path": f"data/{t}/{s}-*.parquet"} for s in splits]}
            for t, splits in SIZES.items()
        ],
        "dataset_info": [
            {"config_name": t, "splits": [{"name": s, "num_examples": n} for s, n in splits.items()]}
            for t, splits in SIZES.items()
        ],
    }
    (directory / "README.md").write_text(f"---\n{yaml.safe_dump(card)}---\n# Quotes\n", encoding="utf-8")
    listed = []
    for path in sorted(p for p in directory.rglob("*") if p.is_file()):
        name = path.relative_to(directory).as_posix()
        entry: dict[str, Any] = {"path": name, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        if name.endswith(".parquet"):
            _, table, file = name.split("/")
            entry["rows"] = SIZES[table][file.split("-")[0]]
        listed.append(entry)
    manifest = {"name": "harbour", "version": "0.1.0", "files": listed}
    (directory / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return directory


def differing(directory: Path, view: str) -> list[str]:
    frame = files.views(tables.scan(directory))[view]
    pairs = (("declared", "found"), ("rows_declared", "rows_found"))
    return [line["row"] for line in frame.iter_rows(named=True) if any(line[a] != line[b] for a, b in pairs)]


def test_a_published_dataset_is_what_it_says(published: Path) -> None:
    assert files.present(published) == {"manifest", "readme"}
    assert differing(published, "manifest") == []
    assert differing(published, "readme") == []
    assert files.views(tables.scan(published))["files"]["problem"].null_count() == 6


def change(path: str, content: bytes) -> Callable[[Path], object]:
    return lambda directory: (directory / path).write_bytes(content)


def replace(path: str, old: str, new: str) -> Callable[[Path], object]:
    def do(directory: Path) -> None:
        text = (directory / path).read_text(encoding="utf-8")
        assert old in text
        (directory / path).write_text(text.replace(old, new, 1), encoding="utf-8")

    return do


@pytest.mark.parametrize(
    ("damage", "view", "named"),
    [
        (change("README.md", b"# Quotes"), "manifest", ["README.md"]),
        (change("notes.txt", b""), "manifest", ["notes.txt"]),
        (lambda d: (d / QUOTES).unlink(), "manifest", [QUOTES]),
        (replace("manifest.json", '"rows": 3', '"rows": 4'), "manifest", [QUOTES]),
        (lambda d: (d / QUOTES).unlink(), "readme", ["quotes/train"]),
        (replace("README.md", "num_examples: 3", "num_examples: 4"), "readme", ["quotes/train"]),
        (replace("README.md", "data/quotes/test-*", "data/quotes/tset-*"), "readme", ["quotes/test"]),
        (replace("README.md", "data/quotes/test-*", "data/articles/test-*"), "readme", ["quotes/test"]),
        (replace("README.md", "config_name: rejects", "config_name: lost"), "readme", ["lost/train", "rejects/train"]),
    ],
    ids=["changed", "added", "missing", "miscounted", "listed and missing", "card miscounts", "pattern of nothing",
         "pattern of others", "config renamed"],
)  # fmt: skip
def test_what_differs_is_named(damage: Callable[[Path], object], view: str, named: list[str], published: Path) -> None:
    damage(published)
    assert differing(published, view) == named


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.json", b"{"),
        ("manifest.json", b"[]"),
        ("README.md", b"# x"),
        ("README.md", b"---\n: [\n---\n"),
        ("README.md", b"---\n\xff\n---\n"),
    ],
)
def test_what_cannot_be_read_is_a_problem_and_no_crash(name: str, content: bytes, published: Path) -> None:
    (published / name).write_bytes(content)
    frame = files.views(tables.scan(published))["files"]
    assert frame.filter(frame["problem"].is_not_null())["row"].to_list() == [name]


@pytest.mark.parametrize("name", ["data/quotes/train.parquet", "data/quotes/dev-00000-of-00001.parquet",
                                  "data/moods/train-00000-of-00001.parquet", "data/x.parquet",
                                  "data/quotes/old/train-00000-of-00001.parquet"])  # fmt: skip
def test_files_outside_the_layout_are_named(name: str, published: Path) -> None:
    (published / name).parent.mkdir(exist_ok=True)
    (published / name).write_bytes((published / QUOTES).read_bytes())
    scanned = tables.scan(published)
    assert [file.path for file in scanned.files if file.problem] == [name]
