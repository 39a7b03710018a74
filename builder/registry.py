"""The user's own list of speakers: a CSV file in, a frozen registry out that finds each of them by any listed form.

name,aliases,kind,qid
Ida Prell,Ida M. Prell;Prell,person,Q42
Harbour Board,HB,organisation,
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast, get_args

from builder.errors import ConfigError, nearest
from builder.ids import fold
from builder.records import Kind

REQUIRED = ("name", "aliases", "kind")
COLUMNS = (*REQUIRED, "qid")
KINDS = tuple(kind for kind in get_args(Kind) if kind != "unknown")  # whoever lists a speaker knows what it is


@dataclass(frozen=True, slots=True)
class Registered:
    """A speaker as the user calls it, and the other forms under which articles print it."""

    name: str
    kind: Kind
    aliases: tuple[str, ...] = ()
    qid: str | None = None
    row: int | None = field(default=None, compare=False)  # of the file, the first below its header being 1

    def __str__(self) -> str:
        return self.name if self.row is None else f"{self.name} (row {self.row})"


@dataclass(frozen=True, slots=True)
class Registry:
    """Speakers that are the same in every article. Raises ConfigError when two of them share a form."""

    speakers: tuple[Registered, ...] = ()
    file: Path | None = field(default=None, compare=False)
    sha256: str | None = field(default=None, compare=False)  # of the file's bytes
    _forms: Mapping[str, Registered] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_forms", _forms(self.speakers, self.file))

    @classmethod
    def load(cls, path: Path) -> Registry:
        """The registry in ``path``: columns name, aliases (separated by ";"), kind and, where wanted, qid.

        Raises ConfigError naming the row (the first below the header is 1) and the nearest thing that would be right.
        """
        try:
            data = path.read_bytes()
        except OSError as error:
            raise ConfigError(
                f"cannot read the registry: {error.strerror}.",
                where=path,
                hint="speakers.registry is relative to quotestance.toml.",
            ) from error
        (_, header), *records = list(_records(data, path)) or [(0, [])]
        names = [name.strip() for name in header]
        _check_header(names, path)
        speakers = tuple(_registered(_values(names, record, row, path), row, path) for row, record in records)
        return cls(speakers, path, hashlib.sha256(data).hexdigest())

    def find(self, form: str) -> Registered | None:
        """Who is listed under ``form``, whatever its accents, case, apostrophes and leading "the"."""
        return self._forms.get(_key(form))

    def content(self) -> list[Mapping[str, Any]]:
        """What is listed, in an order that does not depend on that of the rows."""
        listed = sorted(self.speakers, key=lambda one: (fold(one.name), one.name, one.kind))
        return [{"name": one.name, "kind": one.kind, "aliases": sorted(one.aliases), "qid": one.qid} for one in listed]


def _key(form: str) -> str:
    return fold(form).replace("’", "'").removeprefix("the ")


def _forms(speakers: Sequence[Registered], where: Path | None) -> dict[str, Registered]:
    found: dict[str, Registered] = {}
    for one in speakers:
        for form in (one.name, *one.aliases):
            other = found.setdefault(_key(form), one)
            if other is not one:
                raise ConfigError(
                    f"“{form}” may be {other} or {one}.",
                    where=where,
                    row=one.row,
                    hint="A form belongs to one speaker: take it out of one of the two, or out of both.",
                )
    return found


def _records(data: bytes, path: Path) -> Iterator[tuple[int, list[str]]]:
    """The records with their numbers, that of the header being 0; blank ones are counted and left out."""
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


def _check_header(names: Sequence[str], path: Path) -> None:
    for k, name in enumerate(names):
        if name not in COLUMNS:
            commas = "Columns are separated by commas, aliases by semicolons." if ";" in name else ""
            raise ConfigError(f"unknown column {name!r}.", where=path, hint=commas or nearest(name, COLUMNS))
        if name in names[:k]:
            raise ConfigError(f"the column {name!r} stands there twice.", where=path)
    for name in REQUIRED:
        if name not in names:
            hint = f"The first row names the columns: {', '.join(REQUIRED)} and, where wanted, qid."
            raise ConfigError(f"the column {name!r} is missing.", where=path, hint=hint)


def _values(names: Sequence[str], record: Sequence[str], row: int, path: Path) -> Mapping[str, str]:
    if len(record) != len(names):
        raise ConfigError(
            f"{len(record)} fields where the header has {len(names)}.",
            where=path,
            row=row,
            hint="A name with a comma in it needs quotation marks round it; aliases are separated by semicolons.",
        )
    return {name: " ".join(value.split()) for name, value in zip(names, record, strict=True)}


def _registered(values: Mapping[str, str], row: int, path: Path) -> Registered:
    name, kind, qid = values["name"], values["kind"], values.get("qid") or None
    if not _key(name):
        raise ConfigError("the name is empty.", where=path, row=row, hint="Give the form that the dataset shall use.")
    if kind not in KINDS:
        raise ConfigError(f"{kind!r} is no kind of speaker.", where=path, row=row, hint=nearest(kind, KINDS))
    if qid and not (qid[0] == "Q" and qid[1:].isascii() and qid[1:].isdigit() and qid[1] != "0"):
        raise ConfigError(f"{qid!r} is no Wikidata id.", where=path, row=row, hint="One reads Q and a number: Q42.")
    aliases = (alias.strip() for alias in values["aliases"].split(";"))
    return Registered(name, cast("Kind", kind), tuple(alias for alias in aliases if alias), qid, row)


NONE = Registry()
