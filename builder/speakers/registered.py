"""The user's registry over what one article says: whoever is listed becomes the same speaker in every article."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from builder.ids import fold
from builder.records import Entity, Speaker
from builder.registry import Registered, Registry
from builder.speakers import tables, titles
from builder.speakers.document import Document
from builder.speakers.index import Index
from builder.speakers.mentions import Form, Mention

_PLACES = frozenset({"country", "place"})
_PEOPLE = frozenset({"person", "unknown"})
_NOMINAL: frozenset[Form] = frozenset({"body", "government", "other"})
_WHOLE = 0.95
_SURNAME = 0.85  # of a single word that the article never completes: the namesake of a listed person says it too


def entities(document: Document, found: Iterable[Entity], registry: Registry) -> tuple[Entity, ...]:
    """``found`` with the name, kind and id that the registry gives; entities that are one speaker there are joined.

    A single word that is also part of a full name in the article is not looked up: what "Prell" means beside Jon Prell
    the article says, or nobody does. "Mr Prell" is not Ida Prell. Places stay places (see ``place``).
    """
    known = tuple(found)
    if not registry.speakers:
        return known
    parts = {word for one in known if one.kind == "person" and not one.local for word in fold(one.name).split()}
    joined: dict[int | str, Entity] = {}
    for k, one in enumerate(known):
        apart = one.kind in _PLACES or (one.local and fold(one.name) in parts)
        listed = None if apart else _listed(document.text, one, registry)
        if listed is None or _other_gender(document, one, listed):
            joined[k] = one
        else:
            joined[listed.name] = _named(one, listed, joined.get(listed.name))
    return tuple(joined.values())


def _named(one: Entity, listed: Registered, before: Entity | None) -> Entity:
    mentions = sorted({*one.mentions, *(before.mentions if before else ())})
    role = (before.role if before else None) or one.role
    role = role if listed.kind == "person" else None
    return Entity(listed.name, listed.kind, tuple(mentions), role=role, qid=listed.qid)


def _listed(text: str, one: Entity, registry: Registry) -> Registered | None:
    """Who ``one`` is by its most complete name, or else by other complete forms where all of them agree.

    Complete are several words ("Ida M. Prell") and acronyms of bodies ("KCNA"); "Prell" or "the Trust" is not.
    """
    listed = registry.find(one.name)
    if listed:
        return listed
    printed = {" ".join(span.of(text).split()) for span in one.mentions}
    forms = sorted(form for form in printed if " " in form or (form.isupper() and one.kind not in _PEOPLE))
    others = [other for form in forms if (other := registry.find(form))]
    return others[0] if others and all(other is others[0] for other in others) else None


def _other_gender(document: Document, one: Entity, listed: Registered) -> bool:
    """Whether the titles before a bare surname say that it is not the listed person's."""
    known = tables.first_name(listed.name.split()[0]) if one.local and listed.kind == "person" else None
    if known not in {"m", "f"}:
        return False
    before = (titles.before(document, document.at(span.start)) for span in one.mentions)
    return {"m": "f", "f": "m"}[known] in {titles.gender_of(document, title) for title in before}


def place(found: Speaker, entity: Entity, text: str, registry: Registry) -> Speaker:
    """The speaker for a country or town that speaks, "Pyongyang said", where the registry has a body of that name."""
    listed = _listed(text, entity, registry) if entity.kind in _PLACES else None
    return found if listed is None or listed.kind == "person" else _as(found, listed)


def speaker(found: Speaker, mention: Mention, index: Index, registry: Registry) -> Speaker:
    """``found``, who speaks in ``mention``, as the registry has it.

    A body that goes by common words, "the quay voice", is looked up by the whole mention where the article leaves open
    who that is. A person is not: another article has another harbour master.
    """
    printed = _printed(mention, index)
    if found.name is None:
        listed = registry.find(printed) if mention.form in _NOMINAL else None
        if listed is None or listed.kind == "person":
            return found
        return _direct(Speaker(reference="explicit", sourcing="named"), listed, printed)
    if found.local and found.kind in _PEOPLE:
        return found  # was looked up among the entities
    listed = registry.find(found.name)
    if listed is None:
        return found
    if mention.form != "name" or registry.find(printed) is not listed or _part_of_a_name(mention, index, listed):
        return _as(found, listed)
    return _direct(found, listed, printed)


def _printed(mention: Mention, index: Index) -> str:
    words = mention.found if mention.form == "name" and mention.found else mention
    return index.document.name(words.first, words.last) if words.first < words.last else ""


def _part_of_a_name(mention: Mention, index: Index, listed: Registered) -> bool:
    """Whether a single word names somebody whom the article also names in full; then it needs no registry."""
    if listed.kind != "person" or mention.found is None or mention.found.last - mention.found.first > 1:
        return False
    return any(one.last - one.first > 1 for one in index.of[mention.found.entity])


def _direct(found: Speaker, listed: Registered, printed: str) -> Speaker:
    score = _SURNAME if listed.kind == "person" and " " not in printed else _WHOLE
    reason = f"the registry lists {printed} as {listed.name}" if printed != listed.name else "listed in the registry"
    return dataclasses.replace(_as(found, listed), score=score, method="registry", reason=reason)


def _as(found: Speaker, listed: Registered) -> Speaker:
    role = found.role if listed.kind == "person" else None
    return dataclasses.replace(found, name=listed.name, kind=listed.kind, role=role, qid=listed.qid, local=False)
