"""Persons by the parts of their names: "Ida Prell", "Prell" and "Mrs Prell" are one, Jon Prell is another."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from builder.ids import fold
from builder.records import TargetKind
from builder.speakers import tables, titles
from builder.speakers.cluster import Cluster
from builder.speakers.document import Document
from builder.speakers.names import Name

_NAMESAKES = 100  # people of one surname that are told apart; keeps the time linear in a text of nothing but names
_MANY = 300


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
        if len(candidates) != 1:
            return False
        self._join(candidates[0], name)
        if gender:
            candidates[0].gender = gender
        return True

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
        if one.kind != "person" or not one.names or one.names[0].last - one.names[0].first > 1:
            continue
        name = one.names[0]
        word = fold(document.name(*name))
        gender = titles.gender_of(document, titles.before(document, name.first))
        near = [
            person
            for surname, person in by_letter.get(word[:1], ())
            if len(word) >= 6
            and difflib.SequenceMatcher(None, surname, word).ratio() >= 0.8
            and (not gender or person.gender in {gender, ""})
        ]
        if len({id(person) for person in near}) == 1:
            near[0].names.extend(one.names)
            one.names = []
