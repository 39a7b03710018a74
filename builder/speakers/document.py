"""An article as the words it is made of, each with its sentence and paragraph; furniture is left out."""

from __future__ import annotations

import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from builder import text as texts
from builder.records import Article, Span

# "U.S.", "al-Hassan", "O’Neill", "AT&T", "Secunia.com"; a possessive ending is a word of its own, and a short verb.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|\w+(?:[-’'&]\w+)*(?:\.(?:com|org|net|co|gov|eu|uk|tv)\b)*|[^\w\s]")
_ENDING = re.compile(r"[’'](?:s|ll|d|ve|re|m)?$", re.IGNORECASE)
_LONGEST_TITLE = 30  # words
_LONGEST_WORD = 80  # characters; longer is no word of a language
_OPENERS = "“„«"
_BEGINNING = frozenset(":•–—*" + _OPENERS)  # a capital behind them says as little as at the start of a sentence
_CLOSERS = "”»"
_STRAIGHT = re.compile(r"\"|''|[“„«”»]")


class Word(NamedTuple):
    """A word or a symbol of the article."""

    start: int
    end: int
    text: str
    lower: str  # without the full stop of an abbreviation
    paragraph: int
    sentence: int
    initial: bool  # begins a sentence, or stands behind an opening mark or a colon: its capital says nothing
    quoted: bool  # inside double quotation marks
    capital: bool


@dataclass(frozen=True, slots=True)
class Document:
    """The words of an article with what can be looked up in them."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]  # of the words, for bisection
    headlines: frozenset[int]  # paragraphs set in title case: capitals there prove nothing
    lowercase: frozenset[str]  # words the article prints in lower case
    attested: frozenset[str]  # words it prints with a capital where none is called for

    def at(self, offset: int) -> int:
        """Index of the word that holds ``offset``, or else of the next one."""
        k = bisect_right(self.starts, offset) - 1
        return k if k >= 0 and offset < self.words[k].end else k + 1

    def within(self, span: Span) -> tuple[int, int]:
        """The words of ``span`` as a half-open range; a word that is cut counts."""
        return self.at(span.start), bisect_left(self.starts, span.end)

    def name(self, first: int, last: int) -> str:
        """The words ``[first, last)`` as printed, on one line."""
        if last - first == 1:
            return self.words[first].text
        return " ".join(self.text[self.words[first].start : self.words[last - 1].end].split())

    def span(self, first: int, last: int) -> Span:
        return Span(self.words[first].start, self.words[last - 1].end)

    def lower(self, k: int) -> str:
        """Word ``k`` in lower case without its full stop; empty outside the article."""
        return self.words[k].lower if 0 <= k < len(self.words) else ""

    def together(self, k: int) -> bool:
        """Whether word ``k`` and the one before it stand in one sentence."""
        return 0 < k < len(self.words) and self.words[k].sentence == self.words[k - 1].sentence


def document(article: Article) -> Document:
    """The words of ``article``; those of its furniture are left out."""
    words = tuple(_words(article.text, sorted(piece.span for piece in article.furniture)))
    headlines = frozenset(_headlines(words, article.title))
    plain = [word for word in words if word.paragraph not in headlines]
    return Document(
        text=article.text,
        words=words,
        starts=tuple(word.start for word in words),
        headlines=headlines,
        lowercase=frozenset(word.text for word in plain if word.text[0].islower()),
        attested=frozenset(word.text for word in plain if word.capital and not word.initial),
    )


def _words(text: str, furniture: Sequence[Span]) -> Iterator[Word]:
    ends = [span.end for span in furniture]
    sentence_number = 0
    for paragraph_number, paragraph in enumerate(texts.paragraphs(text)):
        quoted = _quoted(text, paragraph)
        for sentence in texts.sentences(text, paragraph):
            sentence_number += 1
            initial = True
            for start, end, printed in _pieces(text, sentence):
                if furniture:
                    near = bisect_right(ends, start)
                    if near < len(furniture) and furniture[near].start < end:
                        continue
                inside = bool(quoted) and bisect_right(quoted, start) % 2 == 1
                lower, capital, symbol = _form(printed)
                yield Word(start, end, printed, lower, paragraph_number, sentence_number, initial, inside, capital)
                # A symbol leaves it as it was, unless it opens something.
                initial = symbol and (initial or printed in _BEGINNING or (inside and printed in "\"'"))


@functools.lru_cache(20_000)
def _form(printed: str) -> tuple[str, bool, bool]:
    """A word without its case, whether it has a capital, and whether it is a symbol."""
    return printed.casefold().rstrip(".") or printed, printed[0].isupper(), not printed[0].isalnum()


def _pieces(text: str, sentence: Span) -> Iterator[tuple[int, int, str]]:
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start, end = match.span()
        if end - start > _LONGEST_WORD:
            continue
        printed = match.group()
        ending = _ENDING.search(printed) if "’" in printed or "'" in printed else None
        if ending and (at := ending.start()):
            yield start, start + at, printed[:at]
            yield start + at, end, printed[at:]
        else:
            yield start, end, printed


def _quoted(text: str, paragraph: Span) -> list[int]:
    """Where double quotation marks switch on and off in turn; what is open at the end of the paragraph ends there."""
    switches: list[int] = []
    for match in _STRAIGHT.finditer(text, paragraph.start, paragraph.end):
        mark, is_open = match.group(), len(switches) % 2 == 1
        if (mark in _OPENERS and is_open) or (mark in _CLOSERS and not is_open):
            continue
        switches.append(match.start() + 1)
    return switches


def _closed_title(words: Sequence[Word]) -> int | None:
    """The first paragraph where it may be a headline with a full stop: one sentence, and an article behind it."""
    if not words or words[0].paragraph == words[-1].paragraph:
        return None
    first = [word for word in words[:_LONGEST_TITLE] if word.paragraph == words[0].paragraph]
    return words[0].paragraph if len(first) < _LONGEST_TITLE and first[0].sentence == first[-1].sentence else None


def _headlines(words: Sequence[Word], title: str | None) -> Iterator[int]:
    titled = _closed_title(words)
    for paragraph, its in itertools.groupby(words, key=attrgetter("paragraph")):
        printed = list(its)
        last = printed[-1].text
        if last in ",;:" or (last == "." and paragraph != titled):
            continue  # it is a sentence
        long = [word.capital for word in printed if len(word.text) > 3 and word.text.isalpha()]
        if len(long) >= (5 if last == "." else 3) and sum(long) >= 0.75 * len(long):
            yield paragraph
    if (
        words
        and title
        and " ".join(word.text for word in words if word.paragraph == words[0].paragraph)
        == " ".join(match.group() for match in _WORD.finditer(title))
    ):
        yield words[0].paragraph
