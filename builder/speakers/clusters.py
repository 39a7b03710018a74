"""Names that are one: full name, surname, title and surname, acronym become the mentions of one entity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from builder.ids import fold
from builder.records import TargetKind
from builder.speakers import tables
from builder.speakers.acronyms import acronyms
from builder.speakers.cluster import Cluster
from builder.speakers.document import Document
from builder.speakers.geography import Geography
from builder.speakers.kinds import kind
from builder.speakers.names import Name
from builder.speakers.persons import Persons, join_misspelt, only_a_place

_WHOLE = frozenset({"house", "commons", "lords"})  # chambers, and no short forms of the White House
_SUFFIXES = frozenset("jr sr ii iii iv".split())


def clusters(document: Document, names: Sequence[Name], places: Geography) -> list[Cluster]:
    """Gather ``names``: persons by full name and surname, bodies by name and acronym, in order of first mention."""
    alike: dict[str, list[Name]] = {}
    for name in _without_headlines(document, names):
        alike.setdefault(_key(document, name), []).append(name)
    alone = frozenset(document.name(*name) for name in names if name.last - name.first == 1)
    kinds = {key: kind(document, group, places, alone) for key, group in alike.items()}
    persons = Persons(document)
    for key, group in sorted(alike.items(), key=lambda pair: -_length(pair[1])):
        if kinds[key] == "person" and _length(group) > 1:
            persons.add_full(key, group)
    persons.settle(alike)
    rest = _not_attached(document, alike, kinds, persons)
    others = _short_forms(_bodies(document, rest, kinds, places))
    join_misspelt(document, persons.clusters, others)
    found = [one for one in (*persons.clusters, *others) if one.names]
    for one in found:
        if not one.forms:  # named in headlines only
            one.forms.update(document.name(*name) for name in one.names)
    return sorted(found, key=lambda one: min(one.names))


def _length(group: Sequence[Name]) -> int:
    return group[0].last - group[0].first


def _not_attached(
    document: Document, alike: dict[str, list[Name]], kinds: dict[str, TargetKind], persons: Persons
) -> list[tuple[str, list[Name]]]:
    """What is left when single words have joined the persons whose names they are part of."""
    rest: list[tuple[str, list[Name]]] = []
    for key, group in alike.items():
        if _length(group) > 1:
            left = group if kinds[key] != "person" else []
        elif persons.knows(key, kinds[key]):
            left = [name for name in group if not persons.add_part(key, name, kinds[key])]
            if persons.has_surname(key) and not all(only_a_place(document, name) for name in left):
                kinds[key] = "person"  # one of two namesakes, not the town of that name
        else:
            left = group
        if left:
            rest.append((key, left))
    return rest


def _without_headlines(document: Document, names: Sequence[Name]) -> list[Name]:
    """``names`` with those of title-case lines cut down to words that the article itself uses as names.

    There a run of capitals may be anything: "Chris Christie Backs Ann Lee".
    """
    if not document.headlines:
        return list(names)
    inside = [document.words[name.first].paragraph in document.headlines for name in names]
    known = {document.name(*name) for name, headline in zip(names, inside, strict=True) if not headline}
    known |= {form.rsplit(" ", 1)[-1] for form in known}
    kept: list[Name] = []
    for name, headline in zip(names, inside, strict=True):
        if not headline or document.name(*name) in known:
            kept.append(name)
            continue
        k = name.first
        while k < name.last:
            end = next((j for j in range(min(name.last, k + 4), k, -1) if document.name(k, j) in known), None)
            if end is not None:
                kept.append(Name(k, end))
            k = end or k + 1
    return kept


def _key(document: Document, name: Name) -> str:
    words = fold(document.name(*name)).removeprefix("the ").split()
    return " ".join(word for word in words if word.rstrip(".") not in _SUFFIXES) or " ".join(words)


def _short_forms(bodies: dict[str, Cluster]) -> list[Cluster]:
    """Join "the Trust" and "Kelp Forest" to the Kelp Forest Trust where only one body's name ends or begins so."""
    ends: dict[str, list[str]] = {}
    for key, one in bodies.items():
        words = key.split()
        if len(words) > 1 and one.kind not in {"person", "country"}:
            ends.setdefault(words[-1], []).append(key)
            for k in range(2, len(words)):
                ends.setdefault(" ".join(words[:k]), []).append(key)
    for key, one in bodies.items():
        if (
            len(ends.get(key, ())) == 1
            and key not in _WHOLE
            and one.kind not in {"person", "country", "place"}
            and not one.full
        ):
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

    An adjective ("Sellian") of a country that the article itself introduces is a mention of the country; one of the
    tables ("Russian") names nobody and is left out.
    """
    found: dict[str, Cluster] = {}
    adjectives: list[tuple[str, list[Name]]] = []
    explained = acronyms(document)
    for key, group in sorted(groups, key=lambda pair: -len(pair[0])):
        printed = document.name(*group[0])
        full = explained.get(printed)
        known = tables.known(printed)
        place = places.place(printed) if kinds[key] == "country" else None
        if place and place.by == "demonym":
            if key in places.printed:
                adjectives.append((fold(place.country), group))
            continue
        if full is None:
            full = known.name if known else place.country if place else None
        target = fold(full).removeprefix("the ") if full else key
        cluster = found.setdefault(target, Cluster(kinds.get(target, kinds[key])))
        if known:
            cluster.kind = known.kind
        if full and not (cluster.full and known):
            cluster.full = re.sub(r"^(?:the|a|an) ", "", full, flags=re.IGNORECASE)
        cluster.names.extend(group)
        for name in group:
            cluster.forms[document.name(*name)] += 1
    for country, group in adjectives:
        if country in found:
            found[country].names.extend(group)
    return found
