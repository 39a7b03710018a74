"""Metadata that lie in a file of their own: ``harbour.yaml`` or ``harbour.meta.json`` beside ``harbour.txt``."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.intake.decode import decode
from builder.intake.draft import Problem
from builder.intake.frontmatter import mapping, parse

SUFFIXES = (".yaml", ".yml", ".json", ".meta.yaml", ".meta.yml", ".meta.json")  # the first that is there is read
_LONGEST = 1_000_000  # bytes
_OWNERS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml")


def of(path: Path) -> Path | None:
    """The sidecar of an article's file; None when it has none or when its format holds many articles."""
    if path.suffix.casefold() not in _OWNERS:
        return None
    return next((p for s in SUFFIXES if (p := path.with_name(path.stem + s)).is_file()), None)


def owner(path: Path) -> Path | None:
    """The article's file that ``path`` would be the sidecar of; None when there is none."""
    for suffix in reversed(SUFFIXES):
        if path.name.endswith(suffix) and (stem := path.name[: -len(suffix)]):
            for kind in _OWNERS:
                if (article := path.with_name(stem + kind)).is_file():
                    return article
    return None


def load(path: Path) -> Mapping[str, Any] | Problem:
    """What the sidecar says, by our field names. A broken one costs the article its metadata, not its place."""
    if path.stat().st_size > _LONGEST:
        return Problem("bad_metadata", f"{path.name} is longer than {_LONGEST:,} bytes, which metadata are not.")
    text = decode(path.read_bytes(), path.name)
    if isinstance(text, Problem):
        return Problem("bad_metadata", f"{path.name}: {text.detail}")
    text = text.removeprefix("\ufeff")
    if path.suffix.casefold() == ".json":
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            return Problem("bad_metadata", f"{path.name} is not valid JSON: {error}.")
        return mapping(value, path.name)
    return parse(text, path.name)
