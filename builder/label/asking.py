"""Attributions and their targets in, what the label encoder answers about them out, mostly from one window each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from builder.label.heads import TARGETS, heads
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


def ask(reading: Reading, quotes: Sequence[tuple[Attribution, Sequence[Spans]]]) -> list[Answers]:
    """All that the encoder tells of each quote and its targets; of one without a token nothing, all odds are even.

    All windows are cut first, then the encoder reads all of them, then the heads speak: the encoder drives everything
    else out of the processor's cache, and so what cuts and what speaks is fetched once for an article.
    """
    cut = [list(windows(reading, attribution, targets, shipped())) for attribution, targets in quotes]
    vectors_of = iter(heads().read_all([made for some in cut for made, _ in some]))
    read = [[(next(vectors_of), told) for _, told in some] for some in cut]
    statements = heads().statements([vectors for (vectors, _), *_ in read])
    told_of = [(number, k, vectors) for number, some in enumerate(read) for vectors, told in some for k in told]
    odds = heads().targets([(vectors, k) for _, k, vectors in told_of])
    found = {(number, k): one for (number, k, _), one in zip(told_of, odds, strict=True)}
    even = {name: heads().even(name) for name in TARGETS}
    return [
        Answers(statement, tuple(found.get((number, k), even) for k in range(len(targets))))
        for number, (statement, (_, targets)) in enumerate(zip(statements, quotes, strict=True))
    ]
