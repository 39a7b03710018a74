"""Columns of spans, a batch at a time: which rows keep what their offsets promise.

The questions of rows.py, asked of whole columns: numpy compares the numbers, and only the words themselves are looked
at row by row. A null inside a span reads as -1, which keeps no promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

Holds = NDArray[np.bool_]  # a row each
Numbers = NDArray[np.int64]
Words = Sequence[str | None]
_ROW = 1 << 40  # more than any offset: row and offset in one number, in the order of both
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Spans:
    """All spans of a column, row after row."""

    counts: Numbers  # of each row; a null list has none
    rows: Numbers  # of each span
    starts: Numbers
    ends: Numbers

    @property
    def first(self) -> Numbers:
        """Where the spans of each row begin."""
        return np.cumsum(self.counts) - self.counts

    def without(self, broken: Holds) -> Holds:
        """For each row whether none of its spans is ``broken``."""
        holds = np.ones(len(self.counts), dtype=np.bool_)
        holds[self.rows[broken]] = False
        return holds


@dataclass(frozen=True, slots=True)
class Passages:
    """What the offsets of each row point into: the words, None where there are none, and where they begin."""

    words: Words
    starts: Numbers
    sizes: Numbers  # in code points

    def of(self, places: Numbers) -> Passages:
        """Those of other rows, each of which belongs to one of these."""
        words = [self.words[place] for place in places.tolist()]
        return Passages(words, self.starts[places], self.sizes[places])


def of_lists(column: pl.Series) -> Spans:
    """A column of lists of {start, end}."""
    import pyarrow.compute as pc

    lists = column.to_arrow()
    counts = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False).astype(np.int64)
    flat = lists.flatten()
    starts, ends = (_numbers(pc.struct_field(flat, side)) for side in ("start", "end"))
    return Spans(counts, np.repeat(np.arange(len(counts)), counts), starts, ends)


def of_pairs(starts: pl.Series, ends: pl.Series) -> Spans:
    """One span on each row."""
    rows = np.arange(len(starts))
    return Spans(np.ones(len(rows), dtype=np.int64), rows, *(_numbers(side.to_arrow()) for side in (starts, ends)))


def _numbers(values: Any) -> Numbers:
    import pyarrow.compute as pc

    numbers: Numbers = pc.fill_null(values.cast("int64"), NOWHERE).to_numpy(zero_copy_only=False)
    return numbers


def passages(words: Words, starts: pl.Series) -> Passages:
    """``words`` that begin at ``starts`` of their article."""
    sizes = np.fromiter((NOWHERE if each is None else len(each) for each in words), np.int64, len(words))
    return Passages(words, _numbers(starts.to_arrow()), sizes)


def ordered(spans: Spans) -> Holds:
    """None is empty, none starts before the one before it has ended."""
    before = np.zeros(len(spans.ends), dtype=np.int64)
    before[1:] = spans.ends[:-1]
    before[spans.first[spans.counts > 0]] = 0
    return spans.without((spans.ends <= spans.starts) | (spans.starts < before))


def inside(spans: Spans, passage: Passages) -> Holds:
    """Every span lies in the passage."""
    start, size = passage.starts[spans.rows], passage.sizes[spans.rows]
    return spans.without((size < 0) | (start < 0) | (spans.starts < start) | (spans.ends > start + size))


def within(inner: Spans, outer: Spans) -> Holds:
    """Every inner span lies in one of the outer ones, which are in order."""
    if not len(outer.rows):
        return inner.without(np.ones(len(inner.rows), dtype=np.bool_))
    keys = outer.rows * _ROW + np.clip(outer.starts, 0, _ROW - 1)
    last = np.searchsorted(keys, inner.rows * _ROW + np.clip(inner.starts, 0, _ROW - 1), side="right") - 1
    found = (last >= 0) & (outer.rows[last] == inner.rows) & (outer.starts[last] <= inner.starts)
    return inner.without(~(found & (inner.ends <= outer.ends[last])))


def reproduces(spans: Spans, passage: Passages, column: pl.Series, glue: str = "") -> Holds:
    """The passage at all spans, joined with ``glue``, is what ``column`` prints; no spans, nothing printed."""
    printed = column.to_list()
    wide = _numbers(column.str.len_chars().to_arrow())
    holds: Holds = (spans.counts == 0) & (wide <= 0)
    possible = inside(spans, passage) & (wide >= 0)
    first = spans.first
    # Most rows have one span, and for those nothing need be cut out and joined. What is possible has words.
    places = np.flatnonzero(possible & (spans.counts == 1))
    starts, ends = spans.starts[first[places]], spans.ends[first[places]]
    fits = ends - starts == wide[places]
    places, starts = places[fits], starts[fits]
    at = starts - passage.starts[places]
    words = passage.words
    holds[places] = [
        words[row].startswith(printed[row], start) for row, start in zip(places.tolist(), at.tolist(), strict=True)
    ]
    for row in np.flatnonzero(possible & (spans.counts > 1)).tolist():
        here = slice(first[row], first[row] + spans.counts[row])
        starts, ends = (side[here] - passage.starts[row] for side in (spans.starts, spans.ends))
        parts = (words[row][a:b] for a, b in zip(starts.tolist(), ends.tolist(), strict=True))  # type: ignore[index]
        holds[row] = glue.join(parts) == printed[row]
    return holds
