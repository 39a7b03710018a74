from __future__ import annotations

import os
from pathlib import Path

import pytest

from builder.errors import InputError
from builder.intake.draft import Received
from builder.intake.walk import walk


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text")


def names(*paths: Path) -> list[str]:
    return [entry.name if isinstance(entry, Received) else f"{entry[0]}: {entry[1].reason}" for entry in walk(paths)]


def test_recursive_in_the_order_of_posix_paths(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a/z.md", "a/b/c.html", "a.csv", "B.jsonl", "a-b/x.txt", "c.parquet")
    expected = ["B.jsonl", "a-b/x.txt", "a.csv", "a/b/c.html", "a/z.md", "b.txt", "c.parquet"]
    assert names(tmp_path) == expected == sorted(expected)


def test_what_is_passed_over(tmp_path: Path) -> None:
    put(
        tmp_path, "a.txt", "a.yaml", ".hidden.txt", ".git/x.txt", "README.md", "sub/readme.TXT", "quotestance.toml",
        "DATASET_CARD.md", "LICENSE", "b.txt~", "dist/0.1.0/manifest.json", "dist/0.1.0/croissant.json",
        "dist/0.1.0/data/quotes/train.parquet",
    )  # fmt: skip
    assert names(tmp_path) == ["a.txt"]


def test_files_of_the_configuration_are_passed_over_wherever_they_lie(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "speakers.csv", "about/card.md", "about/b.md")
    besides = (tmp_path / "about" / ".." / "speakers.csv", tmp_path / "about" / "card.md", tmp_path / "gone.md")
    found = walk([tmp_path], besides)
    assert [entry.name for entry in found if isinstance(entry, Received)] == ["a.txt", "about/b.md"]


def test_a_file_that_is_named_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    put(tmp_path, "README.md", ".hidden.txt")
    assert names(tmp_path / "README.md", tmp_path / ".hidden.txt") == ["README.md", ".hidden.txt"]


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.pdf", "c", "lonely.yaml", "list.json", "two.txt", "two.yaml", "two.json")
    assert names(tmp_path) == [
        "a.txt", "b.pdf: unsupported_format", "c: unsupported_format", "list.json: unsupported_format",
        "lonely.yaml: unsupported_format", "two.json: unsupported_format", "two.txt",
    ]  # fmt: skip
    details = {entry[0]: entry[1].detail for entry in walk([tmp_path]) if not isinstance(entry, Received)}
    assert "Export it as text" in details["b.pdf"]
    assert ".jsonl" in details["list.json"]
    assert "two.yaml" in details["two.json"]


def test_formats_are_known_by_their_ending_in_any_case(tmp_path: Path) -> None:
    put(tmp_path, "a.TXT", "b.Markdown", "c.HTM", "d.ndjson", "e.tsv")
    found = [entry.format for entry in walk([tmp_path]) if isinstance(entry, Received)]
    assert found == ["text", "markdown", "html", "jsonl", "csv"]


def test_overlapping_and_repeated_paths_are_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "sub/b.txt")
    assert names(tmp_path / "sub", tmp_path, tmp_path / "a.txt", tmp_path) == ["b.txt", "a.txt"]


def test_two_files_never_share_a_name(tmp_path: Path) -> None:
    put(tmp_path, "x/a.txt", "y/a.txt", "z/x/a.txt")
    found = names(tmp_path / "x", tmp_path / "y", tmp_path / "z" / "x" / "a.txt")
    assert found == ["a.txt", "y/a.txt", "x/a.txt"]


def test_links(tmp_path: Path) -> None:
    put(tmp_path, "real/a.txt")
    (tmp_path / "real" / "loop").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "same.txt").symlink_to(tmp_path / "real" / "a.txt")
    assert names(tmp_path) == ["nowhere.txt: unreadable", "real/a.txt", "real/loop: unreadable"]


def test_a_pipe_is_not_opened(tmp_path: Path) -> None:
    put(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    assert names(tmp_path) == ["a.txt", "pipe.txt: unsupported_format"]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("artcles", "Did you mean"),
        ("zzz", "exists"),
        ("no/such/folder", "The nearest folder that exists is"),
        ("dangling", "a link to nothing"),
        ("pipe", "neither a file nor a folder"),
    ],
)
def test_a_missing_path_names_what_is_near(tmp_path: Path, given: str, says: str) -> None:
    put(tmp_path, "articles/a.txt")
    (tmp_path / "dangling").symlink_to(tmp_path / "gone")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError) as error:
        walk([tmp_path / "articles", tmp_path / given])
    assert says in str(error.value)
    assert given in str(error.value)


@pytest.mark.parametrize("content", [(), ("README.md", ".a.txt")], ids=["empty", "nothing but a readme"])
def test_a_folder_without_files_is_an_error(tmp_path: Path, content: tuple[str, ...]) -> None:
    put(tmp_path, *content)
    with pytest.raises(InputError, match="no file to read"):
        walk([tmp_path])


def test_no_path_at_all() -> None:
    with pytest.raises(InputError, match="no path was given"):
        walk([])


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("text")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert names(tmp_path) == ["caf\\xe9.txt"]
