"""The folder of a version that was just built in, what its builder should know out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.cli.console import Console
from builder.cli.visible import visible_line

if TYPE_CHECKING:
    from builder.pipeline import BuildResult

NAMED = 10  # files or rows that are named one by one
READ_TWICE = "duplicate_article"  # left out, but read


@dataclass(frozen=True, slots=True)
class Summary:
    """What is in the version, and what is not."""

    version: str
    path: str
    rows: dict[str, int]
    verdict: str | None  # of validation
    unread: list[dict[str, Any]]  # files and rows that could not be read: path, row, reason, detail
    duplicates: list[dict[str, Any]]
    without_outlet: list[str]  # articles whose metadata names none, by path


def of(folder: Path) -> Summary:
    """Read back from what was written, so that it says what is there."""
    from builder.cli import read
    from builder.dataset import load

    manifest = load.manifest(folder)
    whole = read.whole_rejects(folder)
    named = [{key: row[key] for key in ("source_path", "source_row", "reason", "detail")} for row in whole]
    return Summary(
        version=str(manifest["version"]),
        path=str(folder),
        rows={name: sum(splits.values()) for name, splits in manifest["rows"].items()},
        verdict=(manifest.get("validation") or {}).get("verdict"),
        unread=[row for row in named if row["reason"] != READ_TWICE],
        duplicates=[row for row in named if row["reason"] == READ_TWICE],
        without_outlet=read.without_outlet(folder),
    )


def show(found: Summary, result: BuildResult, console: Console) -> None:
    """What was built, what is missing from it, and what to do next."""
    _warn_of_unread(found, console)
    if found.duplicates:
        console.note(f"{_count(found.duplicates, 'article')} left out as the same as one before.")
        if console.verbose:
            _name([f"{_place(row)}: {row['detail']}" for row in found.duplicates], console)
    if found.without_outlet:
        count = _count(found.without_outlet, "article")
        console.warn(f"{count} without an outlet; its metadata can name one (outlet, outlet_domain).")
        _name(found.without_outlet if console.verbose else found.without_outlet[:3], console)
    if found.verdict not in (None, "pass"):
        console.warn(f"validation: {found.verdict}; see {found.path}/reports/validation.html")
    if result.status == "unchanged":
        console.say(f"Unchanged: {found.path} has exactly these rows already; nothing was written.", style="bold")
    else:
        console.say(f"Built {found.path}", style="bold green")
    console.say("  " + ", ".join(f"{rows:,} {name}" for name, rows in found.rows.items()))
    console.say()
    console.say(f"""python -c "from datasets import load_dataset; print(load_dataset('{found.path}'))\"""")


def _warn_of_unread(found: Summary, console: Console) -> None:
    if found.unread:
        console.warn(f"{_count(found.unread, 'file or row', 'files or rows')} could not be read and were left out:")
        _name([f"{_place(row)}: {row['detail']}" for row in found.unread], console)


def _name(lines: list[str], console: Console) -> None:
    for line in lines[:NAMED]:
        console.note(f"  {visible_line(line)}")
    if len(lines) > NAMED:
        console.note(f"  and {len(lines) - NAMED:,} more: build-dataset stats --by reject_reason")


def _place(row: dict[str, Any]) -> str:
    return str(row["source_path"]) + (f", row {row['source_row']}" if row["source_row"] is not None else "")


def _count(found: list[Any], noun: str, plural: str = "") -> str:
    return f"{len(found):,} {noun if len(found) == 1 else plural or noun + 's'}"
