"""The whole build on one screen: articles in, a published version out. The stages meet here and nowhere else."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from builder import attribution, engine, ids, intake, label, review, speakers
from builder.config import Attribution as AttributionSettings
from builder.config import Config, find
from builder.errors import InputError, ValidationFailed
from builder.records import Article, Extraction, Quote, Reject, Source
from builder.registry import NONE, Registry

if TYPE_CHECKING:
    from builder.dataset import Verdict
    from builder.dataset.diff import Diff
    from builder.validate import Report

VERSIONS = {
    "attribution": attribution.VERSION,
    "speakers": speakers.VERSION,
    "label": label.VERSION,
    "review": review.VERSION,
}
AS_TRAINED = AttributionSettings()
REPORTS = Path("validation", "reports")
# Rejects of intake that mean: here was an article, and it is not in the dataset.
UNREAD = frozenset({"broken_row", "empty", "missing_text", "too_large", "unreadable", "wrong_encoding"})

Progress = Callable[[int, int, int], None]  # articles done, quotes, rejects
Marked = Mapping[str, Sequence[review.Marked]]  # article id -> quotes of it that people marked


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did. ``status`` is ``unchanged`` when the latest version already says the same."""

    path: Path  # of the version
    version: str
    status: Literal["published", "unchanged"]
    diff: Diff | None  # from the parent version; None for a first one
    report: Report  # of the validation that let the version pass
    rejects: tuple[Reject, ...]  # of intake: files, rows and fields that could not be used
    reviews: review.Outcome  # what became of the decisions of people

    @property
    def unread(self) -> tuple[Reject, ...]:
        """Articles that should have been read and could not be."""
        return tuple(reject for reject in self.rejects if reject.reason in UNREAD)


def extract(
    text: str, *, title: str | None = None, outlet: str | None = None, registry: Registry = NONE
) -> tuple[Quote, ...]:
    """The quotes of one article given as a string, in the order of the text; speakers as ``registry`` lists them.

    >>> [quote.speaker.name for quote in extract("“We left,” Ann Lee said.")]
    ['Ann Lee']
    """
    article = Article(ids.article_id(text, None), text, Source("", None, "text", ""), outlet=outlet, title=title)
    return process(intake.with_furniture(article), registry).quotes


def process(
    article: Article,
    registry: Registry = NONE,
    marked: Marked = MappingProxyType({}),
    settings: AttributionSettings = AS_TRAINED,
) -> Extraction:
    """Everything that one article gives; what a worker runs, and nothing but a function of what it is given.

    ``marked`` holds what people marked as quotes, by article: it is read like what the builder finds by itself.
    """
    found, unfit = attribution.attribute(article, settings.min_score, settings.models)
    found, replaced = review.include(article, found, marked.get(article.article_id, ()))
    entities = speakers.entities(article, registry)
    who = speakers.resolve(article, found, entities, registry)
    judged = label.label_all(article, found, who, entities)
    quotes = (
        Quote(article.article_id, "".join(span.of(article.text) for span in one.content), one, speaker, labels)
        for one, speaker, labels in zip(found, who, judged, strict=True)
    )
    return Extraction(tuple(quotes), (*unfit, *replaced))


def build(  # noqa: PLR0913  every choice a user has, by keyword
    paths: Sequence[Path | str],
    out: Path | str = "dist",
    *,
    config: Config | None = None,
    workers: int = 1,
    strict: bool = False,
    version: str | None = None,
    bump: str | None = None,
    force: bool = False,
    reports: Path = REPORTS,
    on_progress: Progress | None = None,
) -> BuildResult:
    """Build the articles under ``paths`` into the next version of the dataset in ``out``.

    ``config`` defaults to the ``quotestance.toml`` in the first folder that has one. The rows are the same for any
    number of ``workers`` (``engine.AUTO``: one on each core). ``strict`` stops at the first file or row that cannot
    be read. ``version`` and ``bump`` say what to publish at least; ``force`` allows less than the changes ask for.

    Raises InputError, ConfigError, OutputError, VersionError, and ValidationFailed after writing what was found into
    ``reports``. Whatever is raised, ``out`` is as it was.
    """
    from builder import dataset

    places, out = [Path(path) for path in paths], Path(out)
    config = config or find(places)
    asked = dataset.Asked.parse(version, bump, force=force)
    dataset.check(out, asked)
    reviews = review.read(places, config.review)
    articles, unusable = _read(places, config, (*config.files, *reviews.files), strict=strict)
    articles, left_out = review.withhold(articles, unusable, reviews.takedowns)
    one = _reader(config, reviews)
    revised, outcome = review.revise(_extract(one, articles, workers, on_progress), reviews)
    tables = dataset.tables(
        revised,
        versions=VERSIONS,
        rejects=left_out,
        near_duplicates=intake.near_duplicates(articles),
        beside=reviews.beside,
        sections=outcome.sections(),
    )
    validation = _Validation(config, articles, reports)
    release = dataset.release(tables, out, config=config, validate=validation, asked=asked)
    assert validation.report is not None  # noqa: S101  release never publishes without asking
    return BuildResult(
        release.path, release.version, release.status, release.diff, validation.report, unusable, outcome
    )


