"""Values in, script files out that hand them to the pages.

A page that is opened from the file system may not fetch its data, but it may load a script. Such a file holds one
call whose arguments are plain JSON in ASCII: no sign in it can end a string, a script or a comment, whatever an
article says.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any


def literal(value: Any) -> str:
    """``value`` as JSON in ASCII without a sign of markup; also valid JavaScript."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    # `</script>` and `<!--` would end or open something if somebody put the data inside a page.
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def statement(name: str, value: Any) -> str:
    """The content of ``data/<name>.js``."""
    return f"explorerData({literal(name)},{literal(value)});\n"


def packed(records: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """``records`` in their order, in packs of about ``size`` characters: few files, none of them slow to load."""
    pack: list[Any] = []
    length = 0
    for record in records:
        pack.append(record)
        length += len(literal(record))
        if length >= size:
            yield pack
            pack, length = [], 0
    if pack:
        yield pack
