"""Noun phrases, read rightwards: said | Ann Lee, a doctor from Brey. A phrase is a pair of token indices, half-open."""

from __future__ import annotations

from collections.abc import Sequence

from builder import lexicon
from builder.attribution.sentences import Token
from builder.attribution.words import (
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    DOCUMENTS,
    INNER,
    PREPOSITIONS,
    PRONOUNS,
    TIMES,
    WEEKDAYS,
    is_adverb,
)  # fmt: skip

Phrase = tuple[int, int]
LONGEST = 24  # tokens; a longer stretch is not one noun phrase
RELATIVE = frozenset({"who", "whose", "which", "whom"})
PARTS = frozenset({"&", "%", "$", "£", "€", "#", "@", "."})
_STOPS = frozenset(",.;:—–")


def after(tokens: Sequence[Token], start: int) -> Phrase | None:
    """The noun phrase that begins at ``start``: said | Ann Lee, a doctor from Brey."""
    end = start
    while end < len(tokens) and end - start < LONGEST and _continues(tokens, start, end):
        end += 1
    while end > start and (tokens[end - 1].lower in PREPOSITIONS | CONJUNCTIONS or not tokens[end - 1].is_word):
        end -= 1
    if end == start or tokens[start].lower in PREPOSITIONS | CONJUNCTIONS | TIMES:
        return None
    return start, _with_apposition(tokens, end)


def _continues(tokens: Sequence[Token], start: int, index: int) -> bool:
    token = tokens[index]
    word = token.lower
    if token.quotation is not None:
        return index > start and is_nickname(tokens, index)
    if not token.is_word:
        return (token.text in PARTS and token.text != ".") or token.text == "'"
    if index > start and (tokens[index - 1].lower in PRONOUNS - DETERMINERS or _starts_anew(tokens, index)):
        return False
    if word in {"and", "or"}:
        return index + 1 < len(tokens) and joins(tokens[index - 1], tokens[index + 1]) and tokens[index + 1].is_name
    if word == "by":
        return index > start and tokens[index - 1].lower in DOCUMENTS
    if word in INNER:
        return (
            index > start
            and word not in {"to", "on"}
            and not _is_time(tokens, index + 1)
            and not _is_channel(tokens, index)
        )
    return not is_boundary(token)


def _starts_anew(tokens: Sequence[Token], index: int) -> bool:
    """Told reporters | the ship; in an interview | he: a new noun phrase, not the rest of this one."""
    word = tokens[index].lower
    articles = {"the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those", "no"}
    if word in PRONOUNS - DETERMINERS and word not in {"one", "others", "few", "most", "both"}:
        return True
    return word in articles and tokens[index - 1].lower not in INNER | {"by", "and", "or", "all", "both", "not"}


def _is_time(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and (tokens[index].lower in TIMES or tokens[index].text.isdigit())


def _is_channel(tokens: Sequence[Token], index: int) -> bool:
    return (
        tokens[index].lower in {"in", "at"}
        and index + 1 < len(tokens)
        and tokens[index + 1].lower in {"a", "an", "his", "her", "their"}
    )


def _with_apposition(tokens: Sequence[Token], end: int) -> int:
    """Ann Lee | , a doctor from Brey, or | , who ran it: where a comma or the end of the sentence closes it."""
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return end
    opens = tokens[end + 1]
    if opens.lower in RELATIVE:
        stops = (i for i in range(end + 2, len(tokens)) if tokens[i].text in _STOPS or tokens[i].quotation is not None)
        return next(stops, len(tokens))
    if not tokens[end - 1].is_name:
        return end
    if not (
        opens.lower in DETERMINERS - {"he", "she"} or (opens.is_word and not opens.is_name and not is_boundary(opens))
    ):
        return end
    if opens.lower.endswith("ing") or opens.lower in PREPOSITIONS | CONJUNCTIONS or is_adverb(opens.lower):
        return end
    last = end + 1
    while last < len(tokens) and last - end < LONGEST and (_continues(tokens, end + 1, last)):
        last += 1
    closed = last == len(tokens) or tokens[last].text in _STOPS or tokens[last].lower in {"who", "whose"}
    return last if closed and last > end + 2 else end


def joins(left: Token, right: Token) -> bool:
    return left.is_name and (right.is_name or right.lower in DETERMINERS) and left.lower not in TIMES


def is_nickname(tokens: Sequence[Token], index: int) -> bool:
    return (
        0 < index < len(tokens) - 1
        and tokens[index - 1].is_name
        and tokens[index + 1].is_name
        and len(tokens[index].text) < 20
    )


def is_boundary(token: Token) -> bool:
    """A word that no noun phrase contains: a verb, a conjunction, an adverb, a day."""
    word = token.lower
    if token.is_name and word not in CONJUNCTIONS and word not in WEEKDAYS and word not in PREPOSITIONS:
        return word in AUXILIARIES
    return (
        word in CONJUNCTIONS
        or word in WEEKDAYS
        or word in AUXILIARIES
        or (word in PREPOSITIONS and word not in INNER)
        or is_adverb(word)
        or is_finite(token)
    )


def is_finite(token: Token) -> bool:
    """A verb that would make a stretch a clause: auxiliaries and known past forms; "claims" may be a noun."""
    word = token.lower
    if word in AUXILIARIES:
        return True
    entry = lexicon.cue_of_form(word)
    return (
        entry is not None and word != entry.lemma and not word.endswith(("s", "ing")) and word not in {"found", "read"}
    )
