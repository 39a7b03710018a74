"""Can one check that this source said it? named, anonymous, unattributed."""

from __future__ import annotations

from builder.records import Sourcing
from builder.speakers import tables, titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.mentions import Mention

_NO_PLURAL = ("ss", "us", "is", "'s", "’s")


def of_unresolved(document: Document, mention: Mention) -> Sourcing:
    """Sourcing of a mention that led to no entity.

    named: an office of one holder ("the mayor"), a body ("the ministry"), a joint statement of named people;
    anonymous: "aides", "a spokeswoman", "they"; unattributed: nothing is left of the mention.
    """
    if mention.form == "empty":
        return "unattributed"
    if mention.form == "joint":
        return "named"
    definite = document.lower(mention.first) == "the"
    if mention.form in {"government", "body"} and (definite or mention.found is not None):
        return "named"
    noun = document.lower(mention.head)
    if mention.form == "title" and definite and _one_holder(noun):
        return "named"
    return "anonymous"


def _one_holder(noun: str) -> bool:
    word = noun.removeprefix("ex-")
    return word in tables.titles() and tables.titles()[word].single


def is_group(document: Document, mention: Mention) -> bool:
    """Whether several people are meant: "officials", "they", "Prell and Voss", "islanders"."""
    noun = document.lower(mention.head)
    if mention.form in {"group", "joint"} or noun in {"they", "we", "them", "us"} or noun in vocabulary.GROUPS:
        return True
    if titles.is_plural_title(noun):
        return True
    return mention.form == "other" and noun.endswith("s") and not noun.endswith(_NO_PLURAL)


def is_person(noun: str) -> bool:
    """Whether an unnamed source is somebody rather than something: "deckhand", not "ad"."""
    if noun in vocabulary.DOCUMENTS:
        return False
    return noun in vocabulary.PEOPLE or titles.is_title(noun) or noun.endswith(vocabulary.PERSON_ENDINGS)
