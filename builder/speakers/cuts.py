"""A run of capitals cut into the names it holds: "Charlotte Mayor Jen Roberts" gives Charlotte and Jen Roberts."""

from __future__ import annotations

from collections.abc import Iterator

from builder.speakers import tables, titles, vocabulary
from builder.speakers.document import Document

_BODY_HEADS = frozenset("house chamber ministries friends academy people republic kingdom chiefs".split())


def cut(document: Document, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The names inside a run: "Charlotte Mayor Jen Roberts" gives Charlotte and Jen Roberts."""
    if _is_one(document, first, last):
        yield (first, last)
        return
    title = titles.last_title(document, first, last)
    given = _given(document, first, title) if title is not None else first
    if title is not None and title == last - 1 and _surname(document, first, given):
        if given - first > 1:
            yield from cut(document, first, given)
            yield (given, last)
        else:
            yield (given if titles.is_title(document.lower(first)) else first, last)
    elif title == last - 1 and title > first and addressed(document, title):
        yield (title, last)  # "Mr. King"
    elif title is not None:
        before = titles.without_modifiers(document, first, title)
        if before > first:
            yield from cut(document, first, before)
        if title + 1 < last:
            yield from _behind_title(document, title + 1, last)
    else:
        yield from _split(document, first, last)


def addressed(document: Document, k: int) -> bool:
    """Whether a courtesy makes the word at ``k`` a surname, whatever else it means: "Mr. King"."""
    if k == 0:
        return False
    before = k - 1 if document.words[k - 1].text != "." else k - 2
    return document.lower(before) in {"mr", "mrs", "ms", "miss"}


def _given(document: Document, first: int, title: int) -> int:
    """Where the first name before the word at ``title`` would stand: at Peter in "Peter T. King"."""
    initial = title - 3 >= first and document.words[title - 1].text == "." and len(document.words[title - 2].text) == 1
    return title - 3 if initial else max(title - 1, first)


def _surname(document: Document, first: int, given: int) -> bool:
    """Whether the title word behind the first name at ``given`` is a surname: "Stephen King said"."""
    word = document.words[given].text
    begins = given - first <= 1 or titles.is_title(document.lower(given - 1)) or document.words[given - 1].text == "."
    return begins and tables.first_name(word) is not None and not tables.place(word)


def _is_one(document: Document, first: int, last: int) -> bool:
    name = document.name(first, last)
    if tables.known(name) or tables.place(name):
        return True
    # "General Motors", "Justice Department": a title that opens the name of a body.
    return document.lower(last - 1) in tables.kind_words() and titles.last_title(document, first + 1, last) is None


def _behind_title(document: Document, first: int, last: int) -> Iterator[tuple[int, int]]:
    while first < last and not document.words[first].text[0].isalnum():
        first += 1
    if first < last and document.words[first].lower in vocabulary.JOINERS:
        first += 1 + (document.lower(first + 1) == "the")
    if first < last:
        yield from _split(document, first, last)


def _split(document: Document, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Part a leading country or body from the person behind it: "Refugee Council Enver Holm" gives both."""
    person = _person_start(document, first, last)
    if person is None:
        yield (first + _described(document, first, last), last)
        return
    yield from _trimmed(document, first, person)
    yield (person, last)


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
        if len(rest) > 4 or any(body_head(word.lower) for word in rest):
            continue
        if document.words[k - 1].lower in vocabulary.JOINERS:
            continue
        if not tables.first_name(rest[0].text) and not (joined and tables.place(lead)):
            continue
        body = body_head(document.lower(k - 1)) or (document.words[k - 1].text.isupper() and k - first == 1)
        if last - k == 2 and k - first > 1 and not tables.first_name(document.words[first].text):
            return k  # "Maricopa County Recorder Helen Purcell"
        if tables.place(lead) or tables.known(lead) or body or (joined and not tables.first_name(lead)):
            return k
    return None


def _trimmed(document: Document, first: int, last: int) -> Iterator[tuple[int, int]]:
    while last > first and not document.words[last - 1].text[0].isalnum():
        last -= 1
    if last > first:
        yield (first, last)


def body_head(word: str) -> bool:
    """Whether ``word`` heads the name of a body: *board*, *ministry*, *republic*."""
    return word in tables.kind_words() or word in _BODY_HEADS
