"""An article in, the places out at which it says that it is, wholly or in part, somebody else's.

They are recorded and nothing is left out for them: who counts how often a statement was made wants to know wire copy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from builder.intake.agencies import AGENCIES, PATTERN, usual
from builder.records import Article, Span, Syndication, SyndicationKind

_OPENING, _CLOSING = 4, 8  # paragraphs at either end in which credits stand
_LONGEST = 60  # words of a credit line
_AGENCY = rf"(?:the )?(?P<name>{PATTERN})"
_PLACE = r"[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?"
_DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?))?"
# "PORT LINNET, March 3 (Coastline Press) — The minister …": place, day, agency and dash are sign enough for any name.
_DATELINE = re.compile(rf"{_PLACE}{_DAY},? ?[(\[](?P<name>[A-Z][\w.&’' \-]{{1,38}}?)[)\]] ?(?:--?|–|—|:) ?")
_DATELINE_MIXED = re.compile(  # "New York (AFP) – Voters …": a name that is known, for the place has no capitals
    rf"[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){{0,3}}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?)?{_DAY},? "
    rf"[(\[](?P<name>{PATTERN})[)\]] ?(?:--?|–|—|:) ?"
)
_DATELINE_DASHED = re.compile(rf"{_PLACE}{_DAY} ?(?:--?|–|—) ?[(\[]?(?P<name>{PATTERN})[)\]]? ?(?:--?|–|—|:) ")
_BARE = re.compile(rf"(?:[A-Z][a-z]{{2,8}}\.? \d{{1,2}} )?[(\[](?P<name>{PATTERN})[)\]] ?(?:--?|–|—) ")  # "(AP) — …"
_CREDITS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"[–—\- (\[]*{_AGENCY}[)\].]*",  # "— AFP", "(Reuters)"
        rf"[(\[]?(?:with |additional )?(?:reporting|files|information|material|input|agencies|copy)s? "
        rf"(?:by|from|of):? {_AGENCY}\b.{{0,80}}",
        rf"[(\[]?(?:source|via|credit|agency|wire) ?: ?{_AGENCY}[)\].]*",
        rf".{{0,120}}\b{_AGENCY} (?:\w+ ){{0,4}}?(?:contributed|writers?|reporters?|correspondents?|staff|journalists?)"
        r"\b.*\b(?:contributed|to this (?:report|story|article))\b.*",
        rf"{_AGENCY} (?:also )?contributed (?:reporting )?to this (?:report|story|article)\.?",
        rf"(?:©|\(c\)|copyright)[ ,©]*(?:\d{{4}})?,? ?(?:by )?{_AGENCY}\b.*",
        rf"(?:this (?:report|story|article) )?(?:was |is )?(?:provided|supplied|distributed|produced) by {_AGENCY}\b.*",
    )
)
_TITLED = r"(?:[Tt]he )?[A-Z0-9][\w.’'&\-]*(?: (?:[A-Z0-9&][\w.’'&\-]*|of|the|and|for)){0,5}"
_CREDITING = (
    "contribut", "©", "(c)", "copyright", "reporting", "file", "input", "information", "material", "agencies", "copy",
    "provided by", "supplied by", "distributed by", "produced by",
)  # fmt: skip
_FEW = 8  # words of a line that is a name and little else
_ELSEWHERE = rf"(?P<name>{_TITLED}|[\w\-]+(?:\.[\w\-]+)+)"  # "the Harbour Review", "courier.example"
_REPUBLISHED = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?i:this (?:article|story|report|piece|essay|column) (?:was |is |has been )?(?:(?:first|originally) )?"
        rf"(?:published|appeared|ran|republished|reprinted|reposted|posted|syndicated)(?: here)?(?: with permission)? "
        rf"(?:in|on|by|at|from|with)) {_ELSEWHERE}.*",
        rf"(?i:(?:first|originally) (?:published|appeared|posted) (?:in|on|by|at)) {_ELSEWHERE}.*",
        rf"(?i:re(?:published|printed) (?:with (?:the )?permission )?(?:from|of|by)) {_ELSEWHERE}.*",
        rf"(?i:(?:click here to )?(?:read|see|view) (?:the )?(?:full|whole|original|complete|rest of the) "
        rf"(?:article|story|report|post|piece)(?: here)? (?:at|on|in|from)) (?i:the )?{_ELSEWHERE}[.…»>!]*",
        rf"The post .{{1,200}} (?:first appeared|appeared first) on {_ELSEWHERE}\.?",
    )
)


def find(article: Article, blocks: Sequence[Span], canonical: str | None = None) -> tuple[Syndication, ...]:
    """In the order of the text, which has the paragraphs ``blocks``; what head and byline say comes first."""
    edges = list(chain(blocks[:_OPENING], blocks[max(_OPENING, len(blocks) - _CLOSING) :]))
    outside = chain(_head(canonical), _byline(article.authors))
    return (*outside, *_datelines(article.text, blocks[:_OPENING]), *_lines(article.text, edges))


def _head(canonical: str | None) -> Iterator[Syndication]:
    if canonical:
        yield Syndication("canonical", canonical, None)


def _byline(authors: Sequence[str]) -> Iterator[Syndication]:
    for author in authors:
        if author in AGENCIES:
            yield Syndication("byline", usual(author), None)


def _datelines(text: str, blocks: Sequence[Span]) -> Iterator[Syndication]:
    """“LONDON (Reuters) - The minister …”; the first of the paragraphs that has one."""
    for block in blocks:
        for pattern in (_DATELINE, _DATELINE_MIXED, _DATELINE_DASHED, _BARE):
            found = pattern.match(text, block.start, block.end)
            if found and not _shouted(found["name"]):
                yield Syndication("dateline", usual(found["name"]), Span(*found.span("name")))
                return


def _shouted(name: str) -> bool:
    """A headline in capitals, "THE VOTE (AND WHY IT MATTERS) — ", names no agency."""
    return " " in name and name.isupper() and name not in AGENCIES


def _lines(text: str, blocks: Sequence[Span]) -> Iterator[Syndication]:
    for block in blocks:
        line = block.of(text)
        words = len(line.split()) if len(line) <= 12 * _LONGEST else _LONGEST + 1
        if words > _LONGEST:
            continue
        low = line.casefold()
        crediting = _CREDITS if words <= _FEW or any(sign in low for sign in _CREDITING) else ()
        kinds: tuple[tuple[SyndicationKind, tuple[re.Pattern[str], ...]], ...] = (
            ("republished", _REPUBLISHED), ("credit", crediting),
        )  # fmt: skip
        for kind, patterns in kinds:
            found = next((match for pattern in patterns if (match := pattern.fullmatch(line))), None)
            if found:
                start, end = found.span("name")
                yield Syndication(kind, usual(found["name"]).rstrip("."), Span(block.start + start, block.start + end))
                break
