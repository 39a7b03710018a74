"""A source mention taken apart: who or what its head is, and in which words.

"CEO of the Refugee Council Enver Holm": a name (Enver Holm) with a role; "the Sellian government": a government;
"the KCNA report": a document of KCNA; "the harbour minister": a title; "two officials": people without a name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from builder.records import Span
from builder.speakers import publishers, tables, titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.index import Found, Index

Form = Literal[
    "empty", "pronoun", "name", "joint", "government", "document", "title", "body", "possessed", "group", "other"
]
_NAMING = frozenset({"person", "unknown"})
_QUANTIFIERS = frozenset("some several many most few two three four five both any each other others".split())
_OWN = frozenset("his her their its my our your".split())
_THEMSELVES = frozenset("himself herself itself themselves".split())
_LEADING = frozenset("by to from as and but said says according that with while".split())  # of a span cut badly
_SOME = frozenset("other others many some several his her their most all".split())
_PARTING = frozenset({",", "–", "—", "--"})


@dataclass(frozen=True, slots=True)
class Mention:
    """What a source mention is headed by."""

    form: Form
    first: int = 0
    last: int = 0  # of the whole mention
    head: int = 0  # the head noun or the pronoun
    found: Found | None = None  # the name that decides: of the head, or of the owner
    joint: tuple[Found, ...] = ()  # of a coordination


def parse(document: Document, index: Index, span: Span) -> Mention:
    """Take apart the mention at ``span``; never an error, whatever the span holds."""
    first, last = _trim(document, *document.within(span))
    if first >= last:
        return Mention("empty")
    names = index.inside(first, last)
    if last - first == 1 and not names:
        return _word(document, first)
    comma = _first_comma(document, names, first, last)
    listed = last if any(one.first == comma + 1 for one in names) else comma
    if document.lower(first) == "both" or _and_others(document, names, first, listed):
        return Mention("group", first, last, last - 1)
    end = _phrase_end(document, names, first, comma)
    joint = _joint(document, index, names, first, comma, last)
    if joint:
        return Mention("joint", first, last, first, joint=joint)
    named = _named(document, index, names, (first, end, comma, last))
    noun = document.lower(end - 1)
    if noun in vocabulary.DOCUMENTS and not (named and index.entities[named.entity].kind in {*_NAMING, "media"}):
        return Mention(
            "document", first, last, end - 1, publishers.publisher(document, index, names, (first, end, last))
        )
    if named:
        return Mention("name", first, last, end - 1, named)
    return _nominal(document, index, names, (first, end, last))


def _trim(document: Document, first: int, last: int) -> tuple[int, int]:
    while first < last and (
        not document.words[first].text[0].isalnum() or (last - first > 1 and document.lower(first) in _LEADING)
    ):
        first += 1
    while last > first and not document.words[last - 1].text[0].isalnum() and document.words[last - 1].text != ")":
        last -= 1
    if last - first > 1 and document.lower(last - 1) in _THEMSELVES:
        last -= 1
    return first, last


def _word(document: Document, k: int) -> Mention:
    word = document.words[k]
    pronoun = not (word.text.isupper() and len(word.text) > 1) and word.lower in {
        *vocabulary.THIRD_PERSON, "it", "they", "we", "i", "you", "who", "which", "that", "them", "us", "whose", "whom"
    }  # fmt: skip
    if pronoun:
        return Mention("pronoun", k, k + 1, k)
    return _common(document, k, k + 1, k)


def _and_others(document: Document, names: list[Found], first: int, last: int) -> bool:
    """Whether people without a name join one: "Cruz and many observers", "Berlin, Paris and other capitals"."""
    return any(
        document.lower(k) in {"and", "or"} and document.lower(k + 1) in _SOME and k + 1 < last and not _within(names, k)
        for k in range(first + 1, last)
    ) and bool(names)


def _first_comma(document: Document, names: list[Found], first: int, last: int) -> int:
    depth = 0
    for k in range(first, last):
        text = document.words[k].text
        depth += (text == "(") - (text == ")")
        if (text in _PARTING or (text == "-" and _apart(document, k))) and depth <= 0 and not _within(names, k):
            return k
    return last


def _apart(document: Document, k: int) -> bool:
    """Whether a hyphen stands by itself, as a dash: "Chris Lee - a fan -"."""
    return document.words[k].start > document.words[k - 1].end


def _phrase_end(document: Document, names: list[Found], first: int, comma: int) -> int:
    """Where the first noun phrase ends: before "of", "for", a relative or a bracket."""
    for k in range(first + 1, comma):
        if _within(names, k):
            continue
        word = document.words[k]
        if word.lower in vocabulary.PREPOSITIONS or word.text == "(":
            if document.words[k - 1].text == "." and any(one.last == k - 1 for one in names):
                return k - 1  # "Lee Jr. of Ohio"
            participle = (
                k - 1 > first and document.lower(k - 1).endswith("ed") and document.words[k - 1].text[0].islower()
            )
            return k - 1 if participle else k  # "Economists polled by the bank"
    return comma - 1 if comma - first > 1 and document.words[comma - 1].text == "." else comma  # "Lee Jr., who"


def _within(names: list[Found], k: int) -> bool:
    return any(one.first <= k < one.last for one in names)


def _joint(
    document: Document, index: Index, names: list[Found], first: int, comma: int, last: int
) -> tuple[Found, ...]:
    """The names of a coordination: "Prell and Voss", "Prell, Voss and Quill"; "professor and author Ann Lee" is one."""
    for k in range(first + 1, last):
        if document.lower(k) not in {"and", "or", "&"} or _within(names, k):
            continue
        start = max((j for j in range(comma, k - 1) if document.words[j].text == ","), default=first - 1)
        left = [one for one in names if _lists(document, start + 1, one.first)]
        left = [one for one in left if one.last == k or (one.last == k - 1 and document.words[k - 1].text == ",")]
        right = [one for one in names if one.first > k and _only_titles(document, k + 1, one.first)]
        kinds = {index.entities[one.entity].kind for one in (*left, *right)}
        if left and right and (k < comma or kinds == {"person"}):
            return (left[-1], right[0])
    return ()


def _lists(document: Document, first: int, last: int) -> bool:
    """Whether the words say what the names behind them are: "candidates Lee and Voss", "politicians like Lee"."""
    return last - first <= 6 and all(
        document.lower(k) in {"the", ".", "like", "such", "as"}
        or document.lower(k) in vocabulary.GROUPS
        or titles.is_plural_title(document.lower(k))
        or _only_titles(document, k, k + 1)
        for k in range(first, last)
    )


def _only_titles(document: Document, first: int, last: int) -> bool:
    return last - first <= 5 and all(
        document.lower(k) in {"the", "."} or titles.is_modifier(document.lower(k)) or document.words[k].capital
        for k in range(first, last)
    )


def _named(document: Document, index: Index, names: list[Found], bounds: tuple[int, int, int, int]) -> Found | None:
    """The name that heads the mention, straight or as an apposition."""
    first, end, comma, last = bounds
    person = [one for one in names if index.entities[one.entity].kind in _NAMING]
    heads = [one for one in names if one.last == end]
    if heads and index.entities[heads[-1].entity].kind in _NAMING:
        return heads[-1]
    if heads and not _person_later(document, person, comma, last):
        return heads[-1]
    for one in person:
        closed = one.last == comma or (one.last < comma and document.words[one.last].text == "(")
        if closed and end < one.last and _closes_office(document, one.first, first):
            return one
    plural = document.lower(end - 1) in vocabulary.GROUPS or titles.is_plural_title(document.lower(end - 1))
    for one in person:
        described = one.first > comma and not plural and _only_titles(document, comma + 1, one.first)
        if described and _apposed(document, one, last):
            return one
    bodies = [one for one in names if one.first in {comma + 1, comma + 2} and one.last == last]
    if bodies and not heads and document.lower(end - 1) in vocabulary.BODY_KIND | {"owners": 1, "owner": 1}:
        return bodies[0]  # "The chain, FreshCross", "Brandt's owners, the Lissa Line"
    return heads[-1] if heads else None


def _closes_office(document: Document, k: int, first: int) -> bool:
    """Whether the name at ``k`` can be the person whom the words before it describe.

    "CEO of the Refugee Council Enver Holm" against "captain of the ferry Ann Lee".
    """
    before = k - 1
    while before > first and (titles.is_courtesy(document.lower(before)) or document.words[before].text == "."):
        before -= 1
    if before <= first or document.words[before].text == ",":
        return True
    word = document.words[before]
    office = document.lower(before - 1) == "of" and titles.is_title(document.lower(before - 2))  # "chief of staff"
    return word.capital or titles.is_title(word.lower) or office


def _apposed(document: Document, one: Found, last: int) -> bool:
    after = document.words[one.last].text if one.last < last else ","
    return after in {",", "(", ")", "."} or document.lower(one.last) in {"of", "who", "from"}


def _person_later(document: Document, person: list[Found], comma: int, last: int) -> bool:
    """Whether a person follows in apposition: "the agency's head, Ann Lee"."""
    return (
        comma < last
        and any(one.first in {comma + 1, comma + 2} for one in person)
        and not titles.head_of(document, comma + 1, last)
    )


def _nominal(document: Document, index: Index, names: list[Found], bounds: tuple[int, int, int]) -> Mention:
    first, end, last = bounds
    head = end - 1
    noun = document.lower(head)
    owner = next((one for one in names if one.last <= head), None)
    behind = next((one for one in names if one.first > head), None)
    if noun in vocabulary.GOVERNMENT_HEADS and noun != "authority":
        return Mention("government", first, last, head, owner or behind)
    if document.lower(first) in _QUANTIFIERS:
        return Mention("group", first, last, head)
    if titles.is_title(noun):
        country = owner is None or index.entities[owner.entity].kind in {"country", "place"}
        of_somebody = owner is not None and document.lower(owner.last) in {"'s", "’s"} and not country
        possessed = document.lower(first) in _OWN or of_somebody
        return Mention("possessed" if possessed else "title", first, last, head, owner or behind)
    if noun in vocabulary.BODY_KIND or noun in {"arm", "mouthpiece"}:
        return Mention("body", first, last, head, owner or behind)
    return _common(document, first, last, head)


def _common(document: Document, first: int, last: int, head: int) -> Mention:
    noun = document.lower(head)
    plural = noun in vocabulary.GROUPS or titles.is_plural_title(noun)
    if titles.is_title(noun) and not plural:
        return Mention("title", first, last, head)
    if noun in vocabulary.BODY_KIND:
        return Mention("body", first, last, head)
    return Mention("group" if plural else "other", first, last, head)


def title_span(document: Document, mention: Mention) -> tuple[int, int] | None:
    """The words of the mention that give the role of its name, before or behind it."""
    if mention.found is None:
        return None
    if mention.found.first > mention.first:
        lead = mention.found.first - 1 if document.lower(mention.found.first - 1) == "," else mention.found.first
        return mention.first, lead
    if mention.found.last < mention.last and document.words[mention.found.last].text == ",":
        return mention.found.last + 1, mention.last
    return None


def known_word(document: Document, mention: Mention) -> tables.Known | None:
    """What the tables know the whole mention as: "the i", "Number 10"."""
    return tables.known(document.name(mention.first, mention.last)) if mention.last > mention.first else None
