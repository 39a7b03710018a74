"""Candidate names in an article: runs of capitalised words, cut where a title, a country or a body ends.

A learned spotter may take the place of ``names``; what follows needs nothing but its spans.
"""

from __future__ import annotations

from typing import NamedTuple

from builder import lexicon
from builder.speakers import cuts, tables, titles, vocabulary
from builder.speakers.document import Document

_LONGEST = 14  # words; a longer run is no name, and is cut so that the time stays linear
_LONGEST_SHOUT = 4  # words in capitals that may be one name
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
        if not document.words[k].capital or not _begins(document, k):
            k += 1
            continue
        end = _run(document, k)
        named = (Name(*words) for words in cuts.cut(document, k, end))
        found.extend(name for name in named if _is_name(document, name))
        k = end
    return tuple(found)


def _is_name(document: Document, name: Name) -> bool:
    """Whether anything but titles and their modifiers is in it: "Senior" of "Senior researcher Mu Li" is no name."""
    if name.last - name.first > _LONGEST_SHOUT and all(document.words[k].text.isupper() for k in range(*name)):
        return False  # a line in capitals
    if _is_label(document, name):
        return False
    if document.name(*name) == "PAC":
        return False  # "a super PAC"
    if _several(document.words[name.last - 1].text) or _hyphenated_people(document, name):
        return False
    if any(not titles.is_modifier(document.lower(k)) for k in range(*name)):
        return True
    return cuts.addressed(document, name.first) or tables.known(document.name(*name)) is not None


def _is_label(document: Document, name: Name) -> bool:
    """Whether a line holds nothing but these capitals: "ABSTRACT", "FULL TEXT."."""
    first, last = name
    alone = first == 0 or document.words[first - 1].paragraph != document.words[first].paragraph
    ends = last + (last < len(document.words) and document.words[last].text == ".")
    alone = alone and (ends >= len(document.words) or document.words[ends].paragraph != document.words[first].paragraph)
    return alone and all(document.words[k].text.isupper() for k in range(first, last)) and last > 1


def _several(word: str) -> bool:
    """Whether a word is the plural of an acronym: "CEOs", "PACs"."""
    return len(word) > 2 and word.endswith("s") and word[:-1].isupper()


def _hyphenated_people(document: Document, name: Name) -> bool:
    """Whether a name is an adjective of a people: "African-American"."""
    *before, last = document.words[name.last - 1].text.removesuffix("s").split("-")
    place = tables.place(last) if before else None
    return place is not None and place.by == "demonym"


def _begins(document: Document, k: int) -> bool:
    """Whether a name begins with the capital of word ``k``."""
    word = document.words[k]
    if not _may_be_name(document, k):
        return False
    if not word.initial or word.text in document.attested or tables.first_name(word.text) or tables.place(word.text):
        return True
    if tables.region(word.text):
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
    if _initial(document, k):
        return True
    common = word.lower in (vocabulary.STARTERS if word.initial else vocabulary.FUNCTION_WORDS)
    if common and word.lower in vocabulary.ALSO_NAMES:
        return _before_surname(document, k)
    return not common or _shouted(word.text)


def _initial(document: Document, k: int) -> bool:
    """Whether word ``k`` is the initial of a name: *A* in "Nicole A. Navas"."""
    word = document.words[k]
    if len(word.text) > 1 or not word.capital or not document.together(k) or not document.together(k + 2):
        return False
    return document.words[k + 1].text == "." and document.words[k - 1].capital and document.words[k + 2].capital


def _before_surname(document: Document, k: int) -> bool:
    """Whether a first name that is a common word too has its surname behind it: "Will Doyle", not "Will he"."""
    if not document.together(k + 1):
        return False
    after = document.words[k + 1]
    return after.capital and after.lower not in vocabulary.FUNCTION_WORDS and not titles.is_title(after.lower)


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
    if word.capital:
        return int(_may_be_name(document, k))
    if word.text == "." and word.start == before.end:
        short = (len(before.text) == 1 and before.text.isupper()) or titles.is_courtesy(before.lower)
        return int(short and _capital(document, k + 1))
    if word.lower in {"'s", "’s"} and before.lower in _OWNERS and _capital(document, k + 1):
        return 2  # "Korean People’s Army"
    if word.text.isdigit() and len(word.text) < 4 and k - first == 1 and not titles.is_title(before.lower):
        return int(_speaks(document, k) or not document.together(k + 1) or document.words[k + 1].text in ",.")
    if word.text == "&" and _capital(document, k + 1):
        return 2
    if _with_particle(word.text):
        return 1
    if word.text in vocabulary.PARTICLES and _particle_goes_on(document, k):
        return 1 if not _capital(document, k + 1) else 2
    if word.text in vocabulary.JOINERS and (cuts.body_head(before.lower) or _joined(document, first, k)):
        skip = 2 if document.lower(k + 1) in {"the", "a"} else 1
        return skip + 1 if _capital(document, k + skip) else 0
    title_next = titles.is_title(document.lower(k + 1))
    if word.text == "and" and not title_next and _capital(document, k + 1) and _inside_body(document, first, k):
        return 2
    return 0


def _with_particle(word: str) -> bool:
    """Whether a particle is part of the word: "al-Hamad"."""
    particle, _, rest = word.partition("-")
    return particle in vocabulary.PARTICLES and rest[:1].isupper()


def _particle_goes_on(document: Document, k: int) -> bool:
    after = k + 1
    while document.lower(after) in vocabulary.PARTICLES and after < k + 3:
        after += 1
    return _capital(document, after)


def _capital(document: Document, k: int) -> bool:
    return document.together(k) and document.words[k].capital and _may_be_name(document, k)


def _inside_body(document: Document, first: int, k: int) -> bool:
    """Whether "and" joins two words of one name: "Ministry of Trade and Ports", "the Bread and Net League"."""
    after = k + 1
    while _capital(document, after) and after < k + 4:
        after += 1
    ends_in_body = cuts.body_head(document.lower(after - 1))
    if _joined(document, first, k):
        return not (ends_in_body and after - k > 2)
    short = k - first == 1 or (k - first == 2 and not cuts.body_head(document.lower(k - 1)))
    known = tables.known(document.name(first, k)) is not None
    return short and not known and document.lower(first - 1) == "the" and after - k > 2 and ends_in_body


def _joined(document: Document, first: int, k: int) -> bool:
    """Whether the run up to ``k`` is already of the form "Ministry of Ports"."""
    return any(document.lower(j) in vocabulary.JOINERS for j in range(first + 1, k))
