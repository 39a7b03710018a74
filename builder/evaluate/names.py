"""Names and mentions compared: the head of a source, and whether two names may be one person's."""

from __future__ import annotations

import re

_CUT = re.compile(r"[,(\[—:;]|\s[-–]+\s|\b(?:who|whose|which|of|for|from|at|in|with|on|to)\b", re.IGNORECASE)
_WORD = re.compile(r"\w[\w'’.-]*\w|\w")
_POSSESSIVE = re.compile(r"['’]s?$")
_TITLES = frozenset(
    """
    mr mrs ms miss dr sen rep gov gen col lt sgt prof rev hon sir lord dame president senator representative governor
    secretary the a an
    """.split()
)


def before_details(mention: str) -> str:
    """The mention up to the first comma, bracket, dash or preposition: Ann Lee | of the Harbour Board."""
    return _CUT.split(mention.strip(), maxsplit=1)[0]


def head(mention: str) -> str:
    """The last word of the name: "Republican Sen. John McCain of Arizona" and "McCain" have the same."""
    found = _words(before_details(mention) if mention else "") or _words(mention)
    return found[-1] if found else ""


def same_name(one: str, other: str) -> bool:
    """The same last word and no clash of first names: "Lee" and "A. Lee" are, "Mia Lee" and "A. Lee" are not."""
    short, long = sorted((_name(one), _name(other)), key=len)
    if not short or not long or short[-1] != long[-1]:
        return False
    initial = min(len(short[0]), len(long[0])) == 1 and short[0][0] == long[0][0]
    return len(short) == 1 or short[0] in long or initial


def _name(text: str) -> list[str]:
    words = [word.rstrip(".") for word in _words(text)]
    return [word for word in words if word not in _TITLES] or words


def _words(text: str) -> list[str]:
    return [_POSSESSIVE.sub("", word.casefold()) for word in _WORD.findall(text)]
