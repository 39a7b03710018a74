"""Tables in, a published version out.

The order: split -> write Parquet into a hidden folder -> compare with the parent -> number -> card, croissant.json,
CHANGES.md -> validate -> manifest.json -> rename. Nothing is visible in the output folder before the last step.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from builder.config import Config
from builder.dataset import card, changes, croissant, load, manifest, parquet, publish, schema, split, stats
from builder.dataset.diff import Diff, diff
from builder.dataset.table import Tables
from builder.dataset.version import NOTHING, Asked, Bump, Version, check, decide, exists_already, published
from builder.errors import InputError, ValidationFailed, VersionError


@dataclass(frozen=True, slots=True)
class Verdict:
    """What validation found: a summary for the manifest and the reports by file name. Both free of clock and path."""

    passed: bool  # False: an expectation of severity critical was broken
    summary: Mapping[str, Any] = field(default_factory=dict)
    reports: Mapping[str, str] = field(default_factory=dict)


Validate = Callable[[Path, Path | None], Verdict]  # the staged version and its parent's directory


@dataclass(frozen=True, slots=True)
class Release:
    """Where the version is. ``diff`` is that from its parent: None for a first one and when nothing changed."""

    path: Path
    version: str
    status: Literal["published", "unchanged"]
    diff: Diff | None


@dataclass(frozen=True, slots=True)
class _Stage:
    """What the steps share: the folder, and what is known about the data in it."""

    folder: Path
    config: Config
    validate: Validate
    written: Mapping[str, Mapping[str, parquet.Written]]
    described: Mapping[str, Any]
    counts: stats.Statistics


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a version comes from: its parent's directory, what the manifest says of it, and the text of CHANGES.md."""

    directory: Path | None
    reference: Mapping[str, str] | None
    history: str


def release(
    tables: Tables,
    out: Path,
    *,
    config: Config,
    validate: Validate,
    asked: Asked = NOTHING,
    rows_per_shard: int = parquet.ROWS_PER_SHARD,
) -> Release:
    """Publish ``tables`` as the next version in ``out``, or find that the latest one is the same.

    The parent is the highest version in ``out``. When no number was asked for, a build whose every file equals the
    parent's is not published again.

    Raises InputError when there is no quote, VersionError for a version that exists or is too low, ValidationFailed
    when ``validate`` finds a critical failure, OutputError when ``out`` cannot be written. Nothing is published then.
    """
    check(out, asked)
    _require_quotes(tables)
    parent = next(reversed(published(out)), None)
    before = out / str(parent) if parent else None
    if before:
        _require_same_dataset(before, config)
    with publish.staging(out) as folder:
        stage = _stage(tables, folder, config, validate, load.splits(before) if before else {}, rows_per_shard)
        found = diff(before, folder) if before else None
        if before and asked.version in (None, parent) and asked.bump is None and _is(stage, before):
            return Release(before, before.name, "unchanged", None)
        if before and asked.version == parent:
            raise exists_already(before)
        version = decide(parent, max(found.bump, Bump.PATCH) if found else Bump.NONE, asked)
        found = replace(found, new=str(version)) if found else None
        _finish(stage, version, _Origin(before, _reference(before), changes.text(str(version), found, before)))
        publish.publish(folder, out / str(version))
        return Release(out / str(version), str(version), "published", found)


def _stage(
    tables: Tables, folder: Path, config: Config, validate: Validate, parent: Mapping[str, str], rows_per_shard: int
) -> _Stage:
    """Write the data, and describe it in a manifest that has no number yet."""
    splits = split.assign(tables.groups, config.splits, parent)
    written = {name: _write_table(tables, name, splits, folder, rows_per_shard) for name in schema.TABLES}
    described = manifest.describe(tables, folder, config)
    manifest.write(described, folder)
    return _Stage(folder, config, validate, written, described, stats.statistics(folder))


