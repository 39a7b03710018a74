"""Pronouns that take up the subject of their own clause: what they say of its gender."""

from __future__ import annotations

from builder.speakers import vocabulary
from builder.speakers.document import Document

_FARTHEST = 8  # words
_MARKS = frozenset('“”"()')


def taken_up(document: Document, k: int) -> str:
    """Gender of the first pronoun behind a name that ends at ``k``, nobody else between: m, f, or empty.

    "Clinton said she would": f. "Clinton met Voss and he": empty.
    """
    if document.together(k) and document.words[k].text in {",", "’s", "'s"}:
        return ""
    for j in range(k, k + _FARTHEST):
        if not document.together(j):
            return ""
        word = document.words[j]
        if word.capital or word.text in _MARKS:
            return ""
        if word.lower in vocabulary.THIRD_PERSON:
            return vocabulary.THIRD_PERSON[word.lower]
    return ""
