"""What the words round a cue say: whether the statement was made at all."""

from __future__ import annotations

import re

from builder import lexicon
from builder.attribution.found import Found
from builder.records import Span

_NEGATIONS = frozenset("not never n't cannot neither nor".split())
_REFUSALS = frozenset("declined declines decline refused refuses refuse failed fails fail".split())
_AUXILIARIES = frozenset(
    """
    has have had having is are was were be been being am do does did will would can could may might must shall should to
    """.split()
)
_NOBODY = frozenset({"nobody", "no one", "none", "neither"})


def is_negated(text: str, found: Found) -> bool:
    """Was the statement not made? "The ministry did not explain that …", "declined to say whether …", "Nobody said …".

    *Denied that* is a statement, and so is "refused to leave", where refusing itself is the cue.
    """
    if any(" ".join(lexicon.words_of(span.of(text))) in _NOBODY for span in found.source):
        return True
    if not found.cue:
        return False
    words = lexicon.words_of(" ".join(span.of(text) for span in found.cue))
    if words and words[-1] in _REFUSALS and _begins_by_saying(text, found.content[0]):
        return True
    before = _auxiliaries_before(text, found.cue[0].start)
    head = lexicon.head_of(words)
    leading = [*before, *words[: len(words) - 1 if head is None else head[0]]]
    if any(word in _NEGATIONS or word.endswith("n't") for word in leading):
        return True
    refusals = [i for i, word in enumerate(leading) if word in _REFUSALS]
    return bool(refusals) and "to" in leading[refusals[0] :]


def _begins_by_saying(text: str, content: Span) -> bool:
    """Declined | to say whether …: the tagger may take the verb into the content."""
    first = lexicon.words_of(text[content.start : content.start + 40])[:2]
    return len(first) == 2 and first[0] == "to" and lexicon.cue_of_form(first[1]) is not None


def _auxiliaries_before(text: str, start: int) -> list[str]:
    """The auxiliaries, negations and refusals right before ``start``, which a tagger may have left out of the cue."""
    found: list[str] = []
    end = start
    while match := re.search(r"(\w+(?:['’]\w+)?)\s+$", text[max(0, end - 30) : end]):
        word = match[1].casefold().replace("’", "'")
        if word not in _AUXILIARIES | _NEGATIONS | _REFUSALS and not word.endswith("n't"):
            break
        found.insert(0, word)
        end -= len(match.group())
    return found
