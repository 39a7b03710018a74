"""Attributions that the layout makes, without a verb: a speaker's label, a dash and a name, a colon before a break.

HARBOUR MASTER: We go. / “We go.” — Ann Lee, harbour master / And from Ann Lee: “We go.”
"""

from __future__ import annotations

from collections.abc import Sequence

from builder.attribution import sources
from builder.attribution.found import Found, quotations, span
from builder.attribution.sentences import Sentence, Token

_DASHES = frozenset({"—", "–", "-", "--", "―"})
_LABEL_WORDS = 6


def read(sentence: Sentence) -> Found | None:
    """The attribution by layout of a sentence that holds a quotation, or None."""
    return _labelled(sentence) or _signed(sentence)


def _labelled(sentence: Sentence) -> Found | None:
    tokens = sentence.tokens
    colon = next((i for i, token in enumerate(tokens[: _LABEL_WORDS + 4]) if token.text == ":"), None)
    if colon is None or colon + 1 >= len(tokens) or tokens[colon + 1].quotation is None:
        return None
    start = 2 if tokens[0].lower == "and" and len(tokens) > 1 and tokens[1].lower == "from" else int(tokens[0].lower in {"from", "and"})
    source = sources.after(tokens, start)
    if source is None or source[1] != colon or not tokens[source[0]].is_name:
        return None
    end = colon + 1
    while end < len(tokens) and tokens[end].quotation is not None:
        end += 1
    cue = (start - 1, start) if start and tokens[start - 1].lower == "from" else (colon, colon + 1)
    return _found(sentence, (colon + 1, end), source, cue, "label")


def _signed(sentence: Sentence) -> Found | None:
    tokens = sentence.tokens
    for index in range(1, len(tokens) - 1):
        if tokens[index].text in _DASHES and tokens[index - 1].quotation is not None and tokens[index + 1].is_name:
            end = len(tokens)
            while tokens[end - 1].text in ".":
                end -= 1
            if end - index > 14 or sources.main_subject(tokens[index + 1 : end], end) is not None:
                return None
            start = index - 1
            while start and tokens[start - 1].quotation is not None:
                start -= 1
            return _found(sentence, (start, index), (index + 1, end), (index, index + 1), "signature")
    return None


def _found(sentence: Sentence, content: tuple[int, int], source: tuple[int, int], cue: tuple[int, int], method: str) -> Found:
    tokens: Sequence[Token] = sentence.tokens
    return Found(
        content=(span(tokens, *content),),
        source=(span(tokens, *source),),
        cue=(span(tokens, *cue),),
        method=method,
        quotations=quotations(tokens, *content),
        block=sentence.block,
    )
