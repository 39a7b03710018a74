"""People an article mentions without their names: "a voter", "his lawyer", "the coach"; a pronoun may mean them too."""

from __future__ import annotations

import dataclasses
import functools
from dataclasses import dataclass

from builder.speakers import titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.index import Index

_FARTHEST = 5  # words between the determiner and its noun
_DETERMINERS = frozenset("a an one another the this that his her their its my our".split())
_LINKING = frozenset("is was be been being become became as are were not".split())


@dataclass(frozen=True, slots=True)
class Nominal:
    """A noun phrase for one person: words ``[first, head]``."""

    first: int
    head: int
    gender: str  # m, f, or empty
    definite: bool  # "the coach" against "a voter", "his lawyer"
    introduced: bool = False  # "the businessman" that no "a businessman" introduced is a name's other word


def nominals(document: Document, index: Index) -> list[Nominal]:
    """Every noun phrase that is somebody without a name, in order.

    "A deckhand saw it": a deckhand. A description of a name ("Ann Lee, a lawyer", "she is a lawyer") is none.
    """
    named = {k for one in index.found for k in range(one.first, min(one.last, one.first + 20))}
    found: list[Nominal] = []
    introduced: set[str] = set()
    for k, word in enumerate(document.words):
        one = _phrase(document, named, k) if _is_person(word.text, word.lower) else None
        if one is None:
            continue
        if not one.definite:
            introduced.add(word.lower)
        found.append(dataclasses.replace(one, introduced=word.lower in introduced))
    return found


@functools.lru_cache(20_000)
def _is_person(printed: str, word: str) -> bool:
    """Whether a word, given as printed and without its case, is a noun for one person."""
    return printed.islower() and (word in vocabulary.PEOPLE or (titles.is_title(word) and not titles.is_courtesy(word)))


def _phrase(document: Document, named: set[int], head: int) -> Nominal | None:
    following = document.words[head + 1] if document.together(head + 1) else None
    if following and (head + 1 in named or _is_person(following.text, following.lower)):
        return None  # the title of a name: "the lawyer Ann Lee"
    k = head
    while document.together(k) and head - k < _FARTHEST:
        k -= 1
        lower = document.lower(k)
        if lower in _DETERMINERS:
            return None if _describes(document, named, k, head) else _made(document, k, head)
        if not lower[0].isalpha() and lower not in {"-", "'s", "’s"}:
            return None
    return None


def _describes(document: Document, named: set[int], first: int, head: int) -> bool:
    """Whether the phrase only describes somebody named beside it."""
    if document.lower(first - 1) in _LINKING:
        return True
    if document.lower(first - 1) == "," and first - 2 in named:
        return True
    return document.lower(head + 1) == "," and head + 2 in named


def _made(document: Document, first: int, head: int) -> Nominal:
    word = document.lower(head)
    gender = titles.gender_of(document, (head, head + 1)) or vocabulary.GENDERED.get(word, "")
    return Nominal(first, head, gender, document.lower(first) in {"the", "this", "that"})
