"""From the attributions of single sentences to those of the article.

Interrupted quotations are joined, floating ones inherit their source, and what stays alone is a row without a source
or a reject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from builder.attribution import layouts, rejects, reported, sources
from builder.attribution.found import Found
from builder.attribution.marks import Quotation
from builder.attribution.sentences import Sentence
from builder.attribution.words import PRONOUNS

_MOST_STRETCHES = 50  # of one attribution; more is a list in quotation marks, not a statement


@dataclass(slots=True)
class Linked:
    """The attributions of an article, and the quotations that none of them takes in."""

    found: list[Found] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)


def link(text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Linked:
    """The attributions of ``sentences``, which are in the order of the text."""
    linker = _Linker(text, sentences, quotations)
    for number in range(len(sentences)):
        linker.read(number)
    linker.linked.found.sort(key=lambda found: (found.content[0].start, found.content[-1].end))
    return linker.linked


class _Linker:
    """Goes from sentence to sentence and remembers what the next quotation may belong to."""

    def __init__(self, text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> None:
        self.text, self.sentences, self.quotations = text, sentences, quotations
        self.linked = Linked(layouts.transcript(sentences))
        self.by_sentence, self.claimed = self._with_cues({found.block for found in self.linked.found})
        self.here: list[Found] = []  # in the sentence being read
        self.near: Found | None = None  # just before, in the same paragraph: a quotation may go on with it
        self.last: Found | None = None  # before, as long as a floating quotation may inherit from it

    def _with_cues(self, spoken: set[int]) -> tuple[list[list[Found] | None], set[int]]:
        """What each sentence says by itself (None inside the turns of a transcript), and the quotations in it.

        A quotation of several paragraphs may have its cue at either end; the first one has it.
        """
        by_sentence: list[list[Found] | None] = []
        claimed: set[int] = set()
        for sentence in self.sentences:
            if sentence.block in spoken:
                by_sentence.append(None)
                continue
            here = reported.read(sentence)
            if not here and sentence.quotations and (by_layout := layouts.read(sentence)):
                here = [by_layout]
            here = [found for found in here if not found.quotations or not claimed.issuperset(found.quotations)]
            claimed.update(quotation for found in here for quotation in found.quotations)
            by_sentence.append(here)
        return by_sentence, claimed

    def read(self, number: int) -> None:
        sentence, here = self.sentences[number], self.by_sentence[number]
        if here is None:
            return
        self.here = here
        for index, token in enumerate(sentence.tokens):
            if token.quotation is None or token.quotation in self.claimed:
                continue
            if token.start == self.quotations[token.quotation].start:  # and not a later paragraph of it
                self._place(number, index, token.quotation)
        self.linked.found += sorted(self.here, key=lambda found: found.content[0].start)
        self.last = self._inheritable(sentence)
        self.near = self._adjacent(number)

    def _place(self, number: int, index: int, quotation: int) -> None:
        """A quotation without a cue of its own: announced before, joined, inherited, unattributed, or no row."""
        sentence = self.sentences[number]
        content = self.quotations[quotation].spans
        first = all(token.quotation is not None for token in sentence.tokens[:index])
        alone = Found(content, (), (), "unattributed_quote", quotations=(quotation,), block=sentence.block)
        before = [found for found in self.here if found.content[0].start < content[0].start and not found.rejected]
        self.near = before[-1] if before else self.near
        previous = self.near or self.last
        if first and (colon := _open_colon(self.sentences, number)):
            self.here.append(replace(colon, content=content, quotations=(quotation,), block=sentence.block))
        elif not rejects.is_sentence(content[0].of(self.text)) and not self._is_afterword(sentence, previous):
            self.linked.alone.append(quotation)
        elif not first or previous is None or not previous.source:
            self.here.append(alone)
        elif self._may_join(previous):
            self._join(previous, alone)
        elif sentence.block - previous.block <= 1:
            # Its block stays that of the attribution it inherits from: the next paragraph only, never further.
            self.here.append(
                replace(alone, source=previous.source, block=previous.block, method="floating", inherited=True)
            )
        else:
            self.here.append(alone)

    def _is_afterword(self, sentence: Sentence, previous: Found | None) -> bool:
        """“…,” Ames said. | “Never.”: short, but the whole of a sentence that goes on with what was said."""
        whole = all(token.quotation is not None for token in sentence.tokens)
        return whole and previous is not None and bool(previous.source) and self._may_join(previous)

    def _may_join(self, previous: Found) -> bool:
        """“…,” Ames said. | “…”: the same paragraph, the same speaker, no new cue."""
        quoted = bool(previous.quotations) and not previous.inherited
        return previous is self.near and quoted and len(previous.content) < _MOST_STRETCHES

    def _join(self, previous: Found, alone: Found) -> None:
        joined = replace(
            previous,
            content=(*previous.content, *alone.content),
            quotations=(*previous.quotations, *alone.quotations),
            method="joined",
        )
        for place in (self.here, self.linked.found):
            for index in range(len(place) - 1, -1, -1):
                if place[index] is previous:
                    place[index] = joined
                    self.near, self.last = joined, joined if self.last is previous else self.last
                    return

    def _adjacent(self, number: int) -> Found | None:
        """The attribution that a quotation at the beginning of the next sentence may go on with."""
        if number + 1 == len(self.sentences) or self.sentences[number + 1].block != self.sentences[number].block:
            return None
        if self.here:
            return self.here[-1] if not self.here[-1].rejected and self.here[-1].source else None
        return self.near if all(t.quotation is not None for t in self.sentences[number].tokens) else None

    def _inheritable(self, sentence: Sentence) -> Found | None:
        """Whom a floating quotation after this sentence would inherit; a new subject stops the inheritance."""
        spoken = [found for found in self.here if found.source and not found.rejected and not found.inherited]
        if spoken:
            return spoken[-1]
        nobody = any(not found.source and not found.rejected for found in self.here)
        if self.last is None or nobody or sentence.block - self.last.block > 1:
            return None
        subject = sources.main_subject(sentence.tokens, len(sentence.tokens))
        if subject is None:
            return self.last
        pronoun = subject[1] - subject[0] == 1 and sentence.tokens[subject[0]].lower in PRONOUNS
        return self.last if pronoun else None


def _open_colon(sentences: Sequence[Sentence], number: int) -> Found | None:
    """The source and cue of "Ames told the council:" at the end of the paragraph before."""
    before = sentences[number - 1] if number else None
    if before is None or before.block != sentences[number].block - 1 or before.tokens[-1].text != ":":
        return None
    return reported.announced(before)
