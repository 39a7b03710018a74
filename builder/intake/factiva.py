"""Text exports of Factiva with its two-letter codes at the start of lines: the file in, its documents out.

HD  Harbour stays open
BY  By Ida Prell
WC  412 words
PD  2 March 2026
SN  Marrow Coast Courier
LA  English
LP
The harbour stays open, the minister said.
TD
…
AN  Document MCC0000020260302em3200001
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from builder.intake.draft import Draft, Problem
from builder.records import Furniture, Span

FORMAT = "factiva"
_CODES = "SE HD CR WC PD ET SN SC ED PG VOL LA CY CX LP TD RF CT CO IN NS RE PUB AN BY CLM ART IPC IPD AU".split()
_LINE = re.compile(rf"^(?P<code>{'|'.join(_CODES)})(?=  |[ ]?\t|[ ]?\r?$)(?P<value>.*)$", re.MULTILINE)
_END = re.compile(r"^(?:AN[ \t]+)?Document \w{10,40}[ \t]*\r?$", re.MULTILINE)
_SINGLE = {"HD": "title", "SN": "outlet", "LA": "language", "SE": "section"}


def is_export(text: str) -> bool:
    """Whether the file opens with coded lines and its documents end with an accession number."""
    codes = {found["code"] for found in _LINE.finditer(text[:20_000])}
    return {"HD", "PD"} <= codes and bool(codes & {"LP", "TD"}) and _END.search(text) is not None


def documents(text: str) -> Iterator[Draft | Problem]:
    start = 0
    for end in _END.finditer(text):
        yield _document(text, start, end.start())
        start = end.end()


def _document(text: str, start: int, end: int) -> Draft | Problem:
    """The text runs from the lead (LP) over the rest (TD) to the next code, as one piece of the file.

    The code between the two is furniture in it.
    """
    marks = list(_LINE.finditer(text, start, end))
    bodies = [n for n, mark in enumerate(marks) if mark["code"] in ("LP", "TD")]
    if not bodies:
        return Problem("missing_text", "The document has neither a lead (LP) nor a text (TD).")
    first, last = marks[bodies[0]], bodies[-1]
    stop = marks[last + 1].start() if last + 1 < len(marks) else end
    begin = first.start("value")
    body = text[begin:stop]
    left = len(body) - len(body.lstrip())
    metadata: dict[str, Any] = {}
    date = clock = ""
    for n, mark in enumerate(marks):
        code = mark["code"]
        value = _value(text, mark, marks[n + 1].start() if n + 1 < len(marks) else end)
        if code in _SINGLE and value:
            metadata.setdefault(_SINGLE[code], value)
        elif code in ("BY", "AU") and value:
            names = re.split(r";|,| and ", re.sub(r"^by\s+", "", value, flags=re.IGNORECASE))
            metadata.setdefault("authors", [name.strip() for name in names if name.strip()])
        elif code == "PD":
            date = value
        elif code == "ET":
            clock = value
    if date:
        metadata["published_at"] = f"{date} {clock}" if re.fullmatch(r"\d{1,2}:\d\d", clock) else date
    text_start = begin + left
    codes = (mark for mark in marks if mark["code"] == "TD" and text_start <= mark.start("code") < stop)
    inside = (Span(mark.start("code") - text_start, mark.end("code") - text_start) for mark in codes)
    return Draft(body.strip(), metadata, furniture=tuple(Furniture(span, "navigation") for span in inside))


def _value(text: str, mark: re.Match[str], end: int) -> str:
    """A value goes on over the lines to the next code."""
    return " ".join(text[mark.start("value") : end].split())
