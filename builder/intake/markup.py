"""The text of an HTML page in, its tags and texts out, in time that grows with its length whatever it holds.

A browser's tokeniser in little: what is not closed runs to the end of the page and nothing is looked at twice.
(``html.parser`` of Python 3.11 takes a minute for sixty kilobytes of "<a <a <a …".)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

Kind = Literal["start", "end", "text", "comment"]

_NAME = re.compile(r"[a-zA-Z][^\s/>]*+")
_ATTRIBUTE = re.compile(r"[\s/]*+([^\s/>=][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)))?+")
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())  # no tags inside
_ESCAPED = frozenset({"title", "textarea"})  # but entities are resolved
_MOST = 200  # attributes of one tag; more are passed over


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    data: str  # the tag's name in lower case, or the text with its entities resolved
    attributes: Mapping[str, str] = field(default_factory=dict)


def tokens(source: str) -> Iterator[Token]:
    at, end = 0, len(source)
    while at < end:
        opening = source.find("<", at)
        if opening < 0:
            opening = end
        if opening > at:
            yield Token("text", unescape(source[at:opening]))
        if opening == end:
            return
        token, at = _markup(source, opening)
        yield token
        if token.kind == "start" and token.data in _RAW:
            raw, at = _raw(source, at, token.data)
            if raw:
                yield Token("text", unescape(raw) if token.data in _ESCAPED else raw)


def _markup(source: str, at: int) -> tuple[Token, int]:
    """What begins with the "<" at ``at``, and where it ends."""
    if source.startswith("<!--", at):
        return _up_to(source, at + 4, "-->")
    after = source[at + 1 : at + 2]
    if after in ("!", "?"):
        return _up_to(source, at + 2, ">")
    closing = after == "/"
    name = _NAME.match(source, at + 1 + closing)
    if name:
        attributes, end = _attributes(source, name.end())
        return Token("end" if closing else "start", name[0].lower(), attributes), end
    if closing:
        return _up_to(source, at + 2, ">")
    return Token("text", "<"), at + 1


def _up_to(source: str, at: int, mark: str) -> tuple[Token, int]:
    end = source.find(mark, at)
    return Token("comment", source[at : end if end >= 0 else None]), end + len(mark) if end >= 0 else len(source)


def _attributes(source: str, at: int) -> tuple[dict[str, str], int]:
    """The attributes of a tag, the first of each name, and where the tag ends."""
    found: dict[str, str] = {}
    while one := _ATTRIBUTE.match(source, at):
        at = one.end()
        value = next((part for part in one.groups()[1:] if part is not None), "")
        if len(found) < _MOST:
            found.setdefault(one[1].lower(), unescape(value))
    end = source.find(">", at)
    return found, end + 1 if end >= 0 else len(source)


def _raw(source: str, at: int, tag: str) -> tuple[str, int]:
    end = re.compile(rf"</{tag}(?=[\s/>])", re.IGNORECASE).search(source, at)
    return (source[at : end.start()], end.start()) if end else (source[at:], len(source))
