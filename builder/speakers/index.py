"""Where the entities stand in the article, and what their surroundings say of each: gender, titles, country."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from builder.ids import fold
from builder.records import Entity, Span
from builder.speakers import tables, titles
from builder.speakers.document import Document
from builder.speakers.geography import Geography

_LOOKED_AT = 30  # mentions of one entity that are read for titles; more say nothing new


@dataclass(frozen=True, slots=True)
class Found:
    """A mention of an entity as a range of words."""

    first: int
    last: int
    entity: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What the article says of a person beside the name."""

    gender: str = ""  # m, f, or empty
    titles: frozenset[str] = frozenset()  # heads: spokesman, minister
    words: frozenset[str] = frozenset()  # all words of the titles: kremlin, harbour
    countries: frozenset[str] = frozenset()  # that stand in a title


class Index:
    """The entities of an article by position. Made once for an article and only read."""

    def __init__(self, document: Document, entities: Sequence[Entity], places: Geography) -> None:
        self.document = document
        self.entities = entities
        self.places = places
        spans = sorted((span.start, span.end, k) for k, one in enumerate(entities) for span in one.mentions)
        self.found = [self._found(Span(start, end), k) for start, end, k in spans]
        self.found = [one for one in self.found if one.first < one.last]
        self.firsts = [one.first for one in self.found]
        self.of: list[list[Found]] = [[] for _ in entities]
        for one in self.found:
            self.of[one.entity].append(one)
        self.profiles = [self._profile(k) for k in range(len(entities))]
        self.titled: dict[str, list[int]] = {}
        for k, profile in enumerate(self.profiles):
            for title in sorted(profile.titles):
                self.titled.setdefault(title, []).append(k)
        self.surnames: dict[str, list[int]] = {}
        for k, one in enumerate(entities):
            if one.kind == "person":
                self.surnames.setdefault(fold(one.name).split(" ")[-1], []).append(k)

    def _found(self, span: Span, entity: int) -> Found:
        first, last = self.document.within(span)
        return Found(first, last, entity)

    def inside(self, first: int, last: int) -> list[Found]:
        """The mentions within words ``[first, last)``; one that sticks out is cut to what lies inside."""
        low = max(bisect_left(self.firsts, first) - 1, 0)
        near = self.found[low : bisect_left(self.firsts, last)]
        return [
            Found(max(one.first, first), min(one.last, last), one.entity)
            for one in near
            if one.first < last and one.last > first
        ]

    def before(self, word: int, count: int) -> list[Found]:
        """The last ``count`` mentions before ``word``, the nearest first."""
        end = bisect_right(self.firsts, word - 1)
        return self.found[max(end - count, 0) : end][::-1]

    def _profile(self, k: int) -> Profile:
        if self.entities[k].kind != "person":
            return Profile()
        heads: set[str] = set()
        words: set[str] = set()
        countries: set[str] = set()
        genders: list[str] = []
        for one in self.of[k][:_LOOKED_AT]:
            spans = (
                titles.office_before(self.document, one.first) or titles.before(self.document, one.first),
                titles.after(self.document, one.last),
                _appositive_before(self.document, one.first),
            )
            for span in spans:
                for word in range(*(span or (0, 0))):
                    lower = self.document.lower(word)
                    words.add(lower)
                    if titles.is_title(lower) and not titles.is_courtesy(lower):
                        heads.add(lower.removeprefix("ex-"))
                    place = self.places.place(self.document.words[word].text)
                    if place:
                        countries.add(place.country)
                genders.append(titles.gender_of(self.document, span))
        said = [gender for gender in genders if gender]
        name = self.entities[k].name.split(" ")
        by_name = (tables.first_name(name[0]) or "").replace("u", "") if len(name) > 1 else ""
        gender = max(sorted(set(said)), key=said.count) if said else by_name
        return Profile(gender, frozenset(heads), frozenset(words), frozenset(countries))


def _appositive_before(document: Document, first: int) -> tuple[int, int] | None:
    """The description that a name closes: "The team's coach, Ida Prell," at Ida."""
    if document.lower(first - 1) != "," or not document.together(first):
        return None
    k = first - 1
    while document.together(k) and first - k < 12 and document.words[k - 1].text not in ',;:."“”':
        k -= 1
    head = titles.head_of(document, k, first - 1)
    return (k, first - 1) if head is not None and head == _last_noun(document, k, first - 1) else None


def _last_noun(document: Document, first: int, last: int) -> int:
    """The word before the first preposition, where the head of a noun phrase stands."""
    for k in range(first + 1, last):
        if document.lower(k) in {"of", "for", "at", "in", "from", "to", "on", "with"}:
            return k - 1
    return last - 1
