"""Parquet: one article a row, read in small batches of only the columns that are used."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from builder.config import Intake
from builder.intake import rows
from builder.intake.draft import Draft, Problem, Received

_BATCH = 256  # rows in memory at a time


def read(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    """Row by row, counted from 1. A file that is cut off or no Parquet is one problem."""
    import pyarrow as pa
    from pyarrow import parquet as pq

    try:
        with pq.ParquetFile(file.path) as table:
            schema = table.schema_arrow
            columns = rows.columns(schema.names, config)
            if isinstance(columns, Problem):
                yield columns
                return
            yield from columns.problems
            if wrong := _not_text(schema.field(columns.places["text"]).type, columns.places["text"]):
                yield wrong
                return
            number = 0
            for batch in table.iter_batches(_BATCH, columns=list(columns.places.values())):
                values = {theirs: _values(batch.column(theirs)) for theirs in columns.places.values()}
                for position in range(batch.num_rows):
                    number += 1
                    yield _row({name: column[position] for name, column in values.items()}, number, config)
            if not number:
                yield Problem("empty", "The file has no rows; remove it or fill it.")
    except (pa.ArrowException, OSError) as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield Problem("broken_row", f"Not readable as Parquet: {first.rstrip('.')}. Write the file again.")


def _not_text(kind: Any, name: str) -> Problem | None:
    import pyarrow as pa

    value = kind.value_type if pa.types.is_dictionary(kind) else kind
    if pa.types.is_string(value) or pa.types.is_large_string(value) or pa.types.is_string_view(value):
        return None
    return Problem("missing_text", f"The column {name!r} must hold strings, but its type is {kind}.")


def _values(column: Any) -> list[Any]:
    import pyarrow as pa

    if pa.types.is_timestamp(column.type):  # nanoseconds are no datetime
        column = column.cast(pa.timestamp("us", tz=column.type.tz), safe=False)
    return [_value(scalar) for scalar in column]


def _value(scalar: Any) -> Any:
    try:
        return scalar.as_py()
    except (ValueError, OverflowError) as error:  # bytes that are not UTF-8, a date beyond year 9999
        return error


def _row(values: dict[str, Any], number: int, config: Intake) -> Draft | Problem:
    found = rows.draft(values, number, config)
    if isinstance(found, Problem) and any(isinstance(value, UnicodeDecodeError) for value in values.values()):
        return Problem("wrong_encoding", "The text is not UTF-8, as Parquet asks for; write the file again.", number)
    return found
