"""A text becomes tokens, word pieces and the twelve token types that tell the encoder marks and capitals.

Training and run time must cut and mark alike, so both use this module.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from tokenizers import Tokenizer

from builder.records import Span

TOKEN = re.compile(r"\w+|[^\w\s]")
OUTSIDE, INSIDE, MARK = 0, 1, 2  # of the quotation a token stands in
PAD, UNKNOWN, CLS, SEP, MASK = 0, 100, 101, 102, 103  # piece numbers, BERT's
TOKEN_TYPES = 12  # {outside, inside, mark} x {no letter, lower, Title, UPPER}
WINDOW = 254  # pieces between [CLS] and [SEP]
MAX_PIECES = 12  # of one token; what follows says nothing that matters and must not fill windows
BREAK = "\n"  # the word of the token that stands between two paragraphs
_SENTENCE_END = frozenset('.!?”"')
_QUOTES = frozenset("\"'`“”„‟‘’‚‛«»‹›「」『』＂〝〞")
_REMEMBERED = 100_000  # words
_LONGEST = 200  # code points of a word; BERT knows no longer one anyway
_START = itemgetter(0)


class Pieces:
    """The word pieces of a word, remembered: a tokenizer.json asked for one word at a time is slow."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._known: dict[str, list[int]] = {}

    def __call__(self, words: Sequence[str]) -> list[list[int]]:
        """Piece numbers of each word, at least one and at most MAX_PIECES."""
        known = self._known
        new = [word for word in dict.fromkeys(words) if word not in known]
        if new:
            if len(known) + len(new) > _REMEMBERED:
                known = self._known = {}
                new = list(dict.fromkeys(words))
            cut = self._tokenizer.encode_batch([word[:_LONGEST] for word in new], add_special_tokens=False)
            known.update((word, one.ids[:MAX_PIECES] or [UNKNOWN]) for word, one in zip(new, cut, strict=True))
        return list(map(known.__getitem__, words))


@dataclass(frozen=True, slots=True)
class Encoded:
    """One text: tokens by their code points, their words, mark states, and word pieces with token types.

    Only the paragraphs that were asked for have tokens; between two of them stands one BREAK.
    """

    text: str
    spans: list[tuple[int, int]]
    words: list[str]
    marks: list[int]
    pieces: list[list[int]]
    types: list[int]
    wordlike: list[bool]  # has letters or digits, and so counts as a word and not as punctuation

    def __len__(self) -> int:
        return len(self.spans)

    def is_break(self, i: int) -> bool:
        """Token `i` is a paragraph break."""
        return self.words[i] == BREAK

    def is_word(self, i: int) -> bool:
        return self.wordlike[i]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of a text, whatever stands in quotations: their code points, words, cases and `wordlike`."""

    spans: list[tuple[int, int]]
    words: list[str]
    cases: list[int]
    wordlike: list[bool]

    def within(self, block: Span) -> slice | None:
        """Those of a part of the text; None when an edge of it cuts one in two."""
        first = bisect_left(self.spans, block.start, key=_START)
        last = bisect_left(self.spans, block.end, first, key=_START)
        cut = (first and self.spans[first - 1][1] > block.start) or (last and self.spans[last - 1][1] > block.end)
        return None if cut else slice(first, last)


def encode(text: str, blocks: Sequence[Span], quoted: Sequence[Span], pieces: Pieces) -> Encoded:
    """Cut the paragraphs `blocks` of `text`; `quoted` are the stretches of its quotations, marks included, in order."""
    spans: list[tuple[int, int]] = []
    words: list[str] = []
    cases: list[int] = []
    wordlike: list[bool] = []
    for block in blocks:
        if spans:
            spans.append((spans[-1][1], block.start))
            words.append(BREAK)
            cases.append(_case(BREAK))
            wordlike.append(False)
        found = _whole(text)
        part = found.within(block)
        if part is None:
            found, part = _tokens(text, block.start, block.end), slice(None)
        spans += found.spans[part]
        words += found.words[part]
        cases += found.cases[part]
        wordlike += found.wordlike[part]
    marks = _mark_states(words, spans, quoted)
    cut = pieces(words)
    if len(blocks) > 1:
        cut = [[SEP] if word == BREAK else piece for word, piece in zip(words, cut, strict=True)]
    types = [4 * state + case for state, case in zip(marks, cases, strict=True)]
    return Encoded(text, spans, words, marks, cut, types, wordlike)


@functools.lru_cache(maxsize=2)
def _whole(text: str) -> Tokens:
    """All tokens of a text; remembered, because an article is read as a whole and then again round every quote."""
    return _tokens(text, 0, len(text))


def _tokens(text: str, start: int, end: int) -> Tokens:
    spans = [match.span() for match in TOKEN.finditer(text, start, end)]
    words = [text[start:end] for start, end in spans]
    return Tokens(spans, words, list(map(_case, words)), [word[0].isalnum() or word[0] == "_" for word in words])


def _mark_states(words: Sequence[str], spans: Sequence[tuple[int, int]], quoted: Sequence[Span]) -> list[int]:
    """OUTSIDE, INSIDE or MARK for each token; the marks are the quotation signs at the edges of a stretch."""
    states = [OUTSIDE] * len(words)
    end = 0
    for stretch in quoted:
        begin = bisect_left(spans, stretch.start, end, key=_START)
        end = bisect_left(spans, stretch.end, begin, key=_START)
        states[begin:end] = [OUTSIDE if word == BREAK else INSIDE for word in words[begin:end]]
        first, last = begin, end
        while first < last and words[first] in _QUOTES:
            states[first] = MARK
            first += 1
        while last > first and words[last - 1] in _QUOTES:
            states[last - 1] = MARK
            last -= 1
    return states


@functools.lru_cache(_REMEMBERED)
def _case(word: str) -> int:
    """0 no letter first, 1 lower, 2 Title, 3 UPPER: the encoder is uncased and sees capitals only here."""
    if not word[0].isalpha():
        return 0
    if word.islower():
        return 1
    return 3 if word.isupper() and len(word) > 1 else 2 if word[0].isupper() else 1


def windows(doc: Encoded, size: int = WINDOW, first: int | None = None) -> Iterator[tuple[int, int]]:
    """Token ranges of at most `size` pieces that tile the text, cut after a paragraph, else a sentence.

    `first` limits the first window alone: training draws it anew each epoch so that cuts move.
    """
    begin, limit, n = 0, first or size, len(doc)
    words, lengths = doc.words, list(map(len, doc.pieces))
    while begin < n:
        end, count, paragraph, sentence = begin, 0, 0, 0
        while end < n and count + lengths[end] <= limit:
            count += lengths[end]
            end += 1
            if count > limit * 0.4:
                word = words[end - 1]
                if word == BREAK:
                    paragraph = end
                elif word in _SENTENCE_END:
                    sentence = end
        if end < n:
            end = paragraph or sentence or end
        end = max(end, begin + 1)
        yield begin, end
        begin, limit = end, size
