"""What a command says: results on stdout, the rest on stderr; rich on a terminal, plain lines without one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any

from builder.cli.visible import json_text, visible

if TYPE_CHECKING:
    from rich.console import Console as RichConsole
    from rich.console import RenderableType
    from rich.status import Status

SPARSE = 1000  # without a terminal: a line after every 100 articles, from here on after every 1000


@dataclass(slots=True)
class Console:
    """Both streams of one command."""

    quiet: bool = False
    verbose: bool = False
    as_json: bool = False
    width: int | None = None
    out: RichConsole = field(init=False)
    err: RichConsole = field(init=False)

    def __post_init__(self) -> None:
        for stream in (sys.stdout, sys.stderr):
            # A terminal of another encoding gets \u2026 for what it lacks, instead of the user a traceback.
            if isinstance(stream, TextIOWrapper) and stream.errors == "strict":
                stream.reconfigure(errors="backslashreplace")
        self.out = _rich(self.width)
        self.err = _rich(self.width, stderr=True)

    def say(self, line: str = "", style: str = "") -> None:
        """A line of the result. Long lines are the terminal's to wrap, so that paths can be copied."""
        if not (self.quiet or self.as_json):
            self.out.print(visible(line), style=style, soft_wrap=True)

    def show(self, picture: RenderableType) -> None:
        """A table or text of rich's, laid out to the width. Its text must be ``visible`` already."""
        if self.quiet or self.as_json:
            return
        if self.out.is_terminal:
            self.out.print(picture)
            return
        with self.out.capture() as shown:
            self.out.print(picture)
        # Tables are filled up to their width with spaces that nobody wants in a file.
        for line in shown.get().splitlines():
            self.out.out(line.rstrip(), highlight=False)

    def note(self, line: str, style: str = "") -> None:
        """A line on the way, on stderr."""
        if not self.quiet:
            self.err.print(visible(line), style=style, soft_wrap=True)

    def warn(self, line: str) -> None:
        """A line that is worth a look, on stderr."""
        if not self.quiet:
            from rich.text import Text

            self.err.print(Text.assemble(("warning: ", "yellow"), visible(line)), soft_wrap=True)

    def print_json(self, value: Any) -> None:
        """The result for a program: also with --quiet, since it was asked for."""
        sys.stdout.write(json_text(value) + "\n")

    @contextmanager
    def working(self, on: str) -> Iterator[None]:
        """A sign of life on a terminal while something is going on that has no count."""
        with nullcontext() if self.quiet or not self.err.is_terminal else self.err.status(on, spinner="line"):
            yield

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """Counts of articles, quotes and rejects while a build runs."""
        if self.quiet or not self.err.is_terminal:
            yield Progress(self, None)
            return
        with self.err.status("reading", spinner="line") as status:
            yield Progress(self, status)


@dataclass(slots=True)
class Progress:
    """Called after each article; moves one line on a terminal, prints one now and then without."""

    console: Console
    status: Status | None
    done: int = 0

    def __call__(self, done: int, quotes: int, rejects: int) -> None:
        self.done = done
        line = f"{done:,} articles, {quotes:,} quotes, {rejects:,} rejects"
        if self.status is not None:
            self.status.update(line)
        elif done % (100 if done < SPARSE else SPARSE) == 0:
            self.console.note(line)


def _rich(width: int | None, *, stderr: bool = False) -> RichConsole:
    from rich.console import Console as RichConsole

    # No markup, emoji codes or highlighting: the text of an article is never an instruction.
    return RichConsole(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)
