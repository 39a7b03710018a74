"""Titles: the words before and the apposition after a name that say what someone is."""

from __future__ import annotations

import functools

from builder.speakers import tables, vocabulary
from builder.speakers.document import Document

_MODIFIERS = frozenset(
    """
    former ex acting deputy senior chief vice shadow prime foreign home interior defence defense finance health
    education justice trade transport economy energy environment culture agriculture fisheries housing
    assistant associate executive managing first lead then current interim general lieutenant major rear attorney
    secretary press police state district regional national supreme crown military junior party team club campaign
    opposition communist veteran retired late outgoing incoming newly elected vice-chief human harbour port
    """.split()
)
_FINITE = frozenset("was were is are has have had will would did does do can could may might must shall should".split())
_MAX_TITLE = 12  # words; a longer stretch is a clause, not a title


@functools.lru_cache(20_000)  # asked of every word
def is_title(word: str) -> bool:
    """Whether ``word`` (lower case, no full stop) is a title: "minister", "ex-president", "mr"."""
    return word in tables.titles() or (word.startswith("ex-") and word[3:] in tables.titles())


@functools.lru_cache(20_000)
def is_courtesy(word: str) -> bool:
    """Whether ``word`` is a form of address or a shortened rank: "mr", "dr", "gen", "st"."""
    return word == "st" or (word in tables.titles() and tables.titles()[word].kind in {"courtesy", "short"})


def is_modifier(word: str) -> bool:
    """Whether ``word`` only narrows a title: "former", "deputy", "foreign"; or is one itself."""
    return word in _MODIFIERS or is_title(word)


def is_plural_title(word: str) -> bool:
    """Whether ``word`` is several holders of a title: "ministers", "spokesmen"."""
    singular = word[:-3] + "man" if word.endswith("men") else word.removesuffix("s")
    return word != singular and is_title(singular)


def last_title(document: Document, first: int, last: int) -> int | None:
    """The last title among the words ``[first, last)``; a word that opens a body's name, "Student Union", is none."""
    for k in range(last - 1, first - 1, -1):
        opens_body = k + 1 < last and document.lower(k + 1) in tables.kind_words()
        if is_title(document.lower(k)) and not opens_body:
            return k
    return None


def without_modifiers(document: Document, first: int, title: int) -> int:
    """Where what belongs to the title at ``title`` begins: at Shadow in "Shadow Home Secretary"."""
    start = title
    while start > first:
        word = document.lower(start - 1)
        place = tables.place(document.words[start - 1].text) is not None
        if word in _MODIFIERS or is_title(word) or (not word[0].isalnum()):
            start -= 1
        elif not place and start == title and start - first <= 1 and not tables.known(document.words[start - 1].text):
            start -= 1  # "Harbour Minister": a capital that only the title explains
        else:
            break
    return start


def before(document: Document, first: int) -> tuple[int, int] | None:
    """The title that stands right before the name at ``first``, as a range of words.

    "the former Harbour Minister Ida Prell": former Harbour Minister.
    """
    k = first
    heads = 0
    while document.together(k) and first - k < _MAX_TITLE:
        word = document.words[k - 1]
        if is_title(word.lower):
            heads += 1
        elif not _belongs(document, k - 1, heads):
            break
        k -= 1
    while k < first and not (document.words[k].text[0].isalnum()):
        k += 1
    return (k, first) if heads and k < first else None


def _belongs(document: Document, k: int, heads: int) -> bool:
    """Whether word ``k`` goes on with the title to its right, of which ``heads`` words are titles already."""
    word = document.words[k]
    if word.text == ".":
        return is_courtesy(document.lower(k - 1)) and document.words[k - 1].end == word.start
    if word.capital and word.initial and word.lower in vocabulary.FUNCTION_WORDS:
        return False
    if word.lower in _MODIFIERS:
        return not word.initial or word.text in document.attested or word.lower in document.lowercase or heads > 0
    if not heads:
        return False
    if word.text in {"’s", "'s", "’", "'"}:
        return document.words[k - 1].capital
    if word.lower in {"and", "of", "for"}:
        return word.lower == "and" and is_title(document.lower(k - 1))
    return word.capital and word.lower not in vocabulary.STARTERS


