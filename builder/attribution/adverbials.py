"""What may stand between a cue and its content: a day, a channel, the one who is told."""

from __future__ import annotations

from collections.abc import Sequence

from builder.attribution import phrases
from builder.attribution.cues import Group
from builder.attribution.phrases import Phrase
from builder.attribution.sentences import Token
from builder.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    CHANNELS,
    CONJUNCTIONS,
    DETERMINERS,
    MEDIA,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    WEEKDAYS,
    is_adverb,
)  # fmt: skip

REACH = 16  # tokens between a cue and its "that": said in a statement on Monday that
STOPS = frozenset(".!?;")
_ASIDE = 10  # tokens between two commas: said, in a letter to the council, that
_UNITS = frozenset("days weeks months years hours day spring summer autumn fall winter weekend".split())
_COUNTS = frozenset({"this", "last", "next", "earlier", "two", "three", "several", "a"})
_PLATFORMS = frozenset({"Twitter", "Facebook", "Telegram", "X"})
_OBJECTS = frozenset({"me", "us", "him", "them", "her", "you"})
_AFTER_ADDRESSEE = (
    frozenset("that whether if how why what who where to in on at during of".split())
    | WEEKDAYS
    | PRONOUNS
    | DETERMINERS
)


def step(tokens: Sequence[Token], index: int, limit: int) -> tuple[int, Phrase | None]:
    """Steps over "on Monday", "in a statement", ", however,": the index after it, and the channel it names."""
    token = tokens[index]
    if token.lower in WEEKDAYS or token.lower in ADVERBS or is_adverb(token.lower):
        return index + 1, None
    if token.lower in _COUNTS and (dated := _dated(tokens, index, limit)):
        return dated, None
    if token.text == ",":
        return _between_commas(tokens, index, limit)
    if token.lower not in PREPOSITIONS or token.lower == "like":
        return index, None
    phrase = phrases.after(tokens, index + 1) if index + 1 < limit else None
    if phrase is not None:
        return phrase[1], channel(tokens, *phrase)
    dated = index + 1
    while dated < limit and (
        tokens[dated].lower in TIMES or tokens[dated].text.isdigit() or tokens[dated].text in ",."
    ):
        dated += 1
    return (dated if dated > index + 1 else index), None


def _between_commas(tokens: Sequence[Token], index: int, limit: int) -> tuple[int, Phrase | None]:
    """Said, | in a letter to the council, | that …; said, | “…”"""
    for closing in range(index + 1, min(limit, index + _ASIDE)):
        if tokens[closing].quotation is not None:
            return (closing if closing == index + 1 else index), None
        if tokens[closing].text == ",":
            goes_on = closing + 1 < limit and (
                tokens[closing + 1].lower == "that" or tokens[closing + 1].quotation is not None
            )
            return (closing + 1, channel(tokens, index + 1, closing)) if goes_on else (index, None)
    return index, None


def _dated(tokens: Sequence[Token], index: int, limit: int) -> int:
    """The index after "last week", "two days after the attack", "earlier this month"; 0 when none begins here."""
    for after_date in range(index + 1, min(limit, index + 4)):
        if tokens[after_date].lower in TIMES | _UNITS:
            following = after_date + 1
            return following + (following < limit and tokens[following].lower in {"ago", "later", "earlier"})
    return 0


def channel(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """A phrase that names the channel or the medium: a statement, the Harbour Courier."""
    while start < end and tokens[start].lower in PREPOSITIONS:
        start += 1
    if start == end:
        return None
    if tokens[start].text in _PLATFORMS or any(token.lower in CHANNELS for token in tokens[start:end]):
        return start, end
    return medium(tokens, start, end)


def medium(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    """Told | reporters, told | the Harbour Courier: those who pass it on."""
    words = [token for token in tokens[start:end] if token.is_word]
    if not words:
        return None
    last = words[-1]
    if last.lower in {"reporters", "journalists"} or (last.is_name and last.lower in MEDIA):
        return start, end
    named = words[0].is_name and any(token.is_name and token.lower in MEDIA for token in words)
    return (start, end) if named else None


def addressee(tokens: Sequence[Token], index: int, limit: int) -> int:
    """The index after the one who is told; 0 when the next words are nobody."""
    word = tokens[index].lower
    if word in {"everyone", "everybody"}:
        return index + 1
    if word in _OBJECTS and not (word in {"her", "you"} and _noun_follows(tokens, index)):
        return index + 1
    if word in PRONOUNS - DETERMINERS:
        return 0
    that = next((i for i in range(index + 1, min(limit, index + 8)) if tokens[i].lower == "that"), None)
    if word in DETERMINERS and that is not None and _one_phrase(tokens[index:that]):
        return that
    phrase = phrases.after(tokens, index)
    if phrase is None:
        return 0
    end = phrase[1]
    if end >= limit or tokens[end].quotation is not None or tokens[end].text in STOPS | {",", ":"}:
        return end
    return end if tokens[end].lower in _AFTER_ADDRESSEE else 0


def _one_phrase(tokens: Sequence[Token]) -> bool:
    return not any(token.lower in AUXILIARIES or token.text in {",", ";", ":"} for token in tokens)


def _noun_follows(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        following is not None and following.is_word and following.lower not in CONJUNCTIONS | PREPOSITIONS | AUXILIARIES
    )


def nothing_follows(tokens: Sequence[Token], index: int, limit: int) -> bool:
    """Only adverbials stand between ``index`` and the next comma or stop: Ames said | on Monday in Brey."""
    while index < limit:
        token = tokens[index]
        if token.text in STOPS | {",", "—", "–", "--"}:
            return True
        reached, _ = step(tokens, index, limit)
        person = token.is_name or token.lower in _OBJECTS - {"you"} | {"reporters", "a", "the"}
        if reached == index and person:
            reached = addressee(tokens, index, limit)
        if reached <= index:
            return token.lower in {"who", "in", "while", "when", "after", "as"}
        index = reached
    return True


def channel_after(tokens: Sequence[Token], group: Group, limit: int) -> Phrase | None:
    """The channel named after a cue that its content precedes: “…,” Ames said | in a statement."""
    index = group.end
    addressed = "addressee" not in group.cue.takes
    while index < limit and index - group.end < REACH and tokens[index].quotation is None:
        reached, named = step(tokens, index, limit)
        if reached == index and not addressed:
            reached, addressed = addressee(tokens, index, limit), True
            named = medium(tokens, index, reached) if reached else None
        if named is not None or reached <= index:
            return named
        index = reached
    return None
