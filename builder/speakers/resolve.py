"""From each attribution's source mention to the canonical speaker, in the order of the text."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from builder.ids import fold
from builder.records import Article, Attribution, Entity, Sourcing, Span, Speaker
from builder.registry import NONE, Registry
from builder.speakers import anaphora, bodies, mentions, registered, speaker, titles, unnamed, via, vocabulary, writer
from builder.speakers.anaphora import CUT_OFF, Answer
from builder.speakers.antecedents import Spoke
from builder.speakers.course import Course
from builder.speakers.index import Index
from builder.speakers.mentions import Mention
from builder.speakers.reading import read
from builder.speakers.sourcing import of_unresolved
from builder.speakers.unnamed import StandsFor

_COUNTING = frozenset("a an one some many most several two three four few any no".split())


def resolve(
    article: Article, attributions: Sequence[Attribution], entities: Sequence[Entity], registry: Registry = NONE
) -> tuple[Speaker, ...]:
    """The speaker of each attribution, aligned with ``attributions``.

    Nobody is guessed: below a score of 0.6 the name is None. A floating quote takes the speaker of the attribution
    that its source was copied from. ``registry`` is the one that ``entities`` were found with.
    """
    return Resolver(article, entities, registry).all(attributions)


class Resolver(Course):
    """Goes through the sources from left to right and remembers who spoke."""

    def __init__(self, article: Article, entities: Sequence[Entity], registry: Registry) -> None:
        reading = read(article)
        super().__init__(Index(reading.document, entities, reading.geography))
        self.article = article
        self.registry = registry
        self._said: Sequence[Span] = ()  # by the source that is being resolved
        self._says_i = writer.says_i(self.document)

    def all(self, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
        speakers = [Speaker(reason="no source is given")] * len(attributions)
        own: dict[tuple[Span, ...], Speaker] = {}
        for k in sorted(range(len(attributions)), key=lambda k: (_position(attributions[k]), k)):
            one = attributions[k]
            if one.source and one.source not in own:
                self._said = one.content
                own[one.source] = self._speaker(one.source)
            found = own[one.source] if one.source else Speaker(reason="no source is given", method="none")
            if one.inherited:
                found = speaker.inherited(found)
            speakers[k] = dataclasses.replace(found, via=via.carrier(self.document, self.index, one.via) or found.via)
        return tuple(speakers)

    def _around(self, mention: Mention) -> Sequence[Span]:
        """What is said, where the source stands inside of it."""
        start = self.document.words[mention.first].start
        return self._said if self._said and self._said[0].start < start < self._said[-1].start else ()

    def _speaker(self, source: Sequence[Span]) -> Speaker:
        self.take_up(source[0].start)
        parsed = [mentions.parse(self.document, self.index, span) for span in source]
        mention = next((one for one in parsed if one.form == "name"), parsed[0])
        return registered.speaker(self._sure(mention), mention, self.index, self.registry)

    def _sure(self, mention: Mention) -> Speaker:
        found = self._of(mention)
        if found.name is None:
            if found.kind == "person" and mention.form != "pronoun":
                self.spoke.append(Spoke(mention.head, None))
            return found
        if found.score < CUT_OFF:
            unsure = self._nobody(mention, found.reason, found.method, "somebody")
            return dataclasses.replace(unsure, kind=found.kind)
        return found

    def _of(self, mention: Mention) -> Speaker:
        match mention.form:
            case "empty":
                return Speaker(reason="no source is given", method="none")
            case "name":
                return self._named(mention)
            case "pronoun":
                return self._pronoun(mention)
            case "joint":
                who = " and ".join(self.index.entities[one.entity].name for one in mention.joint)
                return self._nobody(mention, f"a joint statement of {who}")
            case "government":
                return self._government(mention)
            case "document":
                return self._document(mention)
            case "title" | "possessed":
                return self._title(mention)
            case "body":
                return self._body(mention)
            case _:
                return self._known(mention) or self._label(mention) or self._nobody(mention, "nobody is named")

    # names

    def _named(self, mention: Mention) -> Speaker:
        if mention.found is None:
            return self._nobody(mention, "nobody is named")
        entity = writer.outlet(self.article, self.index.entities[mention.found.entity])
        printed = self.document.name(mention.found.first, mention.found.last)
        place = entity.kind in {"country", "place"}
        if not place and fold(printed).rsplit(" ", 1)[-1] in vocabulary.GROUPS:
            return dataclasses.replace(self._nobody(mention, "a group of people, not one speaker"), kind="group")
        if entity.kind in {"person", "unknown"}:
            return self._person(mention, entity, printed)
        self.remember(mention.found.first, mention.found.entity)
        return self._place(entity) if place else speaker.body(entity, printed)

    def _person(self, mention: Mention, entity: Entity, printed: str) -> Speaker:
        assert mention.found is not None  # noqa: S101 - ``_named`` comes here with a name only
        shared = [k for k in self.index.surnames.get(fold(entity.name), ()) if k != mention.found.entity]
        if entity.local and len(shared) > 1:
            return self._nobody(mention, f"{len(shared)} people are called {entity.name}", "partial", "somebody")
        before = self.document.lower(mention.found.first - 1)
        counted = before in _COUNTING or (before == "the" and printed.endswith("ans"))  # "The Europeans"
        if entity.local and (counted or self._people(printed)):
            unnamed = self._nobody(mention, "a people or a group, not one speaker")
            return dataclasses.replace(unnamed, kind="group" if printed.endswith("s") else "person")
        self.remember(mention.found.first, mention.found.entity)
        role = titles.role(self.document, mentions.title_span(self.document, mention)) or entity.role
        return speaker.person(entity, printed, role)

    def _people(self, printed: str) -> bool:
        """Whether a single capital word is a people or an adherent: "Ukrainians", "Democrats"."""
        place = self.index.places.place(printed.removesuffix("s"))
        return (place is not None and place.by == "demonym") or printed.casefold() in (
            vocabulary.GROUPS | vocabulary.PEOPLE | vocabulary.DOCUMENTS
        )

    def _place(self, entity: Entity) -> Speaker:
        """A country or capital that speaks is its government: "Beijing said"; a town speaks for itself."""
        place = self.index.places.place(entity.name)
        if place is None:
            found = speaker.state(entity.name, 0.65, "place", f"the authorities of {entity.name}")
        else:
            name, method = speaker.government_of(place.country), "capital" if place.by == "capital" else "government"
            found = speaker.state(name, 0.8, method, f"{entity.name} stands for its government")
        return self._listed(found, entity)

    def _listed(self, found: Speaker, entity: Entity) -> Speaker:
        return registered.place(found, entity, self.document.text, self.registry)

    # what stands for a name

    def _pronoun(self, mention: Mention) -> Speaker:
        word, k = self.document.lower(mention.head), mention.head
        if word in vocabulary.THIRD_PERSON:
            return dataclasses.replace(self._anaphoric(mention, self.pronoun(k), "pronoun"), by="model")
        if word == "it":
            return self._anaphoric(mention, bodies.neuter(self.people, k, self.spoke, self._around(mention)), "pronoun")
        if word in {"who", "which", "that", "whose", "whom"}:
            return self._anaphoric(mention, anaphora.relative(self.index, k), "pronoun")
        own = writer.first_person(self.article, self.document, mention, says_i=self._says_i)
        return own or self._nobody(mention, f"“{word}” names nobody")

    def _title(self, mention: Mention) -> Speaker:
        first = self.document.lower(mention.first)
        if first in vocabulary.DETERMINERS - {"the", "this", "that", "his", "her", "its", "their"}:
            return self._nobody(mention, "somebody without a name")
        answer = anaphora.titled(self.document, self.index, mention, self.spoke)
        if mention.form == "possessed" and answer.entity is not None:
            owned = first in self.index.profiles[answer.entity].words
            answer = answer if owned else Answer(None, 0.0, "somebody's relation or employee, not named")
        if answer.score < CUT_OFF and mention.form == "title" and mention.head + 1 == mention.last:
            answer = self.epithet(mention)
        inside = {one.entity for one in self.index.inside(mention.head + 1, mention.last)}
        if answer.entity in inside:
            answer = Answer(None, 0.0, "somebody who is described by another's name")
        return self._anaphoric(mention, answer, "title")

    def _body(self, mention: Mention) -> Speaker:
        first = self.document.lower(mention.first)
        if first in {"a", "an", "one", "some", "another", "any", "no", "whose"}:
            return self._nobody(mention, "a body without a name")
        if self.document.lower(mention.head) in vocabulary.OWNED:
            owned = self._owned(mention)
            if owned is not None:
                return owned
        town = bodies.town(self.document, self.index, mention)
        if town is not None:
            return town
        answer = bodies.body(self.document, self.index, mention, self.spoke)
        if answer.entity is None or answer.score < CUT_OFF:
            found = bodies.described(self.document, self.index, mention)
            if found is not None:
                self.stands_for(mention.head, found)
                return speaker.described(self.index.entities[found])
        return self._anaphoric(mention, answer, "title")

    def _owned(self, mention: Mention) -> Speaker | None:
        """Somebody's office or campaign: "Prell's office", "her campaign"; None for "the campaign"."""
        first = self.document.lower(mention.first)
        person = bodies.owner(self.document, self.index, mention)
        if person is None and first not in {"his", "her"}:
            return None
        if person is not None:
            k = bodies.owned(self.index, mention, person)
            found = dataclasses.replace(speaker.described(self.index.entities[k]), score=0.85)
        else:
            answer = self.third_person(mention.first)
            if answer.entity is None or answer.score < CUT_OFF:
                return self._nobody(mention, answer.reason, "title")
            k = bodies.owned(self.index, mention, answer.entity)
            owner = f"{first} {answer.reason}"
            found = speaker.anaphoric(self.index.entities[k], self.index.places, answer.score, "title", owner)
        self.stands_for(mention.head, k)
        return found

    def _government(self, mention: Mention) -> Speaker:
        country = bodies.country(self.index, mention)
        if country is not None:
            self._remember_country(mention, country)
            name = speaker.government_of(country)
            return speaker.state(name, 0.9, "government", f"the government of {country} by name")
        answer = bodies.only_government(self.index, mention)
        found = bodies.described(self.document, self.index, mention)
        if answer.entity is None and found is not None:
            self.remember(mention.head, found)
            return speaker.described(self.index.entities[found])
        return self._anaphoric(mention, answer, "title")

    def _remember_country(self, mention: Mention, country: str) -> None:
        for one in self.index.inside(mention.first, mention.last):
            if self.index.entities[one.entity].kind in {"country", "place"}:
                return self.remember(one.first, one.entity)
        k = self.index.describe(speaker.government_of(country), "government", mention.head, mention.head + 1)
        return self.remember(mention.head, k)

    def _document(self, mention: Mention) -> Speaker:
        """A document of an identifiable body speaks for the body: "the KCNA report"."""
        noun = self.document.lower(mention.head)
        if mention.found is not None:
            found = self._named(dataclasses.replace(mention, form="name"))
        elif self.document.lower(mention.first) == "its":
            answer = bodies.neuter(self.people, mention.first, self.spoke)
            found = self._anaphoric(mention, answer, "pronoun")
        else:
            body = bodies.publisher(self.document, self.index, mention)
            found = speaker.described(self.index.entities[body]) if body is not None else Speaker()
        if found.name is None or found.score < CUT_OFF:
            return self._nobody(mention, "a document whose author is no body that is named")
        reason = f"the {noun} of {found.name}"
        return dataclasses.replace(found, score=0.75, method="document", role=None, reason=reason)

    def _known(self, mention: Mention) -> Speaker | None:
        """A body that goes by a phrase of its own: "the i", "Number 10"."""
        known = mentions.known_word(self.document, mention)
        if known is None:
            return None
        return Speaker(
            name=known.name, kind=known.kind, reference="explicit", sourcing="named", score=0.85,
            method="organisation", reason="known by this name",
        )  # fmt: skip

    def _label(self, mention: Mention) -> Speaker | None:
        """The label of an interview: "PRELL:" by the surname, "Q:" and "A:" by who asks and who is asked."""
        asked = writer.interview(self.article, self.document, self.index, mention)
        if asked is not None:
            return asked
        word = self.document.words[mention.head].text
        people = self.index.surnames.get(fold(word), ())
        if not (word.isupper() and len(word) > 2 and len(people) == 1):
            return None
        self.remember(mention.head, people[0])
        entity = self.index.entities[people[0]]
        return dataclasses.replace(speaker.person(entity, word, entity.role), score=0.8)

    def _anaphoric(self, mention: Mention, answer: Answer, method: str) -> Speaker:
        if answer.entity is None:
            return self._nobody(mention, answer.reason, method, self.somebody(answer))
        if answer.score >= CUT_OFF:
            self.stands_for(mention.head, answer.entity)
        entity = self.index.entities[answer.entity]
        found = speaker.anaphoric(entity, self.index.places, answer.score, method, answer.reason)
        return self._listed(found, entity)

    # the rest

    def _nobody(
        self, mention: Mention, reason: str, method: str = "none", stands_for: StandsFor = "not asked"
    ) -> Speaker:
        known = self.sourcing(unnamed.features(self.document, self.index, mention, stands_for))
        return speaker.nobody(self.document, mention, known, reason, method)

    def sourcing(self, features: tuple[str, ...]) -> Sourcing:
        """Whether somebody unknown is meant, people without a name, or nobody; training puts its own answer here."""
        return of_unresolved(features)


def _position(one: Attribution) -> int:
    spans = one.source or one.cue or one.content
    return spans[0].start if spans else 0
