"""The blocks of a page's story in, its text out: joined by empty lines, with what is not the story marked in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.records import Furniture, Span

BREAK = "\n"  # of a <br>; white space of the source is a space
_SPACE = re.compile(r"[ \t\r\n\f]+")
_ODD = ("  ", "\n", "\t", "\r", "\f")  # what all but few texts are without
_EMPTY_LINE = re.compile(r" ?\n ?\n\s*")


@dataclass(frozen=True, slots=True)
class Block:
    text: str
    reason: str | None = None  # furniture
    region: str | None = None  # article, main, or None for the rest of the page


def words(data: str) -> str:
    """The text between two tags as a browser lays it out, apart from its edges."""
    return _SPACE.sub(" ", data) if any(odd in data for odd in _ODD) else data


def split(parts: Sequence[str]) -> Iterator[str]:
    """The paragraphs in the ``words`` and BREAKs of one block: two breaks part them, one is a line break."""
    whole = "".join(parts)
    if BREAK not in whole and "  " not in whole:  # as most are
        if text := whole.strip(" "):
            yield text
        return
    for part in _EMPTY_LINE.split(whole):
        lines = (re.sub(" +", " ", line).strip(" ") for line in part.split("\n"))
        if text := "\n".join(line for line in lines if line):
            yield text


def joined(blocks: Sequence[Block]) -> tuple[str, tuple[Furniture, ...]]:
    return "\n\n".join(block.text for block in blocks), tuple(_furniture(blocks))


def _furniture(blocks: Sequence[Block]) -> Iterator[Furniture]:
    start = 0
    for block in blocks:
        if block.reason:
            yield Furniture(Span(start, start + len(block.text)), block.reason)
        start += len(block.text) + 2
