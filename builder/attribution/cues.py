"""What the words of a cue say: which reporting verb it is, and whether the statement was made at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from builder import lexicon
from builder.attribution.found import Found
from builder.lexicon import Cue
from builder.records import Span

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_LONGEST_FORM = 4  # words: "went on to say"
_NEGATIONS = frozenset("not never n't cannot neither nor".split())
_REFUSALS = frozenset("declined declines decline refused refuses refuse failed fails fail".split())
_AUXILIARIES = frozenset(
    """
    has have had having is are was were be been being am do does did will would can could may might must shall should to
    """.split()
)
_NOBODY = frozenset({"nobody", "no one", "none", "neither"})


def entry(printed: str) -> Cue | None:
    """The first and longest listed form inside a whole verbal group: "has since pointed out" is *point out*."""
    head = _head(_words(printed))
    return None if head is None else head[1]


def is_negated(text: str, found: Found) -> bool:
    """Was the statement not made? "The ministry did not explain that …", "declined to say whether …", "Nobody said …".

    *Denied that* is a statement, and so is "refused to leave", where refusing itself is the cue.
    """
    if any(" ".join(_words(span.of(text))) in _NOBODY for span in found.source):
        return True
    if not found.cue:
        return False
    words = _words(" ".join(span.of(text) for span in found.cue))
    if words and words[-1] in _REFUSALS and _begins_by_saying(text, found.content[0]):
        return True
    before = _auxiliaries_before(text, found.cue[0].start)
    head = _head(words)
    leading = [*before, *words[: len(words) - 1 if head is None else head[0]]]
    if any(word in _NEGATIONS or word.endswith("n't") for word in leading):
        return True
    refusals = [i for i, word in enumerate(leading) if word in _REFUSALS]
    return bool(refusals) and "to" in leading[refusals[0] :]


def _begins_by_saying(text: str, content: Span) -> bool:
    """Declined | to say whether …: the tagger may take the verb into the content."""
    first = _words(text[content.start : content.start + 40])[:2]
    return len(first) == 2 and first[0] == "to" and lexicon.cue_of_form(first[1]) is not None


def _words(printed: str) -> list[str]:
    return [match.group().replace("’", "'") for match in _WORD.finditer(printed.casefold())]


def _head(words: Sequence[str]) -> tuple[int, Cue] | None:
    """Where the reporting verb begins, with its entry; not one that leads to it: vowed to say, quoted as saying."""
    for size in range(_LONGEST_FORM, 0, -1):
        for start in range(len(words) - size + 1):
            end = start + size
            if found := lexicon.cue_of_form(" ".join(words[start:end])):
                if words[end : end + 1] in (["to"], ["as"]) and (led := _head(words[end + 1 :])):
                    return end + 1 + led[0], led[1]
                return start, found
    return None


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
