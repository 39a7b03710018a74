"""The medium that carried the words: KCNA in "KCNA quoted Kim as saying"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.records import Span
from builder.speakers import tables
from builder.speakers.document import Document
from builder.speakers.index import BODIES, Index

_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)


def carrier(document: Document, index: Index, spans: Sequence[Span]) -> str | None:
    """The medium at ``spans``: canonical where known, else as printed without its article; None where none is given."""
    if not spans:
        return None
    for found in index.inside(*document.within(spans[0])):
        if index.entities[found.entity].kind in BODIES:
            return index.entities[found.entity].name
    printed = " ".join(spans[0].of(document.text).split())
    known = tables.known(printed)
    return known.name if known else _ARTICLE.sub("", printed)
