"""Text of articles made safe for a terminal: whatever could steer it is shown as a sign, never sent.

An article may hold escape sequences that recolour, retitle or answer for the user, and overrides that turn the
reading direction round so that a quote reads otherwise than it is stored.
"""

from __future__ import annotations

import json
import re
from typing import Any

# C0 but tab and line feed, DEL, C1; soft hyphen; marks, embeddings, overrides and isolates of direction; invisible
# signs but the joiners that Persian, Indic scripts and emoji are written with; surrogates; tags.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_PICTURES = 0x2400  # ␀, the first of the signs that Unicode has for C0


def visible(text: str) -> str:
    """``text`` with every character that could steer a terminal or hide replaced: ESC by ␛, an override by ⟨U+202E⟩.

    A carriage return before a line feed is dropped, being half of a line break. The result may be longer.
    """
    return _UNSAFE.sub(_sign, text.replace("\r\n", "\n"))


def visible_line(text: str) -> str:
    """``visible`` on one line: a title or a name with white space collapsed."""
    return " ".join(visible(text).split())


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(_PICTURES + code)
    return "␡" if code == 0x7F else f"⟨U+{code:04X}⟩"


def json_text(value: Any) -> str:
    """``value`` as JSON for people and programs: Unicode as it is, but unsafe characters as escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain)
    return _UNSAFE.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def _plain(value: Any) -> Any:
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value)
