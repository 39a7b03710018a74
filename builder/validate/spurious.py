"""What datasets of quotes mistake for statements: dates, bare titles, the speaker's own name, marks without words."""

from __future__ import annotations

import re

from builder import ids

_WORD = re.compile(r"\w+")
_MARKS = "\"'`“”‘’„‚«»‹›「」.,;:!?…()[] \u00a0"
_ORDINAL = re.compile(r"\d{1,2}(?:st|nd|rd|th)")
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
_DATES = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december
    """.split()
)
# Only part of a date: "may" and "second" are more often something else.
_DATE_PARTS = frozenset("may jan feb mar apr jun jul aug sep sept oct nov dec of the on to that in since until".split())
_TITLES = frozenset(
    """
    president premier chancellor minister secretary spokesman spokeswoman spokesperson general colonel commander
    marshal leader chairman chairwoman chair governor mayor senator ambassador director officer manager professor
    doctor king queen prince princess
    """.split()
)
_TITLE_PARTS = frozenset(
    """
    the a an his her their our mr mrs ms madam sir dr deputy vice acting former prime foreign defence defense interior
    finance first supreme chief executive dear of
    """.split()
)

OF_A_DATE = _DATES | _DATE_PARTS
OF_A_TITLE = _TITLES | _TITLE_PARTS


def has_a_word(text: str) -> bool:
    """There is a word or a number in it: “—” says nothing."""
    return any(any(c.isalnum() for c in word) for word in _WORD.findall(text))


def is_no_date(quote: str) -> bool:
    """False for “on Monday, 3 March 2026”; true for “On Monday we met” and for “May”."""
    words = [word.casefold() for word in _WORD.findall(quote)]
    certain = [word in _DATES or bool(_YEAR.fullmatch(word) or _ORDINAL.fullmatch(word)) for word in words]
    parts = [word in _DATE_PARTS or (word.isdecimal() and len(word) <= 2) for word in words]
    return not (any(certain) and all(map(bool.__or__, certain, parts)))


def is_no_title(quote: str) -> bool:
    """False for “Prime Minister” and “his deputy director”; true for “The president must go”."""
    words = [word.casefold() for word in _WORD.findall(quote)]
    return not (set(words) & _TITLES and set(words) <= _TITLES | _TITLE_PARTS)


def says_more_than(quote: str | None, *names: str | None) -> bool:
    """The quote is not just one of ``names``: “Harbour Minister Ida Prell” said by Harbour Minister Ida Prell."""
    words = (quote or "").strip(_MARKS)
    count = len(words.split())  # compared first: most quotes are longer than any name
    candidates = [name.strip(_MARKS) for name in names if name is not None]
    return not any(len(name.split()) == count and ids.fold(name) == ids.fold(words) for name in candidates)
