"""A text becomes tokens, word pieces and the twelve token types that tell the encoder marks and capitals.

Training and run time must cut and mark alike, so both use this module; it needs no torch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

TOKEN = re.compile(r"\n+|\w+|[^\w\s]")
OUTSIDE, INSIDE, MARK = 0, 1, 2
PAD, UNKNOWN, CLS, SEP, MASK = 0, 100, 101, 102, 103
TOKEN_TYPES = 12
WINDOW = 254  # pieces between [CLS] and [SEP]
MAX_PIECES = 12  # of one token; what follows says nothing that matters and must not fill windows
SENTENCE_END = frozenset('.!?”"')
OPENERS, CLOSERS, APOSTROPHES = frozenset("“«„"), frozenset("”»"), frozenset("'`’‘")


@dataclass(slots=True)
class Encoded:
    """One text: tokens by their code points, their words, mark states, and word pieces with token types."""

    text: str
    spans: list[tuple[int, int]]
    words: list[str]
    marks: list[int]
    pieces: list[list[int]]
    types: list[int]

    def __len__(self) -> int:
        return len(self.spans)

    def is_break(self, i: int) -> bool:
        """Token `i` is a paragraph break."""
        return self.words[i][0] == "\n"

    def is_word(self, i: int) -> bool:
        """Token `i` has letters or digits, so that it counts as a word and not as punctuation."""
        return self.words[i][0].isalnum() or self.words[i][0] == "_"


def open_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer.json, without the padding and truncation that MiniLM's own sets."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def mark_states(text: str, spans: Sequence[tuple[int, int]]) -> list[int]:
    """OUTSIDE, INSIDE or MARK for each token; a quote ends at its paragraph; two apostrophes are one mark."""
    states: list[int] = []
    inside, i, n = False, 0, len(spans)
    while i < n:
        begin, end = spans[i]
        c = text[begin]
        if c in APOSTROPHES and i + 1 < n and spans[i + 1][0] == end and text[end] in APOSTROPHES:
            inside = c in "`‘" or not inside
            states += [MARK, MARK]
            i += 2
            continue
        if c == "\n":
            inside = False
            states.append(OUTSIDE)
        elif c in OPENERS or c in CLOSERS or c == '"':
            inside = c in OPENERS or (c == '"' and not inside)
            states.append(MARK)
        else:
            states.append(INSIDE if inside else OUTSIDE)
        i += 1
    return states


def case_class(word: str) -> int:
    """0 no letter first, 1 lower, 2 Title, 3 UPPER: the encoder is uncased and sees capitals only here."""
    if not word[0].isalpha():
        return 0
    if word.islower():
        return 1
    return 3 if word.isupper() and len(word) > 1 else 2 if word[0].isupper() else 1


def encode(text: str, tokenizer: Tokenizer) -> Encoded:
    """Cut `text` into tokens and these into word pieces; a paragraph break is one [SEP]."""
    spans = [m.span() for m in TOKEN.finditer(text)]
    words = [text[b:e] for b, e in spans]
    marks = mark_states(text, spans)
    cut = tokenizer.encode_batch([w if w[0] != "\n" else "a" for w in words], add_special_tokens=False)
    pieces = [[SEP] if w[0] == "\n" else (c.ids[:MAX_PIECES] or [UNKNOWN]) for w, c in zip(words, cut, strict=True)]
    types = [0 if w[0] == "\n" else 4 * q + case_class(w) for w, q in zip(words, marks, strict=True)]
    return Encoded(text, spans, words, marks, pieces, types)


def windows(doc: Encoded, size: int = WINDOW, first: int | None = None) -> Iterator[tuple[int, int]]:
    """Token ranges of at most `size` pieces that tile the text, cut after a paragraph, else a sentence.

    `first` limits the first window alone: training draws it anew each epoch so that cuts move.
    """
    begin, limit, n = 0, first or size, len(doc)
    while begin < n:
        end, count, paragraph, sentence = begin, 0, 0, 0
        while end < n and count + len(doc.pieces[end]) <= limit:
            count += len(doc.pieces[end])
            end += 1
            if count > limit * 0.4:
                if doc.is_break(end - 1):
                    paragraph = end
                elif doc.words[end - 1] in SENTENCE_END:
                    sentence = end
        if end < n:
            end = paragraph or sentence or end
        end = max(end, begin + 1)
        yield begin, end
        begin, limit = end, size


Window = tuple[Encoded, int, int]


@dataclass(slots=True)
class Batch:
    """Padded arrays of some windows; `token` is each token's position of its first piece, row by row."""

    ids: np.ndarray
    types: np.ndarray
    mask: np.ndarray
    first: list[np.ndarray]


def batch(items: Sequence[Window]) -> Batch:
    """[CLS] pieces [SEP], padded to a multiple of 16."""
    rows = []
    for doc, begin, end in items:
        ids, types, first = [CLS], [0], []
        for k in range(begin, end):
            first.append(len(ids))
            ids += doc.pieces[k]
            types += [doc.types[k]] * len(doc.pieces[k])
        rows.append(([*ids, SEP], [*types, 0], first))
    width = (max(len(r[0]) for r in rows) + 15) // 16 * 16
    out = np.zeros((3, len(rows), width), np.int64)
    for k, (ids, types, _) in enumerate(rows):
        out[0, k, : len(ids)], out[1, k, : len(ids)], out[2, k, : len(ids)] = ids, types, 1
    return Batch(out[0], out[1], out[2], [np.array(r[2]) for r in rows])


def epoch(docs: Sequence[Encoded], rng: random.Random, size: int) -> list[list[Window]]:
    """Batches of `size` windows of one pass, first cuts drawn anew, windows of like length together."""
    items = [(d, b, e) for d in docs for b, e in windows(d, first=rng.randint(60, WINDOW))]
    rng.shuffle(items)
    out: list[list[Window]] = []
    for k in range(0, len(items), size * 16):
        pool = sorted(items[k : k + size * 16], key=lambda w: sum(map(len, w[0].pieces[w[1] : w[2]])))
        batches = [pool[i : i + size] for i in range(0, len(pool), size)]
        rng.shuffle(batches)
        out += batches
    return out
