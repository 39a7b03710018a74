"""The user's own list of speakers: a CSV file in, a frozen registry out that finds each of them by any listed form.

name,aliases,kind,qid
Ida Prell,Ida M. Prell;Prell,person,Q42
Harbour Board,HB,organisation,
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast, get_args

from builder import listed
from builder.errors import ConfigError, nearest
from builder.ids import fold
from builder.records import Kind

LAYOUT = listed.Layout("registry", "speakers.registry", ("name", "aliases", "kind"), ("qid",), semicolons="aliases")
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
        data, records = listed.load(path, LAYOUT)
        speakers = tuple(_registered(values, row, path) for row, values in records)
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
