"""Where content ends: at the stop, at a source named later, or where a new cue takes over."""

from __future__ import annotations

from collections.abc import Sequence

from builder.attribution import complements, sources
from builder.attribution.adverbials import REACH
from builder.attribution.cues import Group
from builder.attribution.sentences import Token
from builder.attribution.words import CONJUNCTIONS

_LEFT_OUT = frozenset(".;")  # at its end; a question keeps its mark
_LEAVE = frozenset("but while although though whereas".split())


def of(tokens: Sequence[Token], start: int, limit: int, groups: Sequence[Group]) -> int:
    """The end of content that begins at ``start``; ``groups`` are those after its own cue.

    said that ships sailed | , adding that … ; said it was late | and announced that … ; … | , according to Ames.
    """
    last = limit
    while last > start and tokens[last - 1].text in _LEFT_OUT:
        last -= 1
    for index in range(start + 1, last):
        if _ends_at(tokens, index, last, groups):
            return index - (tokens[index].is_word and tokens[index - 1].text == ",")
    return last


def _ends_at(tokens: Sequence[Token], index: int, last: int, groups: Sequence[Group]) -> bool:
    token = tokens[index]
    if token.text in {"—", "–", "--"}:
        return any(group.start == index + 1 for group in groups)
    if token.text == ",":
        return index + 1 < last and _hands_over(tokens, index + 1, groups)
    if token.lower in {"and", "but"}:
        return _new_cue(tokens, index + 1, groups)
    return token.text == ";" or (token.lower == "according" and index + 1 < last and tokens[index + 1].lower == "to")


def _hands_over(tokens: Sequence[Token], index: int, groups: Sequence[Group]) -> bool:
    """After a comma: adding that, but she denied it."""
    word = tokens[index].lower
    if word in _LEAVE:
        near = any(index < group.start <= index + 8 and group.form == "finite" for group in groups)
        return near or _new_cue(tokens, index + 1, groups)
    return word not in CONJUNCTIONS and any(group.start == index for group in groups)


def _new_cue(tokens: Sequence[Token], index: int, groups: Sequence[Group]) -> bool:
    """And | announced that, and | her lawyers threatened to: a further cue, of the same or of another subject."""
    for group in groups:
        if group.start > index + REACH:
            break
        if group.form not in {"finite", "participle"} or group.end >= len(tokens) or not group.cue.speech:
            continue
        if group.start == index:
            return True
        subject = sources.before(tokens, group.start) if group.start > index else None
        if subject is not None and subject[0] == index and tokens[index - 1].text != ":":
            return complements.after(tokens, group, len(tokens)) is not None
    return False
