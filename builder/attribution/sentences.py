"""The sentences of an article as tokens, a whole quotation being one token.

So what is said never confuses the reading of who says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder import lexicon
from builder import text as prose
from builder.attribution.marks import Quotation
from builder.records import Span

# A quotation is masked by an opening mark, which the sentence splitter knows to be a beginning, and filler.
_CLOSERS = "\"'”’»“"
_LONGEST = 400  # tokens
_MARK, _FILLER = "“", "\x01"
_TOKEN = re.compile(
    r"“\x01*"
    r"|(?:[A-Z]\.){2,}(?:['’]s\b)?"
    r"|(?:[A-Z]|Mr|Mrs|Ms|Mx|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Col|Lt|Sgt|Capt|Prof|Rev|Hon|St|Jr|Sr|Supt|Insp|Det|Adm|Maj|Cmdr|No)"
    r"\.(?=\s)"
    r"|\w+(?:['’.\-&]\w+)*"
    r"|--+|\.\.+|[^\w\s]"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a sign, or a whole quotation (``quotation`` is its index, else None)."""

    start: int
    end: int
    text: str
    lower: str
    quotation: int | None = None

    @property
    def is_word(self) -> bool:
        return self.quotation is None and self.text[0].isalnum()

    @property
    def is_name(self) -> bool:
        return self.quotation is None and self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """``tokens`` of one sentence; ``block`` is the number of its paragraph."""

    tokens: tuple[Token, ...]
    block: int

    @property
    def quotations(self) -> list[int]:
        return [token.quotation for token in self.tokens if token.quotation is not None]


def read(text: str, blocks: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[Sentence]:
    """The sentences of ``blocks`` in order; a quotation never ends one by its own full stop."""
    masked, at = _mask(text, quotations)
    for number, block in enumerate(blocks):
        for span in prose.sentences(masked, block):
            read = tuple(_tokens(text, masked, span, at))
            # Cut where no sentence is so long, so that reading stays linear whatever the text.
            for start in range(0, len(read), _LONGEST):
                for tokens in _split(read[start : start + _LONGEST]):
                    yield Sentence(tokens, number)


def _split(tokens: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Ends a sentence after a quotation that closes it with its own stop: He said: “We go.” | The talks went on.

    A quotation at the beginning stays with what follows, which may tell who said it: “We go.” Ames said.
    """
    start = 0
    only_quotations = True  # so far in this sentence
    for index, token in enumerate(tokens[:-1]):
        only_quotations = only_quotations and token.quotation is not None
        if token.quotation is None or not token.text.rstrip(_CLOSERS).endswith((".", "!", "?")):
            continue
        following = tokens[index + 1]
        if (following.is_name or following.quotation is not None) and not (
            only_quotations and _reported(tokens, index + 1)
        ):
            yield tokens[start : index + 1]
            start, only_quotations = index + 1, True
    if tokens[start:]:
        yield tokens[start:]


def _reported(tokens: tuple[Token, ...], index: int) -> bool:
    """Does a short clause with a reporting verb follow, as in “We go.” | Ames said."""
    if tokens[index].quotation is not None or not tokens[index - 1].text.rstrip(_CLOSERS).endswith("."):
        return True
    rest = tokens[index : index + 10]
    return len(rest) <= 9 and (any(lexicon.cue_of_form(token.lower) for token in rest))


def _mask(text: str, quotations: Sequence[Quotation]) -> tuple[str, dict[int, int]]:
    parts: list[str] = []
    at: dict[int, int] = {}
    done = 0
    for index, quotation in enumerate(quotations):
        for span in quotation.spans:
            parts += [text[done : span.start], _MARK + _FILLER * (span.end - span.start - 1)]
            at[span.start] = index
            done = span.end
    parts.append(text[done:])
    return "".join(parts), at


def _tokens(text: str, masked: str, within: Span, at: dict[int, int]) -> Iterator[Token]:
    for match in _TOKEN.finditer(masked, within.start, within.end):
        start, end = match.span()
        if start in at:
            yield Token(start, end, text[start:end], "", at[start])
        else:
            word = match.group().replace("’", "'")
            yield Token(start, end, word, word.lower())
