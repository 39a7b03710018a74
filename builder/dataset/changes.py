"""A diff in, CHANGES.md out: the newest version first, each with what changed since its parent."""

from __future__ import annotations

from pathlib import Path

from builder.dataset.diff import Diff, summary

FILE_NAME = "CHANGES.md"
_TITLE = "# Changes\n\nVersions by the rules in the dataset card, newest first.\n"


def first(version: str) -> str:
    """The file of a version without a parent."""
    return f"{_TITLE}\n## {version}\n\nFirst version.\n"


def following(version: str, found: Diff, parent: Path) -> str:
    """The file of a version with one: its own entry, then everything the parent's file says."""
    entry = f"## {version}\n\nSince {found.old}.\n\n{summary(found)}\n"
    file = parent / FILE_NAME
    earlier = file.read_text(encoding="utf-8").removeprefix(_TITLE).lstrip("\n") if file.is_file() else ""
    return "\n".join(part for part in (_TITLE, entry, earlier) if part)
