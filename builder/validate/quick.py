"""Expectations of single values as polars expressions: true where a row surely meets them.

Never the other way round: where the expression is false or null the row may meet them all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.validate import spurious

if TYPE_CHECKING:
    import polars as pl

    Clear = pl.Expr
    Rule = Callable[[Sequence[str], Mapping[str, Any]], "pl.Expr"]

# Words as they stand in quotes; one that touches a letter or mark outside ASCII is not told apart here.
_GAP = "[^0-9A-Za-z_]"
_OTHER = r"[0-9A-Za-z_]*(?:[^\x00-\x7f][0-9A-Za-z_]*)+"
_MANY = 7  # words: what most statements have and few names, and quickly found
_MANY_WORDS = rf"^[^A-Za-z]*(?:[A-Za-z]\S*\s+[^A-Za-z]*){{{_MANY - 1}}}[A-Za-z]"


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


def _no_regex(columns: Sequence[str], kwargs: Mapping[str, Any]) -> Clear:
    """Of printable ASCII, where case and the end of a text mean the same in both libraries; groups, but nothing odd."""
    import polars as pl

    column, pattern = pl.col(columns[0]), kwargs["regex"]
    simple = pattern.removeprefix("(?i)").replace("(?:", "(")
    plain = simple.startswith("^") and simple.endswith("$") and "(?" not in simple and "\\" not in simple
    other = ~column.str.contains(r"[^ -~]") & ~column.str.contains(pattern) if plain else pl.lit(value=False)
    return column.is_null() | other


def _greater(columns: Sequence[str], kwargs: Mapping[str, Any]) -> Clear:
    import polars as pl

    first, second = (pl.col(name) for name in columns)
    skipped = kwargs.get("ignore_row_if") == "either_value_is_missing"
    holds = first >= second if kwargs.get("or_equal") else first > second
    return (pl.lit(skipped) & (first.is_null() | second.is_null())) | holds


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


def _worded(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    import polars as pl

    return pl.col(columns[0]).is_null() | pl.col(columns[0]).str.contains("[A-Za-z0-9]")


def _other_word(words: Iterable[str], besides: str = "") -> Rule:
    """Cleared by a word that is none of ``words`` and not of the pattern ``besides``."""
    known = rf"(?:(?i:{'|'.join(sorted(words))}){besides}|{_OTHER})"
    pattern = rf"^{_GAP}*(?:{known}(?:{_GAP}+{known})*{_GAP}*)?$"

    def clear(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
        import polars as pl

        return pl.col(columns[0]).is_null() | ~pl.col(columns[0]).str.contains(pattern)

    return clear


def _many_words(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    """Many words, and names of fewer."""
    import polars as pl

    return pl.col(columns[0]).str.contains(_MANY_WORDS) & (_longest(columns[1:]) < _MANY)


def _longer(columns: Sequence[str], _: Mapping[str, Any]) -> Clear:
    """More words with a letter than any of the names has words."""
    import polars as pl

    return pl.col(columns[0]).str.count_matches(r"[A-Za-z]\S*") > _longest(columns[1:])


def _longest(names: Sequence[str]) -> Clear:
    import polars as pl

    return pl.max_horizontal(pl.col(name).fill_null("").str.count_matches(r"\S+") for name in names)


_DATE = _other_word(spurious.OF_A_DATE, r"|\d+(?i:st|nd|rd|th)?")
_TITLE = _other_word(spurious.OF_A_TITLE)
# Each cheap enough for every row, or for the rows that the one before it has not cleared.
RULES: Mapping[str, tuple[Rule, ...]] = {
    "expect_column_values_to_be_null": (_null,),
    "expect_column_values_to_not_be_null": (_there,),
    "expect_column_values_to_be_in_set": (_in_set,),
    "expect_column_values_to_be_between": (_between,),
    "expect_column_value_lengths_to_be_between": (_length,),
    "expect_column_values_to_match_regex": (_regex,),
    "expect_column_values_to_not_match_regex": (_no_regex,),
    "expect_column_pair_values_a_to_be_greater_than_b": (_greater,),
    "expect_columns_to_be_null_together": (_together,),
    "expect_second_column_where_first": (_follows,),
    "expect_second_column_to_differ": (_differ,),
    "expect_stance_to_have_its_sign": (_signed,),
    "expect_speaker_to_be_sourced": (_sourced,),
    "expect_text_with_a_word": (_worded,),
    "expect_quote_not_to_be_date": (_DATE,),
    "expect_quote_not_to_be_title": (_TITLE,),
    "expect_quote_to_say_more_than": (_many_words, _longer),
}
