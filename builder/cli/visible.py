"""Text of articles made safe for a terminal: whatever could steer it is shown as a sign, never sent.

An article may hold escape sequences that recolour, retitle or answer for the user, and overrides that turn the
reading direction round so that a quote reads otherwise than it is stored.
"""

from __future__ import annotations

import json
import re
from typing import Any

from builder.invisible import UNSAFE, code

_PICTURES = 0x2400  # ␀, the first of the signs that Unicode has for C0


def visible(text: str) -> str:
    """``text`` with every character that could steer a terminal or hide replaced: ESC by ␛, an override by ⟨U+202E⟩.

    A carriage return before a line feed is dropped, being half of a line break. The result may be longer.
    """
    return UNSAFE.sub(_sign, text.replace("\r\n", "\n"))


def visible_line(text: str) -> str:
    """``visible`` on one line: a title or a name with white space collapsed."""
    return " ".join(visible(text).split())


def _sign(match: re.Match[str]) -> str:
    number = ord(match[0])
    if number < 0x20:
        return chr(_PICTURES + number)
    return "␡" if number == 0x7F else code(match[0])


def json_text(value: Any) -> str:
    """``value`` as JSON for people and programs: Unicode as it is, but unsafe characters as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    return UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
