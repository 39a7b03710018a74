"""Articles and rejects of intake to lines of JSON and back: the form in which a shard waits for its worker."""

from __future__ import annotations

import dataclasses
import functools
import json
import types
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints, overload

from builder.records import Article, Reject

Entry = Article | Reject
_KINDS: Mapping[str, type[Entry]] = {"article": Article, "reject": Reject}


def line(entry: Entry) -> str:
    """One line. The checksum of an article's file is left out: a feed that grew must not make all its rows new."""
    content = dataclasses.asdict(entry)
    if isinstance(entry, Article):
        content["source"]["sha256"] = ""
    kind = "article" if isinstance(entry, Article) else "reject"
    return json.dumps({kind: content}, default=datetime.isoformat, sort_keys=True)


def parse(text: str) -> Entry:
    ((kind, content),) = json.loads(text).items()
    entry: Entry = record(_KINDS[kind], content)
    return entry


def write(path: Path, lines: Iterable[str]) -> None:
    import pyarrow as pa

    with pa.CompressedOutputStream(str(path), "zstd") as stream:
        for each in lines:
            stream.write(each.encode() + b"\n")


def read(path: Path) -> Iterator[str]:
    import pyarrow as pa

    with pa.CompressedInputStream(str(path), "zstd") as stream:
        content: bytes = stream.read()
    for each in content.splitlines():
        yield each.decode()


class Articles(Sequence[Article]):
    """The articles of several files as one sequence, of which one file is in memory at a time."""

    def __init__(self, files: Sequence[tuple[Path, int]]) -> None:
        self._files = [path for path, _ in files]
        self._ends: list[int] = []
        for _, count in files:
            self._ends.append(count + (self._ends[-1] if self._ends else 0))
        self._load = functools.lru_cache(2)(_articles)

    def __len__(self) -> int:
        return self._ends[-1] if self._ends else 0

    def __iter__(self) -> Iterator[Article]:
        for path in self._files:
            yield from _articles(path)

    @overload
    def __getitem__(self, place: int) -> Article: ...
    @overload
    def __getitem__(self, place: slice) -> list[Article]: ...
    def __getitem__(self, place: int | slice) -> Article | list[Article]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        place %= len(self)
        number = bisect_right(self._ends, place)
        return self._load(self._files[number])[place - (self._ends[number - 1] if number else 0)]


def _articles(path: Path) -> list[Article]:
    return [entry for entry in map(parse, read(path)) if isinstance(entry, Article)]


def record(kind: Any, content: Mapping[str, Any]) -> Any:
    """A frozen record from what ``dataclasses.asdict`` gave of it, by way of JSON."""
    hints = _hints(kind)
    return kind(**{name: _value(hints[name], value) for name, value in content.items()})


@functools.cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any) -> Any:
    """``value`` from JSON as the type hint of its field has it."""
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(each for each in get_args(hint) if each is not type(None))
    if dataclasses.is_dataclass(hint):
        return record(hint, value)
    if get_origin(hint) is tuple:
        return tuple(_value(get_args(hint)[0], each) for each in value)
    return datetime.fromisoformat(value) if hint is datetime else value
