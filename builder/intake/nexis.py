"""Text exports of Nexis, old ("1 of 20 DOCUMENTS") and new ("End of Document"): the file in, its documents out.

Old, every line of the head centred: number, outlet, date, edition; then the headline, lines such as "BYLINE: Ida Prell"
and "LENGTH: 412 words", the text, and below it "LOAD-DATE: March 3, 2026". New: headline, outlet, date, copyright,
"Section: News; Pg. 1", "Byline: Ida Prell", a line "Body", the text, and below it "Load-Date: March 3, 2026".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from builder.intake.draft import Draft, Problem

FORMAT = "nexis"
_NUMBERED = re.compile(r"^[ \t]*\d+ of \d+ DOCUMENTS[ \t]*\r?$", re.MULTILINE)
_END = re.compile(r"^[ \t]*End of Document[ \t]*\r?$", re.MULTILINE)
_HEADER = re.compile(r"^(?P<key>[A-Z][A-Za-z\-]{2,20}(?: [A-Za-z]{2,12})?):[ \t]*(?P<value>.*)$")
_FIELDS = {"byline": "authors", "section": "section", "language": "language", "headline": "title"}
_KEYS = frozenset(
    """
    byline section length dateline headline highlight body load-date language publication-type graphic correction
    correction-date series type journal-code subject company organization person geographic industry notes copyright
    classification name country state city ticker
    """.split()
)
_ABOVE = frozenset("byline section length dateline headline highlight series".split())  # stand above the text
_LONGEST_HEAD = 80  # lines
_AFTER = re.compile(  # what stands below the text of a document
    r"^(?:(?:LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|JOURNAL-CODE|CORRECTION(?:-DATE)?|SUBJECT|TYPE|DOCUMENT-TYPE|"
    r"Load-Date|Graphic|Classification|Language|Publication-Type|Journal Code)[ \t]*:.*|Graphic|Classification|"
    r"[ \t]*Copyright \d{4} .*|[ \t]*All Rights Reserved)[ \t]*\r?$",
    re.MULTILINE,
)
_BODY = re.compile(r"^(?:BODY:|Body)[ \t]*\r?$", re.MULTILINE)
_DATE = re.compile(r"(?P<date>(?:[A-Z][a-z]+ \d{1,2}, \d{4}|\d{1,2} [A-Z][a-z]+ \d{4}))(?:[ ,].*)?")
_CLOCK = re.compile(r"\b(?:[1-9]|1[0-2]):[0-5]\d [AP]M [A-Z]{1,4}\b")


def is_export(text: str) -> bool:
    """Whether the first document begins, or ends, as Nexis has it, and has header lines."""
    head = text[:20_000]
    if _NUMBERED.search(head):
        return re.search(r"^(?:LENGTH|BYLINE|SECTION|LOAD-DATE):", head, re.MULTILINE) is not None
    return _END.search(text) is not None and _BODY.search(head) is not None


def documents(text: str) -> Iterator[Draft | Problem]:
    marks = list(_NUMBERED.finditer(text))
    if marks:
        bounds = zip([mark.end() for mark in marks], [*(mark.start() for mark in marks[1:]), len(text)], strict=True)
    else:
        ends = [mark.start() for mark in _END.finditer(text)]
        starts = [0, *(mark.end() for mark in _END.finditer(text))]
        bounds = zip(starts[: len(ends)], ends, strict=True)
    for start, end in bounds:
        yield _document(text, start, end)


def _document(text: str, start: int, end: int) -> Draft | Problem:
    """The header is what stands above the body; the body ends at the first line of the archive's own below it."""
    begin = _body(text, start, end)
    if begin is None:
        return Problem("missing_text", "The document has no body below its header lines.")
    after = _AFTER.search(text, begin, end)
    stop = after.start() if after else end
    body = text[begin:stop]
    left = len(body) - len(body.lstrip())
    metadata = _header(text[start:begin].splitlines())
    metadata |= {k: v for k, v in _fields(text[stop:end].splitlines()).items() if k == "language"}
    return Draft(body[left:].rstrip(), metadata)


def _body(text: str, start: int, end: int) -> int | None:
    """Where the text begins: below "Body", or, in old exports without one, below the last header line at the top."""
    if found := _BODY.search(text, start, end):
        return found.end()
    last, place = None, start
    for line in text[start:end].splitlines(keepends=True)[:_LONGEST_HEAD]:
        place += len(line)
        named = _named(line)
        if named and named["key"].casefold() in _ABOVE:
            last = place
        elif named:
            break
    return last


def _header(lines: list[str]) -> dict[str, Any]:
    """Title, outlet and date from the lines above the first named one, in the order in which they stand there."""
    found = _fields(lines)
    first = next((n for n, line in enumerate(lines) if _named(line)), len(lines))
    plain = [line.strip() for line in lines[:first] if line.strip()]
    plain = [line for line in plain if not re.match(r"Copyright \d{4}|All Rights Reserved", line)]
    dated = next((n for n, line in enumerate(plain) if _DATE.fullmatch(line)), None)
    if dated is None:
        return found | ({"title": plain[0]} if plain else {})
    date = _DATE.fullmatch(plain[dated])
    clock = _CLOCK.search(plain[dated])
    assert date is not None  # noqa: S101  it was matched above
    found["published_at"] = f"{date['date']} {clock[0]}" if clock else date["date"]
    if dated >= 2:  # title, outlet, date
        found.setdefault("title", " ".join(plain[: dated - 1]))
        found["outlet"] = plain[dated - 1]
    elif dated == 1:  # outlet, date, edition, title
        found["outlet"] = plain[0]
        below = [line for line in plain[2:] if not line.endswith("Edition") and "Edition -" not in line]
        if below:
            found.setdefault("title", " ".join(below))
    return found


def _fields(lines: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in lines:
        if (named := _named(line)) and (ours := _FIELDS.get(named["key"].casefold())) and named["value"]:
            found.setdefault(ours, named["value"])
    if "authors" in found:
        byline = re.sub(r"^by\s+", "", found["authors"], flags=re.IGNORECASE)
        found["authors"] = [name for one in re.split(r";| and ", byline) if (name := one.strip(" ,"))]
    return found


def _named(line: str) -> re.Match[str] | None:
    named = _HEADER.match(line.strip())
    return named if named and named["key"].casefold() in _KEYS else None
