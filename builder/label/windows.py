"""A stretch of text with the parties to a stance in, the word pieces and token types that the label encoder reads out.

Training and run time must cut and mark alike, so both use this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from builder.label.setting import QUOTED
from builder.model.tokens import BREAK, CLS, SEP, TOKEN_TYPES, Encoded, Pieces, encode
from builder.records import Span

Question = Literal["claim", "sentiment", "directed"]
# What the encoder is asked about the window: the claim it makes, how the text speaks of the target, or how the
# holder, who is marked, stands to the target. It is told by the token type of [CLS].
QUESTIONS: tuple[Question, ...] = ("claim", "sentiment", "directed")
PLAIN, TARGET, HOLDER = 0, 1, 2  # roles of a token; each has the twelve token types of ``builder.model.tokens``
LABEL_TYPES = 3 * TOKEN_TYPES + len(QUESTIONS)
SIZE = 94  # pieces between [CLS] and [SEP]: nine in ten sentences of news are shorter than 56


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces with their token types, [CLS] first, and where among them target and holder stand."""

    ids: tuple[int, ...]
    types: tuple[int, ...]
    target: tuple[int, ...]
    holder: tuple[int, ...]


def window(
    text: str,
    stretch: Sequence[Span],
    pieces: Pieces,
    question: Question,
    target: Sequence[Span] = (),
    holder: Sequence[Span] = (),
) -> Window:
    """The pieces of ``stretch``, at most SIZE of them; a longer one is cut round the first mention of the target."""
    quoted = [
        Span(found.start(), found.end())
        for span in stretch
        for found in QUOTED.finditer(text, span.start, span.end)
        if found.end() > found.start()
    ]
    doc = encode(text, stretch, quoted, pieces)
    roles = [_role(doc, i, target, holder) for i in range(len(doc))]
    begin, end = _cut(doc, roles)
    ids, types = [CLS], [3 * TOKEN_TYPES + QUESTIONS.index(question)]
    places: dict[int, list[int]] = {PLAIN: [], TARGET: [], HOLDER: []}
    for i in range(begin, end):
        places[roles[i]].extend(range(len(ids), len(ids) + len(doc.pieces[i])))
        ids += doc.pieces[i]
        types += [roles[i] * TOKEN_TYPES + doc.types[i]] * len(doc.pieces[i])
    return Window((*ids, SEP), (*types, 0), tuple(places[TARGET]), tuple(places[HOLDER]))


def _role(doc: Encoded, i: int, target: Sequence[Span], holder: Sequence[Span]) -> int:
    if doc.words[i] == BREAK:
        return PLAIN
    start, end = doc.spans[i]
    for role, spans in ((TARGET, target), (HOLDER, holder)):
        if any(start < span.end and span.start < end for span in spans):
            return role
    return PLAIN


def _cut(doc: Encoded, roles: Sequence[int]) -> tuple[int, int]:
    """A range of tokens of at most SIZE pieces: from the start, or grown to both sides of the target."""
    lengths = [len(piece) for piece in doc.pieces]
    begin = end = next((i for i, role in enumerate(roles) if role == TARGET), 0)
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
