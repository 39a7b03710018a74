"""Who speaks, where one party shows or reports the words of another: the inner one is the source.

KCNA quoted Kim as saying that …; the advert ends with footage of Ames saying, “…”; the Board seized on Ames’s claim
that …
"""

from __future__ import annotations

import re
from dataclasses import replace

from builder.attribution.found import Found
from builder.records import Span

_QUOTED_BY = re.compile(r"(?:has |have |had |was |were |been |being )*(?:quot|cit)(?:e|es|ed|ing)\b", re.IGNORECASE)
_AS_SAYING = re.compile(
    r"(?P<who>[^,;.“”\"]{2,60}?)\s+(?P<cue>as (?:saying|telling|writing|noting|adding|warning))\s+", re.IGNORECASE
)
_SHOWN = re.compile(r"\b(?:footage|video|videos|clip|clips|recording|recordings|audio|tape|tapes) of$", re.IGNORECASE)
_SAYING = re.compile(
    r"\s*(?P<who>[^,;.“”\"]{2,60}?)\s+(?P<cue>saying|asking|telling|calling|shouting|warning)\b[^“”\"\n.]{0,60}?"
    r"(?=[“\"]|that\b)"
)
_NOUN = re.compile(
    r"(?:\w+ )?(?:claim|assertion|allegation|contention|insistence|suggestion|accusation|statement|remark|argument)s?$"
)
# Ames’s claim, the Harbour Board’s claim, the pilots’ claim, his claim.
_POSSESSOR = re.compile(
    r"(?:\b(?:[A-Z][\w.-]*\s){0,3}[A-Z][\w.-]*(?:[’']s|s[’'])"
    r"|\b(?:[Tt]he|[Aa]n?)\s(?:[\w-]+\s){0,2}[\w-]+(?:[’']s|s[’'])|\b(?:[Hh]is|[Hh]er|[Tt]heir))\s+$"
)


def speaker(text: str, found: Found) -> Found:
    """``found`` with the inner party as its source, and a cue and contents that begin behind it."""
    if not found.cue:
        return found
    cue = found.cue[0].of(text)
    if _QUOTED_BY.match(cue):
        return _quoted_by(text, found)
    if _SHOWN.search(cue):
        return _shown(text, found)
    return _possessor(text, found) if _NOUN.fullmatch(cue) else found


def _quoted_by(text: str, found: Found) -> Found:
    """KCNA quoted Kim as saying that …, Kim was quoted as saying that …: Kim is the source, and KCNA carried it."""
    first = found.content[0]
    if not found.source and len(found.content) > 1 and text[first.end : found.cue[0].start].isspace():
        return replace(found, content=found.content[1:], source=(first,))
    match = _AS_SAYING.match(text, first.start, first.end)
    if match is None or match.end() >= first.end:
        return found
    who, cue = Span(*match.span("who")), Span(*match.span("cue"))
    content = (Span(match.end(), first.end), *found.content[1:])
    return replace(found, content=content, source=(who,), cue=(found.cue[0], cue))


def _shown(text: str, found: Found) -> Found:
    """The advert ends with footage of Ames saying, “We go.”: what is shown is Ames's."""
    first = found.content[0]
    match = _SAYING.match(text, found.cue[0].end, first.end)
    if match is None or match.end() >= first.end:
        return found
    content = (Span(max(match.end(), first.start), first.end), *found.content[1:])
    return replace(found, content=content, source=(Span(*match.span("who")),), cue=(Span(*match.span("cue")),))


def _possessor(text: str, found: Found) -> Found:
    """The Board seized on Ames’s claim that …: who owns the claim made it, in 22 of 22 in PolNeAR's training part."""
    start = found.cue[0].start
    match = _POSSESSOR.search(text, max(0, start - 80), start)
    if match is None or any(span.end > match.start() for span in found.source if span.start < start):
        return found
    return replace(found, source=(Span(match.start(), match.start() + len(match[0].rstrip())),))
