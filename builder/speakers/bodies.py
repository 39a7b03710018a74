"""Bodies without a name in the mention: "it", "the ministry", "the harbour authority of Corrow", "the city"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.records import Kind, Span, Speaker
from builder.speakers import anaphora, speaker, titles, vocabulary
from builder.speakers.anaphora import NOBODY, Answer
from builder.speakers.antecedents import Antecedents, Spoke
from builder.speakers.document import Document
from builder.speakers.index import BODIES, Found, Index
from builder.speakers.mentions import Mention

_WINDOW = 60
_ANY = frozenset("group organisation organization".split())
_LIKELY = frozenset({"organisation", "group"})
_TOWN = re.compile(r"(?:Municipality|City|Town) of ")
_NEAR = 3  # sentences in which "the company" takes a company up
_MEDIA_NOUNS = frozenset("arm mouthpiece media service office".split())
_LONGEST = 8  # words of a description that is taken for a body's name


def neuter(antecedents: Antecedents, word: int, spoke: Sequence[Spoke], said: Sequence[Span] = ()) -> Answer:
    """The body behind "it": that of "the agency" which opened the sentence before, else the last to speak.

    ``said`` is the content whose source it is: whoever is named in it is somebody else.
    """
    subject = None if said else _subject_before(antecedents.document, antecedents.index, word, spoke)
    return subject if subject is not None else anaphora.neuter(antecedents, word, spoke, said)


def _subject_before(document: Document, index: Index, word: int, spoke: Sequence[Spoke]) -> Answer | None:
    """The nominal that opened this sentence or the one before: "The agency gave no figure. It called ..."."""
    start = _sentence_start(document, word)
    if start == word and start > 0 and document.words[start - 1].paragraph == document.words[word].paragraph:
        start = _sentence_start(document, start - 1)
    if start == word or document.lower(start) != "the":
        return None
    for head in range(start + 1, min(start + 4, word)):
        if document.lower(head) in vocabulary.DOCUMENTS and not document.words[head].capital:
            return NOBODY
        if document.lower(head) in vocabulary.BODY_KIND:
            answer = body(document, index, Mention("body", start, head + 1, head), spoke)
            return answer if answer.score >= anaphora.CUT_OFF else None
    return None


def _sentence_start(document: Document, k: int) -> int:
    while document.together(k):
        k -= 1
    return k


def body(document: Document, index: Index, mention: Mention, spoke: Sequence[Spoke]) -> Answer:
    """The body behind "the ministry" or "the news agency": one whose name or kind has that noun."""
    noun = document.lower(mention.head)
    if mention.first == mention.head and noun not in vocabulary.INSTITUTIONS:
        return NOBODY  # "authorities say"
    modifiers = _modifiers(document, mention) - vocabulary.PLAIN_MODIFIERS
    named = [found.entity for found in index.before(mention.first, _WINDOW) if _called(index, found, noun, modifiers)]
    if named:
        heard = {one.entity for one in spoke[-_WINDOW:]}
        chosen = next((entity for entity in named if entity in heard), max(named, key=named.count))
        return Answer(chosen, 0.85 if len(set(named)) == 1 else 0.7, f"the {noun} named before")
    if modifiers:
        return NOBODY
    speaking = {one.entity for one in spoke[-_WINDOW:] if one.entity is not None}
    near = _of_kind(document, index, mention, speaking) if noun in vocabulary.HYPERNYMS else []
    near = [entity for entity in near if entity in speaking] or near
    later = index.worded.get(noun, ())
    if len(later) == 1 and not near:
        return Answer(later[0], 0.65, f"the only {noun}, named later")
    if len(near) == 1:
        return Answer(near[0], 0.65, f"the {noun} named before")
    return Answer(near[0], 0.5, f"several could be the {noun}") if near else NOBODY


def _called(index: Index, found: Found, noun: str, modifiers: set[str]) -> bool:
    """Whether the noun stands in the name of a body or before it."""
    if index.entities[found.entity].kind not in BODIES:
        return False
    called = index.called[found.entity] if found.entity < len(index.called) else frozenset()
    words = index.words[found.entity]
    return (noun in words and modifiers <= words) or (noun in called and not modifiers)


def _of_kind(document: Document, index: Index, mention: Mention, speaking: set[int]) -> list[int]:
    """The bodies that the noun fits by kind in the sentences before, the nearest first.

    A name that nothing explains is one of them where it has spoken.
    """
    noun = document.lower(mention.head)
    wanted = vocabulary.BODY_KIND.get(noun, "media")
    here = document.words[mention.first].sentence
    fitting: list[int] = []
    for found in index.before(mention.first, _WINDOW):
        entity, word = index.entities[found.entity], document.words[found.first]
        if here - word.sentence > _NEAR:
            break
        media = noun in _MEDIA_NOUNS and entity.kind == "media"
        unlike = set() if noun in _ANY else vocabulary.BODY_KIND.keys() & index.words[found.entity] - {noun}
        unknown = wanted in _LIKELY and entity.kind == "unknown" and found.entity in speaking
        alike = noun in _ANY and entity.kind in _LIKELY
        if (entity.kind == wanted or media or unknown or alike) and not unlike and found.entity not in fitting:
            fitting.append(found.entity)
    return fitting


def owner(document: Document, index: Index, mention: Mention) -> int | None:
    """The person whose "office" or "campaign" it is by name: "Prell's office", "the Prell campaign"."""
    head = mention.head
    for one in reversed(index.inside(mention.first, head)):
        between = [document.lower(k) for k in range(one.last, head)]
        own = not between or (between[0] in {"'s", "’s", "'", "’"} and len(between) <= 3)
        if own and index.entities[one.entity].kind in {"person", "unknown"}:
            return one.entity
    return None


def owned(index: Index, mention: Mention, person: int) -> int:
    """The entity of somebody's office or campaign: "office of Ida Prell"."""
    noun = index.document.lower(mention.head)
    kind: Kind = "group" if noun == "campaign" else "organisation"
    return index.describe(f"{noun} of {index.entities[person].name}", kind, mention.first, mention.head + 1)


