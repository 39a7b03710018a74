"""A JSONL file of gold in, its rows out, each with the line it stands on; what is wrong in one is said with its row."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from builder.errors import InputError


@dataclass(frozen=True, slots=True)
class Row:
    """One line of gold. Its methods give fields that were checked and raise InputError, naming the row, where not."""

    path: Path
    number: int  # 1-based line
    fields: Mapping[str, Any]

    def broken(self, what: str, hint: str = "") -> InputError:
        return InputError(what, where=self.path, row=self.number, hint=hint)

    def field(self, name: str) -> Any:
        if name not in self.fields:
            raise self.broken(f"the field {name!r} is missing.", f"It has {', '.join(map(repr, self.fields))}.")
        return self.fields[name]

    def string(self, name: str) -> str:
        """A field that holds words; one that is empty says nothing and is an error."""
        value = self.field(name)
        if not isinstance(value, str):
            raise self.broken(f"{name!r} is {_kind(value)}, not a string.")
        if not value.strip():
            raise self.broken(f"{name!r} is empty.")
        return value

    def choice(self, name: str, known: Sequence[Any]) -> Any:
        value = self.field(name)
        if not any(value is one or (isinstance(value, str) and value == one) for one in known):
            listed = ", ".join(json.dumps(one) for one in known)
            raise self.broken(f"{name!r} is {json.dumps(value)}, which is no value of it.", f"Known: {listed}.")
        return value

    def objects(self, name: str) -> list[Mapping[str, Any]]:
        value = self.field(name)
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            raise self.broken(f"{name!r} is not a list of objects.")
        return value

    def span(self, start: Any, end: Any, text: str, of: str) -> tuple[int, int]:
        """``text[start:end]``, which must be some of it."""
        numbers = all(isinstance(one, int) and not isinstance(one, bool) for one in (start, end))
        if not numbers or not 0 <= start < end <= len(text):
            place = f"[{json.dumps(start)}, {json.dumps(end)})"
            hint = "Offsets count code points (Python str), half-open."
            raise self.broken(f"{of} {place} lies outside of a text of {len(text)} characters.", hint)
        return start, end

    def spans(self, value: Any, text: str, of: str) -> list[tuple[int, int]]:
        """A list of ``[start, end]`` into ``text``."""
        pairs = isinstance(value, list) and all(isinstance(one, list) and len(one) == 2 for one in value)
        if not pairs:
            raise self.broken(f"{of} is not a list of [start, end].")
        return [self.span(start, end, text, of) for start, end in value]


def read(path: Path) -> Iterator[Row]:
    """The rows of a JSONL file, gzipped or not; empty lines are passed over."""
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                if line.strip():
                    yield Row(path, number, _object(path, number, line))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8.", where=path, hint="JSON lines are; convert the file.") from error
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"not a whole gzip file: {error}.", where=path, hint="Was it copied to its end?") from error


def _opened(path: Path) -> IO[str]:
    if not path.is_file():
        raise InputError("there is no such file.", where=path)
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    return gzip.open(path, "rt", encoding="utf-8-sig") if zipped else path.open(encoding="utf-8-sig")


def _object(path: Path, number: int, line: str) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        what = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise InputError(f"not JSON: {what}.", where=path, row=number) from error
    if not isinstance(value, dict):
        raise InputError(f"{_kind(value)} where an object was expected.", where=path, row=number)
    return value


def _kind(value: Any) -> str:
    names = {"NoneType": "null", "str": "a string", "list": "a list", "dict": "an object", "bool": "true or false"}
    return names.get(type(value).__name__, "a number")
