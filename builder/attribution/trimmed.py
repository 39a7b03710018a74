"""Contents without the words of the outlet's own sentence that the tagger took into them.

He says, “Don’t do it,” | until shots are heard. / He blasted it as “mad” | on Monday. / After saying her foot was
“swollen,” | she was taken to hospital. / As for the strike, | he said, “We go.”
"""

from __future__ import annotations

import re
from dataclasses import replace

from builder.attribution.found import Found
from builder.records import Span

# American news puts the comma that ends a quoted stretch inside of its marks; some print two single ones for a double.
_OPEN, _CLOSE, _UNMARKED = r"(?:[“\"]|'')", r"(?:[”\"]|'')", r"(?:(?!'')[^“”\"\n])"
_CLOSED = re.compile(rf"{_OPEN}{_UNMARKED}*,{_CLOSE}(?=\s+[a-z])")
_MARK = re.compile(r"[“”\"]|''")
_PREDICATE = re.compile(rf"\bas (?:an? |the )?{_OPEN}{_UNMARKED}+{_CLOSE}")
_TIME = re.compile(
    r"\s+(?:after|before|during|when|while|in an interview|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_LEADING = re.compile(
    r"(?:After|Although|Before|Contrary to|Despite|Since|Though|When|While)\b[^“”\"\n.;]{0,120}$|[\"“]?$"
)
_COMMA = re.compile(rf"{_OPEN}{_UNMARKED}*,{_CLOSE}(?=\s+(?!(?:and|but|or|nor|who|which|that|adding)\b)\w)")
_TOPIC = re.compile(r"(?:As for|About|Asked|Of|On|Regarding)\b(?! course\b)[^“”\"\n.;]{3,90}$")
_SENTENCE = re.compile(r"[“\"'‘]+[A-Z]")
_BEFORE = 160  # code points in which a sentence's beginning is looked for


def trimmed(text: str, found: Found) -> Found:
    """``found`` with such contents cut short, or without them where others are left."""
    content = _without_topic(text, found)
    if found.cue and found.cue[-1].end <= content[0].start:
        shorter = (
            cut(text, found, content[0]) for cut in (_to_the_main_clause, _to_the_closing_mark, _to_the_predicate)
        )
        content = (next((span for span in shorter if span), content[0]), *content[1:])
    return replace(found, content=content)


def _to_the_closing_mark(text: str, found: Found, span: Span) -> Span | None:
    """He says, “Don’t do it,” | until shots are heard: of PolNeAR's training articles 44 of 47 end at the mark."""
    match = _CLOSED.match(text, span.start, span.end)
    if match is None or text[found.cue[-1].end : span.start].strip(" ,:\t"):
        return None
    return None if _MARK.search(text, match.end(), span.end) else Span(span.start, match.end())


def _to_the_predicate(text: str, _found: Found, span: Span) -> Span | None:
    """He blasted the plan as “mad” | on Monday: a word for somebody has no time, so that of the blasting follows."""
    *_, last = (None, *_PREDICATE.finditer(text, span.start, span.end))
    if last is None or _MARK.search(text, last.end(), span.end):
        return None
    return Span(span.start, last.end()) if _TIME.match(text, last.end()) else None


def _to_the_main_clause(text: str, found: Found, span: Span) -> Span | None:
    """After saying her foot was “swollen,” | she was taken to hospital: there 19 of 24 end at the comma."""
    begins = _sentence_begins(text, found.cue[0].start)
    lead = text[begins : found.cue[0].start].lstrip()
    if not _LEADING.match(lead) or (not lead and not found.cue[0].of(text).split()[0].endswith("ing")):
        return None
    match = _COMMA.search(text, span.start, span.end)
    return None if match is None else Span(span.start, match.end())


def _without_topic(text: str, found: Found) -> tuple[Span, ...]:
    """As for the strike, | he said, “We go.”: what a whole sentence in marks is about is told by the outlet."""
    first, *rest = found.content
    if rest and _TOPIC.match(first.of(text).rstrip(" ,")) and _SENTENCE.match(text, rest[0].start):
        return tuple(rest)
    return found.content


def _sentence_begins(text: str, offset: int) -> int:
    before = text[max(0, offset - _BEFORE) : offset]
    found = list(re.finditer(r"[.!?][”\"’)]*\s+|\n", before))
    return offset - len(before) + (found[-1].end() if found else 0)
