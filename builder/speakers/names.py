"""Candidate names in an article: runs of capitalised words, cut where a title, a country or a body ends.

A learned spotter may take the place of ``names``; what follows needs nothing but its spans.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from builder import lexicon
from builder.speakers import tables, titles, vocabulary
from builder.speakers.document import Document

_LONGEST = 14  # words; a longer run is no name, and is cut so that the time stays linear
_OWNERS = frozenset("people women children workers men farmers king queen prince lloyd lord".split())


class Name(NamedTuple):
    """Words ``[first, last)`` of the document that name someone or something."""

    first: int
    last: int


def names(document: Document) -> tuple[Name, ...]:
    """All candidate names in order, without overlap.

    "Senior researcher Mu Li, of the Harbour Board, met Ole van Dyk" gives Mu Li, Harbour Board, Ole van Dyk.
    """
    found: list[Name] = []
    k = 0
    while k < len(document.words):
        if not _begins(document, k):
            k += 1
            continue
        end = _run(document, k)
        found.extend(name for name in _cut(document, k, end) if _is_name(document, name))
        k = end
    return tuple(found)


def _is_name(document: Document, name: Name) -> bool:
    """Whether anything but titles and their modifiers is in it: "Senior" of "Senior researcher Mu Li" is no name."""
    if any(not titles.is_modifier(document.lower(k)) for k in range(*name)):
        return True
    return _addressed(document, name.first) or tables.known(document.name(*name)) is not None


def _begins(document: Document, k: int) -> bool:
    word = document.words[k]
    if not word.capital or not _may_be_name(document, k):
        return False
    if not word.initial or word.text in document.attested or tables.first_name(word.text) or tables.place(word.text):
        return True
    if word.text.isupper() and len(word.text) > 1:
        return True
    if titles.is_title(word.lower) or tables.known(word.text):
        return True
    if not document.together(k + 1) or (word.text.endswith("ly") and len(word.text) > 5):
        return False
    after = document.words[k + 1]
    return after.capital or after.lower in {"'s", "’s"} or _speaks(document, k)


def _speaks(document: Document, k: int) -> bool:
    """Whether word ``k`` is the subject of a cue: "Montalvo said"; "Reports said" has a common noun."""
    word = document.words[k]
    if not document.together(k + 1):
        return False
    if word.lower.endswith(("ers", "ors", "ists", "ents", "ants", "ians")):
        return False  # "Demonstrators said"
    return word.lower not in document.lowercase and lexicon.cue_of_form(document.words[k + 1].text) is not None


def _may_be_name(document: Document, k: int) -> bool:
    word = document.words[k]
    if word.text == "I" or word.text.startswith(("I'", "I’")):
        return False
    if word.lower in vocabulary.CALENDAR:
        # "Theresa May", "April Voss" against "May 3".
        return document.together(k) and tables.first_name(document.words[k - 1].text) is not None
    common = word.lower in (vocabulary.STARTERS if word.initial else vocabulary.FUNCTION_WORDS)
    return not common or _shouted(word.text)


def _shouted(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _run(document: Document, k: int) -> int:
    """End of the run of capitals that begins at ``k``, over particles, initials and the joiners of a body's name."""
    end = k + 1
    while end < min(len(document.words), k + _LONGEST) and document.together(end):
        step = _step(document, k, end)
        if not step:
            break
        end += step
    return min(end, len(document.words))


def _step(document: Document, first: int, k: int) -> int:
    """How many words from ``k`` go on with the run; 0 where it ends."""
    word, before = document.words[k], document.words[k - 1]
    if word.capital and before.text != ".":
        return int(_may_be_name(document, k))
    if word.text == "." and word.start == before.end:
        short = (len(before.text) == 1 and before.text.isupper()) or titles.is_courtesy(before.lower)
        return int(short and _capital(document, k + 1))
    if word.capital:
        return int(_may_be_name(document, k))
    if word.lower in {"'s", "’s"} and before.lower in _OWNERS and _capital(document, k + 1):
        return 2  # "Korean People’s Army"
    if word.text.isdigit() and len(word.text) < 4 and k - first == 1 and not titles.is_title(before.lower):
        return int(_speaks(document, k) or not document.together(k + 1) or document.words[k + 1].text in ",.")
    if word.text == "&" and _capital(document, k + 1):
        return 2
    if word.text in vocabulary.PARTICLES and _particle_goes_on(document, k):
        return 1 if not _capital(document, k + 1) else 2
    if word.text in vocabulary.JOINERS and (_body_head(before.lower) or _joined(document, first, k)):
        skip = 2 if document.lower(k + 1) in {"the", "a"} else 1
        return skip + 1 if _capital(document, k + skip) else 0
    title_next = titles.is_title(document.lower(k + 1))
    if word.text == "and" and not title_next and _capital(document, k + 1) and _inside_body(document, first, k):
        return 2
    return 0


