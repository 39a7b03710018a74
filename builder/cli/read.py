"""The folder of a version in, rows of one article out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]


def articles(folder: Path) -> Rows:
    """What is needed to find an article, for each of them, in the order of the files."""
    from builder.dataset import load

    return load.rows(folder, "articles", columns=["article_id", "source_path", "source_row", "title"])


def of_article(folder: Path, table: str, article_id: str) -> Rows:
    """All rows of ``table`` that belong to one article, in the order of its text."""
    from builder.dataset import load

    rows = load.rows(folder, table, filters=[("article_id", "==", article_id)])
    return sorted(rows, key=_place)


def _place(row: dict[str, Any]) -> tuple[int, int]:
    if row.get("content"):
        return row["content"][0]["start"], row["content"][0]["end"]
    return row.get("start") or 0, row.get("end") or 0


def without_outlet(folder: Path) -> list[str]:
    """The files of the articles whose outlet is not known; a feed counts once."""
    import pyarrow.compute as pc

    from builder.dataset import load

    rows = load.rows(folder, "articles", columns=["source_path"], filters=pc.field("outlet").is_null())
    return list(dict.fromkeys(row["source_path"] for row in rows))
