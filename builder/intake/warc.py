"""WARC files: one page a record, streamed, so that memory holds one record whatever the size of the file.

Read are the pages of ``response`` and ``resource`` records and the plain texts of ``conversion`` records (WET). Needs
the ``warc`` extra.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from builder.config import Intake
from builder.errors import MissingExtra
from builder.intake import webpage
from builder.intake.article import too_large
from builder.intake.charsets import text_of
from builder.intake.draft import Draft, Problem, Received
from builder.intake.unpack import unbuffered

_BYTES = 4  # of one character in UTF-8 at most
_MARKUP = 1_000_000  # bytes beside the text that a page may have
_PAGES = ("text/html", "application/xhtml+xml")
_OF_PAGES = ("response", "resource", "revisit", "conversion")  # the other types say something about records


def read(file: Received, config: Intake) -> Iterator[Draft | Problem]:
    """Record by record; ``row`` counts all records of the file from 1, whatever their type.

    What is no page, or a page that the server didn't give, is a Problem. A file that breaks off gives its records up to
    there. Raises MissingExtra without fastwarc.
    """
    if find_spec("fastwarc") is None:
        raise MissingExtra("WARC files need a package.", where=file.name, hint="pip install 'quotestance[warc]'")
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    kinds = [(getattr(WarcRecordType, name), name) for name in _OF_PAGES]  # the types have no hash
    number = pages = 0
    with unbuffered(file) as stream:
        records = ArchiveIterator(stream, auto_decode="all", parse_http=True, fsspec_args=False)
        while True:
            try:
                record = next(records, None)
            except (OSError, ValueError, RuntimeError) as error:
                yield Problem("broken_row", f"Not readable as WARC after record {number}: {_short(error)}.", number + 1)
                return
            if record is None:
                break
            number += 1
            kind = next((name for one, name in kinds if one == record.record_type), None)
            if kind:
                pages += 1
                yield _record(record, kind, number, file, config)
    if not pages:
        yield Problem("empty", f"None of the {number} records of the file is a page; remove it or download it again.")


def _record(record: Any, kind: str, number: int, file: Received, config: Intake) -> Draft | Problem:
    if kind == "revisit":
        return Problem("unsupported_format", "A revisit record refers to a page elsewhere and has none.", number)
    if (status := _status(record)) not in (None, 200):
        return Problem("unsupported_format", f"The server answered {status}, not 200; no page.", number)
    given = _content_type(record)
    media = given.partition(";")[0].strip().casefold()
    wanted = ("text/plain",) if kind == "conversion" else _PAGES
    if media not in wanted:
        return Problem("unsupported_format", f"Content of type {media or 'none'!r} is no page.", number)
    limit = _BYTES * config.max_characters + _MARKUP
    try:
        data = record.reader.read(limit + 1)
    except (OSError, ValueError, RuntimeError) as error:
        return Problem("broken_row", f"The record cannot be unpacked: {_short(error)}.", number)
    if len(data) > limit:
        return too_large(f"more than {limit:,} bytes", config.max_characters, number)
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ") or None
    charset = given.casefold().partition("charset=")[2].partition(";")[0]
    return _draft(data, kind, number, (file.name, address, charset), config, record)


def _draft(
    data: bytes, kind: str, number: int, known: tuple[str, str | None, str], config: Intake, record: Any
) -> Draft | Problem:
    name, address, charset = known
    if kind != "conversion":
        return _numbered(webpage.read(data, name, config, address=address, charset=charset), number)
    found = text_of(data, name, charset)
    if isinstance(found, Problem):
        return _numbered(found, number)
    language = (record.headers.get("WARC-Identified-Content-Language") or "").split(",")[0]
    return Draft(found[0], {"url": address, "language": language or None}, number, notes=found[1])


def _numbered(found: Draft | Problem, number: int) -> Draft | Problem:
    import dataclasses

    return dataclasses.replace(found, row=number)


def _status(record: Any) -> int | None:
    return record.http_headers.status_code if record.is_http and record.http_headers is not None else None


def _content_type(record: Any) -> str:
    if record.is_http:
        return (record.http_headers.get("Content-Type") or "") if record.http_headers is not None else ""
    return record.headers.get("Content-Type") or ""


def _short(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")[:200]
