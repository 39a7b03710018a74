"""Rows of a view that surely meet every expectation, told by whole columns: nobody else need look at them.

Great Expectations gets all other rows, and some of these. What is told here is never that a row fails: who is not
cleared is asked again, by Great Expectations, for the report. An expectation that is not known here clears no row.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from builder import ids
from builder.validate import quick, rows, spans, spurious
from builder.validate.frames import PLACE, texts_of
from builder.validate.spans import Holds, Passages, Spans
from builder.validate.suites import Expectation

if TYPE_CHECKING:
    import polars as pl

SAMPLE = 500  # rows at the start of a view that Great Expectations sees in any case
GLUE = " … "  # between the stretches of a cue and of a mention
# Columns that frames.py makes of others, where those are there.
_MADE = {
    "context_span": frozenset({"context", "context_start"}),
    "passage": frozenset({"article_id", "context", "context_start"}),
    "passage_start": frozenset({"article_id", "context", "context_start"}),
    "full_text": frozenset({"article_id"}),
    "span": frozenset({"start", "end"}),
}


class Batch:
    """Rows of a table with the texts of their articles; the views of one batch look at the same passages."""

    def __init__(self, frame: pl.DataFrame, texts: Mapping[str, str]) -> None:
        self.frame = frame
        self._texts = texts

    @functools.cached_property
    def full_texts(self) -> list[str | None]:
        """The text of each row's article, where it is at hand."""
        return texts_of(self.frame, self._texts)

    @functools.cached_property
    def passages(self) -> Passages:
        """The text of the article or, without it, the context."""
        import polars as pl

        context = self.frame["context"].to_list()
        words = [printed if text is None else text for text, printed in zip(self.full_texts, context, strict=True)]
        held = pl.Series([text is not None for text in self.full_texts], dtype=pl.Boolean)
        zeros = pl.zeros(len(held), dtype=pl.Int64, eager=True)
        return spans.passages(words, zeros.zip_with(held, self.frame["context_start"].cast(pl.Int64)))


class _View:
    """The rows of one view, with what several expectations ask of them."""

    def __init__(self, frame: pl.DataFrame, batch: Batch) -> None:
        self.frame = frame
        of_entries = PLACE in frame.columns
        there = {*frame.columns, *(batch.frame.columns if of_entries else ())}
        self.columns = {*frame.columns, *(name for name, parts in _MADE.items() if parts <= there)}
        self._batch = batch
        self._places = frame[PLACE].to_numpy().astype(np.int64) if of_entries else None
        self._spans: dict[str, Spans] = {}

    @functools.cached_property
    def passages(self) -> Passages:
        known = self._batch.passages
        return known if self._places is None else known.of(self._places)

    def answers(self, one: Expectation) -> bool:
        """Whether it can be told here who meets ``one``."""
        return one.expectation in _COLUMNS or (
            one.expectation in quick.RULES and {*one.columns} <= {*self.frame.columns}
        )

    def full_texts(self) -> list[str | None]:
        found = self._batch.full_texts
        return found if self._places is None else [found[place] for place in self._places.tolist()]

    def spans(self, name: str) -> Spans:
        if name not in self._spans:
            made = name == "span"
            found = spans.of_pairs(self.frame["start"], self.frame["end"]) if made else spans.of_lists(self.frame[name])
            self._spans[name] = found
        return self._spans[name]

    def printed(self, name: str) -> list[str | None]:
        found: list[str | None] = self.frame[name].to_list()
        return found


def doubtful(frame: pl.DataFrame, expectations: Sequence[Expectation], batch: Batch) -> pl.Series:
    """For each row of ``frame``, a view of ``batch``, whether it may fail one of the ``expectations``."""
    import polars as pl

    view = _View(frame, batch)
    known = [one for one in expectations if set(one.columns) <= view.columns]
    if any(not view.answers(one) for one in known):
        return pl.Series([True] * len(frame), dtype=pl.Boolean)
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    frame = frame.with_columns(_as_long(name) for name in lists)
    single = [one for one in known if one.expectation in quick.RULES]
    # Those that clear all they can in one look are looked at together.
    plain = [one for one in single if one.expectation not in _EXACT and len(quick.RULES[one.expectation]) == 1]
    clear = [quick.RULES[one.expectation][0](one.columns, one.kwargs).fill_null(value=False) for one in plain]
    found = ~frame.select(pl.all_horizontal(pl.lit(value=True), *clear).alias("clear"))["clear"].to_numpy()
    found = np.broadcast_to(found, len(frame)).copy()  # one value when no expectation looks at a column
    for one in single:
        if one not in plain:
            found[_unclear(frame, one)] = True
    for one in known:
        if one.expectation in _COLUMNS:
            found |= ~_COLUMNS[one.expectation](view, one.columns)
    return pl.Series(found, dtype=pl.Boolean)


