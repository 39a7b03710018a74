"""Whether words stand in quotation marks, by the plain rule that made the kinds of the corpora.

Kept apart from ``builder.attribution.marks`` on purpose: what is measured must not decide how it is measured.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from builder.evaluate.words import Spans, tokens

Region = tuple[int, int]

_PARAGRAPH = re.compile(r"[^\n]+")
_MARK = re.compile(r"``|''|[“„«”»\"]")
_OPENS = re.compile(r"(?<![\w’'])[‘'](?=\w)")
_CLOSES = {mark: re.compile(rf"(?<=[\w.,!?;:…]){mark}(?!\w)") for mark in "’'"}


def regions(text: str) -> list[Region]:
    """Stretches between quotation marks, marks included, one paragraph at a time.

    Curly marks and guillemets go by their direction, straight ones open when nothing is open; what is still open at the
    end of the paragraph ends there. Single marks count outside double ones, at the edges of words.
    """
    found: list[Region] = []
    for paragraph in _PARAGRAPH.finditer(text):
        doubles = list(_doubles(text, *paragraph.span()))
        found += doubles
        found += _singles(text, *paragraph.span(), doubles)
    return sorted(found)


def kind(text: str, content: Spans, quoted: Sequence[Region]) -> str:
    """direct: every word of ``content`` stands in marks; indirect: none; mixed: some."""
    words = tokens(text, content, symbols=False)
    inside = sum(any(start <= a and b <= end for start, end in quoted) for a, b in words)
    return "indirect" if not inside else "direct" if inside == len(words) else "mixed"


def _doubles(text: str, start: int, end: int) -> Iterator[Region]:
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        if opened is None and mark not in "”»":
            opened = match.start()
        elif opened is not None and mark in {"”", "»", '"', "''"}:
            yield opened, match.end()
            opened = None
    if opened is not None:
        yield opened, end


def _singles(text: str, start: int, end: int, doubles: Sequence[Region]) -> Iterator[Region]:
    done = start
    # Cut out, so that what stands round a mark is seen as in a paragraph of its own.
    paragraph = text[start:end]
    for match in _OPENS.finditer(paragraph):
        opened = start + match.start()
        if opened < done or _inside(opened, doubles):
            continue
        closed = _CLOSES["’" if match.group() == "‘" else "'"].search(paragraph, match.start() + 1)
        if closed and not _inside(start + closed.start(), doubles):
            done = start + closed.end()
            yield opened, done


def _inside(position: int, regions: Sequence[Region]) -> bool:
    index = bisect_right(regions, (position, float("inf"))) - 1
    return index >= 0 and position < regions[index][1]
