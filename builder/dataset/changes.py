"""A diff in, CHANGES.md out: the newest version first, each with what changed since its parent."""

from __future__ import annotations

from pathlib import Path

from builder.dataset.diff import Diff, summary

FILE_NAME = "CHANGES.md"
_TITLE = "# Changes\n\nVersions by the rules in the dataset card, newest first.\n"


def text(version: str, found: Diff | None, parent: Path | None) -> str:
    """The file of ``version``: its own entry, then everything the parent's file says."""
    if found is None or parent is None:
        return f"{_TITLE}\n## {version}\n\nFirst version.\n"
    file = parent / FILE_NAME
    earlier = file.read_text(encoding="utf-8").removeprefix(_TITLE).lstrip("\n") if file.is_file() else ""
    return f"{_TITLE}\n## {version}\n\nSince {found.old}.\n\n{summary(found)}\n\n{earlier}"
