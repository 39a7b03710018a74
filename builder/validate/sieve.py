"""Rows of a view that surely meet every expectation, told in one pass over the columns: nobody else need look at them.

Great Expectations gets all other rows, and some of these. What is told here is never that a row fails: a row that the
quick look does not clear is asked the question of rows.py or spurious.py itself, and who fails is asked again, by Great
Expectations, for the report. An expectation that is not known here clears no row.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder import ids
from builder.validate import rows, spurious
from builder.validate.frames import ORDERED
from builder.validate.suites import Expectation

if TYPE_CHECKING:
    import polars as pl

    Clear = pl.Expr
    Rule = Callable[[Sequence[str], Mapping[str, Any]], "pl.Expr"]

SAMPLE = 500  # rows at the start of a view that Great Expectations sees in any case
_PLACES = (  # the first, the second and the last word of a text
    r"^[^\w]*([A-Za-z]+)(?:[^\w]|$)",
    r"^[^\w]*\w+[^\w]+([A-Za-z]+)(?:[^\w]|$)",
    r"(?:^|[^\w])([A-Za-z]+)[^\w]*$",
)
_SPAN = (r"^(\d+)-\d+$", r"^\d+-(\d+)$")  # start and end of a single one
_PRINTED = "_printed"  # whether the context is what the article prints: then what fits the context fits the article


def doubtful(frame: pl.DataFrame, expectations: Sequence[Expectation], texts: Mapping[str, str]) -> pl.Series:
    """For each row of ``frame`` whether it may fail one of the ``expectations``."""
    import polars as pl

    known = [one for one in expectations if set(one.columns) - _BESIDE <= set(frame.columns)]
    if any(one.expectation not in _QUICK for one in known):
        return pl.Series([True] * len(frame), dtype=pl.Boolean)
    if "context" in frame.columns:
        frame = frame.with_columns(pl.Series(_PRINTED, _printed(frame, texts), dtype=pl.Boolean))
    numbered = frame.with_columns(_full_text(frame, texts, known))
    cleared = numbered.select(
        _QUICK[one.expectation](one.columns, one.kwargs).fill_null(value=False).alias(str(number))
        for number, one in enumerate(known)
    )
    found = pl.Series([False] * len(frame), dtype=pl.Boolean)
    for number, one in enumerate(known):
        unclear = ~cleared[str(number)]
        if unclear.any():
            found = found | _failing(numbered, unclear, one)
    return found


def _failing(frame: pl.DataFrame, unclear: pl.Series, one: Expectation) -> pl.Series:
    """Of the rows that are unclear, those that fail; all of them where Great Expectations alone knows."""
    import polars as pl

    asked = _EXACT.get(one.expectation)
    if asked is None or "context_span" in one.columns:
        return unclear
    failing = pl.Series([False] * len(frame), dtype=pl.Boolean)
    if "passage" in one.columns:  # asked of the context, where that is what the article prints
        failing = unclear & ~frame[_PRINTED]
        unclear = unclear & frame[_PRINTED]
    places = unclear.arg_true()
    values = frame[places].select(_CONTEXT.get(name, name) for name in one.columns).rows()
    wrong = [place for place, row in zip(places.to_list(), values, strict=True) if not asked(*row)]
    return failing.scatter(wrong, True) if wrong else failing


def _printed(frame: pl.DataFrame, texts: Mapping[str, str]) -> list[bool]:
    columns = (frame[name] for name in ("article_id", "context", "context_start"))
    return [
        context is not None and start is not None and ((text := texts.get(home)) is None or _at(text, start, context))
        for home, context, start in zip(*columns, strict=True)
    ]


def _at(text: str, start: int, context: str) -> bool:
    return start >= 0 and text.startswith(context, start)


def _full_text(frame: pl.DataFrame, texts: Mapping[str, str], known: Sequence[Expectation]) -> list[pl.Series]:
    import polars as pl

    if not any("full_text" in one.columns for one in known):
        return []
    return [pl.Series("full_text", [texts.get(key) for key in frame["article_id"]], dtype=pl.String)]


def _null(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_null()


def _there(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_not_null()


def _in_set(columns: Sequence[str], kwargs: Mapping[str, Any]) -> Clear:
    import polars as pl

    column = pl.col(columns[0])
    return column.is_null() | column.is_in(kwargs["value_set"])


def _between(columns: Sequence[str], kwargs: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_null() | _within_bounds(pl.col(columns[0]), kwargs)


def _length(columns: Sequence[str], kwargs: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_null() | _within_bounds(pl.col(columns[0]).str.len_chars(), kwargs)


def _within_bounds(value: Clear, kwargs: Mapping[str, Any]) -> Clear:
    import polars as pl

    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    holds = pl.lit(value=True)
    if low is not None:
        holds &= value >= low
    if high is not None:
        holds &= value <= high
    return holds


def _regex(columns: Sequence[str], kwargs: Mapping[str, Any]) -> Clear:
    """Only patterns that mean the same in both libraries: of characters as they are, from start to end."""
    import polars as pl

    plain = kwargs["regex"].startswith("^") and kwargs["regex"].endswith("$") and "(?" not in kwargs["regex"]
    column = pl.col(columns[0])
    return column.is_null() | (column.str.contains(kwargs["regex"]) if plain else pl.lit(value=False))


def _ordered(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_null() | pl.col(columns[0] + ORDERED)


def _together(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    nulls = [pl.col(name).is_null() for name in columns]
    return pl.all_horizontal(nulls) | ~pl.any_horizontal(nulls)


def _follows(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_null() | pl.col(columns[1]).is_not_null()


def _differ(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).ne_missing(pl.col(columns[1]))


def _signed(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    stance, score = (pl.col(name) for name in columns)
    favor, against = (stance == "favor") & (score > 0), (stance == "against") & (score < 0)
    return stance.is_null() | score.is_null() | (stance == "neutral") | favor | against


def _sourced(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[1]).is_null() | (pl.col(columns[0]) != "unattributed")


def _reproduces(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    """One span that gives back the words, or none and no words."""
    import polars as pl

    spans, printed = pl.col(columns[2]), pl.col(columns[3])
    if columns[2] == "context_span":
        return pl.col(_PRINTED)
    start, end = (spans.str.extract(side).cast(pl.Int64, strict=False) for side in _SPAN)
    at = start - pl.col("context_start")
    said = pl.col("context").str.slice(at, (end - start).clip(0))
    one = (at >= 0) & (end > start) & (said.str.len_chars() == end - start) & (said == printed)
    return pl.col(_PRINTED) & pl.when(spans.fill_null("") == "").then(printed.fill_null("") == "").otherwise(one)


def _inside(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    """First and last span, in their order, lie in the context."""
    import polars as pl

    spans = pl.col(columns[2])
    start, end = (spans.str.extract(side).cast(pl.Int64, strict=False) for side in _SPAN)
    last = pl.col("context_start") + pl.col("context").str.len_chars().cast(pl.Int64)
    return (spans.fill_null("") == "") | (pl.col(_PRINTED) & (start >= pl.col("context_start")) & (end <= last))


def _lies_within(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    inner, outer = pl.col(columns[0]), pl.col(columns[1])
    return (inner.fill_null("") == "") | (inner == outer)


def _worded(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_null() | pl.col(columns[0]).str.contains("[A-Za-z0-9]")


def _other_word(words: frozenset[str]) -> Rule:
    """Cleared by its first, second or last word, which is none of ``words``."""

    def clear(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
        import polars as pl

        found = [pl.col(columns[0]).str.extract(place).str.to_lowercase() for place in _PLACES]
        other = [(word.is_not_null() & ~word.is_in(sorted(words))).fill_null(value=False) for word in found]
        return pl.col(columns[0]).is_null() | pl.any_horizontal(other)

    return clear


def _longer(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    """More words with a letter than any of the names has words."""
    import polars as pl

    quote, names = pl.col(columns[0]), [pl.col(name) for name in columns[1:]]
    words = quote.str.count_matches(r"[^\s]*[A-Za-z][^\s]*")
    return pl.all_horizontal(words > name.fill_null("").str.count_matches(r"[^\s]+") for name in names)


def _id_fits(quote_id: str | None, article_id: str | None, content: str | None) -> bool:
    """As ``rows.quote_id_fits``; that the spans are in order is another expectation's question."""
    if quote_id is None or article_id is None or content is None:
        return False
    return quote_id == ids.quote_id_of(article_id, content.split(" "))


