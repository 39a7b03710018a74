"""Acronyms that an article explains itself: "Korean Central News Agency (KCNA)"."""

from __future__ import annotations

import re

from builder.speakers.document import Document

_SMALL = frozenset("of the and for on in".split())


def acronyms(document: Document) -> dict[str, str]:
    """Every acronym in brackets with the name before it that spells it: "Korean Central News Agency (KCNA)"."""
    found: dict[str, str] = {}
    words = document.words
    for k in (k + 1 for k, word in enumerate(words) if word.text == "(" and document.lower(k + 2) == ")"):
        word = words[k]
        letters = [c for c in word.text if c.isupper()]
        if len(letters) < 2 or len(word.text) > 10:
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