def _modifiers(document: Document, mention: Mention) -> set[str]:
    return {
        document.lower(k)
        for k in range(mention.first, mention.head)
        if document.lower(k) not in vocabulary.DETERMINERS
        and document.words[k].text[0].isalnum()
        and not document.words[k].text.isdigit()
    }


def described(document: Document, index: Index, mention: Mention) -> int | None:
    """The entity of a body that is called by its function, made on first sight; None for a bare "the company"."""
    first = mention.first
    for k in range(mention.first, mention.head):
        owner = document.lower(k) in {"'s", "’s"} and not document.words[k - 1].capital
        if owner or (k == first and document.lower(k) in vocabulary.DETERMINERS):
            first = k + 1
    last = mention.head + 1
    while last < mention.last and document.words[last].text not in ",;:(" and last - first < _LONGEST:
        last += 1
    if document.lower(mention.head + 1) not in {"of", "for"} or last - first >= _LONGEST:
        last = mention.head + 1
    noun = document.lower(mention.head)
    if noun in vocabulary.HYPERNYMS and not any(document.words[k].capital for k in range(first, last)):
        return None  # "the terrorist organisation" is another word for one that has a name
    if any(document.lower(k) == "and" for k in range(first, mention.head)) or document.words[first].text == ",":
        return None
    if last - first < 2 and noun not in vocabulary.INSTITUTIONS:
        return None
    kind = vocabulary.BODY_KIND.get(noun, "government" if mention.form == "government" else "organisation")
    name = document.name(first, last)
    if last - first == 1 or (document.words[first].initial and not _attested(document, first)):
        name = name[:1].lower() + name[1:]
    known = {"government": "government", "media": "media", "group": "group"}
    return index.describe(name, speaker.as_kind(known.get(kind, "organisation")), first, last)


def _attested(document: Document, k: int) -> bool:
    word = document.words[k]
    follows = document.together(k + 1) and document.words[k + 1].capital
    return word.text in document.attested or word.text.isupper() or follows


def publisher(document: Document, index: Index, mention: Mention) -> int | None:
    """The body behind a document, called by its function: "figures that the valley council published"."""
    for k in range(mention.head + 1, mention.last):
        if document.lower(k) != "the" or document.lower(k - 1) not in {"by", "from", "of", "that", "which"}:
            continue
        for head in range(k + 1, min(k + _LONGEST, mention.last)):
            if document.lower(head) in vocabulary.PREPOSITIONS or titles.is_title(document.lower(head)):
                break
            if document.lower(head) in vocabulary.BODY_KIND and document.lower(head + 1) != "of":
                return described(document, index, Mention("body", k, head + 1, head))
    return None


def town(document: Document, index: Index, mention: Mention) -> Speaker | None:
    """The town behind "the city of Corrow", or behind "the city" where the article names one near."""
    noun = document.lower(mention.head)
    if noun not in {"city", "town", "village", "county", "province"}:
        return None
    if document.lower(mention.head + 1) == "of" and mention.found is not None and mention.found.first > mention.head:
        name = document.name(mention.found.first, mention.found.last)
        return speaker.state(name, 0.85, "place", f"the {noun} of {name} by name")
    if noun not in {"city", "town"} or mention.head - mention.first > 1:
        return None
    for found in index.before(mention.first, 12):
        entity = index.entities[found.entity]
        if entity.kind == "place" or _TOWN.match(entity.name):
            return speaker.state(_TOWN.sub("", entity.name), 0.6, "title", f"the {noun} named before", "anaphoric")
    return None


def country(index: Index, mention: Mention) -> str | None:
    """The country that a mention of a government names: "the communist government of North Korea"."""
    last = next((k for k in range(mention.head, mention.last) if index.document.words[k].text == ","), mention.last)
    for size in (3, 2, 1):
        for k in range(mention.first, last - size + 1):
            place = index.places.place(index.document.name(k, k + size))
            if place:
                return place.country
    return None


def only_government(index: Index, mention: Mention) -> Answer:
    """The government that a bare "the government" stands for: of the only country named before."""
    if _modifiers(index.document, mention):
        return NOBODY
    near = [found.entity for found in index.before(mention.first, _WINDOW)]
    states = sorted({entity for entity in near if index.entities[entity].kind == "country"})
    return Answer(states[0], 0.65, "the only country named before") if len(states) == 1 else NOBODY
