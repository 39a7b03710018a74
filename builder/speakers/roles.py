"""What a mention is in its sentence, read from the words beside it: subject, object of a preposition, owner."""

from __future__ import annotations

from builder import lexicon
from builder.speakers import titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.index import Found

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ASIDE = frozenset({",", "—", "–", "-", ")"})
_ASKING = frozenset("asked asks pressed questioned told tells".split())
_OBJECT = frozenset("of to for with by from about against on than like at over in into and or between".split())
_PROMINENT = frozenset("has had is was will who also would did does".split())


def role(document: Document, found: Found, *, person: bool) -> str:
    """A name of the role: *asked* of Voss and *asks* of Holm in "Holm asked Voss whether"."""
    if document.lower(found.first) in {"he", "she"}:
        return "he"
    if document.lower(found.last) in _POSSESSIVE:
        return "possessive"
    if document.together(found.last) and document.lower(found.last) in _ASKING:
        return "asks"
    if _before_verb(document, found):
        return "subject"
    if person and _modifies(document, found):
        return "modifier"
    title = titles.before(document, found.first)
    start = title[0] if title else found.first
    if document.lower(start - 1) in {"the", "a", "an"}:
        start -= 1
    if start == 0 or not document.together(start) or document.words[start].initial:
        return "opening"
    before = document.lower(start - 1)
    if before in {"said", "says", "added"}:
        return "subject"
    return "asked" if before in _ASKING else "object" if before in _OBJECT else "other"


def _modifies(document: Document, found: Found) -> bool:
    """Whether a name only says which: "the Murdoch outlets", "Prell supporters"."""
    if not document.together(found.last):
        return False
    after = document.words[found.last]
    noun = after.text.islower() and after.text.isalpha() and after.lower not in vocabulary.FUNCTION_WORDS
    return noun and (document.lower(found.first - 1) in {"the", "a", "an"} or after.lower.endswith("s"))


def _before_verb(document: Document, found: Found) -> bool:
    """Whether a verb follows, perhaps behind a comma or dash: "Mike Lee — has"."""
    k = found.last
    if document.together(k) and document.words[k].text in _ASIDE:
        k += 1
    if not document.together(k):
        return False
    word = document.words[k]
    past = word.text.endswith("ed") and word.text.islower()
    return past or word.lower in _PROMINENT or lexicon.cue_of_form(word.text) is not None
