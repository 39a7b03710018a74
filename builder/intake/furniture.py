"""Page furniture: which paragraphs of an article as received are not its text, each with the reason.

The rules look at whole short paragraphs, never inside one; a paragraph of prose or with a quotation stays.
"""

from __future__ import annotations

import bisect
import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from builder.ids import fold
from builder.intake.furniture_rules import RULES, Rule
from builder.records import Article, Furniture, Span
from builder.text import paragraphs

_LONGEST = 400  # characters of a paragraph that a rule looks at
_EDGES = " \t*_>#|•·–—-[]"
_QUOTED = re.compile(r"[\"“”„«»‘]|''|(?<!\w)'")
_WORDS = re.compile(r"\w+(?:['’.\-]\w+)*")
_COUNTED = 1000  # characters of a paragraph in which words are counted: more than the longest rule has words
_MOST_WORDS = 12  # of a line that most rules look at
_SHORT_RULES = RULES
_LONG_RULES = tuple(rule for rule in RULES if rule.words > _MOST_WORDS)
_PROSE = 20  # words: with a final stop, a paragraph of the story
_HEADING = re.compile(r"#{1,6}\s+\S")
_IMAGE = re.compile(r"(?:\[?!\[[^\]]*\]\([^)]*\)(?:\]\([^)]*\))?\s*)+")
_LINK = re.compile(r"(?:[*+\-]\s+)?\[[^\]]*\]\([^)]*\)")


@dataclass(frozen=True, slots=True)
class _Paragraph:
    span: Span
    raw: str
    line: str  # its beginning as one line
    plain: str  # the same without the marks of Markdown and of lists at its edges
    words: int
    quoted: bool
    start: bool  # no prose before it
    end: bool  # no prose after it
    late: bool  # in the second half of the text


def with_furniture(article: Article) -> Article:
    """``article`` with its furniture found; what the format itself has marked stays, spans are in order."""
    found = tuple(sorted((*article.furniture, *_find(article)), key=lambda piece: piece.span))
    return dataclasses.replace(article, furniture=found)


def _find(article: Article) -> Iterator[Furniture]:
    blocks = list(_outside(paragraphs(article.text), [piece.span for piece in article.furniture]))
    title = _bare(article.title or "")
    authors = {_bare(name) for name in article.authors} - {""}
    rest: str | None = None  # the reason that swallows what follows: a section of comments, a list of links
    for number, block in enumerate(_described(article.text, blocks)):
        if number < 3 and title and len(block.plain) < 2 * len(title) + 20 and _bare(block.plain) == title:
            reason: str | None = "headline"
        elif block.start and authors and _bare(block.plain) in authors:
            reason = "byline"
        else:
            reason = _markdown(block, article.source.format) or _by_rule(block)
        if rest == "comments" and block.late:
            reason = reason or rest
        elif rest == "read_more" and reason is None and _headline(block):
            reason = rest
        elif reason is None:
            rest = None
        if reason:
            rest = _opens(block, reason) or rest
            yield Furniture(block.span, reason)


def _by_rule(block: _Paragraph) -> str | None:
    if len(block.line) > _LONGEST:
        return None
    rules = _SHORT_RULES if block.words <= _MOST_WORDS else _LONG_RULES
    return next((rule.reason for rule in rules if _holds(rule, block)), None)


def _holds(rule: Rule, block: _Paragraph) -> bool:
    if block.words > rule.words or (block.quoted and not rule.quoted):
        return False
    place = {"start": block.start, "end": block.end, "edge": block.start or block.end, "any": True}[rule.place]
    if not place:
        return False
    again = block.line != block.plain
    return bool(rule.pattern.fullmatch(block.plain) or (again and rule.pattern.fullmatch(block.line)))


def _opens(block: _Paragraph, reason: str) -> str | None:
    """A heading under which all that follows is of its kind."""
    if reason == "comments" and block.late:
        return reason
    return reason if reason == "read_more" and block.words <= 6 and block.end else None


def _headline(block: _Paragraph) -> bool:
    """A line that may be the headline of another article: below the story, short, without a stop."""
    return block.end and block.words < _PROSE and not block.quoted and block.line[-1] not in ".!?…:"


def _markdown(block: _Paragraph, kind: str) -> str | None:
    """Headings ("## The vote"), images and lines that are one link: of the page, whatever they say."""
    if kind != "markdown":
        return None
    if _HEADING.match(block.raw):
        return _by_rule(block) or "headline"
    if _IMAGE.fullmatch(block.raw):
        return "caption"
    return "navigation" if _LINK.fullmatch(block.raw) else None


def _described(text: str, blocks: list[Span]) -> Iterator[_Paragraph]:
    raws = [span.of(text) for span in blocks]
    counts = [len(_WORDS.findall(raw[:_COUNTED])) for raw in raws]
    prose = [n for n, raw in enumerate(raws) if counts[n] >= _PROSE and re.search(r"[.!?…][\"”’'»)]*$", raw)]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
    for n, span in enumerate(blocks):
        line = " ".join(raws[n][: _LONGEST + 1].split())
        quoted = _QUOTED.search(raws[n]) is not None
        late = 2 * span.start >= len(text)
        yield _Paragraph(span, raws[n], line, line.strip(_EDGES), counts[n], quoted, n < first, n > last, late)


def _outside(blocks: Iterable[Span], marked: Sequence[Span]) -> Iterator[Span]:
    """The blocks that no marked span touches; both are in order."""
    starts = [span.start for span in marked]
    for block in blocks:
        before = bisect.bisect_left(starts, block.end) - 1
        if before < 0 or marked[before].end <= block.start:
            yield block


def _bare(line: str) -> str:
    return fold(line).strip(" .#*_\"“”'‘’")