def _particle_goes_on(document: Document, k: int) -> bool:
    after = k + 1
    while document.lower(after) in vocabulary.PARTICLES and after < k + 3:
        after += 1
    return _capital(document, after)


def _capital(document: Document, k: int) -> bool:
    return document.together(k) and document.words[k].capital and _may_be_name(document, k)


def _body_head(word: str) -> bool:
    return word in tables.kind_words() or word in {"house", "chamber", "ministries", "friends", "academy", "people"}


def _inside_body(document: Document, first: int, k: int) -> bool:
    """Whether "and" joins two words of one name: "Ministry of Trade and Ports", "the Bread and Net League"."""
    after = k + 1
    while _capital(document, after) and after < k + 4:
        after += 1
    ends_in_body = _body_head(document.lower(after - 1))
    if _joined(document, first, k):
        return not (ends_in_body and after - k > 2)
    return k - first == 1 and document.lower(first - 1) == "the" and after - k > 2 and ends_in_body


def _joined(document: Document, first: int, k: int) -> bool:
    """Whether the run up to ``k`` is already of the form "Ministry of Ports"."""
    return any(document.lower(j) in vocabulary.JOINERS for j in range(first + 1, k))


def _cut(document: Document, first: int, last: int) -> Iterator[Name]:
    """The names inside a run: "Charlotte Mayor Jen Roberts" gives Charlotte and Jen Roberts."""
    if _is_one(document, first, last):
        yield Name(first, last)
        return
    title = titles.last_title(document, first, last)
    if title is not None and title == last - 1 and _surname(document, first, title):
        yield Name(first, last)
    elif title == last - 1 and title > first and _addressed(document, title):
        yield Name(title, last)  # "Mr. King"
    elif title is not None:
        before = titles.without_modifiers(document, first, title)
        if before > first:
            yield from _cut(document, first, before)
        if title + 1 < last:
            yield from _behind_title(document, title + 1, last)
    else:
        yield from _split(document, first, last)


def _addressed(document: Document, k: int) -> bool:
    """Whether a courtesy makes the word at ``k`` a surname, whatever else it means: "Mr. King"."""
    if k == 0:
        return False
    before = k - 1 if document.words[k - 1].text != "." else k - 2
    return document.lower(before) in {"mr", "mrs", "ms", "miss"}


def _surname(document: Document, first: int, title: int) -> bool:
    """Whether the title word at ``title`` is a surname: "Stephen King said"."""
    word = document.words[title - 1].text if title > first else ""
    return title - first <= 2 and tables.first_name(word) is not None and not tables.place(word)


def _is_one(document: Document, first: int, last: int) -> bool:
    name = document.name(first, last)
    if tables.known(name) or tables.place(name):
        return True
    # "General Motors", "Justice Department": a title that opens the name of a body.
    return document.lower(last - 1) in tables.kind_words() and titles.last_title(document, first + 1, last) is None


def _behind_title(document: Document, first: int, last: int) -> Iterator[Name]:
    while first < last and not document.words[first].text[0].isalnum():
        first += 1
    if first < last and document.words[first].lower in vocabulary.JOINERS:
        first += 1 + (document.lower(first + 1) == "the")
    if first < last:
        yield from _split(document, first, last)


def _split(document: Document, first: int, last: int) -> Iterator[Name]:
    """Part a leading country or body from the person behind it: "Refugee Council Enver Holm" gives both."""
    person = _person_start(document, first, last)
    if person is None:
        yield Name(first + _described(document, first, last), last)
        return
    yield from _trimmed(document, first, person)
    yield Name(person, last)


def _described(document: Document, first: int, last: int) -> int:
    """1 where a sentence opens with the description of a person: "Forecaster Hugo Brandl"."""
    word = document.words[first]
    if last - first < 3 or not word.initial or word.text in document.attested or tables.first_name(word.text):
        return 0
    return int(tables.first_name(document.words[first + 1].text) is not None)


def _person_start(document: Document, first: int, last: int) -> int | None:
    article = document.lower(first - 1) == "the"
    behind = document.lower(first - 1 - article)
    student_at = behind in {"at", "from", "with"} and titles.is_title(document.lower(first - 2 - article))
    joined = behind in {"of", "for", "to"} or student_at
    for k in range(first + 1, last - 1):
        rest = [document.words[j] for j in range(k, last)]
        lead = document.name(first, k)
        if len(rest) > 4 or any(_body_head(word.lower) for word in rest):
            continue
        if document.words[k - 1].lower in vocabulary.JOINERS:
            continue
        if not tables.first_name(rest[0].text) and not (joined and tables.place(lead)):
            continue
        body = _body_head(document.lower(k - 1)) or (document.words[k - 1].text.isupper() and k - first == 1)
        if tables.place(lead) or tables.known(lead) or body or (joined and not tables.first_name(lead)):
            return k
    return None


def _trimmed(document: Document, first: int, last: int) -> Iterator[Name]:
    while last > first and not document.words[last - 1].text[0].isalnum():
        last -= 1
    if last > first:
        yield Name(first, last)
