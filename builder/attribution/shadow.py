"""A text of equal length in which every quotation mark is one character and what only looks like one is gone."""

from __future__ import annotations

import re

# The patterns begin with the marks, and look behind them: so a text without these is passed over quickly.
PAD = "\x00"  # fills the second place of a doubled mark, and the place of an apostrophe or an inch mark

# Two characters that stand for one mark. Three in a row close a single quotation inside a double one: he said 'no'''
_DOUBLED = re.compile(r"'(?<=\S')(?:''|’’)(?!\w)|’(?<=\S’)(?:''|’’)(?!\w)|``|‘‘|''|’’|,,(?=\w)")
_DOUBLED_MARK = {"``": "“", "‘‘": "“", "''": '"', "’’": "”", ",,": "„"}

# Feet and inches: 6'2", 6’ 2”, 12" pipes (digits, the mark, and no sentence goes on that it could close).
_INCHES = re.compile(r"['’′](?<=\d.)\s?\d{1,2}(?:[½¼¾]|\.\d)?(?P<inch>\"|”|″)")

# Apostrophes that stand where a single mark could open: '90s, ’tis, 'em, rock ’n’ roll.
_ELISION = re.compile(
    r"['’‘](?<![\w'’‘].)(?:\d0s?\b|\d{2}\b|(?:em|til|till|cause|tis|twas|twere|bout|round|cos|cuz|nother|ere)\b|n['’](?!\w))",
    re.IGNORECASE,
)
# Rows of marks with nothing between them are ornament, or a broken file.
_ROW = re.compile("(?:[\"'`‘’“”„‟«»‹›「」『』〝〞＂]\\s?){8,}")
# An apostrophe inside a word: don't, l’eau, rock 'n' roll.
_INSIDE = re.compile(r"['’‘](?<=\w.)(?=\w)")


def of(text: str) -> str:
    """The shadow of ``text``: as long as it, code point for code point, to be searched and never shown."""
    shadow = _ROW.sub(lambda row: PAD * len(row.group()), text)
    shadow = _INCHES.sub(_blank_marks, shadow)
    shadow = _ELISION.sub(_blank_marks, shadow)
    shadow = _DOUBLED.sub(_one_mark, shadow)
    return _INSIDE.sub(PAD, shadow)


def _one_mark(match: re.Match[str]) -> str:
    found = match.group()
    if len(found) == 3:
        return found[0] + _DOUBLED_MARK[found[1:]] + PAD
    return _DOUBLED_MARK[found] + PAD


def _blank_marks(match: re.Match[str]) -> str:
    return re.sub(r"['’‘\"”″′]", PAD, match.group())
