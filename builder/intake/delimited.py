"""CSV and TSV: a header, then one article a record. A broken record costs that record only."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from builder.config import Intake
from builder.intake import rows
from builder.intake.decode import foreign, not_utf8, wide
from builder.intake.draft import Draft, Problem, Received

_SEPARATORS = (",", ";", "\t")
_LARGEST_FIELD = 2**31 - 1  # the module's own limit of 131,072 characters is less than a long article


def read(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    """Record by record, counted from 1 after the header; the separator is the one under which a text column appears.

    Bytes that are not UTF-8 are carried through as surrogates, which tells the records that hold them.
    """
    csv.field_size_limit(_LARGEST_FIELD)
    with file.path.open("rb") as stream:
        if encoding := wide(stream.read(1024)):
            yield foreign(file.name, f"it is {encoding}", encoding)
            return
    header = _header(file, config)
    if isinstance(header, Problem):
        yield header
        return
    names, separator, columns = header
    yield from columns.problems
    count = 0
    for count, record in enumerate(_records(file, separator, skip=1), start=1):
        if isinstance(record, Problem):
            yield Problem(record.reason, record.detail, count)
        elif len(record) != len(names):
            yield Problem("broken_row", _miscounted(len(record), len(names)), count)
        elif raw := _not_utf8(record):
            wrong = not_utf8(raw, file.name, f"record {count}")
            yield Problem(wrong.reason, wrong.detail, count)
        else:
            yield rows.draft(_values(names, record, columns), count, config)
    if not count:
        yield Problem("empty", "The file has no records below its header; remove it or fill it.")


def _header(file: Received, config: Intake) -> tuple[list[str], str, rows.Columns] | Problem:
    problem: Problem | None = None
    for separator in _SEPARATORS:
        names = next(_records(file, separator), None)
        if names is None:
            return Problem("empty", "The file is empty; remove it or fill it.")
        if isinstance(names, Problem):
            return names
        columns = rows.columns(names, config)
        if isinstance(columns, rows.Columns):
            return names, separator, columns
        if problem is None or len(names) > 1:
            problem = columns if problem is None or problem.reason == "missing_text" else problem
    return problem or Problem("broken_row", "The header cannot be read.")


def _records(file: Received, separator: str, skip: int = 0) -> Iterator[list[str] | Problem]:
    with file.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
        reader = csv.reader(stream, delimiter=separator, strict=True)
        while True:
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                advice = "Inside quotation marks, write a quotation mark twice."
                yield Problem("broken_row", f"Not valid CSV near line {reader.line_num}: {error}. {advice}")
                continue
            if record and skip:
                skip -= 1
            elif record:
                yield record


def _values(names: list[str], record: list[str], columns: rows.Columns) -> Mapping[str, str]:
    used = set(columns.places.values())
    return {name: value for name, value in zip(names, record, strict=True) if name in used}


def _miscounted(found: int, expected: int) -> str:
    return (
        f"{found} fields where the header has {expected}. A field that holds the separator or a line break "
        "needs quotation marks round it."
    )


def _not_utf8(record: list[str]) -> bytes | None:
    text = "\n".join(record)
    return (
        None
        if text.isascii() or not any("\udc80" <= c <= "\udcff" for c in text)
        else text.encode("utf-8", "surrogateescape")
    )
