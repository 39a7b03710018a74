"""The configuration of a build: a small TOML file beside the articles, every key optional.

[dataset]
name = "harbour-quotes"
licence = "CC-BY-4.0"

[intake.columns]        # our field = your column (JSONL, CSV, Parquet)
text = "body"
published_at = "date"

[intake.defaults]       # for articles whose own metadata does not say
language = "en"

[intake]
outlets = "outlets.csv"     # the outlets you know already: domain, outlet, country, ownership

[attribution]
min_score = 0.5             # leave out what is less sure to be a quote of its speaker
models = "my-models"        # a tagger of your own, written by build-dataset train

[speakers]
registry = "speakers.csv"   # the speakers you know already: name, aliases, kind, qid

[review]
rule = "adjudicator"        # where reviewers differ; without it, the majority decides
adjudicator = "Ann Lee"
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

from builder.errors import ConfigError, InputError, nearest
from builder.model import weights
from builder.outlets import NONE as NO_OUTLETS
from builder.outlets import Outlets
from builder.registry import NONE, Registry

FILE_NAME = "quotestance.toml"
METADATA = (
    "outlet", "outlet_domain", "title", "authors", "published_at", "modified_at", "url", "language", "section",
    "licence", "text_redistributable", "free_to_read",
)  # fmt: skip
READERS = ("auto", "trafilatura", "builtin")  # of pages; auto: trafilatura where it is installed
RULES = ("majority", "adjudicator")  # for reviewers who differ
Section = TypeVar("Section")


@dataclass(frozen=True, slots=True)
class Dataset:
    """How the dataset is called and described."""

    name: str = "quotes"
    title: str = "Quotes"
    licence: str | None = None  # of the dataset as a whole; null when its articles differ
    homepage: str | None = None
    citation: str | None = None
    card: str | None = None  # a Markdown file with prose of your own, relative to the configuration


@dataclass(frozen=True, slots=True)
class Intake:
    """What to read and how."""

    columns: Mapping[str, str] = field(default_factory=dict)  # our field -> the column's name
    defaults: Mapping[str, Any] = field(default_factory=dict)  # metadata for articles that lack it
    max_characters: int = 5_000_000  # of one article; a longer one is a reject
    html: str = "auto"  # what finds the story on a page: one of READERS
    identify_language: bool = True  # of articles whose metadata do not say
    outlets: Outlets = NO_OUTLETS  # in the file: the name of a CSV, relative to the configuration


@dataclass(frozen=True, slots=True)
class Attribution:
    """What counts as a quote."""

    min_score: float | None = None  # 0 to 1; None: what gave the best F1 in training
    models: Path | None = None  # folder of a tagger; in the file: relative to the configuration

    def content(self) -> dict[str, Any]:
        """What can change a row: of the models their checksums, wherever they lie."""
        return {"min_score": self.min_score, "models": self.models and weights.listed(self.models)}


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whom you know already."""

    registry: Registry = NONE  # in the file: the name of a CSV, relative to the configuration


@dataclass(frozen=True, slots=True)
class Splits:
    """Shares of the splits in percent; they sum to 100. A split of 0 is left out."""

    train: int = 80
    validation: int = 10
    test: int = 10


@dataclass(frozen=True, slots=True)
class Validation:
    """Bounds of the checks that depend on the corpus."""

    max_unknown_speaker_share: float = 0.6
    max_drift: float = 0.2  # total variation distance of a label distribution from the parent version's


@dataclass(frozen=True, slots=True)
class Review:
    """What counts when reviewers differ."""

    rule: str = "majority"  # or "adjudicator"
    adjudicator: str | None = None  # the reviewer whose word ends a difference


@dataclass(frozen=True, slots=True)
class Config:
    dataset: Dataset = Dataset()
    intake: Intake = Intake()
    attribution: Attribution = Attribution()
    speakers: Speakers = Speakers()
    splits: Splits = Splits()
    validation: Validation = Validation()
    review: Review = Review()
    folder: Path = field(default=Path(), compare=False)  # where the file lies; paths in it are relative to it

    def digest(self) -> str:
        """SHA-256 over everything that can change a row: the same on every machine and in every folder."""
        sections = {f.name: getattr(self, f.name) for f in dataclasses.fields(self) if f.name != "folder"}
        listed = (
            "speakers",
            "intake",
            "attribution",
        )  # of the files they name counts what they say, not where they lie
        content: dict[str, Any] = {n: dataclasses.asdict(one) for n, one in sections.items() if n not in listed}
        content["speakers"] = self.speakers.registry.content()
        content["attribution"] = self.attribution.content()
        content["intake"] = {f.name: getattr(self.intake, f.name) for f in dataclasses.fields(Intake)}
        content["intake"]["outlets"] = self.intake.outlets.content()
        return hashlib.sha256(json.dumps(content, sort_keys=True, default=str).encode()).hexdigest()

    @property
    def files(self) -> tuple[Path, ...]:
        """The files that the configuration names; wherever they lie, they are no articles."""
        card = (self.folder / self.dataset.card,) if self.dataset.card else ()
        listed = (self.speakers.registry.file, self.intake.outlets.file)
        return (*card, *(file for file in listed if file))


