"""The speaker record for each way in which a mention can lead to somebody, or to nobody."""

from __future__ import annotations

import dataclasses

from builder.records import Entity, Kind, Reference, Sourcing, Speaker
from builder.speakers import titles, unnamed, vocabulary
from builder.speakers.anaphora import CUT_OFF
from builder.speakers.document import Document
from builder.speakers.geography import Geography
from builder.speakers.mentions import Mention

_BODY_KINDS: dict[str, Kind] = {
    "organisation": "organisation", "government": "government", "media": "media", "group": "group", "person": "person"
}  # fmt: skip
_INHERITED = 0.8  # what is left of the score where a floating quote takes over the speaker before it
_PERSON_SCORES = {"full": 0.95, "partial": 0.92, "single": 0.8}
_WITH_ARTICLE = frozenset(
    """
    Bahamas Gambia Maldives Netherlands Philippines Seychelles Comoros
    """.split()
)


def government_of(country: str) -> str:
    """The canonical name of a country's government: "Government of China", "Government of the United States"."""
    article = country in _WITH_ARTICLE or country.startswith(("United ", "Republic of", "Democratic Republic"))
    article = article or country.endswith((" Republic", " Islands"))
    return f"Government of {'the ' if article else ''}{country}"


def as_kind(name: str) -> Kind:
    """A kind of body by its name in the tables."""
    return _BODY_KINDS.get(name, "unknown")


def kind_of(entity: Entity) -> Kind:
    """The kind of speaker an entity is; a country or place speaks as its government."""
    return "government" if entity.kind in {"country", "place"} else _BODY_KINDS.get(entity.kind, "unknown")


def person(entity: Entity, printed: str, role: str | None) -> Speaker:
    """Somebody named in the mention: in full, in part, or by the only name the article has."""
    full = len(printed.split()) > 1
    method = "single" if entity.local else "full" if full else "partial"
    reason = {
        "full": "full name in the mention",
        "partial": f"part of the name of {entity.name}",
        "single": "the article gives no more than this name",
    }[method]
    return Speaker(
        name=entity.name,
        kind="person" if entity.kind == "person" or full else "unknown",
        role=role,
        reference="explicit",
        sourcing="named",
        local=entity.local,
        qid=entity.qid,
        score=_PERSON_SCORES[method],
        method=method,
        reason=reason,
    )


def body(entity: Entity, printed: str) -> Speaker:
    """A body named in the mention, spelled out or short."""
    short = printed.casefold().removeprefix("the ") != entity.name.casefold().removeprefix("the ")
    acronym = short and printed.isupper()
    return Speaker(
        name=entity.name,
        kind=kind_of(entity),
        reference="explicit",
        sourcing="named",
        local=entity.local,
        qid=entity.qid,
        score=0.95 if acronym else 0.85 if short else 0.9,
        method="acronym" if acronym else "organisation",
        reason=f"{printed} stands for {entity.name}" if short else "named in the mention",
    )


def described(entity: Entity) -> Speaker:
    """A body called by its function: "the harbour authority of Corrow"."""
    return Speaker(
        name=entity.name, kind=kind_of(entity), reference="explicit", sourcing="named", local=True, score=0.65,
        method="organisation", reason="called by what it is, without a name of its own",
    )  # fmt: skip


def state(name: str, score: float, method: str, reason: str, reference: Reference = "explicit") -> Speaker:
    """A government or the authorities of a place."""
    return Speaker(
        name=name, kind="government", reference=reference, sourcing="named", score=score, method=method, reason=reason
    )


def anaphoric(entity: Entity, places: Geography, score: float, method: str, reason: str) -> Speaker:
    """Whoever a pronoun or "the minister" stands for."""
    place = places.place(entity.name) if entity.kind in {"country", "place"} else None
    return Speaker(
        name=government_of(place.country) if place else entity.name,
        kind=kind_of(entity),
        role=entity.role,
        reference="anaphoric",
        sourcing="named",
        local=entity.local,
        qid=entity.qid,
        score=score,
        method=method,
        reason=reason,
    )


def nobody(document: Document, mention: Mention, known: Sourcing, reason: str, method: str = "none") -> Speaker:
    """No speaker: unknown (``known`` is then "named"), without a name, or nobody at all."""
    noun = document.lower(mention.head)
    return Speaker(
        kind=_unnamed_kind(document, mention, noun),
        reference=_reference(document, mention, noun),
        sourcing=known,
        method=method,
        reason=reason,
    )


def inherited(found: Speaker) -> Speaker:
    """The speaker of a floating quote; never below the cut-off where the quote it follows was sure enough."""
    if found.name is None:
        return dataclasses.replace(found, reference="implicit", method="inherited")
    score = max(round(found.score * _INHERITED, 4), CUT_OFF)
    reason = f"goes on from the quote before: {found.reason}"
    return dataclasses.replace(found, reference="implicit", method="inherited", score=score, reason=reason)


def _unnamed_kind(document: Document, mention: Mention, noun: str) -> Kind:
    if document.lower(mention.first) == "one":
        return "person"
    if unnamed.is_group(document, mention):
        return "group"
    if mention.form in {"empty", "document"} or noun in {"it", "which", "that", "you"}:
        return "unknown"
    if mention.form in {"government", "body"}:
        return _BODY_KINDS.get(vocabulary.BODY_KIND.get(noun, ""), "organisation")
    known = mention.form in {"name", "title", "possessed"} or noun in {*vocabulary.THIRD_PERSON, "i", "who"}
    words = (document.lower(k) for k in range(mention.first, mention.head + 1))
    return "person" if known or any(unnamed.is_person(word) for word in words) else "unknown"


def _reference(document: Document, mention: Mention, noun: str) -> Reference:
    if mention.form == "empty":
        return "none"
    if mention.form == "pronoun":
        return "explicit" if noun in {"i", "we", "you", "us"} else "anaphoric"
    definite = document.lower(mention.first) == "the"
    return "anaphoric" if definite and (mention.form == "body" or titles.is_title(noun)) else "explicit"
