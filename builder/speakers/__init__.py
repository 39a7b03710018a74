"""Article and attributions in, the entities the article names and one speaker for each attribution out."""

from __future__ import annotations

from builder.records import Article, Entity
from builder.registry import NONE, Registry
from builder.speakers import registered
from builder.speakers.cluster import entity
from builder.speakers.clusters import clusters
from builder.speakers.reading import read
from builder.speakers.resolve import resolve

VERSION = "ranker-1"

__all__ = ["VERSION", "entities", "resolve"]


def entities(article: Article, registry: Registry = NONE) -> tuple[Entity, ...]:
    """Whoever and whatever ``article`` names, in order of first mention, each with all its mentions.

    "Harbour Minister Ida Prell ... Prell ... Mr Voss": Ida Prell with two mentions, Voss (``local``: only part of the
    name is known) with one. Whoever ``registry`` lists has its name, kind and id.
    """
    reading = read(article)
    gathered = (entity(reading.document, one) for one in clusters(reading.document, reading.names, reading.geography))
    return registered.entities(reading.document, gathered, registry)
