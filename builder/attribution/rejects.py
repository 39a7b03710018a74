"""Quotation marks round what nobody is said to have said: the reason why a quotation is no row.

the book “Salt and Iron” / so-called “new normal” / Ann “Sparky” Lee / under the slogan “Bread first”
"""

from __future__ import annotations

import re
from typing import Literal

Reason = Literal["title", "slogan", "nickname", "word_as_word", "scare_quotes", "no_cue"]

DETAILS: dict[str, str] = {
    "title": "Reads like the title of a work",
    "slogan": "A slogan, motto or hashtag, not a statement of a source",
    "nickname": "A nickname or a name given",
    "word_as_word": "Words mentioned as words",
    "scare_quotes": "A few words in quotation marks without a cue and a source in their clause",
    "no_cue": "No cue and no source found for these quoted words",
    "negated_cue": "The cue is negated: the statement was not made",
    "low_score": "Too unlikely to be what somebody is said to have said",
}

_EDGE = "\"'“”‘’„‟«»‹›「」『』`,.;:!?… \t\r\n"
_SLOGANS = "slogans?|mottos?|hashtag|banners?|placards?|signs?|t-shirts?|chants? of|chanting"
_WORDS = "words?|terms?|phrases?|expression|adjective|verb|noun|label|so-called|referred to as|meaning|means|as"
_NAMED = "nicknamed|dubbed|alias|aka|christened|known as|called|calls?|call it|call her|call him"
_WORKS = (
    "book|novel|memoir|film|movie|song|album|single|play|show|series|programme|program|episode|article|op-ed|essay|"
    "report|paper|poem|painting|musical|opera|documentary|podcast|titled|entitled|headlined|headline"
)
_SLOGAN = re.compile(rf"\b(?:{_SLOGANS})\b[^.!?]{{0,30}}$", re.IGNORECASE)
_WORD = re.compile(rf"\b(?:{_WORDS})\s*[,:]?\s*$", re.IGNORECASE)
_NICKNAME = re.compile(rf"(?<!-)\b(?:{_NAMED})\s*[,:]?\s*$", re.IGNORECASE)
_WORK = re.compile(rf"\b(?:{_WORKS})\s*[,:]?\s*$", re.IGNORECASE)
_KNOWN_AS = re.compile(r"(?<!-)\b(?:known|called|calls?|christened)\b[^.!?]{0,30}$", re.IGNORECASE)
_MEANS = re.compile(r"\s+(?:is|was|means|meant|sounds|has become)\b")
_SMALL = frozenset("a an the of and or in on at to for from with by as but nor is".split())


def inner(quoted: str) -> str:
    """The words of a quotation without marks and punctuation at its edges."""
    return quoted.strip(_EDGE)


def is_sentence(quoted: str) -> bool:
    """Does it read as a statement of its own, and not as a fragment, a title or a name?"""
    words = inner(quoted).split()
    bare = quoted.strip("\"'“”‘’„‟«»‹›「」『』` \t\r\n")
    ended = bare.endswith((".", "!", "?", ",", "…", "。", "！", "？", "—", "–"))
    if title_case(quoted) and len(words) < 14 and not bare.endswith(("!", "?")):
        return False
    return len(words) >= 8 or (ended and len(words) >= 3 and words[0][:1].isupper())


def title_case(quoted: str) -> bool:
    words: list[str] = re.findall(r"[^\W\d_][\w'’-]*", inner(quoted))
    long = [word for word in words if word.lower() not in _SMALL]
    return len(words) > 1 and bool(long) and words[0][0].isupper() and all(word[0].isupper() for word in long)


def reason(text: str, start: int, end: int) -> Reason:
    """Why the quoted fragment ``text[start:end]`` is no row, read from its form and the words round it."""
    quoted, before, after = text[start:end], text[max(0, start - 60) : start], text[end : end + 30]
    words = inner(quoted).split()
    if _WORK.search(before):
        return "title"
    if _SLOGAN.search(before) or inner(quoted).startswith("#"):
        return "slogan"
    named = re.search(r"[A-Z][\w.]*\s+$", before) and re.match(r"\s+[A-Z]", after)
    if len(words) <= 4 and _KNOWN_AS.search(before):
        return "nickname"
    if (named and len(words) <= 3) or (_NICKNAME.search(before) and len(words) <= 4):
        return "nickname"
    opens = not before.strip() or before.rstrip()[-1] in ".!?:" or "\n" in before[-2:]
    if len(words) <= 6 and (_WORD.search(before) or (opens and _MEANS.match(after))):
        return "word_as_word"
    if title_case(quoted):
        return "title"
    return "scare_quotes" if len(words) <= 4 else "no_cue"
