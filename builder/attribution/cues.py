"""Verb groups that may signal an attribution: the tokens of a sentence in, groups with their lexicon entry out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from builder import lexicon
from builder.attribution import sources
from builder.attribution.sentences import Token
from builder.attribution.words import AUXILIARIES, BE, DETERMINERS, PREPOSITIONS, is_adverb, is_negation
from builder.lexicon import Cue

Form = Literal["finite", "passive", "participle", "infinitive"]
_LONGEST_FORM = 4  # words: "went on to say"
_REFUSALS = frozenset("declined declines decline refused refuses refuse failed fails fail".split())
# Verbs that only lead to the reporting one: used | to say, went on | to claim, is authorised | to state.
_LEADING = frozenset(
    "likes liked like used continues continued went goes gone on authorised authorized is was are were has had".split()
)
_NOBODY = frozenset({"nobody", "no one", "none", "neither"})


@dataclass(frozen=True, slots=True)
class Group:
    """A verb group ``tokens[start:end]`` whose reporting verb begins at ``head``: "has since | denied"."""

    start: int
    head: int
    end: int
    cue: Cue
    form: Form
    negated: bool


def groups(tokens: Sequence[Token]) -> list[Group]:
    """The verb groups of a sentence in order. Nouns that look like a verb form ("the claims") are none."""
    found: list[Group] = []
    index = 0
    while index < len(tokens):
        group = _group(tokens, index)
        if group is not None and (not found or found[-1].end <= group.start):
            found.append(group)
            index = group.end
        else:
            index += 1
    return found


def _group(tokens: Sequence[Token], head: int) -> Group | None:
    matched = _longest_form(tokens, head)
    if matched is None:
        return None
    entry, end = matched
    if _is_noun(tokens, head, entry):
        return None
    start = _group_start(tokens, head)
    auxiliaries = [token.lower for token in tokens[start:head]]
    form = _form(tokens, start, head, entry)
    if form is None:
        return None
    negated = any(is_negation(word) for word in auxiliaries) or _refused(tokens, start) or _nobody(tokens, start)
    if form == "finite" and not _agrees(tokens, start, head, entry):
        return None
    if form == "infinitive":
        start -= 1
        negated = _refused(tokens, start + 1)
        while start and tokens[start - 1].lower in _LEADING:
            start, form = start - 1, "finite"
    return Group(start, head, end, entry, form, negated)


def _longest_form(tokens: Sequence[Token], head: int) -> tuple[Cue, int] | None:
    if not tokens[head].is_word or (head and tokens[head].is_name):
        return None
    words = 1
    while words < _LONGEST_FORM and head + words < len(tokens) and tokens[head + words].is_word:
        words += 1
    for length in range(words, 0, -1):
        entry = lexicon.cue_of_form(" ".join(token.lower for token in tokens[head : head + length]))
        if entry is not None and entry.kind == "verb":
            return entry, head + length
    return None


def _is_noun(tokens: Sequence[Token], head: int, entry: Cue) -> bool:
    """The claims, his report, of hope: a form that is also a noun, where only a noun can stand."""
    word = tokens[head].lower
    if head and word.endswith("ed") and tokens[head - 1].lower in DETERMINERS:
        return True  # the alleged expulsion
    ambiguous = (
        word == entry.lemma or word.endswith("s") or word in {"saying", "finding", "thinking", "warning", "read"}
    )
    if not ambiguous or not head:
        return ambiguous and not head
    left = tokens[head - 1]
    if left.lower == "to" or (word == "saying" and left.lower == "as"):
        return False
    return left.lower in DETERMINERS | PREPOSITIONS or left.lower.endswith(("'s", "s'")) or left.text in {"'", "-"}


def _group_start(tokens: Sequence[Token], head: int) -> int:
    start = head
    index = head - 1
    while index >= 0 and (
        tokens[index].lower in AUXILIARIES or is_negation(tokens[index].lower) or is_adverb(tokens[index].lower)
    ):
        start = index
        index -= 1
    return start


def _form(tokens: Sequence[Token], start: int, head: int, entry: Cue) -> Form | None:
    word = tokens[head].lower
    inside = {token.lower for token in tokens[start:head]}
    if word.endswith("ing") and word != "sing":
        return "finite" if inside & BE else "participle"
    if start and tokens[start - 1].lower == "to" and word == entry.lemma.split()[0]:
        return "infinitive"
    if inside & BE and word != entry.lemma.split()[0] and not word.endswith("s"):
        return "passive"
    base = word == entry.lemma.split()[0]
    if base and not inside & AUXILIARIES and start and tokens[start - 1].lower in {"he", "she", "it"}:
        return None
    return "finite"


def _agrees(tokens: Sequence[Token], start: int, head: int, entry: Cue) -> bool:
    if any(token.lower in AUXILIARIES for token in tokens[start:head]):
        return True
    subject = sources.before(tokens, start)
    lemma = entry.lemma.split()[0]
    firsts = {form.split()[0] for form in entry.forms}
    past = any(form != lemma and not form.endswith(("s", "ing")) for form in firsts)
    if subject is None:
        return tokens[head].lower != lemma or not past
    return not past or sources.agrees(tokens, subject, tokens[head].lower, lemma)


def _refused(tokens: Sequence[Token], start: int) -> bool:
    return start >= 1 and (
        tokens[start - 1].lower in _REFUSALS
        or (start >= 2 and tokens[start - 1].lower == "to" and tokens[start - 2].lower in _REFUSALS)
    )


def _nobody(tokens: Sequence[Token], start: int) -> bool:
    left = " ".join(token.lower for token in tokens[max(0, start - 2) : start])
    return any(left == word or left.endswith(" " + word) for word in _NOBODY)
