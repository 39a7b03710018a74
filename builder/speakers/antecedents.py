"""Whom a pronoun can stand for: the people named or mentioned before it, with their features for the ranker."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder import lexicon
from builder.speakers import roles, tables, vocabulary
from builder.speakers.document import Document
from builder.speakers.features import Features
from builder.speakers.index import Found, Index
from builder.speakers.nominals import Nominal, nominals

_WINDOW = 80  # mentions looked back on; further away nothing is picked up by a pronoun
_MOST = 12  # candidates, the last mentioned ones
_NOMINALS = 4
_LOOKED_AT = 30  # mentions of one entity; more say nothing new
_LONGEST_QUOTE = 200  # words; behind a longer one it makes no difference where it began
_NEAR = 6  # narrated sentences in which somebody without a name is remembered
_ADVERBS = frozenset("also then later once first further still often has had".split())
_CLOSING = frozenset({"”", '"', "''", "»", "’", "'"})


@dataclass(frozen=True, slots=True)
class Spoke:
    """A source that was resolved already: at which word, and who it was."""

    word: int
    entity: int | None  # None: somebody without a name


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody a pronoun may stand for; ``entity`` is None for people without a name and for nobody at all."""

    entity: int | None
    features: tuple[str, ...]
    nominal: Nominal | None = None


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of an entity before the pronoun: its last mention, that in the narration, how many there are."""

    last: Found
    narrated: Found | None
    near: int


class Antecedents:
    """The people of an article as candidates for its pronouns."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.document = index.document
        self.nominals = nominals(index.document, index)
        self._heads = [one.head for one in self.nominals]
        self._roles: dict[Found, str] = {}
        self._speaking: dict[int, bool] = {}
        self._narrated = list(_narrated(index.document))

    def of(self, word: int, spoke: Sequence[Spoke], gender: str | None = None) -> list[Candidate]:
        """The candidates for "he" or "she" at ``word``: nobody first, then the last mentioned people.

        Whoever has the other gender is none; empty fits all. ``spoke`` are the sources before, in order.
        """
        gender = vocabulary.THIRD_PERSON[self.document.lower(word)] if gender is None else gender
        before = tuple(one for one in spoke[-3:] if one.word < word)
        context = Features(self, word, self._setting(word), before, self._says(word), self._told(word))
        traces = self._traces(word, gender)
        found = [Candidate(None, tuple(context.nobody(list(traces.values()))))]
        most = max((trace.near for trace in traces.values()), default=0)
        for rank, (entity, trace) in enumerate(traces.items()):
            found.append(Candidate(entity, tuple(context.named(entity, trace, rank, most))))
        unnamed = self._unnamed(word, gender, context.spoke)
        found.extend(Candidate(None, tuple(context.unnamed(one, k)), one) for k, one in enumerate(unnamed))
        return found

    def _setting(self, word: int) -> str:
        """How the pronoun stands to a quotation: behind one that opens the paragraph, behind another, or apart."""
        document = self.document
        k = word - 1
        if document.lower(k) not in _CLOSING and document.lower(k - 1) not in _CLOSING:
            return "opening" if document.words[word].initial else "inside"
        paragraph = document.words[word].paragraph
        while k > 0 and document.words[k - 1].paragraph == paragraph and word - k < _LONGEST_QUOTE:
            k -= 1
            if not document.words[k].quoted and document.words[k].text[0].isalnum():
                return "later quote"
        return "first quote"

    def _says(self, word: int) -> bool:
        """Whether a cue stands beside the pronoun: "he said", "he also said", "said he"."""
        after = word + 1 + (self.document.lower(word + 1) in _ADVERBS)
        return any(
            0 <= k < len(self.document.words) and lexicon.cue_of_form(self.document.words[k].text) is not None
            for k in (after, word - 1)
        )

    def _told(self, word: int) -> int:
        """The first word of the quotation that closes right before the pronoun; 0 where none does."""
        document = self.document
        k = word - 1
        while k > 0 and document.lower(k) in _CLOSING:
            k -= 1
        end = k
        while (
            k > 0
            and document.words[k].quoted
            and end - k < _LONGEST_QUOTE
            and document.words[k].paragraph == document.words[end].paragraph
        ):
            k -= 1
        same = document.words[end].paragraph == document.words[word].paragraph
        return k + 1 if same and k < end < word - 1 else 0

    def _traces(self, word: int, gender: str) -> dict[int, Trace]:
        last: dict[int, Found] = {}
        narrated: dict[int, Found] = {}
        near: dict[int, int] = {}
        for found in self.index.before(word, _WINDOW):
            if found.entity not in near:
                if len(near) == _MOST or not self._fits(found.entity, gender):
                    continue
                last[found.entity] = found
            near[found.entity] = near.get(found.entity, 0) + 1
            if found.entity not in narrated and not self.document.words[found.first].quoted:
                narrated[found.entity] = found
        traces = {entity: Trace(one, narrated.get(entity), near[entity]) for entity, one in last.items()}
        return dict(sorted(traces.items(), key=lambda pair: -(pair[1].narrated or pair[1].last).first))

    def _fits(self, entity: int, gender: str) -> bool:
        kind = self.index.entities[entity].kind
        if _is_people(self.index.entities[entity].name.rsplit(" ", 1)[-1]):
            return False
        if kind == "person":
            return not gender or self.index.profiles[entity].gender in {gender, ""}
        return kind == "unknown" and self.index.entities[entity].local and self._speaks(entity)

    def _speaks(self, entity: int) -> bool:
        """Whether a name that nothing explains is the subject of a cue: "Al-Awlaki says", not "Twitter users"."""
        if entity not in self._speaking:
            self._speaking[entity] = any(
                self.document.together(one.last) and lexicon.cue_of_form(self.document.words[one.last].text) is not None
                for one in self.index.of[entity][:_LOOKED_AT]
            )
        return self._speaking[entity]

    def _unnamed(self, word: int, gender: str, spoke: Sequence[Spoke]) -> list[Nominal]:
        end = bisect_left(self._heads, word)
        near = self.nominals[max(end - _NOMINALS, 0) : end][::-1]
        spoken = [one.word for one in spoke[-1:] if one.entity is None and not _within(near, one.word)]
        near[:0] = [Nominal(k, k, "", definite=False, introduced=True) for k in spoken]
        return [
            one
            for one in near
            if (not gender or one.gender in {gender, ""})
            and one.introduced
            and one.first not in self.index.taken_up
            and self.distance(one.head, word) <= _NEAR
            and not self.document.words[one.head].quoted
        ]

    def distance(self, earlier: int, later: int) -> int:
        """Narrated sentences from one word to another; those within a quotation do not count."""
        return self._narrated[later] - self._narrated[earlier]

    def role(self, found: Found) -> str:
        """What a mention is in its sentence, by the words beside it: subject, object of a preposition ..."""
        if found not in self._roles:
            self._roles[found] = roles.role(
                self.document, found, person=self.index.entities[found.entity].kind == "person"
            )
        return self._roles[found]


def _is_people(word: str) -> bool:
    """Whether a name ends in several people: "House Republicans", "Turkish Americans"."""
    people = tables.place(word.removesuffix("s")) if word.endswith("s") else None
    return word.casefold() in vocabulary.GROUPS or (people is not None and people.by == "demonym")


def _within(nominals: Sequence[Nominal], word: int) -> bool:
    return any(one.first <= word <= one.head for one in nominals)


def _narrated(document: Document) -> Iterator[int]:
    """The number of each word's sentence where sentences within a quotation do not count."""
    number, sentence = 0, -1
    for word in document.words:
        if not word.quoted and word.text[0].isalnum() and word.sentence != sentence:
            number += 1
            sentence = word.sentence
        yield number