def office_before(document: Document, first: int) -> tuple[int, int] | None:
    """The title before a body that stands before the name: "Minister of Education Ida Prell" at Ida."""
    k = first
    while document.together(k) and first - k < _MAX_TITLE:
        word = document.words[k - 1]
        if word.lower in {"of", "for", "to"} and is_title(document.lower(k - 2)):
            found = before(document, k - 1)
            return (found[0] if found else k - 2, first) if k - 1 < first else None
        if not (word.capital or word.lower in {"the", "and", "of", "for", "on", "&"}):
            return None
        k -= 1
    return None


def after(document: Document, last: int, limit: int | None = None) -> tuple[int, int] | None:
    """The apposition behind the name that ends at ``last``: "Ida Prell, a spokeswoman for the board," from "a".

    ``limit`` is the end of the mention, where it is known.
    """
    if not document.together(last) or document.words[last].text != ",":
        return None
    start = last + 1
    end = start
    bound = min(limit if limit is not None else start + 2 * _MAX_TITLE, len(document.words))
    while end < bound and (end == start or document.together(end)) and not _closes(document, end):
        end += 1
    head = head_of(document, start, end)
    if (
        head is None
        or not _ends_there(document, head, end)
        or not document.together(start)
        or not _opens_apposition(document, start, head)
    ):
        return None
    closed = limit is not None or (end < len(document.words) and _closes(document, end))
    verb = end < len(document.words) and document.lower(end) in _FINITE
    return (start, end) if closed and not verb else None


def _ends_there(document: Document, head: int, end: int) -> bool:
    """Whether the title at ``head`` closes its phrase: "a spokeswoman for", not "President Lee"."""
    after = document.lower(head + 1)
    return head + 1 >= end or after in vocabulary.PREPOSITIONS or after in {"and", "&", "or", "(", "-", "–", "—"}


def _closes(document: Document, k: int) -> bool:
    return (
        document.words[k].text in ',;:."“”()' or document.lower(k) in _FINITE or document.lower(k) in {"who", "whose"}
    )


def _opens_apposition(document: Document, start: int, head: int) -> bool:
    """Whether the phrase may describe a name: "a spokeswoman", "spokesman for", "the team's coach"."""
    if document.lower(start) in vocabulary.DETERMINERS or start == head:
        return True
    return all(is_modifier(document.lower(k)) or document.words[k].capital for k in range(start, head))


def head_of(document: Document, first: int, last: int) -> int | None:
    """The title word that heads a noun phrase: *spokeswoman* in "a former spokeswoman for the minister"."""
    for k in range(first, last):
        word = document.lower(k)
        if word in vocabulary.PREPOSITIONS:
            break
        if is_title(word) and not (k + 1 < last and is_title(document.lower(k + 1))):
            following = document.lower(k + 1) if k + 1 < last else ""
            if following not in {"'s", "’s"}:
                return k
    return None


def role(document: Document, span: tuple[int, int] | None) -> str | None:
    """The words of a title as printed, without article or courtesy: None when nothing is left."""
    if span is None:
        return None
    first, last = span
    while first < last and (
        document.lower(first) in vocabulary.DETERMINERS
        or not document.words[first].text[0].isalnum()
        or (document.lower(first) in tables.titles() and tables.titles()[document.lower(first)].kind == "courtesy")
    ):
        first += 1
    if document.lower(first) in vocabulary.PREPOSITIONS:
        return None  # "one of the few"
    while last > first and (
        document.words[last - 1].text in {",", "’s", "'s", "."} or document.lower(last - 1) in {"mr", "mrs", "ms"}
    ):
        last -= 1
    return document.name(first, last) if first < last else None


def gender_of(document: Document, span: tuple[int, int] | None) -> str:
    """The gender that the titles in ``span`` give away: m, f, or empty."""
    for k in range(*span) if span else ():
        word = document.lower(k).removeprefix("ex-")
        if word in tables.titles() and tables.titles()[word].gender:
            return tables.titles()[word].gender
    return ""
