"""What has been read of an article so far: who spoke, and whom its pronouns and titles stand for."""

from __future__ import annotations

from builder.speakers import anaphora, vocabulary
from builder.speakers.anaphora import CUT_OFF, NOBODY, Answer
from builder.speakers.antecedents import Antecedents, Spoke
from builder.speakers.index import Index
from builder.speakers.mentions import Mention
from builder.speakers.unnamed import StandsFor

_SURE = 0.9


class Course:
    """The course of an article from left to right; every answer becomes a mention for what follows."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.document = index.document
        self.people = Antecedents(index)
        self.spoke: list[Spoke] = []
        self._definite = {one.head: one for one in self.people.nominals if one.definite}
        self._introduced = {one.head for one in self.people.nominals if one.introduced}
        self._asked: set[int] = set()
        self._read = 0  # words before this one have had their pronouns and titles taken up

    def third_person(self, word: int) -> Answer:
        """The person behind "he" or "she" at ``word``; training puts the right answer in its place."""
        return anaphora.third_person(self.people, word, self.spoke)

    def pronoun(self, word: int) -> Answer:
        """The person behind a source that is "he" or "she"; it is asked for once."""
        self._asked.add(word)
        answer = self.third_person(word)
        self.learn_gender(word, answer)
        return answer

    def learn_gender(self, word: int, answer: Answer) -> None:
        """Whoever is surely meant by "she" is not meant by "he" later on."""
        if answer.entity is not None and answer.score >= _SURE:
            self.index.learn_gender(answer.entity, vocabulary.THIRD_PERSON[self.document.lower(word)])

    def epithet(self, mention: Mention) -> Answer:
        """The person behind "the investor" where it is no noun that the article introduced: "an investor"."""
        return NOBODY if mention.head in self._introduced else anaphora.epithet(self.people, mention, self.spoke)

    def take_up(self, offset: int) -> None:
        """Resolve the pronouns and titles of the narration up to ``offset``, so that they count as mentions."""
        until = self.document.at(offset)
        for k in range(self._read, until):
            word = self.document.words[k]
            if word.quoted or k in self._asked:
                continue
            if word.lower in {"he", "she"}:
                answer = self.third_person(k)
                self._count(k, k + 1, answer)
                self.learn_gender(k, answer)
            elif k in self._definite:
                one = self._definite[k]
                mention = Mention("title", one.first, one.head + 1, one.head)
                answer = anaphora.titled(self.document, self.index, mention, self.spoke)
                self._count(one.first, one.head + 1, answer)
        self._read = max(self._read, until)

    def _count(self, first: int, last: int, answer: Answer) -> None:
        if answer.entity is not None and answer.score >= CUT_OFF:
            self.index.take_up(first, last, answer.entity)

    def somebody(self, answer: Answer) -> StandsFor:
        """Whether a mention that stands for nobody named stands for somebody without a name, and one who spoke."""
        if answer.unnamed is None:
            return "nobody"
        spoke = any(one.entity is None and one.word == answer.unnamed for one in self.spoke[-3:])
        return "a source without a name" if spoke else "one without a name"

    def remember(self, word: int, entity: int) -> None:
        """``entity`` is the source at ``word``."""
        self.spoke.append(Spoke(word, entity))

    def stands_for(self, word: int, entity: int) -> None:
        """The source at ``word`` stands for ``entity``, and the next pronoun can point at it."""
        self.remember(word, entity)
        self.index.take_up(word, word + 1, entity)