def load(path: Path) -> Config:
    """The configuration in ``path``.

    Raises InputError when it cannot be read, ConfigError for what it says wrongly, naming the nearest known key.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot read the configuration: {error.strerror}.", where=path) from error
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8.", where=path, hint="TOML files are UTF-8; save it as such.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"not valid TOML: {error}.", where=path) from error
    _check_keys(raw, {f.name: f for f in dataclasses.fields(Config) if f.name != "folder"}, path, "")
    config = Config(
        dataset=_section(Dataset, raw.get("dataset", {}), path, "dataset"),
        intake=_section(Intake, raw.get("intake", {}), path, "intake"),
        attribution=_section(Attribution, raw.get("attribution", {}), path, "attribution"),
        speakers=_section(Speakers, raw.get("speakers", {}), path, "speakers"),
        splits=_section(Splits, raw.get("splits", {}), path, "splits"),
        validation=_section(Validation, raw.get("validation", {}), path, "validation"),
        review=_section(Review, raw.get("review", {}), path, "review"),
        folder=path.parent,
    )
    _check_values(config, path)
    return config


def _section(kind: type[Section], values: Any, path: Path, name: str) -> Section:
    if not isinstance(values, dict):
        raise ConfigError(f"[{name}] must be a table, not {values!r}.", where=path)
    hints = get_type_hints(kind)
    _check_keys(values, hints, path, f"{name}.")
    for key, value in values.items():
        if not _fits(value, hints[key]):
            raise ConfigError(f"{name}.{key} = {value!r} has the wrong type.", where=path, hint=_expected(hints[key]))
    return kind(**{key: _value(value, hints[key], path) for key, value in values.items()})


def _value(value: Any, hint: Any, path: Path) -> Any:
    if hint == Path | None:
        return path.parent / value
    return hint.load(path.parent / value) if hint in (Registry, Outlets) else value


def _check_keys(given: Mapping[str, Any], known: Mapping[str, Any], path: Path, prefix: str) -> None:
    for key in given:
        if key not in known:
            raise ConfigError(f"unknown key {prefix + key!r}.", where=path, hint=nearest(key, known))


def _fits(value: Any, hint: Any) -> bool:
    if hint is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if hint in (float, float | None):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if hint is bool:
        return isinstance(value, bool)
    if hint in (str, str | None, Path | None, Registry, Outlets):
        return isinstance(value, str)
    return isinstance(value, dict)


def _expected(hint: Any) -> str:
    names = {
        bool: "true or false",
        int: "a whole number",
        float: "a number",
        float | None: "a number",
        Path | None: "the name of a folder",
        str: "text in quotation marks",
        str | None: "text in quotation marks",
        Registry: "the name of a CSV file",
        Outlets: "the name of a CSV file",
    }
    return f"Expected {names.get(hint, 'a table')}."


def _check_values(config: Config, path: Path) -> None:
    for table, fields in (("columns", ("text", *METADATA)), ("defaults", METADATA)):
        _check_keys(getattr(config.intake, table), dict.fromkeys(fields), path, f"intake.{table}.")
    for ours, theirs in config.intake.columns.items():
        if not isinstance(theirs, str):
            raise ConfigError(f"intake.columns.{ours} = {theirs!r} is not a column name.", where=path)
    shares = dataclasses.astuple(config.splits)
    if min(shares) < 0 or sum(shares) != 100:
        raise ConfigError(f"[splits] must be shares that sum to 100, not {shares}.", where=path)
    if config.intake.html not in READERS:
        hint = nearest(config.intake.html, READERS)
        raise ConfigError(f"intake.html = {config.intake.html!r} is no reader of pages.", where=path, hint=hint)
    least = config.attribution.min_score
    if least is not None and not 0 <= least <= 1:
        raise ConfigError(f"attribution.min_score = {least} is no score.", where=path, hint="Scores run from 0 to 1.")
    if config.intake.max_characters < 1:
        raise ConfigError("intake.max_characters must be 1 or more.", where=path)
    for name in ("max_unknown_speaker_share", "max_drift"):
        if not 0 <= getattr(config.validation, name) <= 1:
            raise ConfigError(f"validation.{name} must lie between 0 and 1.", where=path)
    _check_review(config.review, path)


def _check_review(review: Review, path: Path) -> None:
    if review.rule not in RULES:
        raise ConfigError(f"review.rule = {review.rule!r} is no rule.", where=path, hint=nearest(review.rule, RULES))
    if (review.rule == "adjudicator") != bool(review.adjudicator):
        raise ConfigError(
            'review.rule = "adjudicator" and review.adjudicator = "NAME" go together.',
            where=path,
            hint="Give both, or neither: then the majority decides.",
        )


def find(paths: Sequence[Path]) -> Config:
    """The configuration that lies in the first of ``paths`` that is a folder with one; else the defaults."""
    for path in paths:
        if (file := path / FILE_NAME).is_file():
            return load(file)
    return Config()
