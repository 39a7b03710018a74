"""Where the entities stand in the article, and what their surroundings say of each: gender, titles, country."""

from __future__ import annotations

import dataclasses
import itertools
from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass

from builder.ids import fold
from builder.records import Entity, Kind, Span
from builder.speakers import pronouns, tables, titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.geography import Geography

BODIES = frozenset({"organisation", "government", "media", "group"})  # kinds that speak as bodies
_LOOKED_AT = 30  # mentions of one entity that are read for titles; more say nothing new


@dataclass(frozen=True, slots=True, order=True)
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
    """The entities of an article by position; what the resolver finds out on its way is added."""

    def __init__(self, document: Document, entities: Sequence[Entity], places: Geography) -> None:
        self.document = document
        self.entities = list(entities)
        self.places = places
        self._described: dict[str, int] = {}
        self.taken_up: set[int] = set()  # first words of pronouns and nominals that were resolved
        spans = sorted((span.start, span.end, k) for k, one in enumerate(entities) for span in one.mentions)
        self.found = [self._found(Span(start, end), k) for start, end, k in spans]
        self.found = [one for one in self.found if one.first < one.last]
        self.firsts = [one.first for one in self.found]
        self.of: list[list[Found]] = [[] for _ in entities]
        for one in self.found:
            self.of[one.entity].append(one)
        self.profiles = [self._profile(k) for k in range(len(entities))]
        self.words = [self._words(k) for k in range(len(entities))]
        self.called = [self._called(k) for k in range(len(entities))]
        self.worded: dict[str, list[int]] = {}
        for k, entity in enumerate(entities):
            for word in sorted(self.words[k]) if entity.kind in BODIES else ():
                self.worded.setdefault(word, []).append(k)
        self.titled: dict[str, list[int]] = {}
        for k, profile in enumerate(self.profiles):
            for title in sorted(profile.titles):
                self.titled.setdefault(title, []).append(k)
        self.surnames: dict[str, list[int]] = {}
        for k, entity in enumerate(entities):
            surnames = {fold(name).split(" ")[-1] for name in self._full(k)} if entity.kind == "person" else set()
            for surname in sorted(surnames):
                self.surnames.setdefault(surname, []).append(k)

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

    def _called(self, k: int) -> frozenset[str]:
        """The nouns that stand before the name of a body: *company* in "the ferry company Sound Lines"."""
        if self.entities[k].kind in {"person", "country", "place"}:
            return frozenset()
        before = (self.document.lower(one.first - 1) for one in self.of[k][:_LOOKED_AT])
        return frozenset(word for word in before if word in vocabulary.BODY_KIND)

    def _full(self, k: int) -> set[str]:
        """The canonical name, and the full ones as printed: a registry may call an entity what no article does."""
        printed = (self.document.name(one.first, one.last) for one in self.of[k] if one.last - one.first > 1)
        return {self.entities[k].name, *itertools.islice(printed, _LOOKED_AT)}

    def _words(self, k: int) -> frozenset[str]:
        return frozenset(word for name in self._full(k) for word in name.casefold().replace("’s", "").split())

    def take_up(self, first: int, last: int, entity: int) -> None:
        """Add a pronoun or nominal that stands for ``entity``, so that the next one can point at it."""
        found = Found(first, last, entity)
        self.taken_up.add(first)
        at = bisect_left(self.firsts, first)
        if at < len(self.found) and self.found[at].first == first:
            return
        insort(self.found, found)
        insort(self.firsts, first)

    def learn_gender(self, entity: int, gender: str) -> None:
        """What the names and titles left open, a pronoun tells."""
        if not self.profiles[entity].gender:
            self.profiles[entity] = dataclasses.replace(self.profiles[entity], gender=gender)

    def describe(self, name: str, kind: Kind, first: int, last: int) -> int:
        """A body that the article calls by its function, "the harbour authority of Corrow", as an entity of its own."""
        if fold(name) in self._described:
            return self._described[fold(name)]
        self._described[fold(name)] = len(self.entities)
        self.entities.append(Entity(name, kind, (self.document.span(first, last),), local=True))
        self.profiles.append(Profile())
        self.words.append(frozenset(name.casefold().replace("’s", "").split()))
        self.of.append([Found(first, last, len(self.entities) - 1)])
        return len(self.entities) - 1

    def last_before(self, entity: int, word: int) -> int:
        """The last word before ``word`` at which ``entity`` is named; -1 where there is none."""
        mentions = self.of[entity]
        at = bisect_left(mentions, word, key=lambda one: one.first)
        return mentions[at - 1].first if at else -1

    def _by_pronouns(self, k: int) -> str:
        """The gender of the pronouns by which its own clause takes a subject up: "Kest said he would"."""
        votes = {pronouns.taken_up(self.document, one.last) for one in self.of[k][:_LOOKED_AT]} - {""}
        return votes.pop() if len(votes) == 1 else ""

    def _owner_ends(self, span: tuple[int, int] | None) -> int:
        """Where what is somebody's own begins: at *nominee* in "President Lee's nominee, Ann Moll"."""
        return max((k + 1 for k in range(*(span or (0, 0))) if self.document.lower(k) in {"'s", "’s"}), default=0)

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
                owned = self._owner_ends(span)
                for word in range(*(span or (0, 0))):
                    lower = self.document.lower(word)
                    words.add(lower)
                    if word >= owned and titles.is_title(lower) and not titles.is_courtesy(lower):
                        heads.add(lower.removeprefix("ex-"))
                    place = self.places.place(self.document.words[word].text)
                    if place:
                        countries.add(place.country)
                genders.append(titles.gender_of(self.document, span))
        said = [gender for gender in genders if gender]
        name = self.entities[k].name.split(" ")
        by_name = (tables.first_name(name[0]) or "").replace("u", "") if len(name) > 1 else ""
        gender = max(sorted(set(said)), key=said.count) if said else by_name or self._by_pronouns(k)
        return Profile(gender, frozenset(heads), frozenset(words), frozenset(countries))


def _appositive_before(document: Document, first: int) -> tuple[int, int] | None:
    """The description that a name closes: "The team's coach, Ida Prell," and "the head of the board, Ida Prell"."""
    if document.lower(first - 1) != "," or not document.together(first):
        return None
    for k in range(first - 2, max(first - 10, -1), -1):
        if not document.together(k + 1) or document.words[k].text in ',;:."“”':
            return None
        if titles.is_title(document.lower(k)):
            closes = k == first - 2 or document.lower(k + 1) in {"of", "for", "at", "in"}
            return _widened(document, k, first - 1) if closes else None
    return None


def _widened(document: Document, title: int, end: int) -> tuple[int, int]:
    k = title
    while document.together(k) and title - k < 6:
        word = document.words[k - 1]
        modifier = titles.is_modifier(word.lower) or word.capital or word.lower in {"'s", "’s"}
        if not modifier and word.lower not in vocabulary.DETERMINERS:
            break
        k -= 1
    return k, end
