"""The lexicons of this stage, read once: countries, metonyms, media, titles, kind words, first names."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from builder import resources
from builder.ids import fold
from builder.records import Kind

TitleKind = Literal["courtesy", "short", "office", "role"]  # short: "Gen", "Sen"
_CACHED = 20_000  # forms looked up; an article asks for the same ones again and again


@dataclass(frozen=True, slots=True)
class Place:
    """A country, by whatever the word was that named it."""

    country: str
    by: Literal["name", "capital", "demonym"]


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker that is known under a name of its own: "Kremlin", "Reuters"."""

    name: str
    kind: Kind
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Title:
    """A title or the noun of an occupation."""

    gender: str  # m, f, or empty
    kind: TitleKind
    single: bool  # an office of one holder: "the president", not "the senator"


def _rows(name: str) -> list[dict[str, str]]:
    with resources.find("lexicons", name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
def places() -> Mapping[str, Place]:
    """Country, capital and demonym by their folded form; where one word is several, the country's own name wins."""
    found: dict[str, Place] = {}
    for column, by in (("capitals", "capital"), ("demonyms", "demonym"), ("aliases", "name"), ("name", "name")):
        for row in _rows("places.csv"):
            for form in filter(None, row[column].split(";")):
                found[fold(form)] = Place(row["name"], cast("Literal['name', 'capital', 'demonym']", by))
    # "us" and "uk" in lower case are words; they are looked up in capitals only (see ``place``).
    return MappingProxyType(found)


@functools.lru_cache(_CACHED)
def place(form: str) -> Place | None:
    """The country behind ``form``: "Pyongyang", "North Korean", "U.S."; None for "us" and for what is no country."""
    form = form.removeprefix("the ")
    if form[:1].islower() or (form.casefold() in {"us", "uk"} and not form.isupper()):
        return None
    key = fold(form)
    return places().get(key.removeprefix("the ")) or places().get(key)


@functools.cache
def _regions() -> frozenset[str]:
    return frozenset(row["name"] for row in _rows("regions.csv"))


def region(form: str) -> bool:
    """Whether ``form`` is a state, province or city that is nobody's first name: "Ohio", "New South Wales"."""
    return form in _regions() and first_name(form) is None


@functools.cache
def _known() -> Mapping[str, tuple[str, Known]]:
    found: dict[str, tuple[str, Known]] = {}
    for row in _rows("media.csv"):
        for form in (row["name"], *filter(None, row["surfaces"].split(";"))):
            found[fold(form)] = (form, Known(row["name"], "media"))
    for row in _rows("metonyms.csv"):
        body = Known(row["name"], cast("Kind", row["kind"]), row["country"] or None)
        found[fold(row["surface"])] = (row["surface"], body)
    return MappingProxyType(found)


@functools.lru_cache(_CACHED)
def known(form: str) -> Known | None:
    """The body known as ``form``; acronyms count in capitals only, so that "who" is not the WHO."""
    key = fold(form)
    surface, body = _known().get(key) or _known().get(key.removeprefix("the ")) or ("", None)
    if body is None or (surface.isupper() and not form.removeprefix("the ").isupper()):
        return None
    # A name that is a common word needs its article: "The Hill", "the i".
    return None if key == "i" or (key in {"hill", "time"} and surface != form) or form == "Time" else body


@functools.cache
def titles() -> Mapping[str, Title]:
    return MappingProxyType(
        {
            row["title"].casefold(): Title(row["gender"], cast("TitleKind", row["kind"]), row["holders"] == "one")
            for row in _rows("titles.csv")
        }
    )


@functools.cache
def kind_words() -> Mapping[str, Kind]:
    """Words that tell the kind of a body by standing in its name; the first row that has a word decides."""
    found: dict[str, Kind] = {}
    for row in _rows("kinds.csv"):
        for word in row["words"].split():
            found.setdefault(word, cast("Kind", row["kind"]))
    return MappingProxyType(found)


@functools.cache
def first_names() -> Mapping[str, str]:
    """Gender (m, f, or u for either) of a first name as printed."""
    return MappingProxyType({row["name"]: row["gender"] for row in _rows("first_names.csv")})


def first_name(word: str) -> str | None:
    """Gender of ``word`` as a first name; of "Jean-Yves" by its first part; None when it is none that is known."""
    return first_names().get(word) or first_names().get(word.split("-", maxsplit=1)[0])


@functools.cache
def _full_first_names() -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in _rows("nicknames.csv"):
        for form in (row["name"], *row["short"].split()):
            found[form] = found.get(form, frozenset()) | {row["name"]}
    return MappingProxyType(found)


def same_first_name(one: str, other: str) -> bool:
    """Whether two folded first names may be one person's: "ken" and "kenneth"."""
    full = _full_first_names()
    return not full.get(one, frozenset()).isdisjoint(full.get(other, frozenset()))
