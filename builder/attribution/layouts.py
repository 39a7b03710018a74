"""Attributions that the layout makes, without a sentence that the tagger could read: labels and signatures.

HARBOUR MASTER: We go. / Q: When? A: Now. / “We go.” — Ann Lee, harbour master
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from builder import lexicon
from builder.attribution.found import Found
from builder.attribution.marks import Quotation
from builder.records import Span

_NAME = r"[^\W\d_][\w.’'-]{0,40}"
_LABEL = re.compile(rf"[*_\s\"“]*({_NAME}(?:[ \t]{_NAME}){{0,5}})(?:\s*\([^()\n]{{1,40}}\))?[*_]*\s?(:)[*_\s]*(?=\S)")
_OPENED = re.compile(r"\s*[\"“]\s*")
_DASH = re.compile(r"\s*(--|[—–―-])\s*(?=\w)")
_OPENING = frozenset("\"'“”„‟‘‚«»‹›「『`")
_CLOSING = frozenset("\"'”’»")
_QUESTION_ANSWER = frozenset({"Q", "A", "Question", "Answer"})
_LONGEST_SIGNATURE = 14  # words
# Right in raw/'s gold without exception; PolNeAR has too few to count.
_TRANSCRIPT, _SIGNATURE = 0.9, 0.92


def read(text: str, blocks: Sequence[Span], quotations: Sequence[Quotation]) -> list[Found]:
    """What the layout says, in the order of the text; no two share a paragraph, but a signature may stand below."""
    found = [*_signatures(text, blocks, quotations), *_turns(text, blocks)]
    return sorted(found, key=lambda one: one.content[0])


def _turns(text: str, blocks: Sequence[Span]) -> list[Found]:
    """The turns of an interview or a debate that is printed with the speakers' names.

    A label counts when it is Q or A, when it comes again, or when it is one of several in capitals: a single "Note: …"
    makes no transcript. The quotation marks of a transcript that is quoted whole ("“WALLER: We go.") belong to no turn.
    A paragraph without a label between two turns of an interview goes on with the first.
    """
    labels = {number: match for number, block in enumerate(blocks) if (match := _label(text, block))}
    names = Counter(match[1].strip() for match in labels.values())
    capitals = sum(count for name, count in names.items() if name.isupper() and len(name) > 2)
    turns: dict[int, Found] = {}
    open_turn: int | None = None  # whose last paragraph is the one before
    for number, block in enumerate(blocks):
        match = labels.get(number)
        name = match[1].strip() if match else ""
        if match and (name in _QUESTION_ANSWER or names[name] > 1 or (name.isupper() and capitals > 2)):
            source = Span(match.start(1), match.start(1) + len(match[1].rstrip()))
            content = Span(match.end(), block.end)
            turns[number] = Found((content,), (source,), (Span(*match.span(2)),), "transcript", _TRANSCRIPT)
            open_turn = number
        elif match or open_turn is None:
            open_turn = None
        elif _QUESTION_ANSWER & set(names) and number + 1 in labels:
            turns[open_turn] = _longer(turns[open_turn], block)
            open_turn = None
        elif (rest := _reopened(text, blocks[open_turn], block)) is not None:
            turns[open_turn] = _longer(turns[open_turn], rest)
        else:
            open_turn = None
    return list(turns.values())


def _reopened(text: str, first: Span, block: Span) -> Span | None:
    """What is said in a paragraph that only opens the mark before the label again: “WALLER: We go. / “And soon.

    A stage direction, "(CROSSTALK)", and a paragraph that is closed in itself do not go on.
    """
    before, again = (_OPENED.match(text, one.start, one.end) for one in (first, block))
    if before is None or again is None or before[0].strip() != again[0].strip():
        return None
    words = text[again.end() : block.end].rstrip()
    return None if words.startswith("(") or words[-1:] in _CLOSING else Span(again.end(), block.end)


def _longer(turn: Found, block: Span) -> Found:
    return replace(turn, content=(*turn.content, block))


def _label(text: str, block: Span) -> re.Match[str] | None:
    """The name before the colon that opens a paragraph; none where a quotation follows, which is news prose."""
    match = _LABEL.match(text, block.start, block.end)
    if match is None or text[match.end()] in _OPENING:
        return None
    return match if all(word[0].isupper() for word in match[1].split()) else None


def _signatures(text: str, blocks: Sequence[Span], quotations: Sequence[Quotation]) -> list[Found]:
    """“We go.” — Ann Lee, harbour master: a quotation, a dash, and a name to the end of the paragraph."""
    found = []
    starts = [block.start for block in blocks]
    for quotation in quotations:
        end = quotation.end
        number = bisect_right(starts, quotation.spans[-1].start) - 1
        if end == blocks[number].end and number + 1 < len(blocks):  # the name may stand in a line of its own
            number, end = number + 1, blocks[number + 1].start
        match = _DASH.match(text, end, blocks[number].end)
        if match and (source := _signed(text, match.end(), blocks[number].end)):
            cue = Span(*match.span(1))
            found.append(Found(quotation.spans, (source,), (cue,), "signature", _SIGNATURE))
    return found


def _signed(text: str, start: int, end: int) -> Span | None:
    """The name and description after the dash; None when it is a sentence that goes on or a clause with a cue."""
    printed = text[start:end].rstrip(" .\t")
    words = printed.split()
    if not words or not words[0][0].isupper() or len(words) > _LONGEST_SIGNATURE or ". " in printed:
        return None
    if any(lexicon.cue_of_form(word.strip(",")) for word in words):
        return None
    return Span(start, start + len(printed))
