"""One sentence while it is being read: its tokens, its verb groups, and what is already someone's content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from builder.attribution.cues import Group
from builder.attribution.found import Found, quotations, span
from builder.attribution.phrases import Phrase
from builder.attribution.sentences import Token
from builder.records import Span

MARKS = "\"'“”‘’`«»„ "
Stretch = tuple[int, int]  # token indices, half-open


@dataclass(slots=True)
class Reading:
    """``taken``: tokens before it are content of an attribution found; ``subject``: the source of the last cue."""

    tokens: Sequence[Token]
    block: int
    groups: Sequence[Group]
    taken: int = 0
    subject: Phrase | None = None

    @property
    def limit(self) -> int:
        return len(self.tokens)

    def text(self, index: int) -> str:
        return self.tokens[index].text if index < self.limit else ""

    def is_quotation(self, index: int) -> bool:
        return 0 <= index < self.limit and self.tokens[index].quotation is not None

    def all_quoted(self, stretch: Stretch) -> bool:
        return all(token.quotation is not None for token in self.tokens[slice(*stretch)])

    def any_quoted(self, stretch: Stretch) -> bool:
        return any(token.quotation is not None for token in self.tokens[slice(*stretch)])

    def quotations_end(self, start: int) -> int:
        """The index after the quotations that follow one another from ``start``."""
        end = start
        while self.is_quotation(end):
            end += 1
        return end

    def later(self, index: int) -> list[Group]:
        return [group for group in self.groups if group.start >= index]

    def span(self, stretch: Stretch) -> Span:
        return span(self.tokens, *stretch)

    def found(self, group: Group, content: Sequence[Stretch], source: Phrase | None, method: str) -> Found:
        """An attribution by ``group``; its content is taken from now on."""
        found = self.attribution((group.start, group.end), content, source, method)
        return replace(found, entry=group.cue, rejected="negated_cue" if group.negated else None)

    def attribution(self, cue: Stretch, content: Sequence[Stretch], source: Phrase | None, method: str) -> Found:
        self.taken = max(self.taken, content[-1][1])
        return Found(
            content=tuple(self.span(stretch) for stretch in content),
            source=() if source is None else (self.span(source),),
            cue=(self.span(cue),),
            method=method,
            quotations=tuple(number for stretch in content for number in quotations(self.tokens, *stretch)),
            block=self.block,
        )
