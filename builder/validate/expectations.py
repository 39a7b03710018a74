"""Our own expectations, as Great Expectations classes: each asks one question of rows.py or spurious.py row by row.

Importing this module registers them; suites name them in snake case, e.g. ``expect_spans_to_reproduce_text``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from great_expectations.execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import ColumnMapExpectation, MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider import (
    ColumnMapMetricProvider,
    MulticolumnMapMetricProvider,
)
from great_expectations.expectations.metrics.map_metric_provider.column_condition_partial import (
    column_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)

from builder.validate import rows, spurious

# mypy sees nothing of Great Expectations (it ships no usable types), hence the ignored base classes.


def _metric(name: str, holds: Callable[..., bool]) -> str:
    """Registers a metric that calls ``holds`` with the values of each row (None for null) and returns its name."""

    class Metric(MulticolumnMapMetricProvider):  # type: ignore[misc]
        condition_metric_name = f"rows.{name}"

        @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
        def _pandas(cls, column_list: pd.DataFrame, **_: Any) -> pd.Series[bool]:  # noqa: N805  its convention
            frame = column_list.astype(object)
            frame = frame.where(frame.notna(), None)
            values = zip(*(frame[column] for column in frame.columns), strict=True)
            return pd.Series([holds(*row) for row in values], index=frame.index, dtype=bool)

    return str(Metric.condition_metric_name)


def _column_metric(name: str, holds: Callable[[str], bool]) -> str:
    """The same for the values of one column; null is not asked about."""

    class Metric(ColumnMapMetricProvider):  # type: ignore[misc]
        condition_metric_name = f"values.{name}"

        @column_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
        def _pandas(cls, column: pd.Series[Any], **_: Any) -> pd.Series[bool]:  # noqa: N805  its convention
            return pd.Series([holds(value) for value in column], index=column.index, dtype=bool)

    return str(Metric.condition_metric_name)


class ExpectSpansToReproduceText(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: text, its offset in the article, spans, what they shall read joined."""

    map_metric = _metric("reproduces", rows.reproduces)


class ExpectSpansToReproduceParts(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: text, its offset in the article, spans, what they shall read joined with “ … ”."""

    map_metric = _metric("reproduces_parts", rows.reproduces_parts)


class ExpectSpansToBeOrdered(ColumnMapExpectation):  # type: ignore[misc]
    """Column: spans that are not empty, in order and do not overlap."""

    map_metric = _column_metric("ordered", rows.ordered)


class ExpectSpansToLieInText(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: text, its offset in the article, spans."""

    map_metric = _metric("inside", rows.inside)


class ExpectSpansToLieWithin(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: inner spans, outer spans."""

    map_metric = _metric("within", rows.within)


class ExpectColumnsToBeNullTogether(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: all are null in a row, or none is."""

    map_metric = _metric("together", rows.together)


class ExpectSecondColumnWhereFirst(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: where the first is not null, the second is not null either."""

    map_metric = _metric("follows", rows.follows)


class ExpectQuoteIdToBeContentHash(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: quote_id, article_id, content."""

    map_metric = _metric("quote_id_fits", rows.quote_id_fits)


class ExpectArticleIdToBeContentHash(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: article_id, text, outlet_domain."""

    map_metric = _metric("article_id_fits", rows.article_id_fits)


class ExpectChecksumToFitText(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: SHA-256, text."""

    map_metric = _metric("checksum_fits", rows.checksum_fits)


class ExpectColumnsToBeEqual(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: equal in every row, null being equal to null alone."""

    map_metric = _metric("same", rows.same)


class ExpectSecondColumnToDiffer(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: a value, and one that must not be the same."""

    map_metric = _metric("differ", rows.differ)


class ExpectSpeakerToBeSourced(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: sourcing, speaker."""

    map_metric = _metric("sourced", rows.sourced)


class ExpectStanceToHaveItsSign(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: stance, its score from -1 to 1."""

    map_metric = _metric("signed", rows.signed)


class ExpectTextWithAWord(ColumnMapExpectation):  # type: ignore[misc]
    """Column: text with a word in it, in any script."""

    map_metric = _column_metric("has_a_word", spurious.has_a_word)


class ExpectQuoteNotToBeDate(ColumnMapExpectation):  # type: ignore[misc]
    """Column: quote."""

    map_metric = _column_metric("is_no_date", spurious.is_no_date)


class ExpectQuoteNotToBeTitle(ColumnMapExpectation):  # type: ignore[misc]
    """Column: quote."""

    map_metric = _column_metric("is_no_title", spurious.is_no_title)


class ExpectQuoteToSayMoreThan(MulticolumnMapExpectation):  # type: ignore[misc]
    """Columns: quote, names it must not consist of."""

    map_metric = _metric("says_more_than", spurious.says_more_than)
