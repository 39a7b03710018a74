"""The subject of a verb, read leftwards: Ann Lee, a doctor from Brey, | said. Title and apposition belong to it."""

from __future__ import annotations

from collections.abc import Sequence

from builder import lexicon
from builder.attribution.phrases import (
    LONGEST,
    PARTS,
    RELATIVE,
    Phrase,
    is_boundary,
    is_finite,
    is_nickname,
    joins,
)  # fmt: skip
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

_ASIDE = frozenset(
    "speaking talking writing standing sitting citing referring asked when in at on during after".split()
)
_TIES = frozenset("of for from at with in on all some many most both".split())
_PERSONAL = frozenset({"he", "she", "they", "it", "i", "we"})
_MONEY = frozenset("$£€#@")
_PAST = frozenset(
    """
    went took gave made came got saw left met held kept stood spoke wrote sent brought led ran won lost began became
    broke chose drew drove ate fell felt flew fought found grew hid hung heard knew paid put rose sat sold shook shot
    sank cost cut hit shut set quit burst spread swam stole slid fled dealt built bought caught sought meant forgot bore
    sang slept spent struck swore taught tore thought threw told wore issued took takes gives makes goes comes gets
    """.split()
)
_PLURALS = frozenset("i you we they many some most few others people police men women children media data both".split())
_SINGULARS = frozenset("he she it everyone everybody someone somebody nobody one".split())


def before(tokens: Sequence[Token], verb: int) -> Phrase | None:
    """The subject that ends just before token ``verb``: its bounds, or None when nothing there can be one."""
    end = _over_adverbs(tokens, verb)
    if end and tokens[end - 1].text == ",":
        return _over_aside(tokens, end - 1)
    if end and tokens[end - 1].lower in {"who", "which"}:
        return end - 1, end
    return _with_bracket(tokens, end)


def _with_bracket(tokens: Sequence[Token], end: int) -> Phrase | None:
    """The Harbour Board (HB) | said."""
    if not end or tokens[end - 1].text != ")":
        return _phrase_leftwards(tokens, end)
    opening = _opening_bracket(tokens, end - 1)
    inner = None if opening is None else _phrase_leftwards(tokens, opening)
    return (inner[0], end) if inner else None


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
    for first in range(comma - 1, max(comma - LONGEST, 0), -1):
        if tokens[first].text in ",;" or tokens[first].quotation is not None:
            break
    else:
        return None
    if tokens[first].text != "," or first + 1 == comma:
        return None
    head = _with_bracket(tokens, first)
    if head is None:
        return None
    opens = tokens[first + 1].lower
    if opens in RELATIVE:
        return head[0], comma
    if opens in _ASIDE or opens.endswith("ing") or is_adverb(opens):
        return head
    if tokens[first + 1].lower in {"and", "but", "or"} or any(is_finite(token) for token in tokens[first + 1 : comma]):
        return None
    return head[0], comma


def _opening_bracket(tokens: Sequence[Token], closing: int) -> int | None:
    for index in range(closing - 1, max(closing - 12, -1), -1):
        if tokens[index].text == "(":
            return index
    return None


def _phrase_leftwards(tokens: Sequence[Token], end: int) -> Phrase | None:
    start = end
    while start > max(0, end - LONGEST) and _belongs(tokens, start - 1, start):
        start -= 1
        if _complete(tokens, start):
            break
    return _trimmed(tokens, start, end)


def _belongs(tokens: Sequence[Token], index: int, start: int) -> bool:
    """May token ``index`` be the left neighbour of a noun phrase that begins at ``start``?"""
    token = tokens[index]
    word = token.lower
    if start < len(tokens) and tokens[start].lower in _PERSONAL and start == index + 1 and word not in {"and", "or"}:
        return False  # in the past | she said
    if token.quotation is not None:
        # A nickname between names; any other quotation is what was said.
        return is_nickname(tokens, index)
    if not token.is_word:
        return token.text in PARTS or (token.text == "'" and tokens[index - 1].lower.endswith("s"))
    if word in PRONOUNS and not token.text[1:].isupper() and word not in DETERMINERS:
        return start == index + 1 and (start == len(tokens) or tokens[start].lower not in INNER)
    if word in {"and", "or"}:
        return index > 0 and start < len(tokens) and joins(tokens[index - 1], tokens[start])
    if word == "by":
        return index > 0 and tokens[index - 1].lower in DOCUMENTS
    if word in INNER:
        return index > 0 and (tokens[index - 1].is_word and not is_boundary(tokens[index - 1])) and word != "to"
    return not is_boundary(token)


def _complete(tokens: Sequence[Token], start: int) -> bool:
    """The phrase begins here: a determiner that no preposition ties to what stands before."""
    if tokens[start].lower not in DETERMINERS:
        return False
    if start > 1 and tokens[start - 1].lower == "by":
        return tokens[start - 2].lower not in DOCUMENTS
    if start == 0 or tokens[start - 1].lower not in _TIES | DETERMINERS:
        return True
    return start > 1 and tokens[start - 1].lower in {"in", "on"} and is_boundary(tokens[start - 2])


def _trimmed(tokens: Sequence[Token], start: int, end: int) -> Phrase | None:
    while start < end and (
        tokens[start].lower in PREPOSITIONS
        or tokens[start].lower in CONJUNCTIONS
        or not (tokens[start].is_word or tokens[start].text in _MONEY)
        or is_adverb(tokens[start].lower)
    ):
        start += 1
    words = [token for token in tokens[start:end] if token.is_word]
    if not words or all(token.lower in TIMES or token.lower.isdigit() for token in words):
        return None
    if len(words) == 1 and words[0].lower in DETERMINERS - PRONOUNS - {"this", "both", "several", "another"}:
        return None
    return start, end


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
    """A finite verb, as far as forms tell: an auxiliary, -ed, a known past form, or after a name any form of a cue."""
    token = tokens[index]
    word = token.lower
    if not token.is_word or token.is_name:
        return False
    if word in AUXILIARIES:
        return True
    if tokens[index - 1].lower in DETERMINERS | PREPOSITIONS | CONJUNCTIONS - {"who"}:
        return False
    return (
        word.endswith("ed")
        or word in _PAST
        or (is_finite(token) or (tokens[index - 1].is_name and lexicon.cue_of_form(word) is not None))
    )


def agrees(tokens: Sequence[Token], subject: Phrase, verb: str, lemma: str) -> bool:
    """Whether ``verb`` is a form that ``subject`` can have: officials claim, she claims; not the KCNA | report."""
    ends = (i for i in range(subject[0] + 1, subject[1]) if tokens[i].text == "," or tokens[i].lower in INNER)
    last = tokens[next(ends, subject[1]) - 1]  # officials | in the capital | claim
    plural = last.lower in _PLURALS or any(token.lower == "and" for token in tokens[subject[0] : subject[1]])
    if verb == lemma:
        return (
            plural
            or (last.lower.endswith("s") and last.lower not in _SINGULARS)
            or tokens[subject[0]].lower in _PLURALS
        )
    if verb.endswith("s"):
        return last.is_name or last.lower in _SINGULARS or not (plural or last.lower.endswith("s"))
    return True
