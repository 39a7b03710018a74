"""What a build did in, what its user should know out: what is in the version, what is not, what to do next."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.cli.console import Console, duration
from builder.cli.visible import visible_line
from builder.records import Reject

if TYPE_CHECKING:
    from builder.engine import Progress
    from builder.extraction import Done
    from builder.pipeline import BuildResult

NAMED = 10  # files or rows that are named one by one; with -v all are
LONG = 30  # seconds of a build that are worth a line
DUPLICATE = "duplicate_article"


def as_json(result: BuildResult) -> dict[str, Any]:
    """The result for a program."""
    return {
        "version": result.version,
        "path": str(result.path),
        "status": result.status,
        "bump": None if result.diff is None else str(result.diff.bump),
        "rows": _rows(result.path),
        "verdict": result.report.verdict,
        "unread": len(result.unread),
        "articles": {"all": result.progress.articles, "done_before": result.progress.resumed},
        "failures": [{name: one[name] for name in ("article_id", "path", "row", "error")} for one in result.failures],
        "rejects": [
            {"path": each.path, "row": each.row, "reason": each.reason, "detail": each.detail}
            for each in result.rejects
        ],
        **result.reviews.sections(),
        "without_outlet": _without_outlet(result.path),
    }


def show_part(done: Done, part: tuple[int, int], seconds: float, console: Console) -> None:
    """What one machine did of the work of several."""
    if console.as_json:
        console.print_json({"part": part, "work": str(done.work.root), **dataclasses.asdict(done.progress)})
        return
    console.say(f"Part {part[0]} of {part[1]} is done, in {done.work.root}: {_work(done.progress, seconds)}.")
    console.say("When all parts are, build without --shards: the work is found done.")
    _failed(done.failures, console)


def show(result: BuildResult, seconds: float, console: Console) -> None:
    """Warnings on stderr, the result and the next command on stdout."""
    _failed(result.failures, console)
    if seconds >= LONG:
        console.note(_work(result.progress, seconds))
    duplicates = [each for each in result.rejects if each.reason == DUPLICATE]
    fields = [each for each in result.rejects if each.reason != DUPLICATE and each not in result.unread]
    _warn("could not be read and {was} left out", "file or row", "files or rows", result.unread, console)
    _warn("could not be used", "file or field", "files or fields", fields, console)
    if duplicates:
        console.note(f"{_count(len(duplicates), 'article')} left out, being the same as one before")
        _name(duplicates if console.verbose else (), console)
    if result.reviews.open:
        console.warn(f"{_count(len(result.reviews.open), 'decision')} of reviewers could not be applied:")
        _list([f"{one.quote_id} {one.field}: {one.why}" for one in result.reviews.open], console)
    if without := _without_outlet(result.path):
        count = _count(len(without), "file")
        console.warn(f"{count} with articles of no known outlet; their metadata can name it (outlet, outlet_domain):")
        _list(without, console)
    if result.report.verdict != "pass":
        failing = _count(len(result.report.failing()), "expectation")
        console.warn(f"validation: {failing} not met, none of them critical: {result.path}/reports/validation.html")
    _print(result, console)


def _failed(failures: Sequence[Mapping[str, Any]], console: Console) -> None:
    if failures:
        was = "was" if len(failures) == 1 else "were"
        console.warn(
            f"the builder failed on {_count(len(failures), 'article')}, which {was} set aside; please report it:"
        )
        places = [f"{one['path']}, row {one['row']}" if one["row"] is not None else one["path"] for one in failures]
        _list([f"{place}: {one['error']}" for place, one in zip(places, failures, strict=True)], console)


def _work(progress: Progress, seconds: float) -> str:
    """“10,000 articles in 12 min, 13.8 a second; 9,000 of them had been done before”."""
    fresh = progress.articles - progress.resumed
    rate = f", {fresh / seconds:.1f} a second" if fresh else ""
    before = f"; {progress.resumed:,} of them had been done before" if progress.resumed else ""
    return f"{_count(progress.articles, 'article')} in {duration(seconds)}{rate}{before}"


def _print(result: BuildResult, console: Console) -> None:
    rows = " · ".join(f"{table} {count:,}" for table, count in _rows(result.path).items())
    if result.status == "unchanged":
        console.say(f"Unchanged: {result.path} says the same already; nothing was written.", style="bold")
    elif result.diff is None:
        console.say(f"Built {result.path}, the first version.", style="bold green")
    else:
        console.say(f"Built {result.path}, {_changes(result)}.", style="bold green")
    console.say(f"  {rows}")
    if said := _said(result):
        console.say(f"  {said}")
    console.say()
    console.say("Use it:")
    console.say(f"""  python -c "from datasets import load_dataset; print(load_dataset('{result.path}'))\"""")
    console.say(f"  build-dataset stats {result.path}")


def _said(result: BuildResult) -> str:
    """What people said of it: decisions and takedowns."""
    found = result.reviews
    counts = (
        (found.applied, "decision", "of reviewers applied"),
        (len(found.articles), "article", "taken down"),
        (len(found.quotes), "quote", "taken down"),
    )
    return " · ".join(f"{_count(number, noun)} {said}" for number, noun, said in counts if number)


def _changes(result: BuildResult) -> str:
    assert result.diff is not None  # noqa: S101  the caller asked
    quotes = result.diff.tables["quotes"]
    counts = (("added", quotes.added), ("removed", quotes.removed), ("changed", quotes.changed))
    changed = [f"{len(rows):,} {what}" for what, rows in counts if rows]
    return f"{result.diff.bump} since {result.diff.old}: quotes {', '.join(changed) or 'unchanged'}"


def _warn(said: str, noun: str, plural: str, rejects: Sequence[Reject], console: Console) -> None:
    if rejects:
        was = "was" if len(rejects) == 1 else "were"
        console.warn(f"{_count(len(rejects), noun, plural)} {said.format(was=was)}:")
        _name(rejects, console)


def _name(rejects: Sequence[Reject], console: Console) -> None:
    places = [f"{each.path}, row {each.row}" if each.row is not None else each.path for each in rejects]
    _list([f"{place}: {each.detail}" for place, each in zip(places, rejects, strict=True)], console)


def _list(lines: Sequence[str], console: Console) -> None:
    shown = len(lines) if console.verbose else NAMED
    for line in lines[:shown]:
        console.note(f"  {visible_line(line)}")
    if len(lines) > shown:
        console.note(f"  and {len(lines) - shown:,} more; -v lists all")


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _rows(folder: Path) -> dict[str, int]:
    from builder.dataset import load, schema

    counted: Mapping[str, Mapping[str, int]] = load.manifest(folder)["rows"]
    return {table: sum(counted[table].values()) for table in schema.TABLES}


def _without_outlet(folder: Path) -> list[str]:
    from builder.cli import read

    return read.without_outlet(folder)
