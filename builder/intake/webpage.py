"""One HTML page in, its article out: block texts joined by empty lines, what is not the story marked as furniture."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from builder.config import Intake
from builder.errors import MissingExtra
from builder.intake import page_builtin, page_trafilatura
from builder.intake.blocks import Block, joined
from builder.intake.charsets import text_of
from builder.intake.draft import Draft, Problem
from builder.intake.webpage_metadata import Head, metadata

_LARGEST = 4_000_000  # characters of a page that is given to trafilatura, whose time is not linear in them


def read(
    data: bytes, name: str, config: Intake, *, address: str | None = None, charset: str | None = None
) -> Draft | Problem:
    """The story of the page with what the page says of itself; offsets count in that text.

    ``address`` is where the page was got from and ``charset`` what the server said, where these are known. Raises
    MissingExtra when the configuration asks for trafilatura and it is not installed.
    """
    found = text_of(data, name, charset)
    if isinstance(found, Problem):
        return found
    source, notes = found
    source = source.replace("\x00", "\ufffd")  # as HTML has it
    head, blocks, extractor = _read(source, config)
    said, problems = metadata(head)
    said, canonical = _placed(said, address)
    text, furniture = joined(blocks)
    return Draft(text, said, None, 0, furniture, problems, notes, extractor, canonical)


def _read(source: str, config: Intake) -> tuple[Head, list[Block], str]:
    """By trafilatura where it is wanted, installed, and finds a story; else by the built-in reader."""
    if config.html == "trafilatura" and not page_trafilatura.installed():
        raise MissingExtra(
            'intake.html = "trafilatura", which is not installed.', hint="Get it with: pip install 'quotestance[html]'"
        )
    if config.html != "builtin" and len(source) <= _LARGEST and page_trafilatura.installed():
        found = page_trafilatura.read(source)
        if found:
            return *found, page_trafilatura.name()
    return *page_builtin.read(source), page_builtin.NAME


def _placed(said: dict[str, Any], address: str | None) -> tuple[dict[str, Any], str | None]:
    """The metadata with the page's own address, and the domain of the original where the page names another site's.

    A page got from courier.example whose canonical address is at agency.example was published by the courier.
    """
    if address is None:
        return said, None
    own, named = _host(address), _host(said.get("url"))
    if not named:
        return {**said, "url": address}, None
    if own == named or own.endswith(f".{named}") or named.endswith(f".{own}"):
        return said, None
    return {**said, "url": address}, named


def _host(address: Any) -> str:
    try:
        host = urlsplit(address).hostname if isinstance(address, str) else None
    except ValueError:  # "http://[": no address
        host = None
    return (host or "").removeprefix("www.").removeprefix("amp.").removeprefix("m.")
