"""One HTML page in, its article out: block texts joined by empty lines, what is not the story marked as furniture.

The standard library's tokeniser and no more: pages with <article> or <main> and plain paragraphs are read well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from builder.intake.decode import decode
from builder.intake.draft import Draft, Problem
from builder.intake.webpage_metadata import Head, metadata
from builder.records import Furniture, Span

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_SILENT = frozenset("script style template noscript svg iframe object button select textarea form dialog".split())
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
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_WESTERN = frozenset({"iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii"})  # browsers read all alike


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    reason: str | None  # furniture
    region: str | None  # article, main, or None for the rest of the page


@dataclass(slots=True)
class _Open:
    tag: str
    reason: str | None
    region: str | None
    silent: bool


class _Page(HTMLParser):
    """Collects the blocks of the body and the facts of the head. Its state ends with the page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.head = Head()
        self.blocks: list[_Block] = []
        self._open: list[_Open] = [_Open("", None, None, False)]
        self._words: list[str] = []
        self._script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.head.tag(tag, given)
        if tag == "br":
            self._words.append("\n")
        if tag == "script" and given.get("type", "").strip().casefold() == "application/ld+json":
            self._script = []
        if tag in _BLOCKS:
            self._flush()
        if tag in _VOID:
            return
        if tag == "p" and self._open[-1].tag == "p":
            self._open.pop()  # a paragraph ends where the next one begins
        above = self._open[-1]
        region = above.region or (tag if tag in ("article", "main") else None)
        silent = above.silent or tag in _SILENT or tag in ("head", "title") or "hidden" in given
        self._open.append(_Open(tag, above.reason or _reason(tag, given), region, silent))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._flush()
        if tag == "script" and self._script is not None:
            self.head.linked_data.append("".join(self._script))
            self._script = None
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        elif self._open[-1].tag == "title" and not self.head.title:
            self.head.title = data
        elif not self._open[-1].silent:
            self._words.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def close(self) -> None:
        super().close()
        self._flush()

    def _flush(self) -> None:
        here = self._open[-1]
        for part in re.split(r" ?\n ?\n\s*", "".join(self._words)):
            lines = (" ".join(line.split(" ")).strip(" ") for line in part.split("\n"))
            if text := "\n".join(line for line in (re.sub(" +", " ", line) for line in lines) if line):
                self.blocks.append(_Block(text, here.reason, here.region))
        self._words.clear()


def _reason(tag: str, given: dict[str, str]) -> str | None:
    if tag in ("html", "body", "main", "article"):
        return None  # their classes say what the page has, not what they are
    names = f"{given.get('class', '')} {given.get('id', '')}".casefold().split()
    ends = (re.split(r"[-_]+", name)[-1] for name in names)
    return _TAGS.get(tag) or next((_CLASSES[end] for end in ends if end in _CLASSES), None)


def read(data: bytes, name: str) -> Draft | Problem:
    """The text of the page's <article>, else of its <main>, else of its body; offsets count in that text."""
    text = _decode(data, name)
    if isinstance(text, Problem):
        return text
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except AssertionError as error:  # html.parser's answer to a malformed "<![…"
        return Problem("broken_row", f"Not readable as HTML: {error}. Repair the page or save its text.")
    blocks = _story(page.blocks)
    found, problems = metadata(page.head)
    joined, furniture = _joined(blocks)
    return Draft(joined, found, None, 0, furniture, problems)


def _decode(data: bytes, name: str) -> str | Problem:
    declared = _CHARSET.search(data[:2048])
    if declared and declared[1].decode("ascii").casefold() in _WESTERN:
        try:
            return data.decode("utf-8")  # many pages say one and are the other
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")
    return decode(data, name)


def _story(blocks: list[_Block]) -> list[_Block]:
    for region in ("article", "main"):
        inside = [block for block in blocks if block.region == region]
        if any(block.reason is None for block in inside):
            return inside
    return blocks


def _joined(blocks: list[_Block]) -> tuple[str, tuple[Furniture, ...]]:
    return "\n\n".join(block.text for block in blocks), tuple(_spans(blocks))


def _spans(blocks: list[_Block]) -> Iterator[Furniture]:
    start = 0
    for block in blocks:
        if block.reason:
            yield Furniture(Span(start, start + len(block.text)), block.reason)
        start += len(block.text) + 2
