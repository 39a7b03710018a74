"""JSON lines: one object a line, one article each. A broken line costs that line only."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from builder.config import Intake
from builder.intake import rows
from builder.intake.article import too_large
from builder.intake.decode import foreign, not_utf8, wide
from builder.intake.draft import Draft, Problem, Received
from builder.intake.unpack import opened

_BYTES = 6  # of one character at most: an escape such as \u2019
_SLACK = 1_000_000  # bytes of a line beside the text


def read(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    """Line by line, so that memory holds one article; lines are counted from 1, empty ones are passed over."""
    longest = _BYTES * config.max_characters + _SLACK
    with opened(file) as stream:
        if encoding := wide(stream.peek(1024)[:1024]):
            yield foreign(file.name, f"it is {encoding}", encoding)
            return
        number = 0
        found = False
        while line := stream.readline(longest):
            number += 1
            if len(line) == longest and not line.endswith(b"\n"):
                size = len(line) + _skip(stream)
                yield too_large(f"{size:,} bytes", config.max_characters, number)
                found = True
            elif line.strip():
                yield _row(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, number, file, config)
                found = True
        if not found:
            yield Problem("empty", "The file has no rows; remove it or fill it.")


def _skip(stream: BinaryIO) -> int:
    size = 0
    while part := stream.readline(1 << 20):
        size += len(part)
        if part.endswith(b"\n"):
            break
    return size


def _row(line: bytes, number: int, file: Received, config: Intake) -> Draft | Problem:
    try:
        value = json.loads(line.decode("utf-8").rstrip("\r\n"))
    except UnicodeDecodeError as error:
        where = f"byte 0x{line[error.start]:02X}, the {error.start + 1}th of line {number}"
        wrong = not_utf8(line, file.name, where, error.start)
        return Problem(wrong.reason, wrong.detail, number)
    except json.JSONDecodeError as error:
        return Problem(
            "broken_row", f"Not valid JSON: {error.msg} at character {error.colno}. Repair the line.", number
        )
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, thousands of brackets
        return Problem("broken_row", f"JSON that cannot be read: {error}. Repair the line.", number)
    if not isinstance(value, dict):
        return Problem("broken_row", 'Each line must be one JSON object: {"text": …}. Repair the line.', number)
    return rows.draft(value, number, config)
