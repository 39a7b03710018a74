"""Metadata as found in, the typed fields of an Article out; a field of the wrong type is left out and said."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from builder.intake import dates, licences
from builder.intake.decode import unstorable
from builder.intake.draft import Problem
from builder.outlets import NONE as NO_OUTLETS
from builder.outlets import Outlets

_HOST = re.compile(r"(?:[^\W_](?:[\w\-]*[^\W_])?\.)+[^\W\d_](?:[\w\-]*[^\W_])?")
_LANGUAGE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_LANGUAGE_NAMES = {
    "und": None, "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "russian": "ru", "ukrainian": "uk", "polish": "pl", "chinese": "zh", "japanese": "ja",
    "korean": "ko", "arabic": "ar", "turkish": "tr", "swedish": "sv", "norwegian": "no", "danish": "da",
    "finnish": "fi", "czech": "cs", "hungarian": "hu", "greek": "el", "hebrew": "he", "hindi": "hi",
    "eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "spa": "es", "ita": "it", "por": "pt",
    "nld": "nl", "rus": "ru", "ukr": "uk", "pol": "pl", "zho": "zh", "jpn": "ja", "kor": "ko", "ara": "ar",
}  # fmt: skip
_LONGEST = 4000  # characters of a line of metadata
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}


class Unusable(ValueError):
    """A value that its field cannot hold; the message says what it can."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Keyword arguments of an Article, the notes it gets, and what was wrong."""

    fields: Mapping[str, Any]
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def check(found: Mapping[str, Any], defaults: Mapping[str, Any], outlets: Outlets = NO_OUTLETS) -> Checked:
    """The metadata of one article, from its own and, where these say nothing, from the configuration's defaults.

    An outlet is never guessed: without one the article gets the note ``no_outlet``. The domain may come from the
    article's address, for that is where it was published. A domain that the user lists has the outlet listed there,
    however the page spells it.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    derived: dict[str, Any] = {}
    for name, read in _READERS.items():
        for origin in (found, derived, defaults):
            given = origin.get(name)
            if given is None or (isinstance(given, str) and not given.strip()):
                continue
            try:
                value = read(given)
                if value in ("", ()):  # [], [""]: nothing is said
                    continue
                values[name] = value
                break
            except ValueError as error:
                reason = "bad_date" if name in ("published_at", "modified_at") else "bad_metadata"
                problems.append(Problem(reason, f"{name} = {_SHORT.repr(given)} is left out: {error}."))
        if name == "url" and "url" in values:
            derived["outlet_domain"] = _domain(values["url"])
    if listed := outlets.find(values.get("outlet_domain", "")):
        values |= {"outlet": listed.outlet, "outlet_country": listed.country, "outlet_ownership": listed.ownership}
    fields, notes = _completed(values)
    return Checked(fields, notes, tuple(problems))


def _completed(values: dict[str, Any]) -> tuple[dict[str, Any], tuple[str, ...]]:
    notes = [] if values.get("outlet") else ["no_outlet"]
    at: dates.Moment | None = values.pop("published_at", None)
    if at:
        values |= {"published_at": at.at, "published_at_precision": at.precision, "published_at_zone": at.zone}
        notes += [] if at.zoned else ["no_time_zone"]
    if changed := values.pop("modified_at", None):
        values["modified_at"] = changed.at
    values.setdefault("text_redistributable", licences.is_open(values.get("licence")))
    return values, tuple(notes)


def _line(value: Any) -> str:
    if not isinstance(value, str):
        raise Unusable(f"it must be text, not {_kind(value)}")
    if wrong := unstorable(value):
        raise Unusable(f"it holds {wrong}")
    line = " ".join(value.split())
    if len(line) > _LONGEST:
        raise Unusable(f"it is longer than {_LONGEST:,} characters")
    return line


def _authors(value: Any) -> tuple[str, ...]:
    """A list of names, or one text in which semicolons separate them; a comma may belong to a name ("Prell, Ida")."""
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list | tuple):
        raise Unusable(f"it must be a name or a list of names, not {_kind(value)}")
    return tuple(dict.fromkeys(name for one in names if (name := _line(one))))


def _url(value: Any) -> str:
    address = _line(value)
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(parts.hostname or "") or " " in address:
        raise Unusable("it must be a complete address, https://…")
    return address


def _domain(value: Any) -> str:
    line = _line(value)
    host = (urlsplit(line if "//" in line else f"//{line}").hostname or "").rstrip(".").removeprefix("www.")
    if not _HOST.fullmatch(host):
        raise Unusable("it must be a domain such as courier.example")
    return host


def _language(value: Any) -> str | None:
    name = _line(value).casefold()
    if name in _LANGUAGE_NAMES:
        return _LANGUAGE_NAMES[name]
    tag = _LANGUAGE.fullmatch(name)
    if not tag:
        raise Unusable("it must be a BCP 47 language tag such as en or en-GB")
    return tag[1]


def _section(value: Any) -> str:
    """A page may stand in several: ["World", "Europe"] is "World; Europe"."""
    return "; ".join(dict.fromkeys(map(_line, value))) if isinstance(value, list | tuple) else _line(value)


def _flag(value: Any) -> bool:
    flag = (
        value if isinstance(value, bool) else _FLAGS.get(value.strip().casefold()) if isinstance(value, str) else None
    )
    if flag is None:
        raise Unusable("it must be true or false")
    return flag


def _moment(value: Any) -> dates.Moment:
    try:
        return dates.moment(value)
    except ValueError as error:
        raise Unusable(f"{error}; {dates.ADVICE}") from error


def _kind(value: Any) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "a mapping"}
    return names.get(type(value), f"a {type(value).__name__}")


_SHORT = reprlib.Repr()  # aliases in YAML can make a short file a value of 10**41 leaves: only its edge is shown
_SHORT.maxlevel = 2
_SHORT.maxlist = _SHORT.maxdict = _SHORT.maxtuple = 4
_SHORT.maxstring = _SHORT.maxother = 80
_READERS: dict[str, Callable[[Any], Any]] = {
    "outlet": _line,
    "title": _line,
    "authors": _authors,
    "published_at": _moment,
    "modified_at": _moment,
    "section": _section,
    "free_to_read": _flag,
    "url": _url,
    "outlet_domain": _domain,
    "language": _language,
    "licence": lambda value: licences.spdx(_line(value)),
    "text_redistributable": _flag,
}
