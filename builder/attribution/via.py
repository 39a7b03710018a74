"""Who carried a statement: the medium or channel that the reporting clause names.

Ames told | the Harbour Courier | that … / The ministry said in | a statement | … / | KCNA | quoted Kim as saying …
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder.records import Span

_CHANNEL = (
    "statement|interview|reports?|letters?|e-?mails?|tweets?|posts?|conference|briefing|release|speech|address|memo|"
    "messages?|filing|broadcast|column|article|op-ed|editorial|blog|book|memoir|telegram|communiqu[eé]|note|reply|answer|"
    "foreword|website|television|radio|social media|Twitter|Facebook|Telegram|Instagram|Truth Social|YouTube|X"
)
_MEDIA = (
    "news|times|post|journal|herald|tribune|gazette|courier|press|radio|tv|television|agency|magazine|daily|weekly|"
    "telegraph|guardian|observer|mail|chronicle|examiner|star|mirror|express|bbc|cnn|kcna|reuters|afp|ap|tass|dpa|xinhua|"
    "cbs|nbc|abc|npr|fox|msnbc|bloomberg|politico|breitbart|sky|itv|rt|wire|dispatch|bulletin|review|standard|sun"
)
_DETERMINER = r"(?:an?|the|its|his|her|their|one|two|several)\s+"
_IN = re.compile(
    rf"(?:^|[\s,])(?:in|on|via|by|through|during|at|to)\s+(?P<via>(?:{_DETERMINER})?(?:[\w’'-]+\s+){{0,3}}?(?:{_CHANNEL})\b"
    rf"(?:\s+(?:to|by)\s+(?:the\s+)?[A-Z][\w’'-]+)?)",
)
_TOLD = re.compile(
    rf"(?:^|\s)(?P<via>reporters|journalists|(?:the\s+)?(?:[A-Z][\w’'&.-]*\s+){{0,4}}?(?i:{_MEDIA})(?![\w-])(?:\s+(?:News|Times|Post|Radio))?)"
)
_QUOTED = re.compile(r"(?P<via>(?:[Tt]he\s+)?[A-Z][\w’'&.-]*(?:\s+[\w’'&.-]+){0,3}?)\s+(?:has\s+|had\s+)?$")
_TELLS = re.compile(r"\b(?:tell|tells|told|telling|informed|assured)\b", re.IGNORECASE)
_REACH = 80  # code points
_STOP = re.compile(r"[.!?;:\n“”\"«»]|\bthat\b|,\s+(?!in\b|on\b|via\b)")


def of(text: str, cue: Sequence[Span], source: Sequence[Span], content: Sequence[Span]) -> tuple[Span, ...]:
    """The medium between the cue and what follows it in its clause; () where none is named."""
    if not cue:
        return ()
    if len(cue) > 1 and cue[-1].of(text).startswith("as ") and cue[0].start < (source or cue)[0].start:
        before = text[max(0, cue[0].start - _REACH) : cue[0].start]
        return _span(_QUOTED.search(before), cue[0].start - len(before))
    starts = [cue[-1].end, *(span.end for span in source if span.start >= cue[-1].end)]
    if found := _IN.search(cue[0].of(text)):
        return _span(found, cue[0].start)  # the tagger takes "said in a statement" for one cue
    for start in starts:
        end = min((span.start for span in (*content, *source) if span.start >= start), default=start + _REACH)
        end = min(end, start + _REACH, len(text))
        stop = _STOP.search(text, start, end)
        clause = text[start : stop.start() if stop else end]
        told = _TOLD.match(clause) if _TELLS.search(" ".join(span.of(text) for span in cue)) else None
        if found := told or _IN.search(clause):
            return _span(found, start)
    return ()


def _span(match: re.Match[str] | None, offset: int) -> tuple[Span, ...]:
    return () if match is None else (Span(offset + match.start("via"), offset + match.end("via")),)
