"""The text of an HTML page in, its head and the blocks of its story out, found by trafilatura (the ``html`` extra)."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from builder.intake.blocks import BREAK, Block, split, words
from builder.intake.webpage_metadata import Head

_BLOCKS = frozenset("p head quote list item table row cell code ab div figure".split())  # of what trafilatura returns
_FACTS = "/html|//meta|//link|//a[@rel]|//time[@itemprop]"  # elements that say something about the page
_SHORT = 1500  # characters of a story for which trafilatura is asked to look again, and longer


@functools.cache
def installed() -> bool:
    return find_spec("trafilatura") is not None and find_spec("lxml_html_clean") is not None


def name() -> str:
    """What the dataset calls this reader: "trafilatura 2.3.1"."""
    import trafilatura

    return f"trafilatura {trafilatura.__version__}"


def read(source: str) -> tuple[Head, list[Block]] | None:
    """The head by our own reading and the story in its paragraphs; None where there is no markup or no story.

    The text of a heading is marked as one. Comments of readers are left out, tables stay.
    """
    from lxml import etree, html

    data = source.encode("utf-8", "replace")
    try:
        tree = html.document_fromstring(data, parser=_parser())
    except etree.ParserError:  # nothing but white space or comments
        return None
    head = _head(tree)
    blocks = _story(tree, fast=True)
    if sum(len(block.text) for block in blocks) < _SHORT:
        tree = html.document_fromstring(data, parser=_parser())  # the first was taken apart
        blocks = _story(tree, fast=False)
    return (head, blocks) if any(block.reason is None for block in blocks) else None


@functools.cache
def _parser() -> Any:
    """One for all pages; it reads UTF-8 whatever the page declares."""
    from lxml import html

    return html.HTMLParser(encoding="utf-8")


def _story(tree: Any, *, fast: bool) -> list[Block]:
    """``fast`` leaves out the comparison with other extractors, which matters where little was found."""
    from trafilatura.core import bare_extraction

    found = bare_extraction(tree, with_metadata=False, include_comments=False, fast=fast)
    return [] if found is None or found.body is None else list(_blocks(found.body))


def _head(tree: Any) -> Head:
    head = Head()
    for comment in tree.getroottree().xpath("//comment()")[:20]:
        head.comment(comment.text or "")
    for element in _facts()(tree):
        head.tag(element.tag, element.attrib)
    title = next(tree.iter("title"), None)
    head.title = title.text_content() if title is not None else ""
    for script in tree.iter("script"):
        if script.get("type", "").strip().casefold() == "application/ld+json":
            head.linked_data.append(script.text or "")
    return head


@functools.cache
def _facts() -> Any:
    from lxml import etree

    return etree.XPath(_FACTS)


def _blocks(story: Any) -> Iterator[Block]:
    """Every element that stands for a block is one; what stands between blocks is one too."""
    from lxml import etree

    parts: list[str] = []
    heading = False
    for event, element in etree.iterwalk(story, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            text = element.tail
        elif element.tag in _BLOCKS:
            if parts:
                yield from (Block(text, "headline" if heading else None) for text in split(parts))
                parts.clear()
            heading = element.tag == "head" and event == "start"
            text = element.text if event == "start" else element.tail
        else:
            if event == "start" and element.tag == "lb":
                parts.append(BREAK)
            text = element.text if event == "start" else element.tail if element is not story else None
        if text:
            parts.append(words(text))
    yield from (Block(text) for text in split(parts))
