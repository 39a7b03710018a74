"""Automatic coreference chains to right answers: which candidate each pronoun of an article stands for."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder import lexicon
from builder.records import Article, Attribution, Source, Span
from builder.registry import NONE
from builder.speakers import entities
from builder.speakers.anaphora import NOBODY, Answer
from builder.speakers.antecedents import Candidate
from builder.speakers.index import Index
from builder.speakers.resolve import Resolver

_AGREEING = 0.75  # of a chain's names that must be one person
_LONGEST = 60  # characters; a longer mention is a clause whose head says little
_HIDDEN = 50  # one in so many pronouns loses its right answer, so that "nobody" is learned


@dataclass(frozen=True, slots=True)
class Example:
    """The candidates of one pronoun, and which of them is right."""

    candidates: tuple[Candidate, ...]
    right: int
    speaks: bool  # a cue follows: "he said"


def read(row: Mapping[str, Any]) -> tuple[Article, list[Attribution]]:
    """An article of the corpus and its attributions with a source."""
    article = Article(row["doc_id"], row["text"], Source("", None, "text", ""), title=row.get("title"))
    given = [one for one in row["attributions"] if one["source"]]
    return article, [
        Attribution(tuple(_spans(one["content"])), one["kind"], tuple(_spans(one["source"]))) for one in given
    ]


def _spans(pairs: Sequence[Sequence[int]]) -> Iterator[Span]:
    return (Span(*pair) for pair in pairs)


def examples(row: Mapping[str, Any], chains: Sequence[Sequence[Mapping[str, Any]]]) -> list[Example]:
    """What one article teaches; pronouns whose chain names nobody, or several, are left out."""
    article, attributions = read(row)
    collector = _Collector(article, chains)
    collector.all(attributions)
    return collector.examples


class _Collector(Resolver):
    """The resolver with the silver answer in place of its own, so that what follows a pronoun sees the right past."""

    def __init__(self, article: Article, chains: Sequence[Sequence[Mapping[str, Any]]]) -> None:
        super().__init__(article, entities(article), NONE)
        self.examples: list[Example] = []
        self._seen: set[int] = set()
        self._answers = _answers(self.index, chains)
        self._nominals = _nominals(self, chains)

    def third_person(self, word: int) -> Answer:
        candidates = self.people.of(word, self.spoke)
        entity, nominal = self._answers.get(word), self._nominals.get(word)
        right = next(
            (
                k
                for k, one in enumerate(candidates)
                if (entity is not None and one.entity == entity)
                or (entity is None and nominal is not None and one.nominal and one.nominal.head in nominal)
            ),
            None,
        )
        told_of = right is not None and any(one.startswith("told of") for one in candidates[right].features)
        if right is not None and word not in self._seen and not told_of:
            self._seen.add(word)
            self._add(word, candidates, right)
        # A chain that ties "he" in "... Obama ...," he said to the Obama of the quotation is wrong: nobody speaks so.
        return NOBODY if entity is None or told_of else Answer(entity, 1.0, "silver")

    def _add(self, word: int, candidates: list[Candidate], right: int) -> None:
        if zlib.crc32(f"{self.article.article_id}:{word}".encode()) % _HIDDEN == 0:
            del candidates[right]
            right = 0
        cue = lexicon.cue_of_form(self.document.words[word + 1].text) if word + 1 < len(self.document.words) else None
        self.examples.append(Example(tuple(candidates), right, cue is not None))


def _answers(index: Index, chains: Sequence[Sequence[Mapping[str, Any]]]) -> dict[int, int]:
    """The entity behind each word in a chain whose names agree."""
    at = {k: one.entity for one in index.found for k in range(one.first, one.last)}
    answers: dict[int, int] = {}
    for chain in chains:
        heads = [(index.document.at(one["head"][0]), one["span"]) for one in chain]
        votes = Counter(at[k] for k, (start, end) in heads if k in at and end - start < _LONGEST)
        if votes:
            entity, most = votes.most_common(1)[0]
            if most >= _AGREEING * votes.total():
                answers.update((k, entity) for k, _ in heads)
    return answers


def _nominals(collector: Resolver, chains: Sequence[Sequence[Mapping[str, Any]]]) -> dict[int, set[int]]:
    """The heads that share a chain with each word; they count where nobody is named in it."""
    found: dict[int, set[int]] = {}
    for chain in chains:
        words = {collector.document.at(one["head"][0]) for one in chain}
        found.update((k, words) for k in words)
    return found
