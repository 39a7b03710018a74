"""A stretch of text with the parties to a stance in, the word pieces and token types that the label encoder reads out.

Training and run time must cut and mark alike, so both use this module.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
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
    begin, end = _cut(doc, centre)
    of_targets = [_touched(doc, mentions) for mentions in marked.targets]
    of_holder, of_cue, stated = (_touched(doc, spans) for spans in (marked.holder, marked.cue, marked.content))
    roles = dict.fromkeys(of_cue, CUE) | dict.fromkeys(of_holder, HOLDER)
    for of_target in of_targets:
        roles |= dict.fromkeys(of_target, TARGET)
    ids, types = [CLS], [2 * ROLES * TOKEN_TYPES + QUESTIONS.index(question)]
    at: dict[int, range] = {}  # the places of each token's pieces
    places: dict[int, list[int]] = {TARGET: [], HOLDER: [], CUE: [], PLAIN: []}
    content: list[int] = []
    for i in range(begin, end):
        at[i] = here = range(len(ids), len(ids) + len(doc.pieces[i]))
        role = roles.get(i, PLAIN)
        places[role].extend(here)
        if i in stated:
            content.extend(here)
        ids += doc.pieces[i]
        types += [((i in stated) * ROLES + role) * TOKEN_TYPES + doc.types[i]] * len(here)
    targets = tuple(tuple(k for i in sorted(found) if i in at for k in at[i]) for found in of_targets)
    return Window((*ids, SEP), (*types, 0), targets, tuple(places[HOLDER]), tuple(places[CUE]), tuple(content))


def _touched(doc: Encoded, spans: Spans) -> frozenset[int]:
    """The tokens that ``spans`` touch; breaks between paragraphs belong to nobody."""
    found: set[int] = set()
    for span in spans:
        i = bisect_right(doc.spans, span.start, key=lambda token: token[1])
        while i < len(doc) and doc.spans[i][0] < span.end:
            if doc.words[i] != BREAK:
                found.add(i)
            i += 1
    return frozenset(found)


def _cut(doc: Encoded, centre: Span | None) -> tuple[int, int]:
    """A range of tokens of at most SIZE pieces: from the start, or grown to both sides of ``centre``."""
    lengths = [len(piece) for piece in doc.pieces]
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
