"""A stretch of text with the parties to a stance in, the word pieces and token types that the label encoder reads out.

Training and run time must cut and mark alike, so both use this module.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, repeat
from operator import itemgetter
from typing import Literal

from builder.label.setting import QUOTED
from builder.model.tokens import BREAK, CLS, SEP, TOKEN_TYPES, Encoded, Pieces, encode
from builder.records import Span

Question = Literal["claim", "sentiment", "directed", "quote"]
# What the encoder is asked about the window: what a sentence claims, how it speaks of the target, how the holder stands
# to the target, or all of a quote at once. It is told by the token type of [CLS].
QUESTIONS: tuple[Question, ...] = ("claim", "sentiment", "directed", "quote")
PLAIN, TARGET, HOLDER, CUE = 0, 1, 2, 3  # roles of a token, each with the twelve types of ``builder.model.tokens``
ROLES = 4
# The roles stand once for what is outside of the statement and once for the statement.
LABEL_TYPES = 2 * ROLES * TOKEN_TYPES + len(QUESTIONS)
SIZE = 126  # pieces between [CLS] and [SEP]: 99 in 100 quotes with their reporting clauses are shorter
Spans = Sequence[Span]
_START, _END = itemgetter(0), itemgetter(1)


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces with their token types, [CLS] first, and where among them targets, holder, cue and statement stand."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    targets: tuple[tuple[int, ...], ...]  # of each target that was asked for; () when it was cut off
    holder: tuple[int, ...]
    cue: tuple[int, ...]
    content: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What is marked in a window: the statement, who makes it, its cue, and the mentions of each target."""

    content: Spans = ()
    holder: Spans = ()
    cue: Spans = ()
    targets: Sequence[Spans] = ()


def window(
    text: str, stretch: Spans, pieces: Pieces, question: Question, marked: Marked, centre: Span | None = None
) -> Window:
    """The pieces of ``stretch``, at most SIZE of them; a longer one is cut round ``centre``, else at its end."""
    quoted = [
        Span(found.start(), found.end())
        for span in stretch
        for found in QUOTED.finditer(text, span.start, span.end)
        if found.end() > found.start()
    ]
    doc = encode(text, stretch, quoted, pieces)
    lengths = list(map(len, doc.pieces))
    begin, end = _cut(doc, lengths, centre)
    of_targets = [_touched(doc, mentions) for mentions in marked.targets]
    of_holder, of_cue, stated = (_touched(doc, spans) for spans in (marked.holder, marked.cue, marked.content))
    roles = dict.fromkeys(of_cue, CUE) | dict.fromkeys(of_holder, HOLDER)
    for of_target in of_targets:
        roles |= dict.fromkeys(of_target, TARGET)
    first = list(accumulate(lengths[begin:end], initial=1))  # the place of each token's first piece, and of the end

    def places(tokens: Iterable[int]) -> tuple[int, ...]:
        inside = (i - begin for i in sorted(tokens) if begin <= i < end)
        return tuple(chain.from_iterable(range(first[k], first[k + 1]) for k in inside))

    kinds = doc.types[begin:end]
    for i, role in roles.items():
        if begin <= i < end:
            kinds[i - begin] += role * TOKEN_TYPES
    for i in stated:
        if begin <= i < end:
            kinds[i - begin] += ROLES * TOKEN_TYPES
    return Window(
        (CLS, *chain.from_iterable(doc.pieces[begin:end]), SEP),
        (
            2 * ROLES * TOKEN_TYPES + QUESTIONS.index(question),
            *chain.from_iterable(map(repeat, kinds, lengths[begin:end])),
            0,
        ),
        tuple(map(places, of_targets)),
        places(i for i, role in roles.items() if role == HOLDER),
        places(i for i, role in roles.items() if role == CUE),
        places(stated),
    )


def _touched(doc: Encoded, spans: Spans) -> frozenset[int]:
    """The tokens that ``spans`` touch; breaks between paragraphs belong to nobody."""
    found: set[int] = set()
    for span in spans:
        begin = bisect_right(doc.spans, span.start, key=_END)
        end = bisect_left(doc.spans, span.end, begin, key=_START)
        found.update(i for i in range(begin, end) if doc.words[i] != BREAK)
    return frozenset(found)


def _cut(doc: Encoded, lengths: Sequence[int], centre: Span | None) -> tuple[int, int]:
    """A range of tokens of at most SIZE pieces: from the start, or grown to both sides of ``centre``."""
    if sum(lengths) <= SIZE:
        return 0, len(doc)
    begin = end = 0
    if centre is not None:
        begin = end = min(_touched(doc, [centre]), default=0)
    room = SIZE
    grown = True
    while grown:
        grown = False
        if end < len(doc) and lengths[end] <= room:
            room -= lengths[end]
            end, grown = end + 1, True
        if begin > 0 and lengths[begin - 1] <= room:
            begin -= 1
            room -= lengths[begin]
            grown = True
    return begin, end
