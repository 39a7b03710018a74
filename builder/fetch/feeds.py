"""The bytes of an RSS or Atom feed or of a sitemap in, the addresses it lists out, in its order."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from xml.parsers import expat

from builder.fetch.limits import Refused

_ROOTS = {"rss": "feed", "feed": "feed", "rdf": "feed", "urlset": "sitemap", "sitemapindex": "index"}
_OPENING = re.compile(  # possessive: what was taken for a space or a comment is never taken for something else
    rb"(?:\xef\xbb\xbf)?(?:\s++|<\?.{0,300}?\?>|<!--.{0,2000}?-->|<!DOCTYPE[^>\[]{0,300}+(?:\[.{0,2000}?\])?+\s*+>){0,20}+"
    rb"<(?:\w+:)?(\w+)",
    re.DOTALL,
)
_DEEPEST = 100  # levels of a feed


@dataclass(frozen=True, slots=True)
class Listing:
    """``kind``: feed and sitemap list pages, an index lists sitemaps."""

    kind: str
    addresses: tuple[str, ...]


def unpacked(body: bytes, longest: int) -> bytes:
    """``body``, unpacked when it is gzip, as sitemaps often are. Raises Refused when that gives too much or nothing."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    member = zlib.decompressobj(31)
    try:
        plain = member.decompress(body, longest + 1)
    except zlib.error as error:
        raise Refused(f"it cannot be unpacked ({error})") from error
    if len(plain) > longest or not member.eof:
        raise Refused(f"it unpacks to more than {longest:,} bytes, or is cut off")
    return plain


def kind_of(body: bytes) -> str | None:
    """What the first element of the document says it is: feed, sitemap, index, or None."""
    opening = _OPENING.match(body[:10_000])
    return _ROOTS.get(opening[1].decode("ascii", "replace").casefold()) if opening else None


def read(body: bytes) -> Listing:
    """What ``body`` lists. Raises Refused for what is not well-formed, declares entities, or is no list."""
    kind = kind_of(body)
    if kind is None:
        raise Refused("neither a feed nor a sitemap")
    reading = _Reading()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.data
    parser.EntityDeclHandler = _no_entities
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise Refused(f"not well-formed XML ({error})") from error
    return Listing(kind, tuple(dict.fromkeys(one.strip() for one in reading.addresses if one.strip())))


def _no_entities(*_: object) -> None:
    raise Refused("it declares entities, which can be made to grow without end")


class _Reading:
    """Collects ``<item><link>``, ``<entry><link href>`` and ``<loc>``."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self._open: list[str] = []
        self._text: list[str] | None = None

    def start(self, name: str, given: dict[str, str]) -> None:
        above_in, _, above = self._open[-1].rpartition(":") if self._open else ("", "", "")
        within, _, tag = name.casefold().rpartition(":")
        self._open.append(name.casefold())
        if len(self._open) > _DEEPEST:
            raise Refused("it is nested too deeply")
        if within != above_in:
            return  # <media:link> of an <item>
        if tag == "link" and above == "entry" and given.get("rel", "alternate") == "alternate" and "href" in given:
            self.addresses.append(given["href"])
        elif (tag == "link" and above == "item") or (tag == "loc" and above in ("url", "sitemap")):
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, _: str) -> None:
        self._open.pop()
        if self._text is not None:
            self.addresses.append("".join(self._text))
            self._text = None
