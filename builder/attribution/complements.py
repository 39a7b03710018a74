"""What follows a cue: where its content begins, through what channel it was said, and where the content ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from builder import lexicon
from builder.attribution import sources
from builder.attribution.cues import Group
from builder.attribution.sentences import Token
from builder.attribution.words import (
    ADVERBS, AUXILIARIES, CHANNELS, CONJUNCTIONS, DETERMINERS, MEDIA, PREPOSITIONS, PRONOUNS, TIMES, WEEKDAYS, is_adverb,
)  # fmt: skip

Opening = Literal["that", "quote", "bare", "to", "noun"]
_REACH = 16  # tokens between a cue and its "that": said in a statement on Monday that
_STOPS = frozenset(".!?;")
_ENDS = frozenset(".;")  # what content leaves out at its end; a question keeps its mark
# Verbs whose content takes in the one who is told: ordered | everyone to leave.
_TOLD_WITHIN = frozenset({"order", "urge", "call on", "call upon", "exhort", "instruct", "command", "advise", "implore", "beg", "invite"})
_WHETHER = frozenset("that whether if how why what who where".split())
_CLAUSE_PRONOUNS = frozenset("he she it they we i there you".split())
_UNITS = frozenset("days weeks months years hours day spring summer autumn fall winter weekend".split())
_LEAVE = frozenset("but while although though whereas".split())


@dataclass(frozen=True, slots=True)
class Complement:
    """Content from token ``start``; ``via`` is the channel or medium named between cue and content."""

    start: int
    opening: Opening
    via: tuple[int, int] | None = None


def after(tokens: Sequence[Token], group: Group, limit: int) -> Complement | None:
    """The complement of ``group`` before token ``limit``; None when it has none: "…," Ames said on Monday."""
    takes = group.cue.takes
    via: tuple[int, int] | None = None
    addressed = "addressee" not in takes
    addressee: int | None = None
    index = group.end
    while index < limit and index - group.end < _REACH:
        token = tokens[index]
        word = token.lower
        if token.quotation is not None:
            return Complement(index, "quote", via) if takes & {"quote", "bare", "pronoun"} else None
        if token.text == ":" and index + 1 < limit:
            return Complement(index + 1, "quote" if tokens[index + 1].quotation is not None else "bare", via)
        if word == "that" and "that" in takes:
            return Complement(index, "that", via)
        if word == "to" and "to" in takes and not _names_follow(tokens, index + 1):
            told = group.cue.lemma in _TOLD_WITHIN and addressee is not None
            return Complement(addressee if told and addressee is not None else index, "to", via)
        if word in _WHETHER - {"that"} and index == group.end + (not addressed) and "that" in takes:
            return Complement(index, "that", via)
        skipped, named = _adverbial(tokens, index, limit)
        if skipped > index:
            via = via or named
            index = skipped
            continue
        if not addressed and (reached := _addressee(tokens, index, limit)):
            via = via or _medium(tokens, index, reached)
            addressed, addressee = True, index
            index = reached
            continue
        return _clause(tokens, index, limit, group, via)
    return None


def _clause(tokens: Sequence[Token], index: int, limit: int, group: Group, via: tuple[int, int] | None) -> Complement | None:
    token = tokens[index]
    if not token.is_word or token.lower in {"and", "but", "or"}:
        return None
    quoted = any(t.quotation is not None for t in tokens[index:limit])
    bare = "bare" in group.cue.takes or ("pronoun" in group.cue.takes and token.lower in _CLAUSE_PRONOUNS)
    if bare and is_clause(tokens, index, limit):
        return Complement(index, "bare", via)
    if not quoted and "noun" in group.cue.takes and index == group.end and group.form != "infinitive":
        return Complement(index, "noun", via)
    if quoted and group.cue.takes & {"quote", "as", "noun", "of"} and index == group.end:
        first = next(i for i in range(index, limit) if tokens[i].quotation is not None)
        if tokens[first - 1].text == ":":
            return Complement(first, "quote", via)
        pronoun = token.lower in {"him", "her", "them", "it", "me", "us", "himself", "herself", "itself", "themselves"}
        return Complement(index + (pronoun and index + 1 < limit), "noun", via)
    return None


def is_clause(tokens: Sequence[Token], start: int, limit: int) -> bool:
    """A subject and then a verb: the border was closed."""
    if tokens[start].lower in PREPOSITIONS | CONJUNCTIONS - {"if", "when", "while"} and tokens[start].lower not in {"in", "at", "for", "during"}:
        return False
    for index in range(start + 1, min(limit, start + 22)):
        token = tokens[index]
        if token.text in {"(", ";"} or (token.text == "," and tokens[min(index + 1, limit - 1)].lower not in {"who", "which", "whose"}):
            return False
        word = token.lower
        if word in AUXILIARIES or (token.is_word and not token.is_name and (word.endswith("ed") or sources.is_verb(tokens, index))):
            return True
    return False


def _adverbial(tokens: Sequence[Token], index: int, limit: int) -> tuple[int, tuple[int, int] | None]:
    """Steps over "on Monday", "in a statement", ", however,": the index after it, and the channel it names."""
    token = tokens[index]
    word = token.lower
    if word in WEEKDAYS or is_adverb(word) or word in ADVERBS:
        return index + 1, None
    if word in {"this", "last", "next", "earlier", "two", "three", "several", "a"} and (dated := _dated(tokens, index, limit)):
        return dated, None
    if token.text == "," and index + 1 < limit:
        closing = next((i for i in range(index + 1, min(limit, index + 10)) if tokens[i].text == "," or tokens[i].quotation is not None), None)
        if tokens[index + 1].quotation is not None or closing is None:
            return (index + 1, None) if tokens[index + 1].quotation is not None else (index, None)
        if tokens[closing].text == "," and closing + 1 < limit and (tokens[closing + 1].lower == "that" or tokens[closing + 1].quotation is not None):
            return closing + 1, _channel(tokens, index + 1, closing)
        return index, None
    if word not in PREPOSITIONS or word == "like":
        return index, None
    phrase = sources.after(tokens, index + 1) if index + 1 < limit else None
    if phrase is None:
        dated = index + 1
        while dated < limit and (tokens[dated].lower in TIMES or tokens[dated].text.isdigit() or tokens[dated].text in ",."):
            dated += 1
        return (dated if dated > index + 1 else index), None
    return phrase[1], _channel(tokens, *phrase)


def _dated(tokens: Sequence[Token], index: int, limit: int) -> int:
    """The index after "last week", "two days after the attack", "earlier this month"; 0 when none begins here."""
    for after_date in range(index + 1, min(limit, index + 4)):
        if tokens[after_date].lower in TIMES | _UNITS:
            following = after_date + 1
            return following + (following < limit and tokens[following].lower in {"ago", "later", "earlier"})
    return 0


def _channel(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    while start < end and tokens[start].lower in PREPOSITIONS:
        start += 1
    if start == end:
        return None
    named = any(token.lower in CHANNELS for token in tokens[start:end]) or tokens[start].text in {"Twitter", "Facebook", "Telegram", "X"}
    return (start, end) if named else _medium(tokens, start, end)


def _medium(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    words = [token for token in tokens[start:end] if token.is_word]
    if words and (words[-1].lower in {"reporters", "journalists"} or (words[-1].is_name and words[-1].lower in MEDIA)):
        return start, end
    return (start, end) if words and words[0].is_name and any(t.lower in MEDIA and t.is_name for t in words) else None


def _addressee(tokens: Sequence[Token], index: int, limit: int) -> int:
    """The index after the person told; 0 when the next words are none."""
    word = tokens[index].lower
    if word in {"me", "us", "him", "them", "her", "you"} and not (word in {"her", "you"} and _noun_follows(tokens, index)):
        return index + 1
    if word in {"everyone", "everybody"}:
        return index + 1
    if word in PRONOUNS - DETERMINERS:
        return 0
    that = next((i for i in range(index + 1, min(limit, index + 8)) if tokens[i].lower == "that"), None)
    if word in DETERMINERS and that is not None and not any(t.lower in AUXILIARIES or t.text in ",;:" for t in tokens[index:that]):
        return that
    phrase = sources.after(tokens, index)
    if phrase is None:
        return 0
    end = phrase[1]
    if end < limit and (tokens[end].lower in _WHETHER | {"to", "in", "on", "at", "during", "of"} | WEEKDAYS or tokens[end].quotation is not None or tokens[end].text in ",:" or tokens[end].lower in PRONOUNS | DETERMINERS):
        return end
    return end if end >= limit or tokens[end].text in _STOPS else 0


def _noun_follows(tokens: Sequence[Token], index: int) -> bool:
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and following.is_word and following.lower not in CONJUNCTIONS | PREPOSITIONS | AUXILIARIES


def _names_follow(tokens: Sequence[Token], index: int) -> bool:
    """to | reporters, to | the BBC: a preposition; to | leave: an infinitive."""
    if index >= len(tokens):
        return True
    following = tokens[index]
    return following.is_name or following.lower in DETERMINERS or following.lower in {"reporters", "journalists", "me", "us", "him", "them"}


def end(tokens: Sequence[Token], start: int, limit: int, groups: Sequence[Group]) -> int:
    """Where content that begins at ``start`` ends: at the stop, at a source named later, or where a new cue takes over.

    said that ships sailed | , adding that … ; said it was late | and announced that … ; … | , according to Ames.
    """
    last = limit
    while last > start and tokens[last - 1].text in _ENDS:
        last -= 1
    for index in range(start + 1, last):
        if tokens[index].text == ";":
            return index
        if tokens[index].text in {"—", "–", "--"} and any(g.start == index + 1 for g in groups):
            return index
        if tokens[index].text == "," and index + 1 < last and _hands_over(tokens, index + 1, last, groups):
            return index
        if tokens[index].lower in {"and", "but"} and _new_cue(tokens, index + 1, groups):
            return index - (tokens[index - 1].text == ",")
        if tokens[index].lower == "according" and index + 1 < last and tokens[index + 1].lower == "to":
            return index - (tokens[index - 1].text == ",")
    return last


def _hands_over(tokens: Sequence[Token], index: int, last: int, groups: Sequence[Group]) -> bool:
    word = tokens[index].lower
    if word == "according" and index + 1 < last and tokens[index + 1].lower == "to":
        return True
    if word in _LEAVE:
        return any(index < g.start <= index + 8 and g.form == "finite" for g in groups) or _new_cue(tokens, index + 1, groups)
    return any(g.start == index and (g.form == "participle" or tokens[g.start - 1].text == ",") for g in groups) and not (
        tokens[index].lower in CONJUNCTIONS
    )


def _new_cue(tokens: Sequence[Token], index: int, groups: Sequence[Group]) -> bool:
    """and | announced that, and | her lawyers threatened to: a further cue, of the same or of another subject."""
    for group in groups:
        if group.start > index + _REACH:
            break
        if group.form not in {"finite", "participle"} or group.end >= len(tokens) or not group.cue.speech:
            continue
        if group.start == index:
            return True
        subject = sources.before(tokens, group.start) if group.start > index else None
        if subject is not None and subject[0] == index and tokens[index - 1].text != ":":
            return after(tokens, group, len(tokens)) is not None
    return False


def nothing_follows(tokens: Sequence[Token], index: int, limit: int) -> bool:
    """Only adverbials stand between ``index`` and the next comma or stop: Ames said | on Monday in Brey."""
    while index < limit:
        token = tokens[index]
        if token.text in _STOPS | {",", "—", "–", "--"}:
            return True
        skipped, _ = _adverbial(tokens, index, limit)
        if skipped == index:
            skipped = _addressee(tokens, index, limit) if token.lower in {"me", "us", "him", "her", "them"} or token.is_name or token.lower in {"reporters", "a", "the"} else index
        if skipped <= index:
            return token.lower in {"who", "in", "while", "when", "after", "as"}
        index = skipped
    return True


def channel_after(tokens: Sequence[Token], group: Group, limit: int) -> tuple[int, int] | None:
    """The channel named after a cue that its content precedes: “…,” Ames said | in a statement."""
    index = group.end
    addressed = "addressee" not in group.cue.takes
    while index < limit and index - group.end < _REACH and tokens[index].quotation is None:
        skipped, named = _adverbial(tokens, index, limit)
        if named is not None:
            return named
        if skipped > index:
            index = skipped
        elif not addressed and (reached := _addressee(tokens, index, limit)):
            addressed = True
            if named := _medium(tokens, index, reached):
                return named
            index = reached
        else:
            return None
    return None
