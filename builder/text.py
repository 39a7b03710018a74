"""Paragraphs, sentences and words of an untouched text, as spans into it."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator

from builder.records import Span

WORD = re.compile(r"\w+(?:['’\-]\w+)*|[^\w\s]")
_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n|\r|\n")

# What may end a sentence, with the closing marks and brackets that belong to it.
_STOP = re.compile(r"[.!?…。！？](?:(?<=[.!?…])[.!?…]+)?[\"'”’»)\]]*(?=\s|$)")
_NEXT = re.compile(r"\s*(\S)")
_OPENER = "\"'“‘«„([*—–-"
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms mx dr prof sen rep gov gen col lt sgt capt cmdr adm maj pvt rev hon st jr sr messrs pres supt insp det
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri sat sun
    inc ltd corp co bros dept univ assn no nos vs etc al fig vol pp approx est ext ave blvd rd mt ft
    u.s u.n u.k e.u d.c p.m a.m i.e e.g ph.d m.p
    """.split()
)


@functools.lru_cache(maxsize=4)  # every stage begins with them
def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of ``text`` in order, without surrounding white space.

    A line is a paragraph, unless the text is hard-wrapped (most single line breaks follow a full line that ends in
    mid-sentence): then blank lines separate paragraphs. Paragraph breaks are data: a quotation re-opens after them.
    """
    lines = [stripped for m in _LINE.finditer(text) if (stripped := strip(text, m.start(), m.end()))]
    if not _hard_wrapped(text, lines):
        return tuple(lines)
    joined: list[Span] = []
    for line in lines:
        if joined and _breaks(text, joined[-1].end, line.start) == 1:
            joined[-1] = Span(joined[-1].start, line.end)
        else:
            joined.append(line)
    return tuple(joined)


def _breaks(text: str, start: int, end: int) -> int:
    return len(_BREAK.findall(text, start, end))


def _hard_wrapped(text: str, lines: list[Span]) -> bool:
    single = [a for a, b in itertools.pairwise(lines) if _breaks(text, a.end, b.start) == 1]
    wrapped = [a for a in single if 40 <= a.end - a.start <= 100 and text[a.end - 1] not in ".!?:\"'”’»…"]
    return len(single) >= 3 and 2 * len(wrapped) > len(single)


def strip(text: str, start: int, end: int) -> Span | None:
    """The span ``[start, end)`` without the white space at its edges; None when nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


@functools.lru_cache(maxsize=1_000)  # names are looked for in the same ones as opinions, claims and speakers
def sentences(text: str, within: Span) -> tuple[Span, ...]:
    """The sentences of one paragraph.

    A stop ends a sentence when white space and then a capital, a digit or an opening mark follows, and when it does
    not close an abbreviation or an initial: "Gen. J. Ames left. He said so." has two.
    """
    found: list[Span] = []
    start = within.start
    for stop in _STOP.finditer(text, within.start, within.end):
        after = _NEXT.match(text, stop.end(), within.end)
        if after and not (after[1].isupper() or after[1].isdigit() or after[1] in _OPENER):
            continue
        if after and stop.group().startswith(".") and _abbreviated(text, start, stop.start()):
            continue
        if span := strip(text, start, stop.end()):
            found.append(span)
        start = stop.end()
    if span := strip(text, start, within.end):
        found.append(span)
    return tuple(found)


def _abbreviated(text: str, start: int, stop: int) -> bool:
    begin = stop
    while begin > start and (text[begin - 1].isalnum() or text[begin - 1] == "."):
        begin -= 1
    word = text[begin:stop]
    initial = len(word) == 1 and word.isupper() and word != "I"
    return initial or word.lower() in _ABBREVIATIONS


def words(text: str, within: Span | None = None) -> Iterator[Span]:
    """Words (with inner apostrophes and hyphens) and single symbols, in order."""
    start, end = (within.start, within.end) if within else (0, len(text))
    return (Span(m.start(), m.end()) for m in WORD.finditer(text, start, end))