def _nothing(_: Sequence[str], __: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.lit(value=False)


_BESIDE = frozenset({"passage", "passage_start", "full_text"})  # columns that are made of the texts
_CONTEXT = {"passage": "context", "passage_start": "context_start"}
_QUICK: Mapping[str, Rule] = {
    "expect_column_values_to_be_null": _null,
    "expect_column_values_to_not_be_null": _there,
    "expect_column_values_to_be_in_set": _in_set,
    "expect_column_values_to_be_between": _between,
    "expect_column_value_lengths_to_be_between": _length,
    "expect_column_values_to_match_regex": _regex,
    "expect_spans_to_be_ordered": _ordered,
    "expect_spans_to_reproduce_text": _reproduces,
    "expect_spans_to_reproduce_parts": _reproduces,
    "expect_spans_to_lie_in_text": _inside,
    "expect_spans_to_lie_within": _lies_within,
    "expect_columns_to_be_null_together": _together,
    "expect_second_column_where_first": _follows,
    "expect_second_column_to_differ": _differ,
    "expect_stance_to_have_its_sign": _signed,
    "expect_speaker_to_be_sourced": _sourced,
    "expect_text_with_a_word": _worded,
    "expect_quote_not_to_be_date": _other_word(spurious.OF_A_DATE),
    "expect_quote_not_to_be_title": _other_word(spurious.OF_A_TITLE),
    "expect_quote_to_say_more_than": _longer,
    "expect_quote_id_to_be_content_hash": _nothing,
    "expect_article_id_to_be_content_hash": _nothing,
    "expect_checksum_to_fit_text": _nothing,
}
_EXACT: Mapping[str, Callable[..., bool]] = {
    "expect_quote_id_to_be_content_hash": _id_fits,
    "expect_article_id_to_be_content_hash": rows.article_id_fits,
    "expect_checksum_to_fit_text": rows.checksum_fits,
    "expect_spans_to_lie_within": rows.within,
    "expect_spans_to_lie_in_text": rows.inside,
    "expect_spans_to_reproduce_text": rows.reproduces,
    "expect_spans_to_reproduce_parts": rows.reproduces_parts,
    "expect_quote_not_to_be_date": spurious.is_no_date,
    "expect_quote_not_to_be_title": spurious.is_no_title,
    "expect_quote_to_say_more_than": spurious.says_more_than,
}
