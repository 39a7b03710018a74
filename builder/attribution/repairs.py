"""Small faults of a tagged attribution that its own words show, mended before it becomes a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from builder import lexicon
from builder.attribution import inner
from builder.attribution.found import Found
from builder.attribution.trimmed import trimmed
from builder.records import Span

_EMPTY = frozenset(
    """
    a an the this that these those it its his her their our my your any some all no and or but of to in on at for
    with by from as is are was were be i you he she they we
    """.split()
)
_NOBODY = frozenset("a an the this these those any some all no and or but of to in on at for with by from as".split())
_PASSIVE = re.compile(r"(?:is|was|has been|had been|is being|was being)\s+\w+(?:ed|en|id|ld|n|t)\b", re.IGNORECASE)
_BRACKET = re.compile(r"\.?\)")
_OPENING, _CLOSING = frozenset("“\"'"), frozenset("”\"'")


def mended(text: str, found: Found) -> Found | None:
    """``found`` without the faults; None when no content is left that could be a statement."""
    content = tuple(span for span in found.content if _says_something(text, span) or _is_interrupted(text, found, span))
    if not content:
        return None
    source = tuple(_whole(text, span) for span in found.source if _names_somebody(text, span, found.cue))
    return trimmed(text, inner.speaker(text, replace(found, content=content, source=source)))


def _says_something(text: str, span: Span) -> bool:
    return any(word not in _EMPTY for word in lexicon.words_of(span.of(text)))


def _is_interrupted(text: str, found: Found, span: Span) -> bool:
    """“That,” he added, “is a lot.”: a word in marks of its own, with more of the sentence behind the clause."""
    quoted = text[span.start] in _OPENING and text[span.end - 1] in _CLOSING
    return quoted and any(other.start > span.end and text[other.start] in _OPENING for other in found.content)


def _names_somebody(text: str, span: Span, cue: Sequence[Span]) -> bool:
    """Not a determiner left alone, and not the "it" of "it was claimed that"."""
    words = lexicon.words_of(span.of(text))
    passive = bool(cue) and _PASSIVE.match(cue[0].of(text)) is not None
    return any(word not in _NOBODY for word in words) and not (words == ["it"] and passive)


def _whole(text: str, source: Span) -> Span:
    """With the bracket that it opens: The Harbour Board (HB|), Ann Ames (D-Wis|.)."""
    printed = source.of(text)
    closing = _BRACKET.match(text, source.end) if printed.count("(") > printed.count(")") else None
    return Span(source.start, closing.end()) if closing else source
