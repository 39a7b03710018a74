"""What the Hub and ``load_dataset`` read: the YAML block at the top of a card."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from builder.config import Config
from builder.dataset import schema
from builder.dataset.parquet import Written
from builder.dataset.stats import Statistics
from builder.errors import ConfigError

_BLOCK = re.compile(r"\A\ufeff?---\n(.*?)\n---[ \t]*\n", re.DOTALL)
_FILES = ("configs", "dataset_info")  # describe the files: never the author's to write

# SPDX ids whose identifier on the Hub is not simply their lower case; anything that is not known there is "other".
_HUB_LICENCES = {
    "odc-by-1.0": "odc-by",
    "odbl-1.0": "odbl",
    "pddl-1.0": "pddl",
    "gpl-3.0-only": "gpl-3.0",
    "gpl-3.0-or-later": "gpl-3.0",
}
_ON_HUB = frozenset(
    """
    apache-2.0 mit cc cc0-1.0 cc-by-2.0 cc-by-2.5 cc-by-3.0 cc-by-4.0 cc-by-sa-3.0 cc-by-sa-4.0 cc-by-nc-2.0
    cc-by-nc-3.0 cc-by-nc-4.0 cc-by-nd-4.0 cc-by-nc-nd-3.0 cc-by-nc-nd-4.0 cc-by-nc-sa-2.0 cc-by-nc-sa-3.0
    cc-by-nc-sa-4.0 cdla-sharing-1.0 cdla-permissive-1.0 cdla-permissive-2.0 odc-by odbl pddl gfdl gpl-3.0
    bsd-3-clause unknown other
    """.split()
)
_SIZES = (
    (1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"),
    (10_000_000, "1M<n<10M"), (100_000_000, "10M<n<100M"), (1_000_000_000, "100M<n<1B"),
)  # fmt: skip


def split(prose: str, source: Path) -> tuple[dict[str, Any], str]:
    """The front matter and the rest of ``prose``. Raises ConfigError when the front matter is not a YAML mapping."""
    match = _BLOCK.match(prose)
    if match is None:
        return {}, prose
    try:
        given = yaml.safe_load(match[1]) or {}
    except yaml.YAMLError as error:
        raise ConfigError("the card's front matter is not valid YAML.", where=source, hint=str(error)) from error
    if not isinstance(given, dict):
        raise ConfigError("the card's front matter must be a mapping of keys.", where=source)
    return given, prose[match.end() :]


def render(
    config: Config, counts: Statistics, written: Mapping[str, Mapping[str, Written]], given: Mapping[str, Any]
) -> str:
    """The YAML block. ``written`` is what each split of each table became; a table without rows is no config."""
    generated: dict[str, Any] = {
        "pretty_name": _line(config.dataset.title),
        **_licence(config, counts),
        "language": sorted(language for language in counts.counts["language"] if language),
        "size_categories": [_size(counts.total("quotes"))],
        "task_categories": ["text-classification", "token-classification"],
        "tags": ["quotation-attribution", "stance-detection", "framing", "fact-checking", "news"],
    }
    described = {
        "configs": [_config(table, splits) for table, splits in written.items() if splits],
        "dataset_info": [_info(table, splits) for table, splits in written.items() if splits],
    }
    mine = {key: value for key, value in given.items() if key not in _FILES}
    content = {key: value for key, value in {**generated, **mine, **described}.items() if value not in ([], None)}
    return "---\n" + yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=1000) + "---\n"


def hub_licence(licence: str | None) -> str:
    """The Hub's identifier for an SPDX id: CC-BY-4.0 -> cc-by-4.0; ``other`` for what the Hub has no name for."""
    if licence is None:
        return "unknown"
    lower = licence.strip().lower()
    name = _HUB_LICENCES.get(lower, lower)
    return name if name in _ON_HUB else "other"


def dataset_licence(config: Config, counts: Statistics) -> str | None:
    """That of the configuration; without one that of the articles where all have the same, else None."""
    if config.dataset.licence:
        return config.dataset.licence
    found = counts.counts["licence"]
    return next(iter(found)) if len(found) == 1 else None


def _licence(config: Config, counts: Statistics) -> dict[str, str]:
    licence = dataset_licence(config, counts)
    name = hub_licence(licence)
    return {"license": name, "license_name": _line(str(licence))} if name == "other" else {"license": name}


def _line(text: str) -> str:
    """On one line, so that no parser of the block takes a part of it for its end."""
    return " ".join(text.split())


def _size(rows: int) -> str:
    return next((name for limit, name in _SIZES if rows < limit), "n>1T")


def _config(table: str, splits: Mapping[str, Written]) -> dict[str, Any]:
    files = [{"split": split, "path": f"data/{table}/{split}-*.parquet"} for split in splits]
    return {"config_name": table, **({"default": True} if table == "quotes" else {}), "data_files": files}


def _info(table: str, splits: Mapping[str, Written]) -> dict[str, Any]:
    return {
        "config_name": table,
        "features": schema.features(table)._to_yaml_list(),  # noqa: SLF001 - the only writer of this form
        "splits": [
            {"name": split, "num_bytes": written.arrow_bytes, "num_examples": written.rows}
            for split, written in splits.items()
        ],
        "download_size": sum(path.stat().st_size for written in splits.values() for path in written.files),
        "dataset_size": sum(written.arrow_bytes for written in splits.values()),
    }
