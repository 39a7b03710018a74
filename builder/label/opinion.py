"""Stretches of text in, the words of attitude in them out, each with its sign: what a reader can check a stance by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal

from builder.label import lexicons
from builder.label.devices import NOT
from builder.label.phrases import Phrases
from builder.records import Span

Sign = Literal[-1, 1]

_NEGATED = re.compile(rf"{NOT}\s+(?:\w+\s+){{0,3}}$", re.IGNORECASE)
_KEEPING = re.compile(r"(?<!\w)(?:forget|doubt|stop|cease|only)(?!\w)", re.IGNORECASE)  # "not only", "never stop"


@cache
def _phrases() -> Phrases[Sign]:
    groups: dict[Sign, list[str]] = {}
    for row in lexicons.rows("stance_words.csv"):
        head, space, rest = row["phrase"].partition(" ")
        forms = [head] if row["form"] == "word" else sorted(lexicons.inflections(head))
        groups.setdefault(1 if row["polarity"] == "favor" else -1, []).extend(form + space + rest for form in forms)
    return Phrases(groups)


def opinions(text: str, stretches: Iterable[Span]) -> list[tuple[Span, Sign]]:
    """Words of praise (1) and blame (-1) in the order of the text; of two that overlap the longer one.

    A negation turns the sign: "not corrupt" is praise, "never forget the courage" still is.
    """
    return _apart(
        [
            (word, -sign if _negated(text, stretch, word) else sign)
            for stretch in stretches
            for sign, word in _phrases().found(text, stretch)
        ]
    )


def _negated(text: str, stretch: Span, word: Span) -> bool:
    negation = _NEGATED.search(text, max(stretch.start, word.start - 40), word.start)
    return negation is not None and not _KEEPING.search(negation.group())


def _apart(found: Sequence[tuple[Span, Sign]]) -> list[tuple[Span, Sign]]:
    kept: list[tuple[Span, Sign]] = []
    end = 0
    for word, sign in sorted(found, key=lambda one: (one[0].start, -one[0].end, one[1])):
        if word.start >= end:
            kept.append((word, sign))
            end = word.end
    return kept
