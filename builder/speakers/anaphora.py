"""Pronouns and "the minister": which entity named before they stand for, with a score.

"he" and "she" are for the fitted ranker, whose probability is the score; below ``CUT_OFF`` an answer is not given.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from builder.records import Span
from builder.speakers import tables, titles, vocabulary
from builder.speakers.antecedents import Antecedents, Candidate, Spoke
from builder.speakers.document import Document
from builder.speakers.index import BODIES, Index
from builder.speakers.mentions import Mention
from builder.speakers.ranker import ranker

CUT_OFF = 0.6
_WINDOW = 80  # mentions looked back on; further away nothing is picked up by a pronoun
_EPITHET = 0.8  # how much less an epithet says than a pronoun
_GENERIC = frozenset("next new average eventual typical other only ideal future same 's ’s former ex".split())
_LONG_AGO = 15  # sentences
_SOON = 3  # narrated sentences


@dataclass(frozen=True, slots=True)
class Answer:
    """Who an expression stands for; ``entity`` is None where nobody fits."""

    entity: int | None
    score: float
    reason: str
    unnamed: int | None = None  # the noun of somebody without a name who fits best, where that is sure


NOBODY = Answer(None, 0.0, "nobody named before fits")


def third_person(antecedents: Antecedents, word: int, spoke: Sequence[Spoke]) -> Answer:
    """The person behind "he" or "she" at ``word``, as the fitted ranker has it; ``score`` is its probability."""
    return _ranked(antecedents, antecedents.of(word, spoke))


def epithet(antecedents: Antecedents, mention: Mention, spoke: Sequence[Spoke]) -> Answer:
    """The person behind "the investor" or "the Marrow senator": ranked like a pronoun, and less sure.

    An office must be that of the person by the article's own words; what anybody may be called need not.
    """
    document, noun = antecedents.document, antecedents.document.lower(mention.head)
    words = {document.lower(k) for k in range(mention.first, mention.head)}
    if document.lower(mention.first) != "the" or words & _GENERIC:
        return NOBODY
    gender = titles.gender_of(document, (mention.head, mention.head + 1))
    found = antecedents.of(mention.first, spoke, gender)
    answer = _ranked(antecedents, found)
    if answer.entity is None:
        return answer
    carried = antecedents.index.profiles[answer.entity].titles
    if noun in carried:
        fits = all(_may_go_unsaid(document, k) for k in range(mention.first + 1, mention.head))
    else:
        politician = not carried or not carried.isdisjoint(vocabulary.POLITICIANS)
        fits = noun in vocabulary.EPITHETS and (politician or noun not in vocabulary.POLITICIANS)
    if not fits:
        return NOBODY
    return Answer(answer.entity, round(answer.score * _EPITHET, 4), answer.reason)


def _may_go_unsaid(document: Document, k: int) -> bool:
    """Whether word ``k`` before a title may be news to the article: "the Marrow senator", not "the FBI director"."""
    word = document.words[k]
    return word.capital and not word.text.isupper()


def _ranked(antecedents: Antecedents, candidates: Sequence[Candidate]) -> Answer:
    probabilities = ranker().probabilities(candidates)
    score, k = max((p, -k) for k, p in enumerate(probabilities))
    best = candidates[-k]
    if best.nominal is not None:
        taken = antecedents.document.name(best.nominal.first, best.nominal.head + 1)
        return Answer(None, 0.0, f"takes up “{taken}”", unnamed=best.nominal.head if score >= CUT_OFF else None)
    if best.entity is None:
        return NOBODY
    name = antecedents.index.entities[best.entity].name
    sure = score >= CUT_OFF
    return Answer(best.entity, round(score, 4), f"stands for {name}" if sure else f"{name} and others fit alike")


def neuter(antecedents: Antecedents, word: int, spoke: Sequence[Spoke], said: Sequence[Span] = ()) -> Answer:
    """The body behind "it" at ``word``: the last to speak, or the only one that opened a sentence just before.

    What is ``said`` names nobody: in "The fleet, it explained, was ready" somebody else explains.
    """
    index = antecedents.index
    opened: list[int] = []
    for found in index.before(word, _WINDOW):
        if antecedents.distance(found.first, word) > 1:
            break
        first = index.document.words[found.first]
        told = first.quoted or any(span.start <= first.start < span.end for span in said)
        begins = antecedents.role(found) in {"opening", "subject"} and not told
        if begins and _is_body(index, found.entity) and found.entity not in opened:
            opened.append(found.entity)
    last = spoke[-1] if spoke and spoke[-1].word < word else None
    if last is not None and last.entity is not None and _is_body(index, last.entity):
        near = antecedents.distance(last.word, word) <= _SOON and set(opened) <= {last.entity}
        if near:
            return Answer(last.entity, 0.75, f"{index.entities[last.entity].name} was the last to speak")
    if len(opened) == 1:
        return Answer(opened[0], 0.65, f"stands for {index.entities[opened[0]].name}")
    return Answer(opened[0], 0.4, "several may be meant") if opened else NOBODY


def _is_body(index: Index, entity: int) -> bool:
    """Whether an entity can be "it" and speak: a body, a country, a capital."""
    kind = index.entities[entity].kind
    return kind in {*BODIES, "country"} or (
        kind == "place" and index.places.place(index.entities[entity].name) is not None
    )


def relative(index: Index, word: int) -> Answer:
    """The name that "who" or "which" follows: "Tom Devo, who told the paper"."""
    k = word - 1
    if k >= 0 and index.document.words[k].text == ",":
        k -= 1
    if k >= 0 and index.document.words[k].text == ")":
        k -= 1
    human = index.document.lower(word) in {"who", "whom"}
    for found in index.before(word, 6):
        if human and index.entities[found.entity].kind in {"country", "place"}:
            continue
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
    once = bool(modifiers & {"former", "ex"}) or document.lower(mention.head).startswith("ex-")
    plain = modifiers - {"former", "current", "then"} - {word for word in modifiers if index.places.place(word.title())}
    fitting: list[int] = []
    later: list[int] = []
    for entity in _around(index, index.titled.get(noun, []), mention.first):
        profile = index.profiles[entity]
        foreign = bool(countries and profile.countries) and not countries & profile.countries
        if (plain and not plain & profile.words) or foreign or not index.of[entity]:
            continue
        (fitting if index.of[entity][0].first < mention.first else later).append(entity)
    fitting = _in_office(index, noun, fitting, once=once)
    if len(fitting) == 1:
        return _only(index, mention.first, fitting[0], noun)
    if fitting:
        return _latest(index, mention.first, fitting, spoke, noun)
    near = [entity for entity in later if _soon(index, mention.first, entity)]
    return Answer(near[0], 0.65, f"the only {noun}, named next") if len(later) == len(near) == 1 else NOBODY


def _only(index: Index, word: int, entity: int, noun: str) -> Answer:
    """The one holder of a title; of an office that many hold only where it was named not long ago."""
    title = tables.titles().get(noun)
    words = index.document.words
    ago = words[word].sentence - words[max(index.last_before(entity, word), 0)].sentence
    if ago > _LONG_AGO and not (title and title.single):
        return Answer(entity, 0.5, f"a {noun} named long before")
    return Answer(entity, 0.85, f"the only {noun} named before")


def _in_office(index: Index, noun: str, entities: list[int], *, once: bool) -> list[int]:
    """Those who are called "former", where the mention is; else those who are not, where there are any.

    "The former president" is not the president; "the former senator" may have been called a senator.
    """
    former = [k for k in entities if index.profiles[k].words & {"former", "ex", f"ex-{noun}"}]
    if once:
        office = tables.titles().get(noun)
        return former or ([] if office is not None and office.single else entities)
    return [k for k in entities if k not in former] or entities


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
