"""The content of a quote in, the parties and matters it speaks of without a name out: "the levy", "our people", "them".

Such words are so common that only those to which the speaker takes a stance are kept; that is for the caller to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from builder.label import lexicons
from builder.label.setting import QUOTED
from builder.records import Attribution, Span, TargetKind

_DETERMINERS = "the this these those our their his her its your my a an every any no some all".split()
_DETERMINER = rf"(?:{'|'.join(_DETERMINERS)}|such\s+an?)"
_OPENERS = frozenset([*_DETERMINERS, "such"])
_MODIFIER = r"(?:[\w’'-]+\s+)"
_OPENING = re.compile(rf"(?<!\w){_DETERMINER}\s+(?={_MODIFIER}{{0,3}}\w)", re.IGNORECASE)
_THIRD = re.compile(r"(?<![\w’'])(?:he|him|she|her|they|them)(?![\w])", re.IGNORECASE)
_POSSESSED = re.compile(r"\s+[a-z]+(?<!ed)(?<!ly)\b")
# Pronouns with the form that stands for all of their cases.
PRONOUNS = {"he": "he", "him": "he", "she": "she", "her": "she", "they": "they", "them": "they"}
# What follows says what somebody is: "Varr is a liar" has one target.
_PREDICATE = re.compile(r"(?<!\w)(?:is|are|was|were|be|been|being|as|like|['’](?:s|re|m))\s+(?:not\s+)?$")
# Words that a noun phrase does not run over.
_STOP = frozenset(
    """
    a an the this that these those and or but nor of for to in on at by with from as is are was were be been being am
    has have had do does did will would can could may might must shall should not n't who whom whose which what when
    where why how if than then so because while about against into over under after before between during through
    he she it they we i you him them us me there here also more most just only even
    """.split()
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_BETWEEN = "“”\"‘’'"  # what may stand between two words of a phrase, beside blanks
_NEAR = 60  # code points
_LONGEST = 4  # words between a determiner and its noun, the noun counted


@cache
def _nouns() -> dict[str, TargetKind]:
    """Nouns with the kind of what they name, plurals too."""
    found: dict[str, TargetKind] = {}
    for row in lexicons.rows("target_nouns.csv"):
        for word in row["words"].split():
            found.setdefault(word, row["kind"])  # type: ignore[arg-type]
            if row["number"] == "one":
                plural = word[:-1] + "ies" if re.search(r"[^aeiou]y$", word) else word + "s"
                found.setdefault(plural, row["kind"])  # type: ignore[arg-type]
    return found


@cache
def _crowds() -> frozenset[str]:
    """Plurals that are targets without a determiner: "voters want change"."""
    return frozenset(
        w for row in lexicons.rows("target_nouns.csv") if row["number"] == "many" for w in row["words"].split()
    )


def described(text: str, attribution: Attribution) -> Iterator[tuple[Span, TargetKind]]:
    """Noun phrases with a noun of the list, and pronouns of the third person that can't be the speaker.

    They stand in the content or are the object of its cue: "accused them of “an artless trick”".
    """
    for stretch in attribution.content:
        yield from _phrases(text, stretch)
        for pronoun in _pronouns(text, stretch):
            if _quoted(text, stretch, pronoun.start, attribution) or _another(text, pronoun, attribution):
                yield pronoun, _kind(text, pronoun)
    for gap in _objects(attribution):
        yield from _phrases(text, gap)
        for pronoun in _pronouns(text, gap):
            yield pronoun, _kind(text, pronoun)


def _objects(attribution: Attribution) -> Iterator[Span]:
    """The words between the cue and a content that follows it."""
    for cue in attribution.cue[:1]:
        after = min((one.start for one in attribution.content if one.start > cue.end), default=cue.end)
        if cue.end < after < cue.end + _NEAR:
            yield Span(cue.end, after)


def _phrases(text: str, stretch: Span) -> Iterator[tuple[Span, TargetKind]]:
    end = stretch.start
    for found in _WORD.finditer(text, stretch.start, stretch.end):
        if found.start() < end:
            continue
        printed = found.group()
        if not _may_open(printed):
            continue  # like most words
        lower = printed.lower()
        opens = lower in _OPENERS
        opening = _OPENING.match(text, found.start(), stretch.end) if opens else None
        if lower in {"a", "an"} and _PREDICATE.search(text, max(stretch.start, found.start() - 16), found.start()):
            end = opening.end() if opening else end
            continue
        if opens and not opening and not printed[0].isupper() and _bound(lower) not in _crowds():
            continue
        span = _phrase(text, found.start(), opening.end() if opening else found.start(), stretch.end, bare=not opening)
        if span:
            end = span[0].end
            yield span


@lru_cache(20_000)
def _may_open(printed: str) -> bool:
    """Whether a phrase may begin with this word: a determiner, a name, a plural of the list."""
    lower = printed.lower()
    return lower in _OPENERS or printed[0].isupper() or _bound(lower) in _crowds()


def _phrase(text: str, start: int, at: int, limit: int, *, bare: bool) -> tuple[Span, TargetKind] | None:
    """The phrase that opens at ``start``: its last noun of the list, at most _LONGEST words in."""
    best: tuple[Span, TargetKind] | None = None
    for count, word in enumerate(_WORD.finditer(text, at, limit)):
        lower = word.group().lower()
        if count >= _LONGEST or lower in _STOP or text[at : word.start()].strip() not in _BETWEEN:
            break
        bound = _bound(lower)
        if bound in _nouns() and (not bare or (bound in _crowds() and count < 2)):
            best = Span(start, word.start() + len(bound)), _nouns()[bound]
        if bare and (count >= 1 or bound in _nouns() or not word.group()[0].isupper()):
            break  # before a noun without a determiner only a name is taken in: "Obrenian agents"
        at = word.end()
    return best


def _bound(word: str) -> str:
    """Without a possessive ending."""
    return word if word.isalpha() else word.removesuffix("’s").removesuffix("'s")


def _pronouns(text: str, stretch: Span) -> Iterator[Span]:
    for found in _THIRD.finditer(text, stretch.start, stretch.end):
        if not (found.group().lower() == "her" and _POSSESSED.match(text, found.end())):
            yield Span(found.start(), found.end())


def _kind(text: str, pronoun: Span) -> TargetKind:
    return "group" if PRONOUNS[pronoun.of(text).lower()] == "they" else "person"


def _quoted(text: str, stretch: Span, at: int, attribution: Attribution) -> bool:
    """Inside quotation marks a speaker says "I" of himself."""
    if attribution.quote_type == "direct":
        return True
    return any(m.start() <= at < m.end() for m in QUOTED.finditer(text, stretch.start, stretch.end))


def _another(text: str, pronoun: Span, attribution: Attribution) -> bool:
    """Whether a pronoun can't stand for the source: "she said that he had lied"."""
    said = {span.of(text).lower() for span in attribution.source}
    return any(one in said and PRONOUNS[pronoun.of(text).lower()] != one for one in ("he", "she"))
