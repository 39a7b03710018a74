"""Text of articles made safe to read: signs that hide, or that turn the reading direction round, are shown.

The browser runs the same rule over what it shows itself; see ``assets/page.js``.
"""

from __future__ import annotations

import re

# As in the terminal: controls but tab and line feed, soft hyphen, signs of direction or of no width, surrogates, tags.
_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


def visible(text: str) -> str:
    """``text`` on one line with each such sign as its code: ⟨U+202E⟩."""
    return _UNSAFE.sub(lambda match: f"⟨U+{ord(match[0]):04X}⟩", text.replace("\n", " "))
