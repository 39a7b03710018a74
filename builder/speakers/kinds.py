"""What a name names: a person, a body and its kind, a country, a place; read from the name and the words round it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder import lexicon
from builder.ids import fold
from builder.records import Kind, TargetKind
from builder.speakers import tables, titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.geography import Geography
from builder.speakers.names import Name

_MEDIA = frozenset("press news broadcasting radio television tv newspaper newswire".split())
_NO_PERSON = re.compile(r"[&0-9]")
_DOCUMENTS = frozenset("act amendment bill treaty accord constitution agreement pact protocol".split())
_PLACES = frozenset("County City Town Island Islands River Lake Valley Bay Beach Park Street Avenue".split())
# End the name of an occasion, a work or a law: "The Truman Show" is nobody called Truman.
_THINGS = frozenset(
    """
    Show Act Convention Conference Caucus Debate Award Awards Prize Festival Poll Tower Stadium Airport Plaza Hotel
    Security State Matter Summit Project Plan Center Centre Memorial Trail Highway Amendment Doctrine
    """.split()
)
_CHAMBERS = frozenset({"House", "Commons", "Lords"})
_PERSON_WORDS = frozenset("who whose himself herself".split())


def body_kind(name: str) -> Kind | None:
    """The kind of a body by the words of its name: "Harbour Board" organisation, "Daily Post" media; else None.

    The head noun decides: the last word, or the word before "of", "for", "on".
    """
    words = fold(name).replace(".", " ").split()
    if _MEDIA & set(words):
        return "media"
    for k, word in enumerate(words):
        if word in vocabulary.JOINERS and k and words[k - 1] in tables.kind_words():
            return tables.kind_words()[words[k - 1]]
    for word in reversed(words):
        if word in tables.kind_words():
            return tables.kind_words()[word]
    return None


def kind(document: Document, names: Sequence[Name], places: Geography, alone: frozenset[str]) -> TargetKind:
    """The kind of all ``names``, which are printed alike, by what most of them show.

    ``alone`` are the words that the article prints as a name by themselves.

    "in Sellia" makes a place, "Mr. Voss" a person; a single word that nothing explains stays ``unknown``.
    """
    text = document.name(*names[0])
    single = names[0].last - names[0].first == 1
    known = tables.known(text)
    if known:
        return known.kind
    no_person = not single and _is_no_person(text)
    person = not _acronym(text) and not no_person and 4 * sum(_person(document, name) for name in names) >= len(names)
    place = places.place(text)
    if tables.region(text):
        return "place"
    if person and not place:
        return "person"
    if place:
        return "place" if place.by == "capital" else "country"
    if text.rsplit(" ", 1)[-1] in _PLACES and not _NO_PERSON.search(text):
        return "place"
    body = body_kind(text) or ("organisation" if _NO_PERSON.search(text) else None)
    if body and not (single and person):
        return body
    if text.rsplit(" ", 1)[-1].casefold() in _DOCUMENTS and document.lower(names[0].first - 1) == "the":
        return "policy"
    first = tables.first_name(document.words[names[0].first].text) is not None and not no_person
    if any(_called_a_body(document, name) for name in names) and not person and (single or not first):
        return "organisation"
    if single:
        return _single(document, names, text, fold(text) in places.located)
    found = _several(document, names, alone, first=first)
    return "unknown" if no_person and found == "person" else found


def _is_no_person(text: str) -> bool:
    """Whether several words cannot be a person's name: "Romare Bearden Park", "Truman Show", "Mexican American"."""
    first, last = text.split(" ", 1)[0], text.rsplit(" ", 1)[-1]
    people = tables.place(last.removesuffix("s"))
    if people is not None and people.by == "demonym" and tables.first_name(first) is None:
        return True
    return last in _THINGS or (last in _PLACES and not _NO_PERSON.search(text)) or text.endswith("White House")


def _several(document: Document, names: Sequence[Name], alone: frozenset[str], *, first: bool) -> TargetKind:
    """The kind of several words, of which the first may be a known ``first`` name."""
    if first and not _located(document, names):
        return "person"
    with_article = sum(document.lower(name.first - 1) == "the" for name in names)
    if 2 * with_article > len(names):
        return "organisation"
    if _located(document, names):
        return "place"
    return "person" if _looks_personal(document, names, alone) else "unknown"


def _acronym(text: str) -> bool:
    return " " not in text and text.isupper() and 2 <= len(text) <= 5


