"""Whose cue it is: the source of a verb group, found or shared, or known to be nobody."""

from __future__ import annotations

from builder.attribution import phrases, sources
from builder.attribution.cues import Group
from builder.attribution.phrases import Phrase
from builder.attribution.reading import Reading
from builder.attribution.words import CHANNELS, CONJUNCTIONS, PREPOSITIONS, TIMES


def source_of(reading: Reading, group: Group) -> tuple[Phrase | None, bool]:
    """The source of ``group`` and whether it is certain, also where it is certain to be nobody: it was claimed that."""
    tokens = reading.tokens
    if group.form == "passive":
        if group.end < reading.limit and tokens[group.end].lower == "by":
            return phrases.after(tokens, group.end + 1), True
        subject = sources.before(tokens, group.start)
        return None, subject is not None and [token.lower for token in tokens[slice(*subject)]] == ["it"]
    if group.form in {"participle", "infinitive"}:
        shared = _attached(reading, group)
        return shared, shared is not None
    subject = sources.before(tokens, group.start)
    if subject is None and group.start and tokens[group.start - 1].lower in {"and", "but", "or", ","}:
        subject = _shared(reading, group)
    return subject, subject is not None


def _shared(reading: Reading, group: Group) -> Phrase | None:
    return reading.subject or sources.main_subject(reading.tokens, group.start)


def _attached(reading: Reading, group: Group) -> Phrase | None:
    """Whose ", adding that" it is: of the name right before it, of the cue before, or of the sentence."""
    left = reading.tokens[group.start - 1] if group.start else None
    if group.form == "participle" and left and left.is_word and left.lower not in CONJUNCTIONS | PREPOSITIONS:
        near = sources.before(reading.tokens, group.start)
        if near is not None and (owner := _owner(reading, near)):
            return owner
    return _shared(reading, group)


def _owner(reading: Reading, phrase: Phrase) -> Phrase | None:
    """A statement from | the Kremlin | claiming: the body, not its document; a nameless document has no owner here."""
    start, end = phrase
    tokens = reading.tokens
    for index in range(start, end):
        if tokens[index].lower in {"from", "by", "of"} and any(token.is_name for token in tokens[index + 1 : end]):
            return index + 1, end
    words = [token for token in tokens[start:end] if token.is_word]
    named = any(token.is_name and token.lower not in TIMES for token in words)
    return phrase if named and words[-1].lower not in CHANNELS | TIMES else None
