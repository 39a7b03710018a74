"""What a version is made of in, manifest.json out: checksums, digests, parent, inputs, licences, verdict.

Nothing in it depends on the clock, the machine or the folder: the same build gives the same manifest.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import version as installed
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from builder import ids
from builder.__about__ import __version__
from builder.config import Config
from builder.dataset import digest, load, schema, split
from builder.errors import InputError
from builder.model import weights
from builder.records import Beside
from builder.registry import NONE, Registry

if TYPE_CHECKING:
    from builder.dataset.table import Tables

FORMAT = 1  # of the manifest itself
LATE = ("version", "parent", "validation", "files")  # known only when the version is complete
WRITERS = ("datasets", "pyarrow")  # their releases may change bytes, never rows

Manifest = Mapping[str, Any]


def models(config: Config) -> dict[str, Any]:
    """The SHA-256 of every file of the models, and the score below which an attribution was left out."""
    own = config.attribution.models
    found: dict[str, Any] = {"shipped": weights.listed(weights.shipped())}
    if own is not None:
        found["attribution"] = weights.listed(own)
    return found | {"min_score": config.attribution.min_score}


def describe(tables: Tables, staged: Path, config: Config) -> dict[str, Any]:
    """What the manifest says about the data in ``staged``, before the version has a number, a verdict and a card."""
    digests = {name: digest.of_rows(load.batches(staged, name)) for name in schema.TABLES}
    return {
        "format": FORMAT,
        "name": config.dataset.name,
        "title": config.dataset.title,
        "version": None,
        "parent": None,
        "validation": None,
        "id_scheme": ids.SCHEME,
        "schema": {
            "digest": schema.digest(),
            "types": {name: schema.types(name) for name in schema.TABLES},
            "labels": {
                name: {path: list(set_) for path, set_ in schema.labels(name).items()} for name in schema.TABLES
            },
        },
        "builder": {
            "name": "quotestance",
            "version": __version__,
            "stages": dict(tables.versions),
            "models": models(config),
        },
        "writers": {name: installed(name) for name in WRITERS},
        "config_digest": config.digest(),
        "inputs": inputs(staged, tables.beside, config.speakers.registry),
        **tables.sections,
        "rows": {name: _rows(staged, name) for name in schema.TABLES},
        "digest": digest.of_digests(digests),
        "digests": digests,
        "splits": {"rule": split.RULE, "shares": {name: getattr(config.splits, name) for name in schema.SPLITS}},
        "licences": {"dataset": config.dataset.licence, "articles": licences(staged)},
        "files": [],
    }


def file_entries(directory: Path) -> list[dict[str, Any]]:
    """Path, checksum, size and (Parquet) rows of every file in ``directory`` but the manifest."""
    return [_file(path, directory) for path in _files(directory)]


def write(manifest: Manifest, directory: Path) -> None:
    text = json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    (directory / load.MANIFEST).write_text(text, encoding="utf-8", newline="\n")


def inputs(staged: Path, beside: Iterable[Beside] = (), registry: Registry = NONE) -> list[dict[str, Any]]:
    """The files that were read, by path: checksum, licences of their articles, and how many they gave.

    A file of which nothing could be read has no checksum here; the rejects table says why. The registry of speakers
    and the files beside the articles stand last, by their names, with the number of what they list.
    """
    found: dict[str, dict[str, Any]] = {}
    for _, batch in load.batches(staged, "rejects", ["source_path"]):
        for path in map(str, batch["source_path"].unique().to_pylist()):
            found.setdefault(path, {"path": path, "sha256": None, "licences": [], "articles": 0})
    for _, batch in load.batches(staged, "articles", ["source_path", "source_sha256", "licence"]):
        for row in batch.to_pylist():
            path, licence = row["source_path"], row["licence"] or "unknown"
            entry = found.setdefault(path, {"path": path, "sha256": None, "licences": [], "articles": 0})
            entry["sha256"] = row["source_sha256"]
            entry["articles"] += 1
            if licence not in entry["licences"]:
                entry["licences"] = sorted([*entry["licences"], licence])
    others = [
        {"path": one.path, "sha256": one.sha256, "licences": [], "articles": 0, "entries": one.entries}
        for one in beside
    ]
    articles = [found[path] for path in sorted(found)]
    return [*articles, *others] if registry.file is None else [*articles, _registry(registry, registry.file), *others]


def _registry(registry: Registry, file: Path) -> dict[str, Any]:
    count = len(registry.speakers)
    return {"path": file.name, "sha256": registry.sha256, "licences": [], "articles": 0, "speakers": count}


def licences(staged: Path) -> dict[str, int]:
    """Articles by licence; those that state none count as unknown."""
    counts: Counter[str] = Counter()
    for _, batch in load.batches(staged, "articles", ["licence"]):
        counts.update(licence or "unknown" for licence in batch["licence"].to_pylist())
    return dict(sorted(counts.items()))


def check(directory: Path) -> Manifest:
    """The manifest of ``directory``, after every file was found to be what it says.

    Raises InputError naming the first file that is missing, changed or not listed.
    """
    manifest = load.manifest(directory)
    listed = {entry["path"]: entry["sha256"] for entry in manifest.get("files", ())}
    present = {path.relative_to(directory).as_posix(): path for path in _files(directory)}
    hint = "A version is never changed once it is published: build it again."
    for path in sorted(listed.keys() | present.keys()):
        if path not in present:
            raise InputError("is in the manifest but missing.", where=directory / path, hint=hint)
        if path not in listed:
            raise InputError("is not in the manifest.", where=directory / path, hint=hint)
        if digest.of_file(present[path]) != listed[path]:
            raise InputError("does not have the checksum of the manifest.", where=directory / path, hint=hint)
    return manifest


def _files(directory: Path) -> list[Path]:
    every = (path for path in directory.rglob("*") if path.is_file() and path != directory / load.MANIFEST)
    return sorted(every, key=lambda path: path.relative_to(directory).as_posix())


def _file(path: Path, directory: Path) -> dict[str, Any]:
    name = PurePosixPath(path.relative_to(directory).as_posix())
    return {"path": str(name), "sha256": digest.of_file(path), "bytes": path.stat().st_size, **_row_count(path)}


def _row_count(path: Path) -> dict[str, int]:
    if path.suffix != ".parquet":
        return {}
    import pyarrow.parquet as pq

    return {"rows": pq.read_metadata(path).num_rows}


def _rows(directory: Path, table: str) -> dict[str, int]:
    return {
        split: sum(_row_count(path)["rows"] for path in paths) for split, paths in load.files(directory, table).items()
    }