def _looks_personal(document: Document, names: Sequence[Name], alone: frozenset[str]) -> bool:
    """Whether several unexplained words are a person's name: the last stands alone elsewhere, or next to a cue."""
    first, last = names[0]
    words = [document.words[k] for k in range(first, last) if document.words[k].text != "."]
    if len(words[0].text) == 1 and len(words) > 1:
        return True  # "J. Holm"
    if not 2 <= len(words) <= 4 or any(_shouted(word.text) or not word.text[0].isalpha() for word in words[1:]):
        return False
    return words[-1].text in alone or any(
        _next_to_cue(document, name) or document.lower(name.first - 1) == "," for name in names
    )


def _shouted(word: str) -> bool:
    return len(word) > 3 and word.isupper()


def _next_to_cue(document: Document, name: Name) -> bool:
    after = name.last if document.lower(name.last) != "," else name.last + 1
    return (
        any(
            0 <= k < len(document.words) and lexicon.cue_of_form(document.words[k].text) is not None
            for k in (after, name.first - 1)
        )
        or document.lower(name.first - 2) == "according"
    )


def _called_a_body(document: Document, name: Name) -> bool:
    """Whether a noun beside the name makes it a body: "grid operator Marrow Electric", "Wild Tarn, a charity"."""
    before = name.first - 1 if document.lower(name.first - 1) != "," else name.first - 2
    lower = before >= 0 and not document.words[before].capital and document.together(name.first)
    if lower and document.lower(before) in vocabulary.BODY_KIND:
        return True
    return _apposed_noun(document, name.last) in vocabulary.BODY_KIND


def _apposed_noun(document: Document, k: int) -> str:
    """The head noun of the apposition that begins with the comma at ``k``: *charity* in ", a charity from Corrow"."""
    if not document.together(k) or document.lower(k) != "," or document.lower(k + 1) not in {"a", "an", "the"}:
        return ""
    end = k + 2
    while end < k + 8 and document.together(end) and document.words[end].text.replace("-", "").isalpha():
        if document.lower(end) in vocabulary.PREPOSITIONS:
            break
        end += 1
    return document.lower(end - 1)


def _located(document: Document, names: Sequence[Name]) -> bool:
    return 2 * _behind_locative(document, names) > len(names)


def _behind_locative(document: Document, names: Sequence[Name]) -> int:
    return sum(document.lower(name.first - 1) in vocabulary.LOCATIVES for name in names)


def _single(document: Document, names: Sequence[Name], text: str, located: bool) -> TargetKind:
    if text.isupper() and len(text) > 1 and not tables.first_name(text.title()):
        return "organisation"
    people_of = tables.place(text.removesuffix("s"))
    if people_of is not None and people_of.by == "demonym":
        return "unknown"  # "Americans"
    if text in _CHAMBERS:
        return "government"
    if located and 3 * _behind_locative(document, names) >= len(names):
        return "place"
    if tables.first_name(text):
        return "person"
    own = sum(_possesses_itself(document, name) for name in names)
    the = sum(document.lower(name.first - 1) == "the" for name in names)
    people = text.endswith("ans") and not text.isupper()  # "the Europeans"; "the Greens" are a party
    if own or (2 * the > len(names) and not people):
        return "organisation"
    return "unknown"


def _possesses_itself(document: Document, name: Name) -> bool:
    """Whether a neuter pronoun takes the subject up in its own sentence: "Microsoft said it would sell its tools"."""
    if not (document.together(name.last) and lexicon.cue_of_form(document.words[name.last].text)):
        return False
    for k in range(name.last + 1, min(name.last + 6, len(document.words))):
        if not document.together(k):
            return False
        if document.lower(k) in {"its", "it"}:
            return True
    return False


def _person(document: Document, name: Name) -> bool:
    """Whether a title, an apposition or "who" makes ``name`` a person's."""
    before = titles.before(document, name.first)
    if before and not _title_of_body(document, name) and not _called_a_body(document, name):
        return True
    after = name.last + (document.lower(name.last) == ",")
    if document.together(after) and document.lower(after) in _PERSON_WORDS:
        return body_kind(document.name(*name)) is None or name.last - name.first == 1
    if _called_a_body(document, name):
        return False
    return titles.after(document, name.last) is not None and body_kind(document.name(*name)) is None


def _title_of_body(document: Document, name: Name) -> bool:
    """Whether the word before only looks like a title: "member Sellia", "leader Harbour Board"."""
    return body_kind(document.name(*name)) is not None and document.lower(name.first - 1) != "."
