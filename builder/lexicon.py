"""The reporting verbs and phrases of ``lexicons/cues.csv``: a form as printed in, the cue it belongs to out."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, cast

from builder import resources
from builder.records import Polarity

CueKind = Literal["verb", "preposition"]
CueFraming = Literal["affirming", "doubt", "neutral"]
_VOWELS = "aeiou"
_WORD = re.compile(r"\w+(?:'\w+)?")
_REMEMBERED = 20_000  # of the forms that were looked up
_LONGEST_FORM = 4  # words: "went on to say"
# Verbs of more than one syllable whose stress doubles the last consonant; one-syllable verbs do so by rule.
_DOUBLING = frozenset({"admit", "commit", "rebut", "refer", "infer", "prefer", "regret", "forget"})


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb, with its particle, or a preposition that introduces a source."""

    lemma: str
    kind: CueKind
    forms: tuple[str, ...]
    speech: bool
    polarity: Polarity
    framing: CueFraming


def cue(lemma: str) -> Cue | None:
    """The cue with this lemma: ``cue("point out")``."""
    return _by_lemma().get(lemma.casefold())


@functools.lru_cache(_REMEMBERED)
def cue_of_form(form: str) -> Cue | None:
    """The cue a printed form belongs to, whatever its case: "pointed out" is a form of *point out*."""
    return forms().get(" ".join(form.casefold().split()))


@functools.lru_cache(_REMEMBERED)
def cue_within(printed: str) -> Cue | None:
    """The reporting verb inside a whole verbal group: "has since pointed out" is *point out*."""
    head = head_of(words_of(printed))
    return None if head is None else head[1]


def words_of(printed: str) -> list[str]:
    """The words of a cue as ``head_of`` takes them: lower case, with straight apostrophes, without signs."""
    return _WORD.findall(printed.casefold().replace("’", "'"))


def head_of(words: Sequence[str]) -> tuple[int, Cue] | None:
    """Where the first and longest listed form begins; not one that leads to it: vowed to say, quoted as saying."""
    for size in range(_LONGEST_FORM, 0, -1):
        for start in range(len(words) - size + 1):
            end = start + size
            if found := cue_of_form(" ".join(words[start:end])):
                if words[end : end + 1] in (["to"], ["as"]) and (led := head_of(words[end + 1 :])):
                    return end + 1 + led[0], led[1]
                return start, found
    return None


@functools.cache
def cues() -> tuple[Cue, ...]:
    """All cues, in the order of the file."""
    with resources.find("lexicons", "cues.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_cue(row) for row in csv.DictReader(file))


@functools.cache
def forms() -> Mapping[str, Cue]:
    """Every printed form, lower case, with its cue; where two cues share a form, the first in the file has it."""
    found: dict[str, Cue] = {}
    for entry in cues():
        for form in entry.forms:
            found.setdefault(form, entry)
    return MappingProxyType(found)


@functools.cache
def _by_lemma() -> Mapping[str, Cue]:
    return MappingProxyType({entry.lemma: entry for entry in cues()})


def _cue(row: Mapping[str, str]) -> Cue:
    lemma, kind = row["lemma"], cast("CueKind", row["kind"])
    given = tuple(form.strip() for form in row["forms"].split("/") if form.strip())
    inflected = given or (_inflect(lemma) if kind == "verb" else ())
    return Cue(
        lemma=lemma,
        kind=kind,
        forms=tuple(dict.fromkeys((lemma, *inflected))),
        speech=row["speech"] == "yes",
        polarity=cast("Polarity", row["polarity"]),
        framing=cast("CueFraming", row["framing"]),
    )


def _inflect(lemma: str) -> tuple[str, ...]:
    """The regular third person, past and -ing form; the particle of a phrasal verb stays: "points out"."""
    verb, space, particle = lemma.partition(" ")
    return tuple(form + space + particle for form in (_third(verb), _past(verb), _stem(verb) + "ing"))


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh")):
        return verb + "es"
    return verb[:-1] + "ies" if _consonant_y(verb) else verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    return verb[:-1] + "ied" if _consonant_y(verb) else _stem(verb) + "ed"


def _consonant_y(verb: str) -> bool:
    return verb.endswith("y") and verb[-2] not in _VOWELS


def _stem(verb: str) -> str:
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return verb[:-1]
    return verb + verb[-1] if _doubles(verb) else verb


def _doubles(verb: str) -> bool:
    if verb in _DOUBLING:
        return True
    short = sum(letter in _VOWELS for letter in verb) == 1
    return short and len(verb) > 2 and verb[-2] in _VOWELS and verb[-1] not in "aeiouwxy"
