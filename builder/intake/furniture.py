"""Page furniture: which paragraphs of an article as received are not its text, each with the reason.

The rules look at whole short paragraphs, never inside one; a paragraph of prose or with a quotation stays.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
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
_MOST_OF_ANY = max(rule.words for rule in RULES) + 1
_PROSE = 20  # words: with a final stop, a paragraph of the story
_STOPS = frozenset(".!?…")
_CLOSING = "\"”’'»)"
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
    return dataclasses.replace(article, furniture=find(article, paragraphs(article.text)))


def find(article: Article, blocks: Sequence[Span]) -> tuple[Furniture, ...]:
    """What the format has marked and what is found in the paragraphs ``blocks``, in order."""
    return tuple(sorted((*article.furniture, *_find(article, blocks)), key=lambda piece: piece.span))


def _find(article: Article, among: Sequence[Span]) -> Iterator[Furniture]:
    blocks = list(_outside(among, [piece.span for piece in article.furniture]))
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
    again = block.line != block.plain
    for rule in _rules(min(block.words, _MOST_OF_ANY), block.quoted, block.start, block.end):
        if rule.pattern.fullmatch(block.plain) or (again and rule.pattern.fullmatch(block.line)):
            return rule.reason
    return None


@functools.cache
def _rules(words: int, quoted: bool, start: bool, end: bool) -> tuple[Rule, ...]:
    """Those that look at a paragraph of so many words, with quotation marks or not, at that place."""
    place = {"start": start, "end": end, "edge": start or end, "any": True}
    return tuple(rule for rule in RULES if words <= rule.words and (rule.quoted or not quoted) and place[rule.place])


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
    lines = [" ".join(raw[: _LONGEST + 1].split()) for raw in raws]
    counts = [_count(raw, len(line) > _LONGEST) for raw, line in zip(raws, lines, strict=True)]
    prose = [n for n, raw in enumerate(raws) if counts[n] >= _PROSE and raw.rstrip(_CLOSING)[-1:] in _STOPS]
    first, last = (prose[0], prose[-1]) if prose else (len(blocks), -1)
    for n, (span, raw, line) in enumerate(zip(blocks, raws, lines, strict=True)):
        quoted = _QUOTED.search(raw) is not None
        late = 2 * span.start >= len(text)
        yield _Paragraph(span, raw, line, line.strip(_EDGES), counts[n], quoted, n < first, n > last, late)


def _count(raw: str, long: bool) -> int:
    """Words; of a paragraph too ``long`` for any rule only whether they are enough for prose."""
    some = len(_WORDS.findall(raw[: _LONGEST // 2])) if long else 0
    return some if some > _PROSE else len(_WORDS.findall(raw[:_COUNTED]))


def _outside(blocks: Iterable[Span], marked: Sequence[Span]) -> Iterator[Span]:
    """The blocks that no marked span touches; both are in order."""
    starts = [span.start for span in marked]
    for block in blocks:
        before = bisect.bisect_left(starts, block.end) - 1
        if before < 0 or marked[before].end <= block.start:
            yield block


def _bare(line: str) -> str:
    return fold(line).strip(" .#*_\"“”'‘’")
