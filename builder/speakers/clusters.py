"""Names that are one: full name, surname, title and surname, acronym become the mentions of one entity."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from builder.ids import fold
from builder.records import TargetKind
from builder.speakers import tables, titles
from builder.speakers.document import Document
from builder.speakers.geography import Geography
from builder.speakers.kinds import kind
from builder.speakers.names import Name

_SUFFIXES = frozenset("jr sr ii iii iv".split())
_SMALL = frozenset("of the and for on in".split())


@dataclass(slots=True)
class Cluster:
    """The names of one entity while they are being gathered."""

    kind: TargetKind
    names: list[Name] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)  # as printed
    full: str | None = None  # spelled out where an acronym is defined
    gender: str = ""


def clusters(document: Document, names: Sequence[Name], places: Geography) -> list[Cluster]:
    """Gather ``names``: persons by full name and surname, bodies by name and acronym, in order of first mention."""
    alike: dict[str, list[Name]] = {}
    for name in names:
        alike.setdefault(_key(document, name), []).append(name)
    alone = frozenset(document.name(*name) for name in names if name.last - name.first == 1)
    kinds = {key: kind(document, group, places, alone) for key, group in alike.items()}
    persons = _Persons(document)
    for key, group in sorted(alike.items(), key=lambda pair: -(pair[1][0].last - pair[1][0].first)):
        if kinds[key] == "person" and group[0].last - group[0].first > 1:
            persons.add_full(key, group)
    rest: list[tuple[str, list[Name]]] = []
    for key, group in alike.items():
        if group[0].last - group[0].first == 1 and persons.knows(key, kinds[key]):
            left = [name for name in group if not persons.add_part(key, name, kinds[key])]
            if left:
                rest.append((key, left))
        elif kinds[key] != "person" or group[0].last - group[0].first == 1:
            rest.append((key, group))
    bodies = _bodies(document, rest, kinds, places)
    found = [*persons.clusters, *_short_forms(bodies)]
    _spelled_otherwise(document, persons.clusters, found)
    for one in found:
        if not one.forms:  # named in headlines only
            one.forms.update(document.name(*name) for name in one.names)
    return sorted((one for one in found if one.names), key=lambda one: min(one.names))


def _key(document: Document, name: Name) -> str:
    words = fold(document.name(*name)).removeprefix("the ").split()
    return " ".join(word for word in words if word.rstrip(".") not in _SUFFIXES) or " ".join(words)


class _Persons:
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
            if len(part) > 2 and cluster not in self._by_first.setdefault(part, []):
                self._by_first[part].append(cluster)
        for name in group:
            self._join(cluster, name)

    def _same(self, parts: list[str]) -> Cluster | None:
        """The person already known under a longer form: J. Smith and Jon Smith, Kim Jong-un and Jong-un Kim are not."""
        for other, cluster in self._by_surname.get(parts[-1], ()):
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

    def add_part(self, key: str, name: Name, kind: TargetKind) -> bool:
        """Join a single word to its person; False where title or gender fit nobody or two persons share it."""
        candidates = [cluster for _, cluster in self._by_surname.get(key, ())] or self._by_first.get(key, [])
        candidates = list({id(one): one for one in candidates}.values())
        before = titles.before(self.document, name.first)
        gender = titles.gender_of(self.document, before)
        if kind in {"country", "place"} and before is None and self.document.lower(name.first - 1) in {"in", "from"}:
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


def _short_forms(bodies: dict[str, Cluster]) -> list[Cluster]:
    """Join "the Trust" to the Kelp Forest Trust where only one body's name ends so."""
    ends: dict[str, list[str]] = {}
    for key in bodies:
        if " " in key and bodies[key].kind not in {"person", "country"}:
            ends.setdefault(key.split()[-1], []).append(key)
    for key, one in bodies.items():
        if len(ends.get(key, ())) == 1 and one.kind not in {"person", "country", "place"} and not one.full:
            bodies[ends[key][0]].names.extend(one.names)
            one.names = []
    return list(bodies.values())


def _bodies(
    document: Document,
    groups: Iterable[tuple[str, list[Name]]],
    kinds: dict[str, TargetKind],
    places: Geography,
) -> dict[str, Cluster]:
    """Everything but persons with a full name: by folded name, acronym, and the name it is short for.

    An adjective of a country ("Sellian") names nobody and is left out.
    """
    found: dict[str, Cluster] = {}
    acronyms = _acronyms(document)
    ordered = sorted(groups, key=lambda pair: -len(pair[0]))
    for key, group in ordered:
        printed = document.name(*group[0])
        full = acronyms.get(printed)
        known = tables.known(printed)
        place = places.place(printed) if kinds[key] == "country" else None
        if place and place.by == "demonym":
            continue
        target = key
        if full:
            target = fold(full).removeprefix("the ")
        elif known:
            target = fold(known.name)
        elif place:
            target = fold(place.country)
        cluster = found.get(target)
        if cluster is None:
            of_kind = kinds[key] if not full else kinds.get(target, kinds[key])
            cluster = found[target] = Cluster(of_kind)
        if known:
            cluster.full, cluster.kind = cluster.full or known.name, known.kind
        if place:
            cluster.full = place.country
        if full:
            cluster.full = re.sub(r"^(?:the|a|an) ", "", full, flags=re.IGNORECASE)
        cluster.names.extend(group)
        for name in group:
            cluster.forms[document.name(*name)] += 1
    return found


def _acronyms(document: Document) -> dict[str, str]:
    """Acronyms the article explains: "Korean Central News Agency (KCNA)" and "KCNA (Korean Central News Agency)"."""
    found: dict[str, str] = {}
    words = document.words
    for k, word in enumerate(words):
        letters = [c for c in word.text if c.isupper()]
        if len(letters) < 2 or len(word.text) > 10 or document.lower(k - 1) != "(" or document.lower(k + 1) != ")":
            continue
        first = _spelled(document, k - 2, letters)
        if first is not None:
            found[word.text] = document.name(first, k - 1)
    return found


def _spelled(document: Document, last: int, letters: list[str]) -> int | None:
    """First word of the shortest run up to ``last`` whose capitals spell ``letters``."""
    spelled: list[str] = []
    for k in range(last, max(last - 12, -1), -1):
        word = document.words[k]
        if word.sentence != document.words[last].sentence or not (word.text[0].isalnum() or word.text in "-&'’"):
            return None
        if word.capital:
            capitals = [part[0] for part in re.split(r"[-’']", word.text) if part and part[0].isupper()]
            spelled = (capitals if len(capitals) > 1 else [word.text[0]]) + spelled
            if spelled == letters:
                return k
        elif word.lower not in _SMALL and word.text[0].isalpha():
            return None
    return None


def _spelled_otherwise(document: Document, persons: list[Cluster], found: list[Cluster]) -> None:
    """A surname that is a slip of a known one joins that person: "Ms Bauchtman" where Lydia Buchtmann spoke."""
    by_letter: dict[str, list[tuple[str, Cluster]]] = {}
    for person in persons:
        for name in person.names[:1]:
            surname = fold(document.words[name.last - 1].text)
            by_letter.setdefault(surname[:1], []).append((surname, person))
    for one in filter(lambda one: one.names, found):
        name = one.names[0]
        if one in persons or one.kind != "person" or name.last - name.first > 1:
            continue
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
