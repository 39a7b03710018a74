"""Who speaks as "I", "we", "Q" and "A" in the article's own voice."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter

from builder.ids import fold
from builder.records import Article, Entity, Kind, Speaker
from builder.speakers import speaker
from builder.speakers.document import Document
from builder.speakers.index import Index
from builder.speakers.mentions import Mention


def first_person(article: Article, document: Document, mention: Mention, *, says_i: bool) -> Speaker | None:
    """The one author behind "I", the outlet behind "we", outside quotation marks; None where metadata are silent.

    ``says_i``: the article says "I" outside quotation marks, so that its "we" may be anybody's.
    """
    word = document.words[mention.head]
    if word.quoted:
        return None
    if word.lower == "i" and len(article.authors) == 1 and article.authors[0] != article.outlet:
        return _own_voice(article.authors[0], "person", "the article's only author")
    if word.lower == "we" and article.outlet and not says_i:
        return _own_voice(article.outlet, "media", "the outlet in its own voice")
    return None


def says_i(document: Document) -> bool:
    """Whether somebody says "I" in the article's own text."""
    return any(word.text == "I" and not word.quoted for word in document.words)


def _own_voice(name: str, kind: Kind, reason: str) -> Speaker:
    return Speaker(
        name=name, kind=kind, reference="anaphoric", sourcing="named", score=0.7, method="writer", reason=reason
    )


def interview(article: Article, document: Document, index: Index, mention: Mention) -> Speaker | None:
    """Who asks and who answers in an interview set as "Q:" and "A:": the author, and whom the article is about."""
    label = document.words[mention.head].text
    if label not in {"Q", "A"} or mention.last - mention.first > 1:
        return None
    if label == "Q":
        return _own_voice(article.authors[0], "person", "the author asks") if len(article.authors) == 1 else None
    named = Counter(
        found.entity
        for found in index.before(mention.first, 40)
        if index.entities[found.entity].kind == "person" and index.entities[found.entity].name not in article.authors
    )
    first = next((found.entity for found in index.found if found.entity in named and found.first < mention.first), None)
    if first is None:
        return None
    return speaker.anaphoric(index.entities[first], index.places, 0.7, "label", "the first person the interview names")


def outlet(article: Article, entity: Entity) -> Entity:
    """``entity``, or the outlet itself where it is the last word of its name: "The Gull" in the Daily Gull."""
    name = re.sub(r"^the ", "", article.outlet or "", flags=re.IGNORECASE)
    if not name or entity.kind not in {"unknown", "organisation", "media"} or " " in entity.name:
        return entity
    own = fold(name).split()[-1:] == [fold(entity.name)]
    return dataclasses.replace(entity, name=name, kind="media", local=False) if own else entity
