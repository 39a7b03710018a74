"""What people say of a built version in, the next version as they decided out: decisions, takedowns, agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from builder import ids
from builder.config import Review
from builder.evaluate.draws import Draw
from builder.evaluate.reviewed import Judged, Sampled, accuracy
from builder.records import Article, Beside, Extraction, Quote
from builder.review import apply, fields, store, takedown
from builder.review.apply import VERSION, Draws
from builder.review.decision import Decision
from builder.review.marked import METHOD, Marked, include, marked
from builder.review.settle import Open, Verdicts, settle
from builder.review.takedown import Takedown, withhold

__all__ = [
    "VERSION", "Marked", "Open", "Outcome", "Reviews", "Revision", "include", "outcome", "read", "revise", "withhold",
]  # fmt: skip

MOVED = "There is no such quote any more: its article was changed or left out, or its offsets moved."


@dataclass(frozen=True, slots=True)
class Reviews:
    """All that people said of the articles of a build, and the files that say it."""

    verdicts: Verdicts
    undecided: tuple[Open, ...] = ()
    marked: Mapping[str, tuple[Marked, ...]] = field(default_factory=dict)  # by article: quotes with their spans
    draws: Draws = field(default_factory=dict)
    articles: frozenset[str] = frozenset()  # ids of those that decisions are about
    homes: Mapping[str, str] = field(default_factory=dict)  # article of each quote with a verdict
    retracted: tuple[tuple[str, str], ...] = ()  # quote id and field of what was decided and taken back
    takedowns: tuple[Takedown, ...] = ()
    beside: tuple[Beside, ...] = ()
    files: tuple[Path, ...] = ()  # where they lie: no articles

    def of(self, articles: Sequence[Article]) -> Reviews:
        """What of it concerns the quotes of ``articles`` and nothing else."""
        mine = {one.article_id for one in articles}
        verdicts = {quote: found for quote, found in self.verdicts.items() if self.homes.get(quote) in mine}
        tombs = [one for one in self.takedowns if one.kind == "quote"]
        return Reviews(
            verdicts,
            marked={article: found for article, found in self.marked.items() if article in mine},
            draws={matter: found for matter, found in self.draws.items() if matter[0] in verdicts},
            takedowns=tuple(one for one in tombs if any(takedown.covers(one, article) for article in articles)),
        )


@dataclass(frozen=True, slots=True)
class Revision:
    """What the decisions did to some articles."""

    applied: int = 0
    unfit: tuple[Open, ...] = ()
    judged: tuple[Judged, ...] = ()
    missed: int = 0
    gone: tuple[str, ...] = ()  # quotes that were taken down
    met: tuple[str, ...] = ()  # quotes with a verdict that are there

    def __add__(self, other: Revision) -> Revision:
        return Revision(
            self.applied + other.applied,
            self.unfit + other.unfit,
            self.judged + other.judged,
            self.missed + other.missed,
            self.gone + other.gone,
            self.met + other.met,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the decisions."""

    applied: int = 0  # fields of quotes that are as people decided
    open: tuple[Open, ...] = ()  # reviewers differ, or the quote is not there any more
    retracted: tuple[tuple[str, str], ...] = ()
    missed: int = 0  # quotes that people added
    accuracy: tuple[Sampled, ...] = ()  # how often the builder had said what people say
    articles: tuple[str, ...] = ()  # ids that were taken down, sorted, also where raw/ has them no more
    quotes: tuple[str, ...] = ()

    def sections(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "reviews": {
                "applied": self.applied,
                "open": [asdict(one) for one in self.open],
                "retracted": [{"quote_id": quote_id, "field": name} for quote_id, name in self.retracted],
                "missed": self.missed,
                "accuracy": [one.to_json() for one in self.accuracy],
            },
            "takedowns": {"articles": list(self.articles), "quotes": list(self.quotes)},
        }


def read(paths: Sequence[Path], rule: Review) -> Reviews:
    """The decisions and takedowns beside the articles in the folders among ``paths``, settled by ``rule``.

    Raises InputError naming the file and line of what is neither.
    """
    decisions: list[Decision] = []
    retracted: set[tuple[str, str]] = set()
    takedowns: list[Takedown] = []
    beside: list[Beside] = []
    files: list[Path] = []
    for raw in dict.fromkeys(paths):
        if raw.is_dir():
            stored = store.read(raw)
            tombs, tomb_files = takedown.read(raw)
            decisions += stored.every
            retracted |= {(one.quote_id, one.field) for one in stored.retractions}
            takedowns += tombs
            beside += [*stored.beside, *tomb_files]
            files += [*store.files(raw), takedown.file(raw)]
    standing = list(store.latest(decisions))
    verdicts, undecided = settle(standing, rule)
    return Reviews(
        verdicts,
        undecided,
        marked(standing, verdicts),
        _draws(standing),
        frozenset(one.article_id for one in standing),
        {one.quote_id: one.article_id for one in standing},
        tuple(sorted(retracted - {one.matter for one in standing})),
        tuple(takedowns),
        tuple(beside),
        tuple(files),
    )


def revise(article: Article, extraction: Extraction, reviews: Reviews) -> tuple[Extraction, Revision]:
    """An article's quotes as people decided, and what the decisions did to them."""
    redacted = takedown.redact(article, extraction, reviews.takedowns)
    left = {_id(quote) for quote in redacted.quotes}
    gone = tuple(_id(quote) for quote in extraction.quotes if _id(quote) not in left)
    revised = apply.revise(article, redacted, reviews.verdicts, reviews.draws)
    return revised.extraction, Revision(
        len(revised.applied),
        revised.unfit,
        revised.judged,
        sum(quote.attribution.method == METHOD for quote in revised.extraction.quotes),
        gone,
        tuple(sorted(left & reviews.verdicts.keys())),
    )


def outcome(reviews: Reviews, done: Revision) -> Outcome:
    """What became of each decision, ``done`` being the sum over all articles."""
    down = {kind: {tomb.id for tomb in reviews.takedowns if tomb.kind == kind} for kind in ("article", "quote")}
    misfits = [*reviews.undecided, *done.unfit]
    misfits += _absent(reviews, set(done.met) | down["article"] | down["quote"] | set(done.gone))
    judged = sorted(done.judged, key=lambda one: (fields.FIELDS.index(one.field), one.quote_id))
    return Outcome(
        done.applied,
        tuple(sorted(misfits)),
        reviews.retracted,
        done.missed,
        tuple(accuracy(judged)),
        tuple(sorted(down["article"])),
        tuple(sorted(down["quote"] | set(done.gone))),
    )


def _absent(reviews: Reviews, known: set[str]) -> list[Open]:
    """The decisions about quotes that are not there, nor taken down."""
    rivals = {one.quote_id: one.rival for ones in reviews.marked.values() for one in ones if one.rival}
    found = []
    for quote_id, decided in reviews.verdicts.items():
        if quote_id not in known:
            rival = rivals.get(quote_id)
            why = f"Its words overlap those of {rival}, of which people decided too." if rival else MOVED
            found += [Open(quote_id, name, why) for name in decided]
    return found


def _draws(decisions: Iterable[Decision]) -> Draws:
    found: dict[tuple[str, str], set[Draw]] = defaultdict(set)
    for one in decisions:
        if one.drawn:
            found[one.matter].add(one.drawn)
    return {matter: tuple(sorted(each)) for matter, each in found.items()}


def _id(quote: Quote) -> str:
    return ids.quote_id(quote.article_id, quote.attribution.content)
