"""What a command says: results on stdout, the rest on stderr; rich on a terminal, plain lines without one."""

from __future__ import annotations

import sys
import time
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

    from builder.engine import Progress as State

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
    """Called now and then; moves one line on a terminal, prints one after every hundred articles without."""

    console: Console
    status: Status | None
    started: float = field(default_factory=time.monotonic)
    said: int = 0  # articles, in the last line

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started

    def __call__(self, state: State) -> None:
        if self.status is not None:
            self.status.update(self.line(state))
        elif state.articles - self.said >= (100 if state.articles < SPARSE else SPARSE):
            self.said = state.articles
            self.console.note(self.line(state))

    def line(self, state: State) -> str:
        """How much is done, how fast, and how long it takes still, once all is read."""
        if state.step not in ("reading", "extracting"):
            return state.step
        fresh = state.articles - state.resumed
        rate = fresh / self.seconds if fresh else 0.0
        known = f" of {state.read:,}{'' if state.whole else ' or more'}" if state.read > state.articles else ""
        parts = [f"{state.articles:,}{known} articles", f"{state.quotes:,} quotes", f"{state.rejects:,} rejects"]
        if state.failures:
            parts.append(f"{state.failures:,} failed")
        if rate:
            parts.append(f"{rate:.1f} articles/s")
        if rate and state.whole and state.read > state.articles:
            parts.append(f"{duration((state.read - state.articles) / rate)} left")
        return ", ".join(parts)


def duration(seconds: float) -> str:
    """“1 h 5 min”, “12 min”, “40 s”."""
    whole = round(seconds)
    if whole < 90:
        return f"{whole} s"
    hours, minutes = divmod(round(whole / 60), 60)
    return f"{hours} h {minutes} min" if hours else f"{minutes} min"


def _rich(width: int | None, *, stderr: bool = False) -> RichConsole:
    from rich.console import Console as RichConsole

    # No markup, emoji codes or highlighting: the text of an article is never an instruction.
    return RichConsole(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)
