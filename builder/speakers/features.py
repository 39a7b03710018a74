"""What speaks for and against each candidate for a pronoun, as names of features that the ranker has weights for."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.speakers import titles
from builder.speakers.nominals import Nominal

if TYPE_CHECKING:
    from builder.speakers.antecedents import Antecedents, Spoke, Trace

_ADDING = frozenset("added adds adding continued continues concluded went also".split())


def _binned(value: int, *edges: int) -> str:
    """The largest edge that ``value`` reaches, as a name of a bin: 0, 1, 2, 4+ ..."""
    reached = [edge for edge in edges if value >= edge]
    return str(reached[-1]) if reached else "-"


@dataclass(frozen=True, slots=True)
class Features:
    """One pronoun, and the features that each candidate has for it."""

    antecedents: Antecedents
    word: int
    setting: str
    spoke: tuple[Spoke, ...]
    says: bool = False  # a cue stands beside it: "he said"
    told: int = 0  # the first word of the quotation that closes right before it; 0: none

    def nobody(self, traces: Sequence[Trace]) -> Iterator[str]:
        yield "nobody"
        yield f"nobody:{self.setting}"
        yield f"nobody:of={_binned(len(traces), 0, 1, 2, 3)}"
        if traces:
            nearest = (traces[0].narrated or traces[0].last).first
            yield f"nobody:distance={_binned(self.antecedents.distance(nearest, self.word), 0, 1, 2, 4, 9)}"

    def named(self, entity: int, trace: Trace, rank: int, most: int) -> Iterator[str]:
        index, words = self.antecedents.index, self.antecedents.document.words
        found = trace.narrated or trace.last
        distance = _binned(self.antecedents.distance(found.first, self.word), 0, 1, 2, 3, 4, 6, 9)
        role = self.antecedents.role(found)
        told = self.told > 0 and trace.last.first >= self.told
        yield f"rank={_binned(rank, 0, 1, 2, 3, 5)}"
        yield f"distance={distance}"
        yield f"distance={distance}:role={role}"
        yield f"paragraphs={self._paragraphs(found.first)}"
        yield f"{self.setting}:paragraphs={self._paragraphs(found.first)}:role={role}"
        yield f"{self.setting}:distance={distance}:role={role}"
        yield f"near={_binned(trace.near, 1, 2, 3, 5, 8)}"
        if trace.near == most:
            yield "most"
        of = index.of[entity]
        yield f"mentions={_binned(bisect_left(of, self.word, key=lambda one: one.first), 0, 1, 2, 4, 8, 16)}"
        if trace.narrated is None:
            yield "quoted only"
        elif trace.last is not trace.narrated and not told:
            yield f"quoted since:{self.setting}"
        if told:
            yield f"told of:says={int(self.says)}"
        if words[found.first].paragraph in self.antecedents.document.headlines:
            yield "headline"
        profile = index.profiles[entity]
        yield "gender known" if profile.gender else f"gender unknown:{index.entities[entity].kind}"
        if index.entities[entity].local:
            yield "local"
        if self.antecedents.distance(found.first, self.word) == 0:
            yield f"same:{role}:{self.setting}:first={int(self._opens(found.first))}"
        yield f"says={int(self.says)}:{role}"
        heard = next(((back, one) for back, one in enumerate(reversed(self.spoke)) if one.entity == entity), None)
        if heard is not None:
            yield from self._spoken(*heard)

    def unnamed(self, nominal: Nominal, rank: int) -> Iterator[str]:
        distance = _binned(self.antecedents.distance(nominal.first, self.word), 0, 1, 2, 3, 5)
        sort = "the" if nominal.definite else self.antecedents.document.lower(nominal.first)
        sort = sort if sort in {"the", "a", "an", "one", "another"} else "own"
        yield f"unnamed:{'a' if sort in {'an', 'one', 'another'} else sort}"
        yield f"unnamed:rank={rank}"
        yield f"unnamed:distance={distance}"
        yield f"unnamed:{self.setting}:paragraphs={self._paragraphs(nominal.head)}"
        if nominal.gender:
            yield "unnamed:gender known"
        if self._opens(nominal.first):
            yield f"unnamed:opens:distance={distance}"
        for back, one in enumerate(reversed(self.spoke)):
            if one.entity is None and nominal.first <= one.word <= nominal.head:
                yield from (f"unnamed:{feature}" for feature in self._spoken(back, one))
                break

    def _spoken(self, back: int, one: Spoke) -> Iterator[str]:
        paragraphs = self._paragraphs(one.word)
        yield f"spoke={back}"
        if self.antecedents.document.lower(self.word + 1) in _ADDING:
            yield f"spoke={back}:adds"
        yield f"spoke={back}:paragraphs={paragraphs}:{self.setting}"
        yield f"spoke={back}:distance={_binned(self.antecedents.distance(one.word, self.word), 0, 1, 2, 3, 5)}"

    def _paragraphs(self, word: int) -> str:
        words = self.antecedents.document.words
        return _binned(words[self.word].paragraph - words[word].paragraph, 0, 1, 2, 3, 5)

    def _opens(self, k: int) -> bool:
        """Whether nothing but a title or an article stands before word ``k`` in its sentence."""
        document = self.antecedents.document
        steps = 0
        while document.together(k) and steps < 4:
            before = document.words[k - 1]
            if (
                before.text not in "“\"'("
                and not titles.is_modifier(before.lower)
                and before.lower not in {"the", "a", "an"}
            ):
                return False
            k -= 1
            steps += 1
        return steps < 4
