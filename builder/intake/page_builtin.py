"""The text of an HTML page in, its head and its blocks out, with nothing that needs to be installed.

Pages with <article> or <main> and plain paragraphs are read well; for the rest there is ``page_trafilatura``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from builder.intake.blocks import BREAK, Block, split, words
from builder.intake.markup import Token, tokens
from builder.intake.webpage_metadata import Head

NAME = "builtin 2"
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SILENT = frozenset(
    "script script/ld+json style template noscript svg iframe object button select textarea form dialog".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body dd details div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr "
    "li main nav ol p pre section summary table td th tr ul".split()
)
_TAGS = {"nav": "navigation", "aside": "read_more", "footer": "navigation", "figcaption": "caption"} | {
    f"h{n}": "headline" for n in range(1, 7)
}
_CLASSES = {  # the last part of a class name or id: "article-byline", "story__share"
    "byline": "byline", "dateline": "byline", "author": "byline", "caption": "caption", "credit": "credit",
    "share": "share_bar", "sharing": "share_bar", "social": "share_bar", "comments": "comments",
    "related": "read_more", "recommended": "read_more", "newsletter": "subscription", "subscribe": "subscription",
    "advert": "advertisement", "advertisement": "advertisement", "sponsored": "advertisement",
    "breadcrumb": "navigation", "breadcrumbs": "navigation", "tags": "navigation",
}  # fmt: skip
_DATA = "script/ld+json"  # what a script element that holds JSON-LD is called here
_DEEPEST = 1000  # open elements; what is nested deeper counts as part of the innermost


@dataclass(slots=True)
class _Open:
    tag: str
    reason: str | None
    region: str | None
    silent: bool


class _Page:
    """Collects the blocks of the body and the facts of the head. Its state ends with the page."""

    def __init__(self) -> None:
        self.head = Head()
        self.blocks: list[Block] = []
        self._open: list[_Open] = [_Open("", None, None, False)]
        self._tags: Counter[str] = Counter()  # open elements by tag: an end tag without a start is passed over at once
        self._words: list[str] = []

    def take(self, token: Token) -> None:
        if token.kind == "start":
            self._start(token.data, token.attributes)
        elif token.kind == "end":
            self._end(token.data)
        elif token.kind == "text":
            self._data(token.data)
        else:
            self.head.comment(token.data)

    def end(self) -> None:
        self._flush()

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        self.head.tag(tag, given)
        if tag == "br":
            self._words.append(BREAK)
        if tag in _BLOCKS:
            self._flush()
        if tag in _VOID:
            return
        if tag == "p" and self._open[-1].tag == "p":
            self._close(len(self._open) - 1)  # a paragraph ends where the next one begins
        if len(self._open) > _DEEPEST:
            return
        if tag == "script" and given.get("type", "").strip().casefold() == "application/ld+json":
            tag = _DATA
        above = self._open[-1]
        region = above.region or (tag if tag in ("article", "main") else None)
        silent = above.silent or tag in _SILENT or tag in ("head", "title") or "hidden" in given
        self._open.append(_Open(tag, above.reason or _reason(tag, given), region, silent))
        self._tags[tag] += 1

    def _end(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag == "script" and self._open[-1].tag == _DATA:
            tag = _DATA
        if self._tags[tag]:
            self._close(next(depth for depth in range(len(self._open) - 1, 0, -1) if self._open[depth].tag == tag))

    def _data(self, data: str) -> None:
        here = self._open[-1]
        if here.tag == _DATA:
            self.head.linked_data.append(data)
        elif here.tag == "title" and not self.head.title:
            self.head.title = data
        elif not here.silent:
            self._words.append(words(data))

    def _close(self, depth: int) -> None:
        for one in self._open[depth:]:
            self._tags[one.tag] -= 1
        del self._open[depth:]

    def _flush(self) -> None:
        if not self._words:
            return
        here = self._open[-1]
        self.blocks += (Block(text, here.reason, here.region) for text in split(self._words))
        self._words.clear()


def _reason(tag: str, given: Mapping[str, str]) -> str | None:
    if tag in ("html", "body", "main", "article"):
        return None  # their classes say what the page has, not what they are
    names = f"{given.get('class', '')} {given.get('id', '')}".casefold().split()
    ends = (re.split(r"[-_]+", name)[-1] for name in names)
    return _TAGS.get(tag) or next((_CLASSES[end] for end in ends if end in _CLASSES), None)


def read(source: str) -> tuple[Head, list[Block]]:
    """The head, and the blocks of the page's <article>, else of its <main>, else of its body."""
    page = _Page()
    for token in tokens(source):
        page.take(token)
    page.end()
    return page.head, _story(page.blocks)


def _story(blocks: list[Block]) -> list[Block]:
    for region in ("article", "main"):
        inside = [block for block in blocks if block.region == region]
        if any(block.reason is None for block in inside):
            return inside
    return blocks
