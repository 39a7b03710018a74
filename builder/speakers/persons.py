"""Persons by the parts of their names: "Ida Prell", "Prell" and "Mrs Prell" are one, Jon Prell is another."""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence

from builder.ids import fold
from builder.records import TargetKind
from builder.speakers import pronouns, tables, titles
from builder.speakers.cluster import Cluster
from builder.speakers.document import Document
from builder.speakers.names import Name

_NAMESAKES = 100  # people of one surname that are told apart; keeps the time linear in a text of nothing but names
_MANY = 300
_ALIKE: dict[TargetKind, float] = {"person": 0.8, "unknown": 0.9}  # how near a spelling must be
_RULE = re.compile("_{3,}")
_USUAL = 3  # times as often in full as the others: then a bare surname is this person's


def only_a_place(document: Document, name: Name) -> bool:
    """Whether a name can only be a place's where it stands: "in Jordan"."""
    return document.lower(name.first - 1) in {"in", "from", "near"}


class Persons:
    """Persons by the parts of their names."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.clusters: list[Cluster] = []
        self._by_key: dict[str, Cluster] = {}
        self._by_surname: dict[str, list[tuple[list[str], Cluster]]] = {}
        self._by_first: dict[str, list[Cluster]] = {}
        self._by_default: dict[str, Cluster | None] = {}
        # The words behind a rule across the page: "___" parts the entries of a live page.
        self._section_starts = [
            0,
            *(k + 1 for k, word in enumerate(document.words) if word.text[0] == "_" and _RULE.fullmatch(word.text)),
        ]

    def add_full(self, key: str, group: list[Name]) -> None:
        parts = key.split()
        cluster = self._by_key.get(key) or self._same(parts)
        if cluster is None:
            cluster = Cluster("person", gender=self._gender(group[0]))
            self.clusters.append(cluster)
        self._by_key[key] = cluster
        self._by_surname.setdefault(parts[-1], []).append((parts, cluster))
        for part in parts[:-1]:
            bearers = self._by_first.setdefault(part, [])
            if len(part) > 2 and len(bearers) < _NAMESAKES and cluster not in bearers:
                bearers.append(cluster)
        for name in group:
            self._join(cluster, name)

    def _same(self, parts: list[str]) -> Cluster | None:
        """The person already known under a longer form: J. Smith and Jon Smith, Kim Jong-un and Jong-un Kim are not."""
        for other, cluster in self._by_surname.get(parts[-1], [])[:_NAMESAKES]:
            first, theirs = parts[0].rstrip("."), other[0].rstrip(".")
            if tables.same_first_name(first, theirs) or _misspelt(first, theirs):
                return cluster
            initial = len(first) == 1 or len(theirs) == 1
            if first == theirs or (initial and first[0] == theirs[0]) or set(parts) < set(other):
                return cluster
        return None

    def _gender(self, name: Name) -> str:
        said = titles.gender_of(self.document, titles.before(self.document, name.first))
        known = tables.first_name(self.document.words[name.first].text) or ""
        return said or known.replace("u", "")

    def knows(self, key: str, kind: TargetKind) -> bool:
        """Whether the one word ``key`` is part of a person's name; of a country's name only as a surname."""
        if key in self._by_surname:
            return True
        return kind in {"person", "unknown", "organisation"} and key in self._by_first

    def has_surname(self, key: str) -> bool:
        """Whether the one word ``key`` is a surname of somebody named in full."""
        return key in self._by_surname

    def add_part(self, key: str, name: Name, kind: TargetKind) -> bool:
        """Join a single word to its person; False where title or gender fit nobody or two persons share it."""
        bearers = self._by_surname.get(key, [])[:_NAMESAKES]
        candidates = [cluster for _, cluster in bearers] or self._by_first.get(key, [])
        candidates = list({id(one): one for one in candidates}.values())
        before = titles.before(self.document, name.first)
        gender = titles.gender_of(self.document, before)
        if kind in {"country", "place"} and before is None and only_a_place(self.document, name):
            return False
        if gender:
            candidates = [one for one in candidates if one.gender in {gender, ""}]
            exact = [one for one in candidates if one.gender == gender]
            candidates = exact or candidates
        if len(candidates) > 1 and before:
            heads = {self.document.lower(k) for k in range(*before)}
            candidates = [one for one in candidates if self._titles(one) & heads] or candidates
        if len(candidates) > 1:
            candidates = self._of_section(candidates, name) or candidates
        if len(candidates) > 1 and not before:
            candidates = [one for one in candidates if one is self._by_default.get(key)]
        if len(candidates) != 1:
            return False
        self._join(candidates[0], name)
        if gender:
            candidates[0].gender = gender
        return True

    def _of_section(self, candidates: Sequence[Cluster], name: Name) -> list[Cluster]:
        """The only one of ``candidates`` whom the section of a live page has named in full before ``name``."""
        start = self._section_starts[bisect_right(self._section_starts, name.first) - 1]
        if start == 0:
            return []
        named = [
            one
            for one in candidates
            if any(start <= other.first < name.first and other.last - other.first > 1 for other in one.names)
        ]
        return named if len(named) == 1 else []

    def settle(self, alike: Mapping[str, Sequence[Name]]) -> None:
        """Find whom a surname that several share means by itself, from the pronouns that follow it and who came first.

        "Hillary Clinton ... Bill Clinton ... Clinton said she": she is. ``alike`` are the names by their folded form.
        """
        for key, bearers in self._by_surname.items():
            clusters = list({id(one): one for _, one in bearers[:_NAMESAKES]}.values())
            if len(clusters) > 1:
                gender = self._taken_up(alike.get(key, ()))
                fitting = [one for one in clusters if one.gender == gender] if gender else clusters
                self._by_default[key] = self._first(fitting) if len(fitting) != 1 else fitting[0]

    def _taken_up(self, names: Sequence[Name]) -> str:
        """The gender of the pronouns that take up a bare surname in its own sentence: "Clinton said she"."""
        votes = {"m": 0, "f": 0}
        for name in names[:_NAMESAKES]:
            gender = pronouns.taken_up(self.document, name.last)
            if gender and not titles.before(self.document, name.first):
                votes[gender] += 1
        most = max(votes, key=lambda gender: (votes[gender], gender))
        return most if votes[most] >= 2 and votes[most] >= 0.75 * sum(votes.values()) else ""

    def _first(self, clusters: Sequence[Cluster]) -> Cluster | None:
        """Who is named in full paragraphs before the others, and as often as any; None where that is nobody."""
        if not clusters:
            return None
        first, *others = sorted(clusters, key=lambda one: min(one.names))
        own = self.document.words[min(first.names).first].paragraph
        later = all(self.document.words[min(one.names).first].paragraph > own for one in others)
        if later and all(len(one.names) <= len(first.names) for one in others):
            return first
        most, *rest = sorted(clusters, key=lambda one: -len(one.names))
        return most if all(len(one.names) * _USUAL <= len(most.names) for one in rest) else None

    def _titles(self, cluster: Cluster) -> set[str]:
        found: set[str] = set()
        for name in cluster.names[:20]:
            for span in (titles.before(self.document, name.first), titles.after(self.document, name.last)):
                found.update(self.document.lower(k) for k in range(*(span or (0, 0))))
        return {word for word in found if titles.is_title(word) and not titles.is_courtesy(word)}

    def _join(self, cluster: Cluster, name: Name) -> None:
        cluster.names.append(name)
        if self.document.words[name.first].paragraph not in self.document.headlines:
            cluster.forms[self.document.name(*name)] += 1


def _misspelt(one: str, other: str) -> bool:
    """Whether two first names differ by a slip: "hilary" and "hillary"."""
    return abs(len(one) - len(other)) == 1 and len(one) > 4 and difflib.SequenceMatcher(None, one, other).ratio() > 0.9


def join_misspelt(document: Document, persons: list[Cluster], others: Iterable[Cluster]) -> None:
    """A surname that is a slip of a known one joins that person: "Ms Bauchtman" where Lydia Buchtmann spoke."""
    if len(persons) > _MANY:
        return  # among hundreds of people a near spelling is somebody else
    by_letter: dict[str, list[tuple[str, Cluster]]] = {}
    for person in persons:
        for name in person.names[:1]:
            surname = fold(document.words[name.last - 1].text)
            by_letter.setdefault(surname[:1], []).append((surname, person))
    for one in others:
        if one.kind not in _ALIKE or not one.names or one.names[0].last - one.names[0].first > 1:
            continue
        name = one.names[0]
        word = fold(document.name(*name))
        gender = titles.gender_of(document, titles.before(document, name.first))
        near = [
            person
            for surname, person in by_letter.get(word[:1], ())
            if len(word) >= 6
            and difflib.SequenceMatcher(None, surname, word).ratio() >= _ALIKE[one.kind]
            and (not gender or person.gender in {gender, ""})
        ]
        if len({id(person) for person in near}) == 1:
            near[0].names.extend(one.names)
            one.names = []
