"""Text of articles made safe to read: signs that hide, or that turn the reading direction round, are shown.

The browser runs the same rule over what it shows itself; see ``assets/page.js``.
"""

from __future__ import annotations

from builder.invisible import UNSAFE, code


def visible(text: str) -> str:
    """``text`` on one line with each such sign as its code: ⟨U+202E⟩."""
    return UNSAFE.sub(lambda match: code(match[0]), text.replace("\n", " "))
