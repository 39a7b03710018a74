"""An article in, what both halves of this stage read it as: its words, candidate names, what it says of places."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from builder.records import Article
from builder.speakers.document import Document, document
from builder.speakers.geography import Geography, geography
from builder.speakers.glued import unglued
from builder.speakers.names import Name, names


@dataclass(frozen=True, slots=True)
class Reading:
    document: Document
    names: tuple[Name, ...]
    geography: Geography


@functools.lru_cache(maxsize=1)
def read(article: Article) -> Reading:
    """The reading of ``article``; remembered, because ``resolve`` asks right after ``entities`` has."""
    words = document(article)
    found = unglued(words, names(words))
    return Reading(words, found, geography(words, found))
