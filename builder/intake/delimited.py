"""CSV and TSV: a header, then one article a record. A broken record costs that record only."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from builder.config import Intake
from builder.intake import rows
from builder.intake.article import too_large
from builder.intake.decode import BYTE_ORDER_MARK, foreign, not_utf8, wide
from builder.intake.draft import Draft, Problem, Received
from builder.intake.unpack import opened

_SEPARATORS = (",", ";", "\t")
_SLACK = 1_000_000  # characters of a line beside the text


def read(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    """Record by record, counted from 1 after the header; the separator is the one under which a text column appears.

    Bytes that are not UTF-8 are carried through as surrogates, which tells the records that hold them.
    """
    csv.field_size_limit(config.max_characters + _SLACK)  # the module's own is 131,072, less than a long article
    with opened(file) as stream:
        if encoding := wide(stream.peek(1024)[:1024]):
            yield foreign(file.name, f"it is {encoding}", encoding)
            return
    header = _header(file, config)
    if isinstance(header, Problem):
        yield header
        return
    names, separator, columns = header
    yield from columns.problems
    count = 0
    for count, record in enumerate(_records(file, separator, config, skip=1), start=1):
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
        names = next(_records(file, separator, config), None)
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


class _Lines:
    """The lines of a file, none longer than ``longest``, and how many quotation marks the record has had so far."""

    def __init__(self, stream: io.TextIOWrapper, longest: int) -> None:
        self._stream = stream
        self._longest = longest
        self._begun = False
        self.quotes = 0
        self.cut = False  # the record has a line that was longer

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._longest)
        if not line:
            raise StopIteration
        if len(line) == self._longest and not line.endswith(("\n", "\r")):
            self.cut = True
            dropped = 0
            while (part := self._stream.readline(1 << 20)) and not part.endswith(("\n", "\r")):
                dropped += part.count('"')
            dropped += part.count('"')
            line += '"' * (dropped % 2) + "\n"  # what the quotation marks say stays true
        self.quotes += line.count('"')
        self._begun, begun = True, self._begun
        return line if begun else line.removeprefix(BYTE_ORDER_MARK)

    def start(self) -> None:
        self.quotes, self.cut = 0, False

    def leave_field(self) -> None:
        """To the end of the field in quotation marks that was given up."""
        while self.quotes % 2 and next(self, None) is not None:
            pass


def _records(file: Received, separator: str, config: Intake, skip: int = 0) -> Iterator[list[str] | Problem]:
    with io.TextIOWrapper(opened(file), encoding="utf-8", errors="surrogateescape", newline="") as stream:
        lines = _Lines(stream, config.max_characters + _SLACK)
        reader = csv.reader(lines, delimiter=separator, strict=True)
        while True:
            lines.start()
            try:
                record = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if "field larger" in str(error):
                    lines.leave_field()
                    yield too_large(f"near line {reader.line_num} more characters than allowed", config.max_characters)
                    continue
                advice = "Inside quotation marks, write a quotation mark twice."
                yield Problem("broken_row", f"Not valid CSV near line {reader.line_num}: {error}. {advice}")
                continue
            if lines.cut:
                yield too_large(f"near line {reader.line_num} more characters than allowed", config.max_characters)
            elif record and skip:
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
