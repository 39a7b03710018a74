"""The CSV files that a user lists things in: a file in, its records by column out, or an error that names the row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import ConfigError, nearest


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list, and what the messages about it say."""

    what: str  # "registry"
    key: str  # of quotestance.toml
    required: tuple[str, ...]
    optional: tuple[str, ...]
    semicolons: str = ""  # what semicolons separate in it, if anything

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.required, *self.optional)


def load(path: Path, layout: Layout) -> tuple[bytes, list[tuple[int, Mapping[str, str]]]]:
    """The bytes of ``path``, and its records with their numbers: the first below the header is 1, blank ones count.

    White space at the edges of a value and double spaces in it are gone. Raises ConfigError naming the row and the
    nearest thing that would be right.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        hint = f"{layout.key} is relative to quotestance.toml."
        raise ConfigError(f"cannot read the {layout.what}: {error.strerror}.", where=path, hint=hint) from error
    (_, header), *records = list(_records(data, path)) or [(0, [])]
    names = [name.strip() for name in header]
    _check_header(names, path, layout)
    return data, [(row, _values(names, record, row, path, layout)) for row, record in records]


def _records(data: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) or None
        raise ConfigError("not UTF-8.", where=path, row=row, hint="Save it as “CSV UTF-8”.") from error
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    row = 0
    try:
        for row, record in enumerate(reader):
            if any(value.strip() for value in record):
                yield row, record
    except csv.Error as error:
        hint = "Inside quotation marks, write a quotation mark twice."
        raise ConfigError(f"not valid CSV: {error}.", where=path, row=row + 1, hint=hint) from error


def _check_header(names: Sequence[str], path: Path, layout: Layout) -> None:
    for k, name in enumerate(names):
        if name not in layout.columns:
            inner = f", {layout.semicolons} by semicolons" if layout.semicolons else ""
            commas = f"Columns are separated by commas{inner}." if ";" in name else ""
            raise ConfigError(f"unknown column {name!r}.", where=path, hint=commas or nearest(name, layout.columns))
        if name in names[:k]:
            raise ConfigError(f"the column {name!r} stands there twice.", where=path)
    for name in layout.required:
        if name not in names:
            wanted = f"{', '.join(layout.required)} and, where wanted, {', '.join(layout.optional)}"
            raise ConfigError(
                f"the column {name!r} is missing.", where=path, hint=f"The first row names the columns: {wanted}."
            )


def _values(names: Sequence[str], record: Sequence[str], row: int, path: Path, layout: Layout) -> Mapping[str, str]:
    if len(record) != len(names):
        inner = f"; {layout.semicolons} are separated by semicolons" if layout.semicolons else ""
        raise ConfigError(
            f"{len(record)} fields where the header has {len(names)}.",
            where=path,
            row=row,
            hint=f"A name with a comma in it needs quotation marks round it{inner}.",
        )
    return {name: " ".join(value.split()) for name, value in zip(names, record, strict=True)}