def judge(paths: Sequence[Path | str], *, config: Config | None = None) -> review.Outcome:
    """What people decided about the articles under ``paths``, held against what the builder says of them now.

    Only articles with a decision are read again, and nothing is written. Raises InputError and ConfigError.
    """
    places = [Path(path) for path in paths]
    config = config or find(places)
    reviews = review.read(places, config.review)
    articles, _ = _read(places, config, (*config.files, *reviews.files), strict=False)
    articles, _ = review.withhold(articles, (), reviews.takedowns)
    asked = [article for article in articles if article.article_id in reviews.articles]
    one = _reader(config, reviews)
    return review.revise(_extract(one, asked, 1, None), reviews)[1]


def _reader(config: Config, reviews: review.Reviews) -> Callable[[Article], Extraction]:
    """What a worker runs on each article."""
    registry = config.speakers.registry
    return functools.partial(process, registry=registry, marked=reviews.marked, settings=config.attribution)


def _read(
    paths: Sequence[Path], config: Config, besides: Sequence[Path], *, strict: bool
) -> tuple[tuple[Article, ...], tuple[Reject, ...]]:
    articles: list[Article] = []
    unusable: list[Reject] = []
    for one in intake.read(paths, config.intake, strict=strict, besides=besides):
        if isinstance(one, Article):
            articles.append(one)
        else:
            unusable.append(one)
    if not articles:
        first = f" The first problem: {unusable[0].path}: {unusable[0].detail}" if unusable else ""
        raise InputError(f"no article could be read.{first}", where=", ".join(map(str, paths)))
    return tuple(articles), tuple(unusable)


def _extract(
    function: Callable[[Article], Extraction],
    articles: Sequence[Article],
    workers: int,
    on_progress: Progress | None,
) -> Iterator[tuple[Article, Extraction]]:
    quotes = rejects = 0
    results = engine.run(function, articles, workers=workers)
    for done, (article, extraction) in enumerate(zip(articles, results, strict=True), start=1):
        quotes += len(extraction.quotes)
        rejects += len(extraction.rejects)
        if on_progress:
            on_progress(done, quotes, rejects)
        yield article, extraction


class _Validation:
    """The check that ``release`` makes before it publishes; keeps the report for the caller."""

    def __init__(self, config: Config, articles: Sequence[Article], reports: Path) -> None:
        self.config = config
        self.reports = reports
        self.report: Report | None = None
        # What may not be passed on is checked against the text all the same.
        self.texts = {one.article_id: one.text for one in articles if not one.text_redistributable}

    def __call__(self, staged: Path, parent: Path | None) -> Verdict:
        from builder import dataset
        from builder.validate import render, validate, write_reports

        self.report = report = validate(staged, parent=parent, config=self.config.validation, texts=self.texts)
        if report.verdict == "fail":
            write_reports(report, self.reports)
            broken = report.failing("critical")
            raise ValidationFailed(
                f"{len(broken)} critical expectations broke, and nothing was published; the first: “{broken[0].name}”.",
                hint=f"The rows are named in {self.reports / 'validation.html'}.",
            )
        summary = {"verdict": report.verdict, "checks": report.tally()}
        return dataset.Verdict(passed=True, summary=summary, reports=render(report))
