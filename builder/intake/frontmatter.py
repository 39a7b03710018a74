"""Front matter: the metadata between two lines of ``---`` at the start of a text or Markdown file, as YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from builder.intake.draft import Problem

_LONGEST = 65_536  # characters of front matter
# A row of dashes may also open a text without metadata: what follows the row tells, for there it names a key.
_BLOCK = re.compile(
    r"""\ufeff? ---[ \t]*\r?\n
        (?P<yaml> (?: [^\S\n]* (?:\#.*)? \n )*  [\w\-]+[ \t]*: (?s:.*?) )
        ^---[ \t]* (?: \r?\n | \Z )""",
    re.MULTILINE | re.VERBOSE,
)
ALIASES = {"author": "authors", "license": "licence", "date": "published_at", "lang": "language"}
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


def split(text: str) -> tuple[Mapping[str, Any], int, tuple[Problem, ...]]:
    """The metadata of ``text`` and where the article begins: after the front matter, or after a byte order mark."""
    block = _BLOCK.match(text, 0, _LONGEST)
    if not block:
        return {}, int(text.startswith("\ufeff")), ()
    found = parse(block["yaml"], "The front matter")
    if isinstance(found, Problem):
        return {}, block.end(), (found,)
    return found, block.end(), ()


def parse(source: str, where: str) -> Mapping[str, Any] | Problem:
    """The keys of a YAML document, every value as it is printed: ``title: 1984`` is text and ``NO`` no truth value."""
    import yaml

    try:
        # BaseLoader builds nothing but text, lists and mappings: narrower still than the safe loader.
        value = yaml.BaseLoader(source).get_single_data()
    except yaml.MarkedYAMLError as error:
        line = f" in its line {error.problem_mark.line + 1}" if error.problem_mark else ""
        advice = "A value that holds a colon or a quotation mark needs quotation marks round it."
        return Problem("bad_metadata", f"{where} is not valid YAML{line} ({error.problem}). {advice}")
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return Problem("bad_metadata", f"{where} is not valid YAML ({str(error).splitlines()[0]}).")
    return mapping({} if value in ("", None) else value, where)


def mapping(value: Any, where: str) -> Mapping[str, Any] | Problem:
    """``value`` as metadata by our names; keys that we have no column for are passed over."""
    if not isinstance(value, dict):
        return Problem("bad_metadata", f"{where} should hold lines of 'key: value', but is a {type(value).__name__}.")
    return {
        ALIASES.get(key, key): None if isinstance(found, str) and found in _NULLS else found
        for key, found in value.items()
        if isinstance(key, str)
    }
