"""What the readers of the formats hand on: a text with its metadata as found, or what stood in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder.records import Furniture


@dataclass(frozen=True, slots=True)
class Received:
    """One file to read. ``name`` is what the dataset calls it: POSIX, relative to the folder that was given."""

    path: Path
    name: str
    format: str  # text, markdown, html, jsonl, csv, parquet, warc
    sidecar: Path | None = None  # the file that holds its metadata
    packed: bool = False  # gzip, to be unpacked while it is read


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a file, a row or one field was left out; ``detail`` is a sentence that says what to do."""

    reason: str  # one of the reasons in schemas/rejects.json
    detail: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An article before its text and metadata are checked: fields are named as ours, values are as found."""

    text: str
    metadata: Mapping[str, Any] = field(default_factory=dict)
    row: int | None = None
    text_start: int = 0
    furniture: tuple[Furniture, ...] = ()  # only what the format itself marks: a figcaption, a nav
    problems: tuple[Problem, ...] = ()  # the article is kept; these fields of it are not
    notes: tuple[str, ...] = ()
    extractor: str | None = None  # what made the text out of a page, with its version
    canonical: str | None = None  # the domain that the page's head names as the original's, where it is another one
    format: str | None = None  # where it is not that of the file: an export of many documents in a .txt
