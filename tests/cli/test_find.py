"""The user's words find one version and one article, or a message says which there are."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.cli import find
from builder.errors import InputError

ARTICLES = [
    {"article_id": "9f0c" + 28 * "0", "source_path": "harbour/courier.md", "source_row": None, "title": "Harbour open"},
    {"article_id": "9f1d" + 28 * "0", "source_path": "harbour/post.md", "source_row": None, "title": "Harbour shut"},
    {"article_id": "c0de" + 28 * "0", "source_path": "feed.jsonl", "source_row": 1, "title": "Storm over Sellia"},
    {"article_id": "c0ff" + 28 * "0", "source_path": "feed.jsonl", "source_row": 2, "title": None},
    {
        "article_id": "1234" + 28 * "0",
        "source_path": "wire/open.md",
        "source_row": None,
        "title": "The courier.md case",
    },
]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("9f0c", 0),
        ("9F1D", 1),
        ("9f0c" + 28 * "0", 0),
        ("courier.md", 0),
        ("harbour/courier.md", 0),
        ("HARBOUR/Post.md", 1),
        ("/post.md", 1),
        ("storm", 2),
        ("shut", 1),
        ("wire", 4),
    ],
)
def test_one_article(words: str, place: int) -> None:
    assert find.article(ARTICLES, words) is ARTICLES[place]


@pytest.mark.parametrize(
    ("words", "what", "hints"),
    [
        ("9f", "'9f' fits 2 articles.", ["9f0c0000  harbour/courier.md  Harbour open", "9f1d0000"]),
        ("harbour", "'harbour' fits 2 articles.", ["courier.md", "post.md"]),
        ("feed.jsonl", "'feed.jsonl' fits 2 articles.", ["feed.jsonl, row 1  Storm over Sellia", "feed.jsonl, row 2"]),
        ("curier", "no article fits 'curier'.", ["The nearest:\n  9f0c0000  harbour/courier.md"]),
        ("zebra", "no article fits 'zebra'.", ["The articles are", "wire/open.md"]),
        ("  ", "no article was named.", ["The articles are"]),
    ],
)
def test_no_single_article(words: str, what: str, hints: list[str]) -> None:
    with pytest.raises(InputError) as error:
        find.article(ARTICLES, words)
    assert error.value.what == what
    assert all(hint in error.value.hint for hint in hints)


def test_a_long_list_is_cut() -> None:
    many = [{**ARTICLES[0], "article_id": f"{number:032x}"} for number in range(100)]
    with pytest.raises(InputError, match="and 92 more"):
        find.article(many, "harbour")


def test_a_version_is_itself(dist: Path) -> None:
    assert find.version(dist / "0.1.0") == dist / "0.1.0"


def test_a_folder_of_versions_means_the_latest(dist: Path) -> None:
    assert find.version(dist) == dist / "0.2.0"


def test_a_missing_version_names_those_there_are(dist: Path) -> None:
    with pytest.raises(InputError, match=r"no such dataset\. There are 0\.1\.0, 0\.2\.0\."):
        find.version(dist / "0.3.0")


def test_another_folder_is_not_a_dataset(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"neither a manifest\.json nor data/quotes"):
        find.version(tmp_path)
