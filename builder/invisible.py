"""The signs of a text that nobody sees and that steer what others see: a terminal, a browser, the reading direction."""

from __future__ import annotations

import re

# C0 but tab and line feed, DEL, C1; soft hyphen; marks, embeddings, overrides and isolates of direction; invisible
# signs but the joiners that Persian, Indic scripts and emoji are written with; surrogates; tags.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def code(sign: str) -> str:
    """⟨U+202E⟩ for a right-to-left override."""
    return f"⟨U+{ord(sign):04X}⟩"
