"""Words that only seem to belong to a person's name: "Former Carson", "Oscar-winner Sarandon", "AG Lynch"."""

from __future__ import annotations

from collections.abc import Sequence

from builder.ids import fold
from builder.speakers import tables, titles
from builder.speakers.document import Document
from builder.speakers.names import Name

_LONGEST = 5  # words; a longer name is not read this way
_ENDINGS = ("ing", "ed", "ly", "-born", "-area", "-winner", "-winning", "-based", "-backed", "-style")


def unglued(document: Document, found: Sequence[Name]) -> tuple[Name, ...]:
    """``found`` with such words taken off names whose surname the article gives with a first name elsewhere.

    "Former Carson aides ... Ben Carson said": Carson. "Celebrating Clinton": Clinton.
    """
    surnames = {
        fold(document.words[name.last - 1].text)
        for name in found
        if name.last - name.first > 1 and tables.first_name(document.words[name.first].text)
    }
    return tuple(_without(document, name, surnames) for name in found)


def _without(document: Document, name: Name, surnames: set[str]) -> Name:
    first, last = name
    if not 1 < last - first <= _LONGEST:
        return name
    known = fold(document.words[last - 1].text) in surnames
    while last - first > 1 and _is_glued(document, first, last, known=known):
        first += 1
    return Name(first, last)


def _is_glued(document: Document, k: int, last: int, *, known: bool) -> bool:
    word = document.words[k]
    lower = word.lower
    if tables.first_name(word.text) or tables.known(document.name(k, last)):
        return False
    if word.text == "State" and document.lower(k - 1) == "of" and document.lower(k - 2) == "secretary":
        return True  # "secretary of State Clinton"
    if lower.endswith(_ENDINGS[3:]) and tables.first_name(document.words[k + 1].text):
        return True  # "South Korean-born Monte Haines"
    if not known:
        return False
    if lower in document.lowercase or titles.is_modifier(lower) or lower.endswith(_ENDINGS):
        return True
    place = tables.place(word.text) is not None
    return place or (word.text.isupper() and 1 < len(word.text) <= 3)
