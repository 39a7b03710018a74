"""The whole build on one screen: articles in, a published version out. The stages meet here and nowhere else."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

from builder import attribution, engine, extraction, finished, ids, intake, label, review, speakers
from builder.checked import Validation
from builder.config import Attribution as AttributionSettings
from builder.config import Config, find
from builder.errors import VersionError
from builder.extraction import Done, How
from builder.intake import duplicates
from builder.records import Article, Extraction, Quote, Reject, Source
from builder.registry import NONE, Registry

if TYPE_CHECKING:
    from builder.dataset import Asked
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

Tell = Callable[[engine.Progress], None]
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
    progress: engine.Progress = dataclasses.field(default_factory=engine.Progress)  # how much was done, or resumed
    failures: tuple[Mapping[str, Any], ...] = ()  # articles on which the builder failed, with the tracebacks

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
    how: How | None = None,
    workers: int = 1,
    strict: bool = False,
    version: str | None = None,
    bump: str | None = None,
    force: bool = False,
    reports: Path = REPORTS,
    on_progress: Tell | None = None,
) -> BuildResult:
    """Build the articles under ``paths`` into the next version of the dataset in ``out``.

    ``config`` defaults to the ``quotestance.toml`` in the first folder that has one. ``how`` says who does the work and
    where it is kept (``workers`` and ``strict`` are short for it); the rows are the same for any engine, any number of
    workers and however often the work was cut short. ``version`` and ``bump`` say what to publish at least; ``force``
    allows less than the changes ask for.

    Raises InputError, ConfigError, OutputError, VersionError, and ValidationFailed after writing what was found into
    ``reports``. Whatever is raised, the versions in ``out`` are as they were.
    """
    from builder import dataset
    from builder.dataset import publish

    places, out = [Path(path) for path in paths], Path(out)
    config = config or find(places)
    asked = dataset.Asked.parse(version, bump, force=force)
    dataset.check(out, asked)
    how = how or How(workers=workers, strict=strict)
    _require_trial(out, how, asked)
    reviews = review.read(places, config.review)
    question = finished.question(places, config, how)
    if asked == dataset.Asked() and (known := finished.recall(how.folder(out), question, out)):
        return BuildResult(**known)
    with publish.explained(out), _extracted(places, out, config, reviews, how, on_progress, meanwhile=_load) as done:
        outcome = review.outcome(reviews, done.revision)
        with done.work.scratch() as folder:
            tables = dataset.merged(
                done.folders,
                folder,
                versions=VERSIONS,
                near_duplicates=_near_duplicates(done.folders),
                checksums=done.checksums,
                beside=reviews.beside,
                sections=outcome.sections(),
            )
            validation = Validation(config, tables, reports)
            release = dataset.release(tables, out, config=config, validate=validation, asked=asked)
        done.work.prune(done.keys, [shard.digest for shard in done.shards])
        assert validation.report is not None  # noqa: S101  release never publishes without asking
        result = BuildResult(
            release.path,
            release.version,
            release.status,
            release.diff,
            validation.report,
            tuple(done.unusable),
            outcome,
            done.progress,
            done.failures,
        )
        finished.remember(done.work.root, question, result)
    return result


def prepare(
    paths: Sequence[Path | str],
    out: Path | str = "dist",
    *,
    how: How,
    config: Config | None = None,
    on_progress: Tell | None = None,
) -> Done:
    """Do the work on the articles, or on ``how.part`` of it, and publish nothing: ``build`` will find it done.

    For machines that share a disk and nothing else: each does its part, then one of them builds.
    """
    from builder.dataset import publish

    places, out = [Path(path) for path in paths], Path(out)
    config = config or find(places)
    reviews = review.read(places, config.review)
    with publish.explained(out), _extracted(places, out, config, reviews, how, on_progress) as done:
        return done


def judge(paths: Sequence[Path | str], *, config: Config | None = None) -> review.Outcome:
    """What people decided about the articles under ``paths``, held against what the builder says of them now.

    Only articles with a decision are read again, and nothing is written. Raises InputError and ConfigError.
    """
    places = [Path(path) for path in paths]
    config = config or find(places)
    reviews = review.read(places, config.review)
    one = functools.partial(
        process, registry=config.speakers.registry, marked=reviews.marked, settings=config.attribution
    )
    done = review.Revision()
    for article in review.withhold(_read(places, config, reviews, strict=False), reviews.takedowns):
        if isinstance(article, Article) and article.article_id in reviews.articles:
            done += review.revise(article, one(article), reviews)[1]
    return review.outcome(reviews, done)


def _require_trial(out: Path, how: How, asked: Asked) -> None:
    """The first articles alone would look like a version from which the others were removed."""
    from builder.dataset import version

    if how.limit is not None and not asked.force and (found := version.published(out)):
        raise VersionError(
            f"version {found[-1]} is there, and {how.limit:,} articles for a trial would become the next one.",
            where=out,
            hint="Give the trial a folder of its own with --out, or pass --force.",
        )


def _read(
    places: Sequence[Path], config: Config, reviews: review.Reviews, *, strict: bool
) -> Iterator[Article | Reject]:
    return intake.read(places, config.intake, strict=strict, besides=(*config.files, *reviews.files))


def _load() -> None:
    """What comes after extraction takes three seconds to import: well done while a core has nothing to do."""
    from builder.dataset import schema
    from builder.validate import checkpoint

    schema.features("quotes")
    checkpoint.load()


def _extracted(  # noqa: PLR0913  as build and prepare have them
    places: Sequence[Path],
    out: Path,
    config: Config,
    reviews: review.Reviews,
    how: How,
    on_progress: Tell | None,
    *,
    meanwhile: Callable[[], None] = lambda: None,
) -> AbstractContextManager[Done]:
    registry, settings = config.speakers.registry, config.attribution
    return extraction.extracted(
        _first(_read(places, config, reviews, strict=how.strict), how.limit),
        work=extraction.Work(
            functools.partial(_shard, registry=registry, settings=settings),
            extraction.settings(registry.content(), settings.content(), VERSIONS),
            ", ".join(map(str, places)),
            how.folder(out),
        ),
        reviews=reviews,
        how=how,
        tell=on_progress or (lambda _: None),
        meanwhile=meanwhile,
    )


def _shard(task: engine.Task, registry: Registry, settings: AttributionSettings) -> Mapping[str, Any]:
    """What a worker does: the articles of one shard read, revised and written down as rows."""
    reviews: review.Reviews = task.context
    one = functools.partial(process, registry=registry, marked=reviews.marked, settings=settings)
    return engine.run(task, one, functools.partial(_write, reviews=reviews))


def _write(
    folder: Path, extracted: Sequence[tuple[Article, Extraction]], rejects: Sequence[Reject], reviews: review.Reviews
) -> dict[str, Any]:
    from builder.dataset import shard

    done = review.Revision()
    revised = []
    signatures = {}
    for article, given in extracted:
        said, mine = review.revise(article, given, reviews)
        revised.append((article, said))
        done += mine
        if (values := duplicates.signature(article)) is not None:
            signatures[article.article_id] = values.tobytes()
    made = shard.tables(revised, rejects, VERSIONS, signatures)
    return {"rows": shard.write(folder, made), "review": dataclasses.asdict(done)}


def _near_duplicates(shards: Sequence[Path]) -> dict[str, str]:
    import numpy as np

    from builder.dataset import merge

    found = (
        (name, None if each is None else np.frombuffer(each, np.uint32)) for name, each in merge.signatures(shards)
    )
    return duplicates.group(found)


def _first(entries: Iterator[Article | Reject], limit: int | None) -> Iterator[Article | Reject]:
    """The first ``limit`` articles, and the rejects before them and of them."""
    count = 0
    for entry in entries:
        count += isinstance(entry, Article)
        if limit is not None and count > limit:
            return
        yield entry
