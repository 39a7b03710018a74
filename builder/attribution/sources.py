"""Noun phrases that can be a source: found leftwards from a verb, or rightwards from "said" and "according to".

A source is a pair of token indices, half-open. Title and apposition belong to it: Ann Lee, a doctor from Brey, said.
"""

from __future__ import annotations

from collections.abc import Sequence

from builder import lexicon
from builder.attribution.sentences import Token
from builder.attribution.words import (
    AUXILIARIES, CONJUNCTIONS, DETERMINERS, DOCUMENTS, INNER, PREPOSITIONS, PRONOUNS, TIMES, WEEKDAYS, is_adverb,
)  # fmt: skip

Phrase = tuple[int, int]
_LONGEST = 24  # tokens; a longer stretch before a verb is not one noun phrase
_RELATIVE = frozenset({"who", "whose", "which", "whom"})
_ASIDE = frozenset("speaking talking writing standing sitting citing referring asked when in at on during after".split())
_TIES = frozenset("of for from at with in on all some many most both".split())
_PARTS = frozenset({"&", "%", "$", "£", "€", "#", "@", "."})


def before(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The subject that ends just before token ``verb``: its bounds, or None when nothing there can be one."""
    end = _over_adverbs(tokens, verb)
    if end and tokens[end - 1].text == ",":
        return _over_aside(tokens, end - 1)
    if end and tokens[end - 1].text == ")":
        opening = _opening_bracket(tokens, end - 1)
        if opening is None:
            return None
        inner = before(tokens, opening)
        return (inner[0], end) if inner else None
    if end and tokens[end - 1].lower in {"who", "which"}:
        return end - 1, end
    return _phrase_leftwards(tokens, end)


def _over_adverbs(tokens: Sequence[Token], verb: int) -> int:
    """Ames | later on Thursday said: steps back over adverbs and days between subject and verb."""
    end = verb
    while end > 1 and (tokens[end - 1].lower in WEEKDAYS or is_adverb(tokens[end - 1].lower)):
        end -= 1
    if end < verb and end > 1 and tokens[end - 1].lower == "on":
        end -= 1
        while end > 1 and is_adverb(tokens[end - 1].lower):
            end -= 1
    return end


def _over_aside(tokens: Sequence[Token], comma: int) -> Phrase | None:
    """Ann Lee, a doctor, | said -> with the apposition. Ann Lee, speaking in Brey, | said -> without the aside."""
    for first in range(comma - 1, max(comma - _LONGEST, 0), -1):
        if tokens[first].text in ",;" or tokens[first].quotation is not None:
            break
    else:
        return None
    if tokens[first].text != "," or first + 1 == comma:
        return None
    head = _phrase_leftwards(tokens, first)
    if head is None:
        return None
    opens = tokens[first + 1].lower
    if opens in _RELATIVE:
        return head[0], comma
    if opens in _ASIDE or opens.endswith("ing") or is_adverb(opens):
        return head
    if tokens[first + 1].lower in {"and", "but", "or"} or any(_finite(token) for token in tokens[first + 1 : comma]):
        return None
    return head[0], comma


def _opening_bracket(tokens: Sequence[Token], closing: int) -> int | None:
    for index in range(closing - 1, max(closing - 12, -1), -1):
        if tokens[index].text == "(":
            return index
    return None


def _phrase_leftwards(tokens: Sequence[Token], end: int) -> Phrase | None:
    start = end
    while start > max(0, end - _LONGEST) and _belongs(tokens, start - 1, start):
        start -= 1
        if _complete(tokens, start):
            break
    return _trimmed(tokens, start, end)


def _belongs(tokens: Sequence[Token], index: int, start: int) -> bool:
    """May token ``index`` be the left neighbour of a noun phrase that begins at ``start``?"""
    token = tokens[index]
    word = token.lower
    if token.quotation is not None:
        # A nickname between names; any other quotation is what was said.
        return _is_nickname(tokens, index)
    if not token.is_word:
        return token.text in _PARTS or (token.text == "'" and tokens[index - 1].lower.endswith("s"))
    if word in PRONOUNS and not token.text[1:].isupper() and word not in DETERMINERS:
        return start == index + 1 and (start == len(tokens) or tokens[start].lower not in INNER)
    if word == "and" or word == "or":
        return index > 0 and start < len(tokens) and _joins(tokens[index - 1], tokens[start])
    if word == "by":
        return index > 0 and tokens[index - 1].lower in DOCUMENTS
    if word in INNER:
        return index > 0 and (tokens[index - 1].is_word and not _boundary(tokens[index - 1])) and word != "to"
    return not _boundary(token)


def _joins(left: Token, right: Token) -> bool:
    return left.is_name and (right.is_name or right.lower in DETERMINERS) and left.lower not in TIMES


def _is_nickname(tokens: Sequence[Token], index: int) -> bool:
    return 0 < index < len(tokens) - 1 and tokens[index - 1].is_name and tokens[index + 1].is_name and len(tokens[index].text) < 20


def _boundary(token: Token) -> bool:
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
        or _finite(token)
    )


def _finite(token: Token) -> bool:
    """A verb in the past or present that would make a stretch a clause. Known forms only; nouns that look like one pass."""
    word = token.lower
    if word in AUXILIARIES:
        return True
    entry = lexicon.cue_of_form(word)
    return entry is not None and word != entry.lemma and not word.endswith(("s", "ing")) and word not in {"found", "read"}


def _complete(tokens: Sequence[Token], start: int) -> bool:
    """The phrase begins here: a determiner that no preposition ties to what stands before."""
    if tokens[start].lower not in DETERMINERS:
        return False
    if start == 0 or tokens[start - 1].lower not in _TIES | DETERMINERS:
        return True
    return start > 1 and tokens[start - 1].lower in {"in", "on"} and _boundary(tokens[start - 2])


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    while start < end and (
        tokens[start].lower in PREPOSITIONS
        or tokens[start].lower in CONJUNCTIONS
        or not (tokens[start].is_word or tokens[start].text in "$£€#@")
        or is_adverb(tokens[start].lower)
    ):
        start += 1
    words = [token for token in tokens[start:end] if token.is_word]
    if not words or all(token.lower in TIMES or token.lower.isdigit() for token in words):
        return None
    if len(words) == 1 and words[0].lower in DETERMINERS - PRONOUNS - {"this", "both", "several", "another"}:
        return None
    return start, end


def after(tokens: Sequence[Token], start: int) -> Phrase | None:
    """The noun phrase that begins at ``start``: said | Ann Lee, a doctor from Brey."""
    end = start
    while end < len(tokens) and end - start < _LONGEST and _continues(tokens, start, end):
        end += 1
    while end > start and (tokens[end - 1].lower in PREPOSITIONS | CONJUNCTIONS or not tokens[end - 1].is_word):
        end -= 1
    if end == start or tokens[start].lower in PREPOSITIONS | CONJUNCTIONS | TIMES:
        return None
    return start, _with_apposition(tokens, start, end)


def _continues(tokens: Sequence[Token], start: int, index: int) -> bool:
    token = tokens[index]
    word = token.lower
    if token.quotation is not None:
        return index > start and _is_nickname(tokens, index)
    if not token.is_word:
        return token.text in _PARTS and token.text != "." or token.text == "'"
    if index > start and (tokens[index - 1].lower in PRONOUNS - DETERMINERS or _starts_anew(tokens, index)):
        return False
    if word in {"and", "or"}:
        return index + 1 < len(tokens) and _joins(tokens[index - 1], tokens[index + 1]) and tokens[index + 1].is_name
    if word == "by":
        return index > start and tokens[index - 1].lower in DOCUMENTS
    if word in INNER:
        return index > start and word not in {"to", "on"} and not _is_time(tokens, index + 1) and not _is_channel(tokens, index)
    return not _boundary(token)


def _starts_anew(tokens: Sequence[Token], index: int) -> bool:
    """told reporters | the ship; in an interview | he: a new noun phrase, not the rest of this one."""
    word = tokens[index].lower
    articles = {"the", "a", "an", "his", "her", "their", "its", "our", "my", "this", "that", "these", "those", "no"}
    if word in PRONOUNS - DETERMINERS and word not in {"one", "others", "few", "most", "both"}:
        return True
    return word in articles and tokens[index - 1].lower not in INNER | {"and", "or", "all", "both", "not"}


def _is_time(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and (tokens[index].lower in TIMES or tokens[index].text.isdigit())


def _is_channel(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].lower in {"in", "at"} and index + 1 < len(tokens) and tokens[index + 1].lower in {"a", "an", "his", "her", "their"}


def _with_apposition(tokens: Sequence[Token], start: int, end: int) -> int:
    """Extends Ann Lee by ", a doctor from Brey" or ", who ran it" when a comma or the end of the sentence closes it."""
    if end + 1 >= len(tokens) or tokens[end].text != ",":
        return end
    opens = tokens[end + 1]
    if opens.lower in _RELATIVE:
        last = next((i for i in range(end + 2, len(tokens)) if tokens[i].text in ",.;:—–" or tokens[i].quotation is not None), len(tokens))
        return last
    if not tokens[end - 1].is_name:
        return end
    if not (opens.lower in DETERMINERS - {"he", "she"} or (opens.is_word and not opens.is_name and not _boundary(opens))):
        return end
    if opens.lower.endswith("ing") or opens.lower in PREPOSITIONS | CONJUNCTIONS or is_adverb(opens.lower):
        return end
    last = end + 1
    while last < len(tokens) and last - end < _LONGEST and (_continues(tokens, end + 1, last)):
        last += 1
    closed = last == len(tokens) or tokens[last].text in ",.;:—–" or tokens[last].lower in {"who", "whose"}
    return last if closed and last > end + 2 else end


def main_subject(tokens: Sequence[Token], before_index: int) -> Phrase | None:
    """The subject of the sentence: the first noun phrase that a verb follows, before ``before_index``."""
    for index in range(min(before_index, len(tokens))):
        if tokens[index].quotation is not None:
            return None
        if index and is_verb(tokens, index):
            found = before(tokens, index)
            if found is not None:
                return found
    return None


def is_verb(tokens: Sequence[Token], index: int) -> bool:
    token = tokens[index]
    word = token.lower
    if not token.is_word or token.is_name:
        return False
    if word in AUXILIARIES:
        return True
    if tokens[index - 1].lower in DETERMINERS | PREPOSITIONS | CONJUNCTIONS - {"who"}:
        return False
    return word.endswith("ed") or word in _PAST or (_finite(token) or (tokens[index - 1].is_name and lexicon.cue_of_form(word) is not None))


_PAST = frozenset(
    """
    went took gave made came got saw left met held kept stood spoke wrote sent brought led ran won lost began became
    broke chose drew drove ate fell felt flew fought found grew hid hung heard knew paid put rose sat sold shook shot
    sang slept spent struck swore taught tore thought threw told wore issued took takes gives makes goes comes gets
    """.split()
)


_PLURALS = frozenset("i you we they many some most few others people police men women children media data both".split())
_SINGULARS = frozenset("he she it everyone everybody someone somebody nobody one".split())


def agrees(tokens: Sequence[Token], subject: Phrase, verb: str, lemma: str) -> bool:
    """Whether ``verb`` is a form that ``subject`` can have: officials claim, she claims; not the KCNA | report."""
    last = tokens[subject[1] - 1]
    plural = last.lower in _PLURALS or any(token.lower == "and" for token in tokens[subject[0] : subject[1]])
    if verb == lemma:
        return plural or (last.lower.endswith("s") and last.lower not in _SINGULARS) or tokens[subject[0]].lower in _PLURALS
    if verb.endswith("s"):
        return last.is_name or last.lower in _SINGULARS or not (plural or last.lower.endswith("s"))
    return True
