"""What follows a cue: where its content begins, and through what channel it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from builder.attribution import adverbials, sources
from builder.attribution.cues import Group
from builder.attribution.phrases import Phrase
from builder.attribution.sentences import Token
from builder.attribution.words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS

Opening = Literal["that", "quote", "bare", "to", "noun"]
# Verbs whose content takes in the one who is told: ordered | everyone to leave.
_TOLD_WITHIN = frozenset(
    {"order", "urge", "call on", "call upon", "exhort", "instruct", "command", "advise", "implore", "beg", "invite"}
)
_WHETHER = frozenset("whether if how why what who where".split())
_CLAUSE_PRONOUNS = frozenset("he she it they we i there you".split())
_OBJECTS = frozenset("him her them it me us himself herself itself themselves".split())
_OPENS_CLAUSE = frozenset({"in", "at", "for", "during", "if", "when", "while"})
_NO_CLAUSE = (PREPOSITIONS | CONJUNCTIONS) - _OPENS_CLAUSE
_CLAUSE_REACH = 22  # tokens within which a clause has its verb


@dataclass(frozen=True, slots=True)
class Complement:
    """Content from token ``start``; ``via`` is the channel or medium named between cue and content."""

    start: int
    opening: Opening
    via: Phrase | None = None


def after(tokens: Sequence[Token], group: Group, limit: int) -> Complement | None:
    """The complement of ``group`` before token ``limit``; None when it has none: "…," Ames said on Monday."""
    via: Phrase | None = None
    told: int | None = None  # where the one who is told begins
    index = group.end
    while index < limit and index - group.end < adverbials.REACH:
        if (opening := _opening(tokens, index, limit, group, told)) is not None:
            start = told if opening == "to" and told is not None and group.cue.lemma in _TOLD_WITHIN else index
            return Complement(start + (tokens[index].text == ":"), opening, via)
        if tokens[index].quotation is not None:
            return None
        reached, named = adverbials.step(tokens, index, limit)
        if reached == index and told is None and "addressee" in group.cue.takes:
            reached, told = adverbials.addressee(tokens, index, limit), index
            named = adverbials.medium(tokens, index, reached) if reached else None
        if reached <= index:
            return _clause(tokens, index, limit, group, via)
        via = via or named
        index = reached
    return None


def _opening(tokens: Sequence[Token], index: int, limit: int, group: Group, told: int | None) -> Opening | None:
    """How content begins at ``index``, when it is a quotation there or a word says so."""
    takes, token = group.cue.takes, tokens[index]
    if token.quotation is not None:
        return "quote" if takes & {"quote", "bare", "pronoun"} else None
    if token.text == ":" and index + 1 < limit:
        return "quote" if tokens[index + 1].quotation is not None else "bare"
    direct = index == group.end or told is not None
    if "that" in takes and (token.lower == "that" or (direct and token.lower in _WHETHER)):
        return "that"
    return "to" if token.lower == "to" and "to" in takes and not _names_follow(tokens, index + 1) else None


def _clause(tokens: Sequence[Token], index: int, limit: int, group: Group, via: Phrase | None) -> Complement | None:
    """A clause without "that", or a noun phrase that carries quoted words or is itself the statement."""
    token, takes = tokens[index], group.cue.takes
    if not token.is_word or token.lower in {"and", "but", "or"}:
        return None
    bare = "bare" in takes or ("pronoun" in takes and token.lower in _CLAUSE_PRONOUNS)
    if bare and _is_clause(tokens, index, limit):
        return Complement(index, "bare", via)
    first = next((i for i in range(index, limit) if tokens[i].quotation is not None), None)
    if index != group.end or (first is None and (group.form == "infinitive" or "noun" not in takes)):
        return None
    if first is None:
        return Complement(index, "noun", via)
    if tokens[first - 1].text == ":":
        return Complement(first, "quote", via)
    if not takes & {"quote", "as", "noun", "of"}:
        return None
    return Complement(index + (token.lower in _OBJECTS), "noun", via)


def _is_clause(tokens: Sequence[Token], start: int, limit: int) -> bool:
    """A subject and then a verb: the border was closed."""
    if tokens[start].lower in _NO_CLAUSE:
        return False
    for index in range(start + 1, min(limit, start + _CLAUSE_REACH)):
        token = tokens[index]
        relative = index + 1 < limit and tokens[index + 1].lower in {"who", "which", "whose"}
        if token.text in {"(", ";"} or (token.text == "," and not relative):
            return False
        if token.lower in AUXILIARIES or sources.is_verb(tokens, index):
            return True
        if token.is_word and not token.is_name and token.lower.endswith("ed"):
            return True
    return False


def _names_follow(tokens: Sequence[Token], index: int) -> bool:
    """To | reporters, to | the BBC: a preposition; to | leave: an infinitive."""
    if index >= len(tokens):
        return True
    following = tokens[index]
    return (
        following.is_name
        or following.lower in DETERMINERS
        or following.lower in {"reporters", "journalists", "me", "us", "him", "them"}
    )
