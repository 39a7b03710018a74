"""Attributions and their targets in, what the label encoder answers about them out, mostly from one window each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.label.heads import TARGETS, Vectors, heads
from builder.label.setting import Reading, passage
from builder.label.windows import Marked, Spans, Window, window
from builder.model.arrays import Floats
from builder.model.encoder import pieces as shipped
from builder.model.tokens import Pieces
from builder.records import Attribution, Span


@dataclass(frozen=True, slots=True)
class Answers:
    """Log-odds by head: of the statement, and of each target in the order in which they were given."""

    statement: Mapping[str, Floats]
    targets: tuple[Mapping[str, Floats], ...]


def windows(
    reading: Reading, attribution: Attribution, targets: Sequence[Spans], pieces: Pieces
) -> Iterator[tuple[Window, list[int]]]:
    """Windows with the numbers of the targets that each is to tell of; the first one is that of the statement.

    One window has room for most quotes; each target that falls outside of it asks for one more, cut round itself.
    """
    marked = Marked(attribution.content, attribution.source, attribution.cue, targets)
    left = list(range(len(targets)))
    centre = attribution.content[0]
    while True:
        stretch = passage(reading, attribution, centre)
        made = window(
            reading.article.text, [stretch], pieces, "quote", marked, centre=Span(centre.start, centre.start + 1)
        )
        told = [k for k in left if made.targets[k]]
        yield made, told
        left = [k for k in left if k not in told]
        if left and not told and centre == targets[left[0]][0]:
            left.pop(0)  # a mention without a token, such as one of blanks only: nothing can be told of it
        if not left:
            return
        centre = targets[left[0]][0]


def ask(reading: Reading, quotes: Iterable[tuple[Attribution, Sequence[Spans]]]) -> list[Answers]:
    """All that the encoder tells of each quote and its targets.

    All windows are cut first, then the encoder reads all of them, then the heads speak: the encoder drives everything
    else out of the processor's cache, and so what cuts and what speaks is fetched once for an article.
    """
    asked = [(list(windows(reading, *quote, shipped())), len(quote[1])) for quote in quotes]
    read = [([(heads().read(made), told) for made, told in cut], count) for cut, count in asked]
    return [_answers(vectors, count) for vectors, count in read]


def _answers(read: Sequence[tuple[Vectors, list[int]]], count: int) -> Answers:
    """What is told of one quote; of a target without a token nothing is told, all odds are even."""
    found = {k: heads().target(vectors, k) for vectors, told in read for k in told}
    even = {name: heads().even(name) for name in TARGETS}
    return Answers(heads().statement(read[0][0]), tuple(found.get(k, even) for k in range(count)))
