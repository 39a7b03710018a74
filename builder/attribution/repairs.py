"""Small faults of a tagged attribution that its own words show, mended before it becomes a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder import lexicon
from builder.attribution.found import Found
from builder.records import Span

_EMPTY = frozenset(
    """
    a an the this that these those it its his her their our my your any some all no and or but of to in on at for
    with by from as is are was were be i you he she they we
    """.split()
)
_NOBODY = frozenset("a an the this these those any some all no and or but of to in on at for with by from as".split())
_QUOTED_BY = re.compile(r"(?:has |have |had |was |were |been |being )*(?:quot|cit)(?:e|es|ed|ing)\b", re.IGNORECASE)
_PASSIVE = re.compile(r"(?:is|was|has been|had been|is being|was being)\s+\w+(?:ed|en|id|ld|n|t)\b", re.IGNORECASE)
_AS_SAYING = re.compile(
    r"(?P<who>[^,;.“”\"]{2,60}?)\s+(?P<cue>as (?:saying|telling|writing|noting|adding|warning))\s+", re.IGNORECASE
)


def mended(text: str, found: Found) -> Found | None:
    """``found`` without the faults; None when no content is left that could be a statement."""
    content = tuple(span for span in found.content if _says_something(text, span))
    if not content:
        return None
    source = tuple(_whole(text, span) for span in found.source if _names_somebody(text, span, found.cue))
    return _quoted_by(text, replace(found, content=content, source=source))


def _says_something(text: str, span: Span) -> bool:
    return any(word not in _EMPTY for word in lexicon.words_of(span.of(text)))


def _names_somebody(text: str, span: Span, cue: Sequence[Span]) -> bool:
    """Not a determiner left alone, and not the "it" of "it was claimed that"."""
    words = lexicon.words_of(span.of(text))
    passive = bool(cue) and _PASSIVE.match(cue[0].of(text)) is not None
    return any(word not in _NOBODY for word in words) and not (words == ["it"] and passive)


def _whole(text: str, source: Span) -> Span:
    """With the bracket that it opens: The Harbour Board (HB|)."""
    start, end = source.start, source.end
    printed = text[start:end]
    if printed.count("(") > printed.count(")") and text[end : end + 1] == ")":
        end += 1
    return Span(start, end)


def _quoted_by(text: str, found: Found) -> Found:
    """KCNA quoted Kim as saying that …, Kim was quoted as saying that …: Kim is the source, and KCNA carried it."""
    first = found.content[0]
    if not found.cue or not _QUOTED_BY.match(found.cue[0].of(text)):
        return found
    if not found.source and len(found.content) > 1 and text[first.end : found.cue[0].start].isspace():
        return replace(found, content=found.content[1:], source=(first,))
    match = _AS_SAYING.match(text, first.start, first.end)
    if match is None or match.end() >= first.end:
        return found
    who, cue = Span(*match.span("who")), Span(*match.span("cue"))
    content = (Span(match.end(), first.end), *found.content[1:])
    return replace(found, content=content, source=(who,), cue=(found.cue[0], cue))
