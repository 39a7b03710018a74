"""An article and one attribution in, the words round the quote that are the outlet's own out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from builder import text as prose
from builder.records import Article, Attribution, Entity, Span

# A quoted stretch inside one sentence; a mark left open runs to the end of the sentence.
QUOTED = re.compile(
    r"“[^”]*(?:”|$)|‘(?:[^‘’\n]|’(?=\w))*+’(?!\w)|\"[^\"]*(?:\"|$)|''.*?(?:''|$)|«[^»]*(?:»|$)|„[^“”]*(?:[“”]|$)",
    re.DOTALL,
)
# Farther from source and cue than this many characters nothing in the sentence is about them. It also keeps a text
# without a single full stop from being read again for each of its quotes.
REACH = 600
# Where one clause of a sentence ends and one with a verb of its own may begin.
_BOUNDARY = re.compile(
    r";|:\s|,\s+(?=(?:and|but|while|whereas|although|though|yet)\b)|\s(?=(?:while|whereas|but)\b)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reading:
    """An article read once for all its attributions: the sentences that are its text, the mentions in order."""

    article: Article
    sentences: tuple[Span, ...]
    mentions: tuple[tuple[Span, Entity], ...]

    def sentences_of(self, spans: Iterable[Span]) -> range:
        """Indices of the sentences from the first to the last one that ``spans`` touch."""
        spans = list(spans)
        first = bisect_right(self.sentences, min(s.start for s in spans), key=lambda s: s.end)
        last = bisect_left(self.sentences, max(s.end for s in spans), key=lambda s: s.start)
        return range(first, last)

    def mentions_in(self, span: Span) -> Sequence[tuple[Span, Entity]]:
        """The mentions that begin inside ``span``."""
        first = bisect_left(self.mentions, span.start, key=lambda m: m[0].start)
        last = bisect_left(self.mentions, span.end, key=lambda m: m[0].start)
        return self.mentions[first:last]


def read(article: Article, entities: Sequence[Entity]) -> Reading:
    """Cuts ``article`` into sentences, without its furniture, and orders the mentions of ``entities``."""
    furniture = sorted(f.span for f in article.furniture)
    sentences = [
        sentence
        for paragraph in prose.paragraphs(article.text)
        if not _covered(paragraph, furniture)
        for sentence in prose.sentences(article.text, paragraph)
    ]
    found = ((mention, entity) for entity in entities for mention in entity.mentions)
    mentions = sorted(found, key=lambda m: (m[0].start, -m[0].end, m[1].name))
    return Reading(article, tuple(sentences), tuple(mentions))


def _covered(span: Span, covers: Sequence[Span]) -> bool:
    before = bisect_right(covers, span.start, key=lambda c: c.start)
    return before > 0 and covers[before - 1].end >= span.end


@dataclass(frozen=True, slots=True)
class Setting:
    """One attribution where it stands.

    ``clause`` is the part of the sentence that holds source and cue, ``sentence`` all of that sentence, both without
    the content; ``before`` and ``after`` are the neighbouring sentences.
    """

    text: str
    attribution: Attribution
    clause: tuple[Span, ...]
    sentence: tuple[Span, ...]
    before: Span | None
    after: Span | None


def place(reading: Reading, attribution: Attribution) -> Setting:
    """Finds the words round the content of ``attribution``."""
    text, content = reading.article.text, attribution.content
    anchors = (*attribution.source, *attribution.cue) or content
    holding = reading.sentences_of(anchors)
    touched = reading.sentences_of((*anchors, *content))
    near = Span(max(0, min(a.start for a in anchors) - REACH), max(a.end for a in anchors) + REACH)
    held = [clipped for i in holding if (clipped := _clip(reading.sentences[i], near))]
    pieces = [piece for sentence in held for piece in minus(sentence, content)]
    parts = [part for piece in pieces for part in _parts(text, piece, anchors)]
    named = [part for part in parts if any(part.overlaps(anchor) for anchor in anchors)]
    before, after = touched.start - 1, touched.stop
    return Setting(
        text=text,
        attribution=attribution,
        clause=tuple(named),
        sentence=tuple(pieces),
        before=_end_of(reading.sentences[before]) if before >= 0 else None,
        after=_start_of(reading.sentences[after]) if after < len(reading.sentences) else None,
    )


def _clip(span: Span, window: Span) -> Span | None:
    start, end = max(span.start, window.start), min(span.end, window.end)
    return Span(start, end) if start < end else None


def _end_of(sentence: Span) -> Span:
    return Span(max(sentence.start, sentence.end - REACH), sentence.end)


def _start_of(sentence: Span) -> Span:
    return Span(sentence.start, min(sentence.end, sentence.start + REACH))


def _parts(text: str, piece: Span, anchors: Sequence[Span]) -> list[Span]:
    """``piece`` cut at clause boundaries, but not inside a source or cue."""
    cuts = [m.end() for m in _BOUNDARY.finditer(text, piece.start, piece.end)]
    cuts = [c for c in cuts if not any(a.start < c < a.end for a in anchors)]
    edges = [piece.start, *cuts, piece.end]
    return [Span(a, b) for a, b in pairwise(edges) if a < b]


def minus(span: Span, holes: Iterable[Span]) -> list[Span]:
    """What is left of ``span`` when ``holes`` are taken out."""
    left, start = [], span.start
    for hole in sorted(holes):
        if hole.start >= span.end:
            break
        if hole.start > start:
            left.append(Span(start, hole.start))
        start = max(start, hole.end)
    if start < span.end:
        left.append(Span(start, span.end))
    return left


def unquoted(text: str, span: Span) -> list[Span]:
    """The stretches of ``span`` that stand outside quotation marks."""
    return minus(span, [Span(m.start(), m.end()) for m in QUOTED.finditer(text, span.start, span.end)])


def passage(reading: Reading, attribution: Attribution, mention: Span) -> Span:
    """The sentences of the statement and of its reporting clause, as far as REACH from ``mention``."""
    text = reading.article.text
    sentences = reading.sentences_of((*attribution.content, *attribution.source, *attribution.cue, mention))
    start = min([mention.start, *(reading.sentences[i].start for i in sentences)])
    end = max([mention.end, *(reading.sentences[i].end for i in sentences)])
    # A cut falls between words, so that none is read by half.
    near, far = max(0, mention.start - REACH), min(len(text), mention.end + REACH)
    if near > start:
        start = next((i for i in range(near, mention.start) if text[i].isspace()), mention.start)
    if far < end:
        end = next((i for i in range(far, mention.end, -1) if text[i - 1].isspace()), mention.end)
    return Span(start, end)
