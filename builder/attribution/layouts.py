"""Attributions that the layout makes, without a verb: a speaker's label, a dash and a name, a colon before a break.

HARBOUR MASTER: We go. / “We go.” — Ann Lee, harbour master / And from Ann Lee: “We go.”
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from builder.attribution import phrases, sources
from builder.attribution.found import Found, quotations, span
from builder.attribution.sentences import Sentence, Token

_DASHES = frozenset({"—", "–", "-", "--", "―"})
_LABEL_WORDS = 6
_QUESTION_ANSWER = frozenset({"Q", "A", "Question", "Answer"})


def transcript(sentences: Sequence[Sentence]) -> list[Found]:
    """The turns of an interview or a debate that is printed with the speakers' names: Q: … A: … / MS LEE: …

    A label counts when it is Q or A, when it comes again, or when it is one of several in capitals: a single "Note: …"
    makes no transcript.
    """
    blocks = _blocks(sentences)
    labels = {number: label for number, tokens in blocks.items() if (label := _label(tokens))}
    names = Counter(_name(blocks[number], label) for number, label in labels.items())
    capitals = sum(count for name, count in names.items() if name.isupper() and len(name) > 2)
    turns: list[Found] = []
    for number, tokens in blocks.items():
        label = labels.get(number)
        name = _name(tokens, label) if label else ""
        said = label and any(token.is_word and token.text[0].isalpha() for token in tokens[label[1] :])
        if label and said and (name in _QUESTION_ANSWER or names[name] > 1 or (name.isupper() and capitals > 2)):
            turns.append(_turn(tokens, label, number))
        elif (
            turns
            and turns[-1].block == number - 1
            and not label
            and _QUESTION_ANSWER & set(names)
            and number + 1 in labels
        ):
            more = span(tokens, 0, len(tokens))
            last = turns[-1]
            inside = (*last.quotations, *quotations(tokens, 0, len(tokens)))
            turns[-1] = replace(last, content=(*last.content, more), quotations=inside)
    return turns


def _blocks(sentences: Sequence[Sentence]) -> dict[int, list[Token]]:
    blocks: dict[int, list[Token]] = {}
    for sentence in sentences:
        blocks.setdefault(sentence.block, []).extend(sentence.tokens)
    return blocks


def _label(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """The name before the colon that opens a paragraph, without marks of emphasis."""
    colon = next((i for i, token in enumerate(tokens[: _LABEL_WORDS + 4]) if token.text == ":"), None)
    start = next((i for i, token in enumerate(tokens) if token.text != "*"), 0)
    if not colon or colon - start > _LABEL_WORDS or start >= colon:
        return None
    following = next((token for token in tokens[colon + 1 :] if token.text != "*"), None)
    if following is None or following.quotation is not None:
        return None
    return (start, colon) if all(token.is_name or token.text == "." for token in tokens[start:colon]) else None


def _name(tokens: Sequence[Token], label: tuple[int, int]) -> str:
    return " ".join(token.text for token in tokens[slice(*label)])


def _turn(tokens: Sequence[Token], label: tuple[int, int], block: int) -> Found:
    start = next(i for i in range(label[1] + 1, len(tokens)) if tokens[i].text != "*")
    return Found(
        content=(span(tokens, start, len(tokens)),),
        source=(span(tokens, *label),),
        cue=(span(tokens, label[1], label[1] + 1),),
        method="transcript",
        quotations=quotations(tokens, start, len(tokens)),
        block=block,
    )


def read(sentence: Sentence) -> Found | None:
    """The attribution by layout of a sentence that holds a quotation, or None."""
    return _labelled(sentence) or _signed(sentence)


def _labelled(sentence: Sentence) -> Found | None:
    tokens = sentence.tokens
    colon = next((i for i, token in enumerate(tokens[: _LABEL_WORDS + 4]) if token.text == ":"), None)
    if colon is None or colon + 1 >= len(tokens) or tokens[colon + 1].quotation is None:
        return None
    start = (
        2
        if tokens[0].lower == "and" and len(tokens) > 1 and tokens[1].lower == "from"
        else int(tokens[0].lower in {"from", "and"})
    )
    source = phrases.after(tokens, start)
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
            while tokens[end - 1].text == ".":
                end -= 1
            if end - index > 14 or sources.main_subject(tokens[index + 1 : end], end) is not None:
                return None
            start = index - 1
            while start and tokens[start - 1].quotation is not None:
                start -= 1
            return _found(sentence, (start, index), (index + 1, end), (index, index + 1), "signature")
    return None


def _found(
    sentence: Sentence, content: tuple[int, int], source: tuple[int, int], cue: tuple[int, int], method: str
) -> Found:
    tokens: Sequence[Token] = sentence.tokens
    return Found(
        content=(span(tokens, *content),),
        source=(span(tokens, *source),),
        cue=(span(tokens, *cue),),
        method=method,
        quotations=quotations(tokens, *content),
        block=sentence.block,
    )
