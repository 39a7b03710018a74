"""From each attribution's source mention to the canonical speaker, in the order of the text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence

from builder.ids import fold
from builder.records import Article, Attribution, Entity, Kind, Reference, Span, Speaker
from builder.speakers import anaphora, kinds, mentions, sourcing, tables, titles, vocabulary
from builder.speakers.anaphora import CUT_OFF, Answer, Spoke
from builder.speakers.document import document
from builder.speakers.geography import geography
from builder.speakers.index import Index
from builder.speakers.mentions import Mention
from builder.speakers.names import names

_BODY_KINDS: dict[str, Kind] = {
    "organisation": "organisation", "government": "government", "media": "media", "group": "group"
}  # fmt: skip
_INHERITED = 0.8  # what is left of the score where a floating quote takes over the speaker before it
_ARTICLE = re.compile(r"^(?:the|a|an|its|his|her|their)\s+", re.IGNORECASE)


def resolve(article: Article, attributions: Sequence[Attribution], entities: Sequence[Entity]) -> tuple[Speaker, ...]:
    """The speaker of each attribution, aligned with ``attributions``.

    Nobody is guessed: below a score of 0.6 the name is None. A floating quote takes the speaker of the attribution
    that its source was copied from.
    """
    return _Resolver(article, entities).all(attributions)


class _Resolver:
    def __init__(self, article: Article, entities: Sequence[Entity]) -> None:
        self.document = document(article)
        self.index = Index(self.document, entities, geography(self.document, names(self.document)))
        self.spoke: list[Spoke] = []

    def all(self, attributions: Sequence[Attribution]) -> tuple[Speaker, ...]:
        speakers: list[Speaker | None] = [None] * len(attributions)
        own: dict[tuple[Span, ...], Speaker] = {}
        order = sorted(range(len(attributions)), key=lambda k: (_position(attributions[k]), k))
        for k in order:
            one = attributions[k]
            if one.source and one.source not in own:
                own[one.source] = self._speaker(one.source)
            found = own[one.source] if one.source else Speaker(reason="no source is given")
            if one.inherited:
                found = _inherited(found)
            speakers[k] = dataclasses.replace(found, via=self._via(one.via, found.via))
        return tuple(one for one in speakers if one is not None)

    def _speaker(self, source: Sequence[Span]) -> Speaker:
        parsed = [mentions.parse(self.document, self.index, span) for span in source]
        mention = next((one for one in parsed if one.form == "name"), parsed[0])
        speaker = self._of(mention)
        if speaker.name is not None and speaker.score < CUT_OFF:
            reason = speaker.reason or f"too unsure of {speaker.name}"
            unsure = Speaker(kind=speaker.kind, reference=speaker.reference, sourcing="anonymous", method=speaker.method)
            speaker = dataclasses.replace(unsure, sourcing=self._sourcing(mention), reason=reason)
        return speaker

    def _of(self, mention: Mention) -> Speaker:
        match mention.form:
            case "empty":
                return Speaker(reason="no source is given", method="none")
            case "name":
                return self._named(mention)
            case "pronoun":
                return self._pronoun(mention)
            case "joint":
                named = " and ".join(self.index.entities[one.entity].name for one in mention.joint)
                return self._nobody(mention, f"a joint statement of {named}")
            case "government":
                return self._government(mention)
            case "document":
                return self._document(mention)
            case "title":
                return self._title(mention)
            case "body" | "organ":
                return self._body(mention)
            case "possessed":
                return self._nobody(mention, "somebody's relation or employee, not named")
            case _:
                return self._known_or_nobody(mention)

    # -- names

    def _named(self, mention: Mention) -> Speaker:
        assert mention.found is not None
        found = mention.found
        entity = self.index.entities[found.entity]
        role = titles.role(self.document, mentions.title_span(self.document, mention)) or entity.role
        if entity.kind in {"person", "unknown"}:
            return self._person(mention, entity, role)
        if entity.kind in {"country", "place"}:
            return self._place(mention, entity)
        self._remember(found.first, found.entity)
        printed = self.document.name(found.first, found.last)
        short = fold(printed).removeprefix("the ") != fold(entity.name)
        acronym = short and printed.isupper()
        return Speaker(
            name=entity.name,
            kind=_BODY_KINDS.get(entity.kind, "unknown"),
            reference="explicit",
            sourcing="named",
            qid=entity.qid,
            score=0.95 if acronym else 0.85 if short else 0.9,
            method="acronym" if acronym else "organisation",
            reason=f"{printed} is short for {entity.name}" if short else "named in the mention",
        )

    def _person(self, mention: Mention, entity: Entity, role: str | None) -> Speaker:
        assert mention.found is not None
        found = mention.found
        printed = self.document.name(found.first, found.last)
        shared = [k for k in self.index.surnames.get(fold(entity.name), ()) if k != found.entity]
        if entity.local and len(shared) > 1:
            return self._nobody(mention, f"{len(shared)} people are called {entity.name}", method="partial")
        if entity.local and self._people(printed):
            return self._nobody(mention, "a people or a group, not one speaker")
        full = len(printed.split()) > 1
        method = "single" if entity.local else "full" if full else "partial"
        self._remember(found.first, found.entity)
        return Speaker(
            name=entity.name,
            kind="person" if entity.kind == "person" or full else "unknown",
            role=role,
            reference="explicit",
            sourcing="named",
            local=entity.local,
            qid=entity.qid,
            score={"full": 0.95, "partial": 0.92, "single": 0.6}[method],
            method=method,
            reason={
                "full": "full name in the mention",
                "partial": f"part of the name of {entity.name}",
                "single": "the article gives no more than this name",
            }[method],
        )

    def _people(self, printed: str) -> bool:
        """Whether a single capital word is a plural or an adjective of a people: "Ukrainians", "Democrats"."""
        place = self.index.places.place(printed.removesuffix("s"))
        return (place is not None and place.by == "demonym") or printed.casefold() in {"democrats", "republicans", "muslims"}

    def _place(self, mention: Mention, entity: Entity) -> Speaker:
        """A place that speaks is its government: "Beijing said"; a town speaks for itself."""
        assert mention.found is not None
        place = self.index.places.place(entity.name)
        self._remember(mention.found.first, mention.found.entity)
        if place is None:
            return self._state(entity.name, 0.65, "place", f"the authorities of {entity.name}")
        how = "capital" if place.by == "capital" else "government"
        return self._state(government_of(place.country), 0.8, how, f"{entity.name} stands for the government")

    def _state(self, name: str, score: float, method: str, reason: str, reference: Reference = "explicit") -> Speaker:
        return Speaker(
            name=name, kind="government", reference=reference, sourcing="named", score=score, method=method, reason=reason
        )

    # -- what stands for a name

    def _pronoun(self, mention: Mention) -> Speaker:
        word = self.document.lower(mention.head)
        if word in vocabulary.THIRD_PERSON:
            return self._anaphoric(mention, anaphora.third_person(self.index, mention.head, self.spoke), "pronoun")
        if word == "it":
            return self._anaphoric(mention, anaphora.neuter(self.index, mention.head, self.spoke), "pronoun")
        if word in {"who", "which", "that"}:
            return self._anaphoric(mention, anaphora.relative(self.index, mention.head), "pronoun")
        return self._nobody(mention, f"“{word}” names nobody")

    def _title(self, mention: Mention) -> Speaker:
        definite = self.document.lower(mention.first) in {"the", "this", "that"} or mention.first == mention.head
        if not definite and mention.found is None:
            return self._nobody(mention, "somebody without a name")
        answer = anaphora.titled(self.document, self.index, mention, self.spoke)
        if not definite and self.document.lower(mention.first) in vocabulary.DETERMINERS:
            return self._nobody(mention, "somebody without a name")
        return self._anaphoric(mention, answer, "title")

    def _body(self, mention: Mention) -> Speaker:
        if self.document.lower(mention.first) in {"a", "an", "one", "some", "another", "two", "several"}:
            return self._nobody(mention, "a body without a name")
        noun = self.document.lower(mention.head)
        if mention.form == "organ" and noun not in {"media", "arm", "mouthpiece", "newspaper", "paper", "broadcaster"}:
            return self._organ(mention, noun)
        place = self._town(mention, noun)
        if place is not None:
            return place
        return self._anaphoric(mention, anaphora.body(self.document, self.index, mention, self.spoke), "title")

    def _town(self, mention: Mention, noun: str) -> Speaker | None:
        """The town behind "the city", where the article names just one near."""
        if noun not in {"city", "town"}:
            return None
        for found in self.index.before(mention.first, 12):
            entity = self.index.entities[found.entity]
            if entity.kind == "place" or re.match(r"(?:Municipality|City|Town) of ", entity.name):
                name = re.sub(r"^(?:Municipality|City|Town) of ", "", entity.name)
                return self._state(name, 0.6, "title", f"the {noun} named before", "anaphoric")
        return None

    def _organ(self, mention: Mention, noun: str) -> Speaker:
        """An organ of a state that the article calls by its function: "Sellia's defence ministry"."""
        country = self._country(mention)
        words = [
            self.document.words[k].text
            for k in range(mention.first, mention.head + 1)
            if self.document.lower(k) not in vocabulary.DETERMINERS
            and self.document.words[k].text[0].isalnum()
            and not self.index.places.place(self.document.words[k].text)
        ]
        if country is None or len(words) > 4:
            return self._anaphoric(mention, anaphora.body(self.document, self.index, mention, self.spoke), "title")
        name = " ".join(word[:1].upper() + word[1:] for word in words) + f" of {country}"
        kind: Kind = _BODY_KINDS.get(vocabulary.BODY_KIND.get(noun, ""), "organisation")
        return Speaker(
            name=name, kind=kind, reference="explicit", sourcing="named", score=0.7, method="organisation",
            reason="called by its function and its country",
        )  # fmt: skip

    def _country(self, mention: Mention) -> str | None:
        for size in (3, 2, 1):
            for k in range(mention.first, mention.last - size + 1):
                place = self.index.places.place(self.document.name(k, k + size))
                if place:
                    return place.country
        return None

    def _government(self, mention: Mention) -> Speaker:
        country = self._country(mention)
        if country is not None:
            return self._state(government_of(country), 0.9, "government", f"the government of {country} by name")
        head = self.document.lower(mention.head)
        if mention.found is not None:
            name = f"{self.document.name(mention.found.first, mention.found.last)} {head}"
            return self._state(name, 0.6, "government", "called by a name the article does not explain")
        adjective = self.document.words[mention.head - 1] if mention.head > mention.first else None
        if adjective is not None and adjective.capital and not adjective.initial:
            return self._state(f"{adjective.text} {head}", 0.6, "government", "of a country the article does not name")
        return self._anaphoric(mention, self._only_government(mention), "title")

    def _only_government(self, mention: Mention) -> Answer:
        """The government that "the government" stands for: of the one country whose government spoke before."""
        near = [found.entity for found in self.index.before(mention.first, 60)]
        states = {entity for entity in near if self.index.entities[entity].kind == "country"}
        if len(states) == 1:
            return Answer(states.pop(), 0.65, "the only country named before")
        return anaphora.NOBODY

    def _document(self, mention: Mention) -> Speaker:
        """A document of an identifiable body speaks for the body: "the KCNA report"."""
        speaker = self._named(dataclasses.replace(mention, form="name"))
        if speaker.name is None or speaker.kind == "person":
            return self._nobody(mention, "a document whose author is no body")
        noun = self.document.lower(mention.head)
        return dataclasses.replace(
            speaker, score=0.65, method="document", role=None, reason=f"the {noun} of {speaker.name}", via=noun
        )

    def _anaphoric(self, mention: Mention, answer: Answer, method: str) -> Speaker:
        if answer.entity is None:
            return self._nobody(mention, answer.reason, method=method)
        entity = self.index.entities[answer.entity]
        if answer.score >= CUT_OFF:
            self._remember(mention.head, answer.entity)
        name, kind = entity.name, _BODY_KINDS.get(entity.kind, "person" if entity.kind == "person" else "unknown")
        if entity.kind in {"country", "place"}:
            place = self.index.places.place(entity.name)
            name, kind = (government_of(place.country) if place else entity.name), "government"
        return Speaker(
            name=name,
            kind=kind,
            role=entity.role,
            reference="anaphoric",
            sourcing="named",
            local=entity.local,
            qid=entity.qid,
            score=answer.score,
            method=method,
            reason=answer.reason,
        )

    # -- nobody

    def _known_or_nobody(self, mention: Mention) -> Speaker:
        known = mentions.known_word(self.document, mention)
        if known and (self.document.words[mention.head].capital or self.document.lower(mention.first) == "the"):
            return Speaker(
                name=known.name, kind=known.kind, reference="explicit", sourcing="named", score=0.85,
                method="organisation", reason="known by this name",
            )  # fmt: skip
        shouted = self._all_caps(mention)
        return shouted or self._nobody(mention, "nobody is named")

    def _all_caps(self, mention: Mention) -> Speaker | None:
        """The known person behind the label of an interview: "PRELL:"."""
        word = self.document.words[mention.head]
        people = self.index.surnames.get(fold(word.text), ())
        if not (word.text.isupper() and len(word.text) > 2 and len(people) == 1):
            return None
        entity = self.index.entities[people[0]]
        self._remember(mention.head, people[0])
        return Speaker(
            entity.name, "person", entity.role, "explicit", "named", local=entity.local, qid=entity.qid,
            score=0.8, method="partial", reason=f"part of the name of {entity.name}",
        )  # fmt: skip

    def _nobody(self, mention: Mention, reason: str, method: str = "none") -> Speaker:
        noun = self.document.lower(mention.head)
        kind: Kind = "unknown"
        if sourcing.is_group(self.document, mention):
            kind = "group"
        elif mention.form in {"title", "possessed"} or noun in vocabulary.THIRD_PERSON:
            kind = "person"
        elif mention.form in {"government", "body", "organ"}:
            kind = _BODY_KINDS.get(vocabulary.BODY_KIND.get(noun, ""), "organisation")
        reference: Reference = "none" if mention.form == "empty" else _reference(mention, noun)
        return Speaker(
            kind=kind, reference=reference, sourcing=self._sourcing(mention), method=method, reason=reason
        )

    def _sourcing(self, mention: Mention) -> sourcing.Sourcing:
        return sourcing.of_unresolved(self.document, mention)

    # -- the rest

    def _via(self, spans: Sequence[Span], document_noun: str | None) -> str | None:
        """The medium that carried the words: canonical where known, else as printed without its article."""
        for span in spans:
            first, last = self.document.within(span)
            for found in self.index.inside(first, last):
                entity = self.index.entities[found.entity]
                if entity.kind in {"media", "organisation", "government"}:
                    return entity.name
            known = tables.known(span.of(self.document.text))
            return known.name if known else _ARTICLE.sub("", " ".join(span.of(self.document.text).split()))
        return document_noun

    def _remember(self, word: int, entity: int) -> None:
        self.spoke.append(Spoke(word, entity))


def _position(one: Attribution) -> int:
    spans = one.source or one.cue or one.content
    return spans[0].start if spans else 0


def _reference(mention: Mention, noun: str) -> Reference:
    anaphoric = mention.form == "pronoun" and noun not in {"i", "we", "you", "us"}
    return "anaphoric" if anaphoric or mention.form in {"title", "body"} else "explicit"


def _inherited(found: Speaker) -> Speaker:
    """The speaker of a floating quote; never below the cut-off where the quote it follows was sure enough."""
    if found.name is None:
        return dataclasses.replace(found, reference="implicit", method="inherited")
    score = max(round(found.score * _INHERITED, 4), CUT_OFF)
    return dataclasses.replace(
        found, reference="implicit", method="inherited", score=score, reason=f"goes on from the quote before: {found.reason}"
    )


def government_of(country: str) -> str:
    """The canonical name of a country's government: "Government of China"."""
    the = country.startswith(("United ", "Czech ", "Central African", "Dominican R", "Democratic R", "Republic of"))
    plural = country in {"Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Seychelles", "Solomon Islands"}
    return f"Government of {'the ' if the or plural else ''}{country}"


__all__ = ["government_of", "kinds", "resolve"]
