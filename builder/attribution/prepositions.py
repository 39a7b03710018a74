"""Sources that a preposition introduces: according to Ames, in Lee's words, in the view of the ministry."""

from __future__ import annotations

from collections.abc import Sequence

from builder import lexicon
from builder.attribution import phrases
from builder.attribution.found import Found, quotations, span
from builder.attribution.phrases import Phrase
from builder.attribution.sentences import Token
from builder.records import Span

_NOUNS = frozenset({"words", "view", "opinion", "telling", "estimate", "account"})
Matched = tuple[str, tuple[Span, ...], Phrase, int]  # lemma, cue, source, the index after it
_STOPS = frozenset(".!?;")


def read(tokens: Sequence[Token], block: int) -> list[Found]:
    """The first such attribution of a sentence without a cue verb; its content is the rest of the sentence."""
    for index in range(len(tokens)):
        matched = _preposition(tokens, index) or _possessive(tokens, index)
        if matched is None:
            continue
        lemma, cue, source, end = matched
        content = _content(tokens, index, end)
        if not content:
            return []
        return [
            Found(
                content=tuple(span(tokens, *stretch) for stretch in content),
                source=(span(tokens, *source),),
                cue=cue,
                method="preposition",
                entry=lexicon.cue(lemma),
                quotations=tuple(q for stretch in content for q in quotations(tokens, *stretch)),
                block=block,
            )
        ]
    return []


def _preposition(tokens: Sequence[Token], index: int) -> Matched | None:
    for length in (4, 3, 2):
        entry = lexicon.cue_of_form(" ".join(token.lower for token in tokens[index : index + length]))
        if entry is None or entry.kind != "preposition":
            continue
        source = phrases.after(tokens, index + length)
        if source is not None:
            return entry.lemma, (span(tokens, index, index + length),), source, source[1]
    return None


def _possessive(tokens: Sequence[Token], index: int) -> Matched | None:
    """In Ames's words, in her view."""
    if tokens[index].lower != "in":
        return None
    for end in range(index + 2, min(index + 7, len(tokens))):
        if tokens[end].lower in _NOUNS:
            owner = tokens[end - 1].lower
            if owner.endswith(("'s", "s'")) or owner in {"'", "his", "her", "their", "its", "my", "our"}:
                noun = tokens[end].lower
                cue = (span(tokens, index, index + 1), span(tokens, end, end + 1))
                return f"in the {noun} of", cue, (index + 1, end), end + 1
            return None
        if not tokens[end].is_word:
            return None
    return None


def _content(tokens: Sequence[Token], start: int, end: int) -> list[tuple[int, int]]:
    last = len(tokens)
    while last > end and tokens[last - 1].text in _STOPS:
        last -= 1
    left = (0, start)
    while left[0] < left[1] and tokens[left[0]].lower in {"and", "but"}:
        left = (left[0] + 1, left[1])
    if left[1] > left[0] and tokens[left[1] - 1].text == ",":
        left = (left[0], left[1] - 1)
    right = (end, last)
    if end < last and tokens[end].text in ",:":
        right = (end + 1, last)
    stretches = [
        stretch
        for stretch in (left, right)
        if sum(t.is_word or t.quotation is not None for t in tokens[slice(*stretch)]) >= 1
    ]
    if left in stretches and right in stretches and tokens[end].text != ",":
        return [left]  # …, according to a report published in May
    words = sum(t.is_word for stretch in stretches for t in tokens[slice(*stretch)])
    quoted = any(t.quotation is not None for stretch in stretches for t in tokens[slice(*stretch)])
    return stretches if words >= 3 or quoted else []
