"""From the attributions of single sentences to those of the article: interrupted quotations are joined, floating ones
inherit, and what stays alone is a row without a source or a reject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from builder.attribution import layouts, rejects, reported, sources
from builder.attribution.found import Found, span
from builder.attribution.marks import Quotation
from builder.attribution.sentences import Sentence
from builder.attribution.words import PRONOUNS
from builder.records import Span


_MOST_STRETCHES = 50  # of one attribution; more is a list in quotation marks, not a statement


@dataclass(slots=True)
class Linked:
    """The attributions of an article, and the quotations that none of them takes in."""

    found: list[Found] = field(default_factory=list)
    alone: list[int] = field(default_factory=list)


def link(text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> Linked:
    """The attributions of ``sentences``, which are in the order of the text."""
    linked = Linked(layouts.transcript(text, sentences))
    spoken = {found.block for found in linked.found}
    near: Found | None = None  # the last attribution of the sentence before, in the same paragraph
    last: Found | None = None  # the attribution before, as long as a floating quotation may inherit from it
    for number, sentence in enumerate(sentences):
        if sentence.block in spoken:
            continue
        here = reported.read(sentence)
        if not here and sentence.quotations and (by_layout := layouts.read(sentence)):
            here = [by_layout]
        colon = _open_colon(sentences, number)
        claimed = {q for found in here for q in found.quotations}
        for index, token in enumerate(sentence.tokens):
            if token.quotation is None or token.quotation in claimed or token.start != quotations[token.quotation].start:
                continue
            near = _previous(here, token.start) or near
            previous = near or last
            found = _floating(text, sentence, index, quotations, previous, near, colon)
            if found is None:
                linked.alone.append(token.quotation)
                continue
            if previous is not None and found.method == "joined":
                _replace(linked.found, here, previous, found)
                near = found
                last = found if last is previous else last
            else:
                here.append(found)
        here.sort(key=lambda found: found.content[0].start)
        linked.found += here
        last = _bearer(sentence, here, last)
        near = _near(sentences, number, here, near)
    linked.found.sort(key=lambda found: (found.content[0].start, found.content[-1].end))
    return linked


def _previous(here: Sequence[Found], start: int) -> Found | None:
    before = [found for found in here if found.content[0].start < start and found.rejected is None]
    return before[-1] if before else None


def _replace(done: list[Found], here: list[Found], old: Found, new: Found) -> None:
    for place in (here, done):
        for index in range(len(place) - 1, -1, -1):
            if place[index] is old:
                place[index] = new
                return


def _open_colon(sentences: Sequence[Sentence], number: int) -> Found | None:
    """The source and cue of "Ames told the council:" at the end of the paragraph before."""
    if number == 0 or sentences[number - 1].block != sentences[number].block - 1:
        return None
    tokens = sentences[number - 1].tokens
    if tokens[-1].text != ":" or (number + 0 and sentences[number].tokens[0].quotation is None):
        return None
    return reported.announced(sentences[number - 1])


def _floating(
    text: str, sentence: Sentence, index: int, quotations: Sequence[Quotation], previous: Found | None, near: Found | None, colon: Found | None
) -> Found | None:
    """A quotation without a cue of its own: joined to the one before, inherited, announced, or unattributed."""
    token = sentence.tokens[index]
    number = token.quotation
    assert number is not None
    content = quotations[number].spans
    whole = rejects.is_sentence(text[token.start : token.end])
    opens = all(t.quotation is not None for t in sentence.tokens[:index])
    if colon is not None and opens:
        return replace(colon, content=content, quotations=(number,), block=sentence.block, method="colon_before")
    if not whole:
        return None
    if previous is not None and previous.quotations and previous.method not in {"unattributed_quote"} and opens:
        if previous is near and not previous.inherited and len(previous.content) < _MOST_STRETCHES:
            return replace(
                previous,
                content=(*previous.content, *content),
                quotations=(*previous.quotations, number),
                method="joined",
            )
    if previous is not None and opens and previous.source and 0 <= sentence.block - previous.block <= 1:
        return replace(
            previous, content=content, cue=(), entry=None, via=(), quotations=(number,), block=previous.block, method="floating",
            inherited=True,
        )  # fmt: skip
    return Found(content=content, source=(), cue=(), method="unattributed_quote", quotations=(number,), block=sentence.block)


def _near(sentences: Sequence[Sentence], number: int, here: Sequence[Found], near: Found | None) -> Found | None:
    """The attribution that the next sentence may go on with: “…,” Ames said. | “…”"""
    if number + 1 == len(sentences) or sentences[number + 1].block != sentences[number].block:
        return None
    if here:
        return here[-1] if here[-1].rejected is None and here[-1].source else None
    return near if all(token.quotation is not None for token in sentences[number].tokens) else None


def _bearer(sentence: Sentence, here: Sequence[Found], last: Found | None) -> Found | None:
    """Who a floating quotation after this sentence would inherit from; a new subject stops the inheritance."""
    spoken = [found for found in here if found.source and found.rejected is None and not found.inherited]
    if spoken:
        return spoken[-1]
    if last is None or sentence.block - last.block > 1:
        return None
    if any(not found.source and found.rejected is None for found in here):
        return None
    if all(token.quotation is not None or not token.is_word for token in sentence.tokens):
        return last
    subject = sources.main_subject(sentence.tokens, len(sentence.tokens))
    if subject is None:
        return last
    alone = subject[1] - subject[0] == 1 and sentence.tokens[subject[0]].lower in PRONOUNS
    return last if alone else None


