"""Vocabulary files in, look-up tables and one compiled pattern a list out.

A phrase is written as plain words: ``a|b`` offers alternatives, ``...`` skips up to four words, a final ``*`` leaves
the ending of a word open.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from functools import cache

from builder import resources

_GAP = r"(?:\s+[^\s.;:!?]{1,40}){0,4}"
WORD = re.compile(r"\w+")
NOTHING = re.compile(r"(?!)")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``builder/lexicons/<name>``, in file order."""
    with resources.find("lexicons", name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def _slot(word: str) -> str:
    options = (re.escape(option).replace(r"\*", r"\w*").replace("'", "['’]") for option in word.split("|"))
    return f"(?:{'|'.join(options)})"


def pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all ``phrases``; a longer phrase wins over a shorter one at the same place."""
    written = sorted({p for p in phrases if p}, key=lambda phrase: (-len(phrase), phrase))
    if not written:
        return NOTHING
    by_letter: dict[str, list[str]] = {}  # tried letter by letter: a long list costs little where nothing matches
    for phrase in written:
        by_letter.setdefault("" if "|" in phrase.split()[0] else phrase[0].lower(), []).append(_source(phrase))
    branches = (f"(?={re.escape(letter)})(?:{'|'.join(sources)})" for letter, sources in sorted(by_letter.items()))
    return re.compile(rf"(?<!\w)(?:{'|'.join(branches)})(?!\w)", re.IGNORECASE)


def _source(phrase: str) -> str:
    source = ""
    for word in phrase.split():
        source += _GAP if word == "..." else (r"\s+" if source else "") + _slot(word)
    return source


def openings(phrases: Iterable[str]) -> frozenset[str]:
    """The words that a phrase may begin with, in lower case: "can" and "will" of "can't|will win"."""
    options = (option for phrase in phrases for option in phrase.split()[0].split("|"))
    return frozenset(found.group().lower() for option in options if (found := WORD.match(option)))


def inflections(verb: str) -> frozenset[str]:
    """The regular forms of ``verb``, both with and without a doubled final consonant: "ban" gives "banned"."""
    stem = verb.removesuffix("e")
    forms = {verb, verb + "s", verb + "es", stem + "ed", stem + "ing"}
    if verb.endswith("y"):
        forms |= {verb[:-1] + "ies", verb[:-1] + "ied"}
    if re.search(r"[^aeiou][aeiou][bdglmnprt]$", verb):
        forms |= {verb + verb[-1] + "ed", verb + verb[-1] + "ing"}
    return frozenset(forms)