def _finish(stage: _Stage, version: Version, origin: _Origin) -> None:
    """Everything that names the version, then the verdict, then the manifest.

    Raises ValidationFailed for a verdict that does not pass.
    """
    folder = stage.folder
    for path in folder.iterdir():  # of an attempt under another number
        if path.name != "data":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    numbered = {**stage.described, "version": str(version), "parent": origin.reference}
    _write(folder / changes.FILE_NAME, origin.history)
    _write(folder / card.FILE_NAME, card.render(stage.config, numbered, stage.counts, stage.written))
    _write(folder / croissant.FILE_NAME, croissant.render(stage.config, numbered, stage.counts, folder))
    manifest.write({**numbered, "files": manifest.file_entries(folder)}, folder)
    verdict = stage.validate(folder, origin.directory)
    if not verdict.passed:
        raise ValidationFailed(
            f"version {version} broke a critical expectation and was not published.",
            hint="The validation report names the rows.",
        )
    for name, report in sorted(verdict.reports.items()):
        _write(folder / "reports" / name, report)
    complete = {**numbered, "validation": dict(verdict.summary), "files": manifest.file_entries(folder)}
    manifest.write(complete, folder)


def _is(stage: _Stage, before: Path) -> bool:
    """Whether the staged version, finished under the number of the one in ``before``, is that one byte for byte.

    The history is taken over, because it tells how ``before`` came about and not what is in it. So are the reports
    when the parent they compare with is no longer there.
    """
    theirs = load.manifest(before)
    if any(theirs.get(key) != value for key, value in stage.described.items() if key not in manifest.LATE):
        return False
    reference = theirs["parent"]
    directory = before.parent / reference["version"] if reference else None
    if directory and not directory.is_dir():
        directory, stage = None, replace(stage, validate=lambda *_: _verdict_of(before, theirs))
    history = before / changes.FILE_NAME
    known = history.read_text(encoding="utf-8") if history.is_file() else ""
    _finish(stage, Version.parse(theirs["version"]), _Origin(directory, reference, known))
    return publish.same_content(stage.folder, before)


def _verdict_of(directory: Path, described: manifest.Manifest) -> Verdict:
    reports = {path.name: path.read_text(encoding="utf-8") for path in sorted((directory / "reports").glob("*"))}
    return Verdict(passed=True, summary=described.get("validation") or {}, reports=reports)


def _write_table(
    tables: Tables, name: str, splits: Mapping[str, str], folder: Path, rows_per_shard: int
) -> dict[str, parquet.Written]:
    """Quotes and articles by split; speakers and rejects whole, as ``train``, because they span the splits."""
    import pyarrow as pa

    writers = {part: parquet.Writer(name, part, folder, rows_per_shard) for part in schema.SPLITS}
    for batch in tables.batches(name):
        if name in ("speakers", "rejects"):
            writers[schema.SPLITS[0]].add(batch)
            continue
        column = [splits[str(article)] for article in batch["article_id"].to_pylist()]
        for part, writer in writers.items():
            writer.add(batch.filter(pa.array([each == part for each in column], pa.bool_())))
    closed = {part: writer.close() for part, writer in writers.items()}
    return {part: done for part, done in closed.items() if done.rows}


def _reference(directory: Path | None) -> dict[str, str] | None:
    if directory is None:
        return None
    described = load.manifest(directory)
    return {"version": described["version"], "digest": described["digest"]}


def _require_same_dataset(before: Path, config: Config) -> None:
    name = load.manifest(before).get("name")
    if name != config.dataset.name:
        raise VersionError(
            f"it holds versions of {name!r}, not of {config.dataset.name!r}.",
            where=before.parent,
            hint="Choose another --out, or set dataset.name in quotestance.toml.",
        )


def _require_quotes(tables: Tables) -> None:
    if tables.index.quotes:
        return
    reasons = Counter(reason for batch in tables.batches("rejects") for reason in batch["reason"].to_pylist())
    said = ", ".join(f"{reason} ({count})" for reason, count in reasons.most_common(3))
    count = len(tables.index.articles)
    raise InputError(
        f"no quote was found in {count} article{'' if count == 1 else 's'}; nothing was published.",
        hint=f"Most frequent reasons among the rejects: {said}." if said else "Is it news text in English?",
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
