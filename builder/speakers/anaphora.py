"""Pronouns and "the minister": which entity named before they stand for, with a score.

A learned ranker may take the place of ``third_person``; below ``CUT_OFF`` an answer is not given.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from builder import lexicon
from builder.speakers import titles, vocabulary
from builder.speakers.document import Document
from builder.speakers.index import Found, Index
from builder.speakers.mentions import Mention

CUT_OFF = 0.6
_WINDOW = 80  # mentions looked back on; further away nothing is picked up by a pronoun
_NEAR = 8  # sentences


@dataclass(frozen=True, slots=True)
class Spoke:
    """A source that was resolved already: at which word, and who it was."""

    word: int
    entity: int | None  # None: somebody without a name


@dataclass(frozen=True, slots=True)
class Answer:
    """Who an expression stands for; ``entity`` is None where nobody fits."""

    entity: int | None
    score: float
    reason: str


NOBODY = Answer(None, 0.0, "nobody named before fits")


def third_person(index: Index, word: int, spoke: Sequence[Spoke]) -> Answer:
    """The person behind "he" or "she" at ``word``: near, subject of a sentence, last to speak, of fitting gender."""
    gender = vocabulary.THIRD_PERSON[index.document.lower(word)]

    def fits(entity: int) -> bool:
        return index.entities[entity].kind == "person" and index.profiles[entity].gender in {gender, ""}

    def bonus(entity: int) -> float:
        return 1.0 if index.profiles[entity].gender == gender else 0.0

    if _after_unnamed(index, word, spoke):
        return Answer(None, 0.0, "takes up somebody without a name")
    return _best(index, word, spoke, fits, bonus)


def _after_unnamed(index: Index, word: int, spoke: Sequence[Spoke]) -> bool:
    """Whether the last to speak was nameless and nobody was named since: "One of the pilots swore. He said ..."."""
    if not spoke or spoke[-1].entity is not None or spoke[-1].word >= word:
        return False
    words = index.document.words
    if words[word].sentence - words[spoke[-1].word].sentence > 2:
        return False
    since = [found for found in index.before(word, 20) if found.first > spoke[-1].word]
    return not any(index.entities[found.entity].kind == "person" for found in since)


def neuter(index: Index, word: int, spoke: Sequence[Spoke]) -> Answer:
    """The body behind "it" at ``word``: the last to speak, or the subject of the sentence before."""

    def fits(entity: int) -> bool:
        return index.entities[entity].kind in {"organisation", "government", "media", "group", "country", "place"}

    def bonus(entity: int) -> float:
        return 0.5 if index.entities[entity].kind in {"organisation", "government", "media"} else -0.5

    answer = _best(index, word, spoke, fits, bonus)
    return Answer(answer.entity, min(answer.score, 0.75), answer.reason)


def _best(
    index: Index,
    word: int,
    spoke: Sequence[Spoke],
    fits: Callable[[int], bool],
    bonus: Callable[[int], float],
) -> Answer:
    weights: dict[int, float] = {}
    here = index.document.words[word]
    quoted = here.quoted
    counts: dict[int, int] = {}
    for found in index.before(word, _WINDOW):
        if not fits(found.entity):
            continue
        counts[found.entity] = counts.get(found.entity, 0) + 1
        weight = _weight(index, found, here.sentence, here.paragraph) - (
            2.0 if index.document.words[found.first].quoted and not quoted else 0.0
        )
        weights[found.entity] = max(weights.get(found.entity, weight), weight)
    for back, one in enumerate(reversed(spoke[-2:])):
        there = index.document.words[min(one.word, len(index.document.words) - 1)]
        if one.entity is None or not fits(one.entity) or here.paragraph - there.paragraph > 3 or one.word >= word:
            continue
        near = 3.0 - 0.5 * (here.sentence - there.sentence) - 0.5 * (here.paragraph - there.paragraph)
        lead = 1.5 if back == 0 else 0.5
        weights[one.entity] = max(weights.get(one.entity, -1.0), near, 0.0) + lead
    for entity in weights:
        weights[entity] += bonus(entity) + min(0.15 * counts.get(entity, 0), 0.6)
    return _decide(index, weights)


def _weight(index: Index, found: Found, sentence: int, paragraph: int) -> float:
    """How well a mention can be taken up again: 3 in the same sentence, less with every sentence between."""
    word = index.document.words[found.first]
    distance = sentence - word.sentence
    weight = 3.0 - 0.5 * distance if distance <= _NEAR else -1.5
    if is_subject(index, found):
        weight += 1.5
    if index.document.lower(found.last) in {"'s", "’s", "'", "’"}:
        weight -= 0.5
    return weight - 0.25 * min(paragraph - word.paragraph, 4)


def is_subject(index: Index, found: Found) -> bool:
    """Whether a mention opens its sentence, or a cue or auxiliary follows it."""
    document = index.document
    if document.lower(found.last) in {"'s", "’s", "'", "’"}:
        return False
    span = titles.before(document, found.first)
    start = span[0] if span else found.first
    if document.lower(start - 1) in {"the", "a", "an", "but", "and"}:
        start -= 1
    opens = start == 0 or not document.together(start) or document.words[start].initial
    after = document.words[found.last] if found.last < len(document.words) and document.together(found.last) else None
    verb = after is not None and (
        lexicon.cue_of_form(after.text) is not None or after.lower in {"has", "had", "is", "was", "will", "who", "also"}
    )
    inverted = found.first > 0 and document.lower(found.first - 1) in {"said", "says", "added"}
    return opens or verb or inverted


def _decide(index: Index, weights: dict[int, float]) -> Answer:
    if not weights:
        return NOBODY
    ranked = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))
    entity, weight = ranked[0]
    lead = weight - ranked[1][1] if len(ranked) > 1 else 3.0
    if weight < 0.5:
        return Answer(entity, 0.4, "named too far away")
    score = 0.88 if lead >= 2 else 0.8 if lead >= 1.2 else 0.7 if lead >= 0.5 else 0.5
    name = index.entities[entity].name
    return Answer(entity, score, f"stands for {name}" if score >= CUT_OFF else f"{name} and others fit alike")


def relative(index: Index, word: int) -> Answer:
    """The name that "who" or "which" follows: "Tom Devo, who told the paper"."""
    k = word - 1
    if k >= 0 and index.document.words[k].text == ",":
        k -= 1
    if k >= 0 and index.document.words[k].text == ")":
        k -= 1
    for found in index.before(word, 6):
        if found.last - 1 == k:
            return Answer(found.entity, 0.85, "the name right before it")
        between = index.document.words[found.last].text if found.last < word else ""
        kind = index.entities[found.entity].kind
        apposed = between == "," and titles.head_of(index.document, found.last + 1, word) is not None
        same = index.document.words[found.first].sentence == index.document.words[word].sentence
        if apposed and same and kind == "person":
            return Answer(found.entity, 0.75, "the name that its description belongs to")
    return NOBODY


def titled(document: Document, index: Index, mention: Mention, spoke: Sequence[Spoke]) -> Answer:
    """The person behind "the minister" or "the Kremlin spokesman": whoever carried that title before."""
    noun = document.lower(mention.head).removeprefix("ex-")
    modifiers = {
        document.lower(k)
        for k in range(mention.first, mention.head)
        if document.lower(k) not in vocabulary.DETERMINERS and document.words[k].text[0].isalnum()
    }
    found = [index.places.place(document.words[k].text) for k in range(mention.first, mention.last)]
    countries = {place.country for place in found if place}
    plain = modifiers - {"former", "current", "then"} - {word for word in modifiers if index.places.place(word.title())}
    fitting: list[int] = []
    later: list[int] = []
    for entity in _around(index, index.titled.get(noun, []), mention.first):
        profile = index.profiles[entity]
        foreign = bool(countries and profile.countries) and not countries & profile.countries
        if (plain and not plain & profile.words) or foreign or not index.of[entity]:
            continue
        (fitting if index.of[entity][0].first < mention.first else later).append(entity)
    if len(fitting) == 1:
        return Answer(fitting[0], 0.85, f"the only {noun} named before")
    if fitting:
        return _latest(index, mention.first, fitting, spoke, noun)
    near = [entity for entity in later if _soon(index, mention.first, entity)]
    return Answer(near[0], 0.65, f"the only {noun}, named next") if len(later) == len(near) == 1 else NOBODY


def _around(index: Index, entities: list[int], word: int) -> list[int]:
    """Those of ``entities`` (in order of first mention) that were named before ``word``, and the next few."""
    at = bisect_left(entities, word, key=lambda k: index.of[k][0].first if index.of[k] else 0)
    return entities[max(at - _WINDOW, 0) : at + 3]


def _soon(index: Index, word: int, entity: int) -> bool:
    words = index.document.words
    return words[index.of[entity][0].first].sentence - words[word].sentence <= 4


def _latest(index: Index, word: int, fitting: list[int], spoke: Sequence[Spoke], noun: str) -> Answer:
    last = {entity: index.last_before(entity, word) for entity in fitting}
    for one in spoke[-1:]:
        if one.entity is not None and one.entity in last:
            last[one.entity] = max(last[one.entity], one.word)
    entity = max(fitting, key=lambda one: (last[one], -one))
    return Answer(entity, 0.65, f"the {noun} named last")
