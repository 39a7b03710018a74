"""A file that reviewers filled in (Label Studio JSON, CSV, JSON lines) in, what it says row by row out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.review import annotated, sheets, store
from builder.review.entry import Received

__all__ = ["Received", "read"]

_NEEDED = ("field", "value", "reviewer")
_NAMES = (*_NEEDED, "quote_id", "time", "note", "dataset", "article_id", "content", "drawn")


def read(path: Path) -> list[Received]:
    """What ``path`` says, in its order. Raises InputError when it is none of the formats, or says nothing."""
    readers = {".json": annotated.read, ".csv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl}
    if path.suffix.lower() not in readers:
        raise InputError(
            f"files of type {path.suffix or 'none'!r} are not read.",
            where=path,
            hint="Reviews are a Label Studio export (.json), a .csv or a .jsonl file.",
        )
    try:
        found = list(readers[path.suffix.lower()](path))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8.", where=path, hint="Save it as UTF-8 (in a spreadsheet: CSV UTF-8).") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", where=path) from error
    if not found:
        raise InputError(
            "there is no decision in it.",
            where=path,
            hint="Fill in value and reviewer, or submit annotations in Label Studio and export them as JSON.",
        )
    return found


def _jsonl(path: Path) -> Iterator[Received]:
    for number, content in store.lines(path):
        if "value" in content:
            yield _entry(path, number, content)


def _csv(path: Path) -> Iterator[Received]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        # A spreadsheet in a country of decimal commas writes semicolons.
        header = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter=";" if header.count(";") > header.count(",") else ",", strict=True)
        try:
            if missing := [name for name in ("quote_id", *_NEEDED) if name not in (reader.fieldnames or ())]:
                hint = "Its first line must name the columns, as `build-dataset review export --format csv` does."
                raise InputError(f"it has no column {missing[0]!r}.", where=path, hint=hint)
            for number, record in enumerate(reader, 1):
                if None in record or None in record.values():
                    raise InputError("it has more or fewer cells than the header.", where=path, row=number)
                cells = {name: sheets.unescaped(cell) or None for name, cell in record.items()}
                if (cells["value"] or "").strip():
                    yield _entry(path, number, cells)
        except csv.Error as error:
            raise InputError(f"not CSV: {error}.", where=path, row=reader.line_num) from error


def _entry(path: Path, row: int, content: dict[str, Any]) -> Received:
    return Received(path, row, **{name: content.get(name) for name in _NAMES})
