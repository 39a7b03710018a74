"""What the commands of ``evaluate`` share: options, counting while the builder answers, and keeping its answers."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from builder.cli.console import Console
from builder.cli.figures import several
from builder.errors import OutputError

if TYPE_CHECKING:
    from rich.status import Status

Asked = TypeVar("Asked")
EVERY = 100  # on a terminal
SPARSE = 2000  # in a file

_FILE = click.Path(path_type=Path)
gold = click.argument("gold", type=_FILE)
predictions = click.option("--predictions", metavar="FILE", type=_FILE, help="Write what the builder answered to it.")
corpora = click.option("--corpus", "corpora", metavar="NAME", multiple=True, help="Only this corpus; may be repeated.")
split = click.option("--split", metavar="NAME", help="Only this split.")
bootstrap = click.option(
    "--bootstrap",
    "draws",
    metavar="N",
    default=1000,
    show_default=True,
    type=click.IntRange(min=0),
    help="Resamplings for the 95% intervals; 0 for none.",
)


def check(path: Path | None, gold: Path) -> None:
    """Refuses a file for the answers that could not be written, before the work and not after it."""
    if path is None:
        return
    if path.is_dir() or not path.parent.is_dir():
        what = "is a folder." if path.is_dir() else "its folder does not exist."
        raise OutputError(what, where=path, hint="Give --predictions a file in a folder that exists.")
    if path.exists() and gold.exists() and path.samefile(gold):
        raise OutputError("is the gold itself.", where=path, hint="Give --predictions another file.")


def write(path: Path | None, answers: Sequence[Mapping[str, Any]], console: Console) -> None:
    """The answers as JSON lines, gzipped where the name says so; the same answers give the same bytes."""
    if path is None:
        return
    lines = "".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers)
    content = lines.encode(errors="backslashreplace")  # a lone surrogate becomes its JSON escape
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)
    console.note(f"{several(len(answers), 'prediction')} written to {path}")


@contextmanager
def counting(console: Console, asked: Sequence[Asked], noun: str) -> Iterator[Iterable[Asked]]:
    """``asked``, with a count on stderr that grows as they are taken: in place on a terminal, else now and then."""
    live = console.err.is_terminal and not console.quiet
    with console.err.status(f"reading {noun}", spinner="line") if live else nullcontext() as status:
        yield _counted(console, asked, noun, status)


def _counted(console: Console, asked: Sequence[Asked], noun: str, status: Status | None) -> Iterator[Asked]:
    for number, one in enumerate(asked):
        if number and number % (EVERY if status else SPARSE) == 0:
            line = f"{number:,} of {len(asked):,} {noun}"
            status.update(line) if status else console.note(line)
        yield one
