"""Values in, Markdown out that cannot be more than text: what an article's metadata says never becomes markup."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

_MARKUP = re.compile(r"[\\`*_\[\]#!|~]|:(?=//)|\.(?<=www\.)")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_LONGEST = 200


def escape(value: object) -> str:
    """``value`` as it reads, whatever it contains: no links, images, HTML, table cells, line breaks or bidi tricks."""
    text = " ".join(str(value).split())
    text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return _MARKUP.sub(r"\\\g<0>", "".join(_ENTITIES.get(c, c) for c in text))


def code(value: object) -> str:
    """``value`` in a code span; for names and values of our own schemas, which hold no backtick."""
    return f"`{str(value).replace('|', chr(92) + '|')}`"


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; columns whose header ends in ``:`` are set flush right."""
    names = [name.removesuffix(":") for name in header]
    rule = ["---:" if name.endswith(":") else "---" for name in header]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (names, rule, *rows))
