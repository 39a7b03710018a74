"""Rejects in, the rows of the page that lists what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

PACK = 1_000_000  # characters of a file
_COLUMNS = ("article", "source_path", "source_row", "stage", "reason", "detail", "text")


def records(rejects: pl.DataFrame) -> Iterator[list[Any]]:
    """Each reject as a list: the row of its article, its place, why it was left out, and its text."""
    for row in rejects.select(_COLUMNS).iter_rows():
        yield list(row)
