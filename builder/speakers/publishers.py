"""Whose a document is by the names in its mention: "the KCNA report", "a poll by Northlight Research"."""

from __future__ import annotations

from builder.speakers import vocabulary
from builder.speakers.document import Document
from builder.speakers.index import Found, Index

_PUBLISHING = frozenset("published issued released commissioned drawn compiled".split())


def publisher(document: Document, index: Index, names: list[Found], bounds: tuple[int, int, int]) -> Found | None:
    """The body whose document it is: "the KCNA report", "a poll by Northlight Research"; None where none is named."""
    first, end, last = bounds
    for one in sorted(names, key=lambda one: _of(document, end, one.first)):
        entity = index.entities[one.entity]
        if entity.kind == "person" and one.last < end and document.lower(one.last) in {"'s", "’s"}:
            return one
        unknown = entity.kind == "unknown" and not entity.local and one.first > end
        if entity.kind not in {"organisation", "government", "media", "group"} and not unknown:
            continue
        if one.last < end and document.lower(first) not in {"some", "several", "recent", "many"}:
            return one
        after = document.lower(one.last) if one.last < last else ","
        if (
            one.first > end
            and _published_by(document, end, one.first)
            and _ends_phrase(document, one.last, last, after)
        ):
            return one
    return None


def _published_by(document: Document, end: int, name: int) -> bool:
    """Whether only "by the", "published by the" stands between the document and the name."""
    between = [document.lower(k) for k in range(end, name) if document.lower(k) != "the"]
    if between in (["by"], ["from"], ["of"]):
        return True
    by = max((k for k, word in enumerate(between) if word in {"by", "from"}), default=None)
    if by is None or len(between) - by > 4:
        return False
    made = by == 0 or between[by - 1] in _PUBLISHING or not between[by - 1].endswith(("ed", "en", "own"))
    described = all(word.isalpha() or "-" in word for word in between[by + 1 :])
    return made and described and not vocabulary.PREPOSITIONS & set(between[by + 1 :])


def _of(document: Document, end: int, name: int) -> bool:
    """Whether a name only tells what a document is of: "an analysis of Coast Office data by Crowdlight"."""
    return name > end and document.lower(end) == "of"


def _ends_phrase(document: Document, k: int, last: int, after: str) -> bool:
    return k >= last or after == "," or after in vocabulary.PREPOSITIONS or document.words[k].text == "("
