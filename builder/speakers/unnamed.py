"""A source that led to no speaker as names of features: pronoun or noun, with which determiner, holding which name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from builder.speakers import tables, titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.index import BODIES, Found, Index
from builder.speakers.mentions import Mention

# "somebody": with a name, but it is not sure who
StandsFor = Literal["not asked", "nobody", "one without a name", "a source without a name", "somebody"]
_NO_PLURAL = ("ss", "us", "is", "'s", "’s")
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OWN = frozenset("his her their its my our your whose".split())
_SOME = frozenset("some many most several few two three four five dozens hundreds thousands both all more".split())
_HEDGES = frozenset("at least more than about nearly almost only just even over up to fewer less as roughly".split())
_NONE = frozenset("no none nobody neither noone".split())
_ANYBODY = frozenset("any anyone anybody everyone everybody each every whoever whatever".split())
_ONE = frozenset("one another someone somebody something".split())
_BEHIND = frozenset("of for from by at in to with on about".split())
_DEMONSTRATIVE = frozenset("this that these those such".split())
_SPEAKING = frozenset(
    "spokesman spokeswoman spokesperson representative aide adviser advisor official officer source".split()
)
# Of things that say something, beside what a body publishes; an identifiable one is a named source.
_SHOWING = vocabulary.DOCUMENTS | frozenset(
    """
    ad advertisement video footage picture photo photograph headline statistic textbook caption chart map tracker
    average poster sign law rule plan proposal speech remark word testimony tape recording film documentary song series
    episode magazine message number excerpt spot commercial questionnaire order ruling opinion interview story piece
    """.split()
)
_KINDS = {
    **dict.fromkeys(("somebody", "title", "relative", "somebody who speaks for others"), "a person"),
    **dict.fromkeys(("office of one holder", "title of somebody named", "epithet"), "a person of note"),
    **dict.fromkeys(("people", "things", "bodies"), "several"),
    **dict.fromkeys(("document", "documents", "thing"), "a thing"),
}
_DEFINITE = frozenset({"the", "this", "somebody's"})
_RELATIVE = frozenset("who whom whose which that".split())
_PART = frozenset("percent half quarter third majority minority handful % number rest".split())
_FARTHEST = 400  # words back in which a noun may have come before
_RELATIVES = frozenset(
    """
    wife husband son daughter mother father brother sister parent friend widow spouse cousin uncle aunt partner lawyer
    colleague neighbour neighbor grandmother grandfather ex-wife ex-husband
    """.split()
)
_SENTENCE = 60  # words behind the mention in which its sentence may say that the name is withheld
_LONGEST = 40  # words of a mention that are read


def is_group(document: Document, mention: Mention) -> bool:
    """Whether several people are meant: "officials", "they", "Prell and Voss", "islanders"."""
    noun = document.lower(mention.head)
    if mention.form in {"group", "joint"} or noun in {"they", "we", "them", "us"} or noun in vocabulary.GROUPS:
        return True
    if titles.is_plural_title(noun):
        return True
    return mention.form == "other" and _plural(noun)


def is_person(noun: str) -> bool:
    """Whether an unnamed source is somebody rather than something: "deckhand", not "ad"."""
    if noun in vocabulary.DOCUMENTS:
        return False
    return noun in vocabulary.PEOPLE or titles.is_title(noun) or noun.endswith(vocabulary.PERSON_ENDINGS)


def features(document: Document, index: Index, mention: Mention, stands_for: StandsFor) -> tuple[str, ...]:
    """What ``mention`` shows, and what it ``stands_for`` where it is a pronoun or "the minister".

    "some aides": form=group, determiner=some, noun=aides, several ...
    """
    own = _of_pronoun if mention.form == "pronoun" else _of_noun
    form = f"form={mention.form}"
    found = ["any", form, f"{form}:stands for={stands_for}"]
    if document.words[mention.head].quoted:
        found.append("inside a quotation")
    found.extend(own(document, index, mention, stands_for))
    return tuple(dict.fromkeys(found))


def _of_pronoun(document: Document, index: Index, mention: Mention, stands_for: StandsFor) -> Iterator[str]:
    word = document.lower(mention.head)
    yield f"pronoun={word}"
    yield f"pronoun={word}:stands for={stands_for}"
    if document.words[mention.head].quoted:
        yield f"pronoun={word}:inside a quotation"
    if word in _RELATIVE:
        yield f"relative behind: {_antecedent(document, index, mention.head)}"


def _of_noun(document: Document, index: Index, mention: Mention, _: StandsFor) -> Iterator[str]:
    determiner, sort = _determiner(document, mention), _sort(document, index, mention)
    kind = _KINDS.get(sort, "")
    yield f"determiner={determiner}"
    yield f"form={mention.form}:determiner={determiner}"
    yield f"sort={sort}"
    yield f"sort={sort}:determiner={determiner}"
    yield f"noun={document.lower(mention.head)}"
    if kind:
        yield kind
        yield f"{kind}:determiner={determiner}"
        yield f"{kind}:{'definite' if determiner in _DEFINITE else 'indefinite'}"
    if determiner in _DEFINITE and kind:
        yield f"{kind}:before {_before(document, index, mention)}"
    if sort == "relative":
        yield f"relative:{'of a family' if _family(index) else 'of nobody'} with names"
    head = document.words[mention.head]
    if head.capital and not head.initial and mention.form != "name":
        yield "noun in capitals"
        yield f"sort={sort}:noun in capitals"
    for place in sorted(set(_names(document, index, mention))):
        yield f"name {place}"
        yield f"sort={sort}:name {place}"
        if kind:
            yield f"{kind}:name {place.split(':')[0]}"
    yield from _of_words(document, index, mention)


def _of_words(document: Document, index: Index, mention: Mention) -> Iterator[str]:
    size = min(mention.last - mention.first, _LONGEST)
    words = {document.lower(k) for k in range(mention.first, mention.first + size)}
    yield f"words={1 if size == 1 else 2 if size == 2 else '3+' if size < 6 else '6+'}"
    if words & {"who", "whose"}:
        yield "who"
    if any(word[0].isdigit() for word in words):
        yield "a number"
    if words & _PART:
        yield "a part"
    if _withheld(document, mention):
        yield "a name withheld"
    if document.words[mention.first].capital and index.inside(mention.first, mention.first + 1):
        yield f"form={mention.form}:opens with a name"


def _plural(noun: str) -> bool:
    return noun.endswith("s") and not noun.endswith(_NO_PLURAL)


def _determiner(document: Document, mention: Mention) -> str:
    k = mention.first
    while k < mention.head and document.lower(k) in _HEDGES:
        k += 1
    first = document.lower(k)
    if first in {"a", "an"}:
        return "a"
    for name, words in (
        ("own", _OWN), ("some", _SOME), ("no", _NONE), ("any", _ANYBODY), ("one", _ONE), ("this", _DEMONSTRATIVE)
    ):  # fmt: skip
        if first in words:
            return name
    if any(document.lower(j) in _POSSESSIVE for j in range(k, mention.head)):
        return "somebody's"
    if first == "the":
        return "the"
    return "number" if first[:1].isdigit() else "none"


def _sort(document: Document, index: Index, mention: Mention) -> str:
    """What the noun is: a document, a body, an office of one holder, somebody, several people, a thing."""
    return mention.form if mention.form in {"name", "joint"} else _sort_of(index, document.lower(mention.head))


def _antecedent(document: Document, index: Index, k: int) -> str:
    """What stands before the relative pronoun at ``k``: a name, or a noun of some sort."""
    k -= 1
    while document.together(k + 1) and k > 0 and not document.words[k].text[0].isalnum():
        k -= 1
    if not document.words[k].text[0].isalnum() or k < 0:
        return "nothing"
    return "name" if index.inside(k, k + 1) else _sort_of(index, document.lower(k))


def _sort_of(index: Index, noun: str) -> str:
    if titles.is_title(noun) and noun.removesuffix("s") not in _RELATIVES and noun not in _SHOWING:
        return _sort_of_title(index, noun)
    singular = noun.removesuffix("s")
    sorts = (
        ("document", noun in _SHOWING),
        ("documents", singular in _SHOWING),
        ("people", noun in vocabulary.GROUPS or titles.is_plural_title(noun)),
        ("bodies", _plural(noun) and not vocabulary.BODY_KIND.keys().isdisjoint({noun, singular})),
        ("body", noun in vocabulary.BODY_KIND),
        ("relative", singular in _RELATIVES),
        ("epithet", noun in vocabulary.EPITHETS),
        ("somebody", noun in vocabulary.PEOPLE),
        ("people", _plural(noun) and is_person(singular)),
        ("things", _plural(noun)),
        ("somebody", is_person(noun)),
    )
    return next((sort for sort, fits in sorts if fits), "thing")


def _sort_of_title(index: Index, noun: str) -> str:
    title = tables.titles().get(noun.removeprefix("ex-"))
    sorts = (
        ("somebody who speaks for others", noun in _SPEAKING),
        ("title of somebody named", noun in index.titled),
        ("office of one holder", title is not None and title.single),
        ("epithet", noun in vocabulary.EPITHETS),
    )
    return next((sort for sort, fits in sorts if fits), "title")


def _family(index: Index) -> bool:
    """Whether the article names two people of one surname: "his wife" may be one of them."""
    return any(len(people) > 1 for people in index.surnames.values())


def _withheld(document: Document, mention: Mention) -> bool:
    """Whether the sentence says that the name is kept back: "who asked not to be named"."""
    k = mention.first
    while k < min(mention.first + _SENTENCE, len(document.words)) and (k == mention.first or document.together(k)):
        if document.lower(k) in {"anonymity", "anonymously"}:
            return True
        if document.lower(k) in {"named", "identified", "authorized", "authorised", "quoted"}:
            before = {document.lower(j) for j in range(max(mention.first, k - 4), k)}
            if before & {"not", "n't", "declined", "refused", "wasn't", "weren't", "wasn’t", "weren’t"}:
                return True
        k += 1
    return False


def _before(document: Document, index: Index, mention: Mention) -> str:
    """How the noun was printed when it came last: beside a name, with "a" or otherwise; "the report" takes that up."""
    noun, words = document.lower(mention.head), document.words
    for k in range(mention.first - 1, max(mention.first - _FARTHEST, -1), -1):
        if words[k].lower != noun:
            continue
        behind = document.lower(k + 1) in _BEHIND and index.inside(k + 2, k + 5)
        if behind or index.inside(max(k - 4, 0), k):
            return "beside a name"
        return "with a" if {"a", "an"} & {document.lower(j) for j in range(k - 3, k)} else "without a name"
    return "never"


def _names(document: Document, index: Index, mention: Mention) -> Iterator[str]:
    for one in index.inside(mention.first, mention.last):
        if document.lower(one.first) in vocabulary.THIRD_PERSON:
            continue
        yield f"{_place(document, mention, one)}: {_kind(index, one)}"


def _place(document: Document, mention: Mention, one: Found) -> str:
    if one.first <= mention.head < one.last:
        return "as head"
    if one.last <= mention.head:
        return "as owner" if document.lower(one.last) in _POSSESSIVE else "in front"
    before = document.lower(one.first - 1)
    before = document.lower(one.first - 2) if before in {"the", "a"} else before
    return f"behind {before}" if before in _BEHIND else "behind"


def _kind(index: Index, one: Found) -> str:
    kind = index.entities[one.entity].kind
    return "body" if kind in BODIES else "place" if kind in {"country", "place"} else kind
