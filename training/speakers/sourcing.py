"""Fit the sourcing of sources that lead to no speaker, on quotes that we labelled; about a minute on one core.

    python -m training.speakers.sourcing ../shared/corpora builder/lexicons/sourcing.json

The labels are those of PolNeAR training articles (training/labels, and sources.jsonl: some more of the rarer sorts, by
their offsets), of the gold of raw/, and of sentences made for what is rare (made_sources.txt). Prints what the folds
say of articles they have not seen.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.evaluate import system
from builder.evaluate.classification import Label, macro_f1
from builder.records import Article, Attribution, Source, Sourcing, Span, Speaker
from builder.registry import NONE, Registry
from builder.speakers import entities
from builder.speakers.ranker import Ranker
from builder.speakers.resolve import Resolver
from builder.speakers.sourcing import CLASSES, answers, likeliest
from training.labels.gold import POLNEAR
from training.speakers.maxent import fit
from training.speakers.silver import Example, read

ROOT = Path(__file__).parents[2]
SOURCES = Path(__file__).with_name("sources.jsonl")
MADE = Path(__file__).with_name("made_sources.txt")
FOLDS = 5
STRENGTH = 2.0  # of the penalty; 0.5 to 4 differ by less than the folds can tell
LEAST = 3  # quotes that must show a feature

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A source with its label; no ``features`` where it leads to a speaker."""

    article: str
    mention: str
    features: tuple[str, ...] | None
    right: Sourcing


class _Collector(Resolver):
    """The resolver, which keeps what it would ask of the sourcing of each source."""

    def __init__(self, article: Article, registry: Registry) -> None:
        super().__init__(article, entities(article, registry), registry)
        self.found: dict[Spans, tuple[str, ...] | None] = {}
        self._asked_of: tuple[str, ...] | None = None

    def sourcing(self, features: tuple[str, ...]) -> Sourcing:
        self._asked_of = features
        return "anonymous"

    def _speaker(self, source: Sequence[Span]) -> Speaker:
        self._asked_of = None
        found = super()._speaker(source)
        self.found[tuple(source)] = self._asked_of if found.name is None else None
        return found


def collect(
    article: Article,
    attributions: Sequence[Attribution],
    labels: Mapping[Spans, Sourcing],
    registry: Registry = NONE,
) -> Iterator[Labelled]:
    """One example for each source in ``labels``; all ``attributions`` are read on the way."""
    collector = _Collector(article, registry)
    known = {one.source for one in attributions}
    more = [Attribution((Span(0, 1),), "indirect", source) for source in labels if source not in known]
    collector.all([*attributions, *more])
    for source, right in labels.items():
        mention = " … ".join(span.of(article.text) for span in source)
        yield Labelled(article.article_id, mention, collector.found[source], right)


def labelled(corpora: Path) -> list[Labelled]:
    """Every labelled source with words, of all sets."""
    return [*_polnear(corpora), *_raw(), *_made()]


def _made() -> Iterator[Labelled]:
    """Sentences written for what the guideline decides and news has seldom; the label is that of the last mark."""
    for k, line in enumerate(MADE.read_text(encoding="utf-8").splitlines()):
        right, marked = line.split("\t")
        text, sources = "", []
        for number, piece in enumerate(re.split("[⟦⟧]", marked)):
            if number % 2:
                sources.append((Span(len(text), len(text) + len(piece)),))
            text += piece
        article = Article(f"made-{k}", text, Source("", None, "text", ""))
        attributions = [Attribution((Span(0, 1),), "indirect", source) for source in sources]
        yield from collect(article, attributions, {sources[-1]: _sourcing(right)})


def _sourcing(name: str) -> Sourcing:
    return next(one for one in CLASSES if one == name)


def _polnear(corpora: Path) -> Iterator[Labelled]:
    labels: dict[str, dict[Spans, Sourcing]] = {}
    lines = [*POLNEAR.read_text(encoding="utf-8").splitlines(), *SOURCES.read_text(encoding="utf-8").splitlines()]
    for row in map(json.loads, lines):
        if row.get("sourcing") and row["source"]:
            source = tuple(Span(*pair) for pair in row["source"])
            labels.setdefault(row["doc_id"], {}).setdefault(source, row["sourcing"])
    with gzip.open(corpora / "polnear.train.jsonl.gz", "rt", encoding="utf-8") as file:
        for row in map(json.loads, file):
            if row["doc_id"] in labels:
                yield from collect(*read(row), labels[row["doc_id"]])


def _raw() -> Iterator[Labelled]:
    documents, articles, registry = system.annotated(ROOT / "tests" / "gold" / "articles", ROOT / "raw")
    for document, article in zip(documents, articles, strict=True):
        labels: dict[Spans, Sourcing] = {}
        attributions = []
        for one in document["attributions"]:
            source = tuple(Span(*pair) for pair in one["source"])
            if source and one["speaker_reference"] != "implicit":
                labels.setdefault(source, one["sourcing"])
                content = tuple(Span(*pair) for pair in one["content"])
                attributions.append(Attribution(content, one["kind"], source))
        yield from collect(article, attributions, labels, registry)


def weights(some: Iterable[Labelled]) -> dict[str, float]:
    """The weights that the unresolved among ``some`` teach."""
    chosen = [
        Example(answers(one.features), CLASSES.index(one.right), speaks=True)
        for one in some
        if one.features is not None
    ]
    return fit(chosen, strength=STRENGTH, least=LEAST)


def said_of(model: Ranker, one: Labelled) -> Sourcing:
    """What the builder says of a source: that of a known speaker is named."""
    return "named" if one.features is None else likeliest(model, one.features)


def held_out(some: Sequence[Labelled]) -> list[Sourcing]:
    """What is said of each one by weights that have not seen its article."""
    fold = [zlib.crc32(one.article.encode()) % FOLDS for one in some]
    models = [Ranker(weights(one for one, k in zip(some, fold, strict=True) if k != held)) for held in range(FOLDS)]
    return [said_of(models[k], one) for one, k in zip(some, fold, strict=True)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("weights", type=Path)
    given = parser.parse_args()
    some = labelled(given.corpora)
    _report(some, held_out(some))
    kept = {feature: weight for feature, weight in weights(some).items() if weight}
    print(f"{len(kept)} weights")
    given.weights.write_text(json.dumps({"weights": kept}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def _report(some: Sequence[Labelled], found: Sequence[Sourcing]) -> None:
    for name, kept in (("unresolved", [one.features is not None for one in some]), ("all", [True] * len(some))):
        gold = [one.right for one, keep in zip(some, kept, strict=True) if keep]
        said = [one for one, keep in zip(found, kept, strict=True) if keep]
        pairs: Counter[tuple[Label, Label | None]] = Counter(zip(gold, said, strict=True))
        right = sum(n for pair, n in pairs.items() if pair[0] == pair[1])
        print(f"{name}: {right} of {len(gold)} right, macro-F1 {macro_f1(pairs, CLASSES):.3f}")
        for pair, n in sorted(pairs.items()):
            print(f"  gold {pair[0]}, said {pair[1]}: {n}")


if __name__ == "__main__":
    main()