def _as_long(name: str) -> pl.Expr:
    """A text for a list: written down, it is at least as long as it has entries."""
    import polars as pl

    entries = pl.col(name).list.len()
    return pl.when(entries > 0).then(pl.lit("-")).when(entries == 0).then(pl.lit("")).alias(name)


def _unclear(frame: pl.DataFrame, one: Expectation) -> list[int]:
    """Places of the rows that none of its rules clears, nor the question itself, which is asked of few."""
    first, *others = quick.RULES[one.expectation]
    places = frame.select((~first(one.columns, one.kwargs).fill_null(value=False)).arg_true())[:, 0]
    for rule in others:
        again = frame.select(*one.columns)[places].select(~rule(one.columns, one.kwargs).fill_null(value=False))[:, 0]
        places = places.filter(again)
    asked = _EXACT.get(one.expectation)
    if asked is None:
        found: list[int] = places.to_list()
        return found
    values = frame.select(*one.columns)[places].rows()
    return [place for place, row in zip(places.to_list(), values, strict=True) if not asked(*row)]


def _reproduces(view: _View, columns: Sequence[str], glue: str = "") -> Holds:
    if columns[2] == "context_span":
        return _printed(view)
    return spans.reproduces(view.spans(columns[2]), view.passages, view.frame[columns[3]], glue)


def _parts(view: _View, columns: Sequence[str]) -> Holds:
    return _reproduces(view, columns, GLUE)


def _printed(view: _View) -> Holds:
    """The context is what the article prints; where the text is not at hand, it is all there is."""
    starts = view.frame["context_start"].fill_null(spans.NOWHERE).to_list()
    rows_ = zip(view.full_texts(), view.printed("context"), starts, strict=True)
    holds = (
        context is not None and start >= 0 and (text is None or text.startswith(context, start))
        for text, context, start in rows_
    )
    return np.fromiter(holds, np.bool_, len(view.frame))


def _inside(view: _View, columns: Sequence[str]) -> Holds:
    return spans.inside(view.spans(columns[2]), view.passages)


def _ordered(view: _View, columns: Sequence[str]) -> Holds:
    return spans.ordered(view.spans(columns[0]))


def _within(view: _View, columns: Sequence[str]) -> Holds:
    return spans.within(view.spans(columns[0]), view.spans(columns[1]))


def _quote_id(view: _View, columns: Sequence[str]) -> Holds:
    content, homes = view.spans(columns[2]), view.printed(columns[1])
    written = [f"{start}-{end}" for start, end in zip(content.starts.tolist(), content.ends.tolist(), strict=True)]
    ends = np.cumsum(content.counts).tolist()
    firsts = [0, *ends[:-1]]
    rows_ = zip(view.printed(columns[0]), homes, firsts, ends, strict=True)
    holds = (home is not None and name == ids.quote_id_of(home, written[first:end]) for name, home, first, end in rows_)
    return np.fromiter(holds, np.bool_, len(homes))


def _text_hash(asked: Callable[..., bool]) -> Callable[[_View, Sequence[str]], Holds]:
    """A question about the full text, which is the second column, and the others."""

    def holds(view: _View, columns: Sequence[str]) -> Holds:
        values = (view.full_texts() if name == "full_text" else view.printed(name) for name in columns)
        return np.fromiter((asked(*row) for row in zip(*values, strict=True)), np.bool_, len(view.frame))

    return holds


_COLUMNS: Mapping[str, Callable[[_View, Sequence[str]], Holds]] = {
    "expect_spans_to_be_ordered": _ordered,
    "expect_spans_to_reproduce_text": _reproduces,
    "expect_spans_to_reproduce_parts": _parts,
    "expect_spans_to_lie_in_text": _inside,
    "expect_spans_to_lie_within": _within,
    "expect_quote_id_to_be_content_hash": _quote_id,
    "expect_article_id_to_be_content_hash": _text_hash(rows.article_id_fits),
    "expect_checksum_to_fit_text": _text_hash(rows.checksum_fits),
}
_EXACT: Mapping[str, Callable[..., bool]] = {
    "expect_quote_not_to_be_date": spurious.is_no_date,
    "expect_quote_not_to_be_title": spurious.is_no_title,
    "expect_quote_to_say_more_than": spurious.says_more_than,
}
