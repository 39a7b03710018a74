"""What people say of a built version in, the next version as they decided out: decisions, takedowns, agreement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from builder import ids
from builder.config import Review
from builder.records import Article, Beside, Extraction, Quote
from builder.review import apply, store, takedown
from builder.review.apply import VERSION
from builder.review.decision import Decision
from builder.review.settle import Open, Verdicts, settle
from builder.review.takedown import Takedown, withhold

__all__ = ["VERSION", "Open", "Outcome", "Reviews", "read", "revise", "withhold"]


@dataclass(frozen=True, slots=True)
class Reviews:
    """All that people said of the articles of a build, and the files that say it."""

    verdicts: Verdicts
    undecided: tuple[Open, ...] = ()
    takedowns: tuple[Takedown, ...] = ()
    beside: tuple[Beside, ...] = ()
    files: tuple[Path, ...] = ()  # where they lie: no articles


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the decisions."""

    applied: int = 0  # fields of quotes that are as people decided
    open: tuple[Open, ...] = ()  # reviewers differ, or the quote is not there any more
    articles: tuple[str, ...] = ()  # ids that were taken down, sorted, also where raw/ has them no more
    quotes: tuple[str, ...] = ()

    def sections(self) -> dict[str, Any]:
        """What the manifest says of it."""
        return {
            "reviews": {"applied": self.applied, "open": [asdict(one) for one in self.open]},
            "takedowns": {"articles": list(self.articles), "quotes": list(self.quotes)},
        }


def read(paths: Sequence[Path], rule: Review) -> Reviews:
    """The decisions and takedowns beside the articles in the folders among ``paths``, settled by ``rule``.

    Raises InputError naming the file and line of what is neither.
    """
    decisions: list[Decision] = []
    takedowns: list[Takedown] = []
    beside: list[Beside] = []
    files: list[Path] = []
    for raw in dict.fromkeys(paths):
        if raw.is_dir():
            mine, their_files = store.read(raw)
            tombs, tomb_files = takedown.read(raw)
            decisions += mine
            takedowns += tombs
            beside += [*their_files, *tomb_files]
            files += [*store.files(raw), takedown.file(raw)]
    verdicts, undecided = settle(store.latest(decisions), rule)
    return Reviews(verdicts, undecided, tuple(takedowns), tuple(beside), tuple(files))


def revise(
    extracted: Iterable[tuple[Article, Extraction]], reviews: Reviews
) -> tuple[list[tuple[Article, Extraction]], Outcome]:
    """Every article with its quotes as people decided, and what became of each decision."""
    given: list[tuple[Article, Extraction]] = []
    applied: list[tuple[str, str]] = []
    misfits = list(reviews.undecided)
    gone: list[str] = []
    present: set[str] = set()
    for article, extraction in extracted:
        redacted = takedown.redact(article, extraction, reviews.takedowns)
        left = {_id(quote) for quote in redacted.quotes}
        gone += [_id(quote) for quote in extraction.quotes if _id(quote) not in left]
        revised = apply.revise(article, redacted, reviews.verdicts)
        present |= left
        applied += revised.applied
        misfits += revised.unfit
        given.append((article, revised.extraction))
    moved = "There is no such quote any more: its article was changed or left out, or its offsets moved."
    taken = {tomb.id for tomb in reviews.takedowns} | set(gone)
    for quote_id, decided in reviews.verdicts.items():
        if quote_id not in present and quote_id not in taken:
            misfits += [Open(quote_id, field, moved) for field in decided]
    down = {kind: {tomb.id for tomb in reviews.takedowns if tomb.kind == kind} for kind in ("article", "quote")}
    articles, quotes = sorted(down["article"]), sorted(down["quote"] | set(gone))
    return given, Outcome(len(applied), tuple(sorted(misfits)), tuple(articles), tuple(quotes))


def _id(quote: Quote) -> str:
    return ids.quote_id(quote.article_id, quote.attribution.content)
