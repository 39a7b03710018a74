"""Errors become one message on stderr and an exit code; a traceback is shown with -v only."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from builder.cli.visible import json_text, visible
from builder.errors import QuotestanceError, ValidationFailed

FAILED = 1  # the dataset failed its validation, or two versions differ where --exit-code asks
REFUSED = 2  # usage or input: nothing was written
INCOMPLETE = 3  # written, but something that could not be read was left out
DEFECT = 70  # sysexits.h EX_SOFTWARE: our own mistake, which must not look like the user's
INTERRUPTED = 130
PIPE_CLOSED = 141  # what a shell reports for a program that `| head` stopped

_UNTOUCHED = {
    "build": "Nothing was written.",
    "push": "Files that were already sent may stay on the Hub; no version was tagged.",
}


class Told(click.ClickException):
    """An error as the user reads it: what, where, and what to do."""

    exit_code: int  # type: ignore[misc]  # click has one for each class, we one for each error

    def __init__(self, label: str, message: str, hint: str, exit_code: int) -> None:
        super().__init__(message)
        self.label = label
        self.hint = hint
        self.exit_code = exit_code

    def show(self, file: IO[Any] | None = None) -> None:
        mark = click.style(f"{self.label}:", fg="red", bold=True)
        lines = [f"{mark} {visible(self.message)}", *([f"  {visible(self.hint)}"] if self.hint else [])]
        click.echo("\n".join(lines), file=file or sys.stderr, color=colour())


def colour() -> bool | None:
    """Whether to colour: what NO_COLOR and FORCE_COLOR say, else None, which leaves it to the terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


@contextmanager
def told(ctx: click.Context) -> Iterator[None]:
    """Turns what is raised inside into ``Told``; ``ctx`` knows the command and its -v and --json."""
    try:
        yield
    except (click.exceptions.Exit, click.ClickException):
        raise
    except BrokenPipeError:
        # The reader went away: `| head`. Nothing is left to say, also not when Python flushes at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        ctx.exit(PIPE_CLOSED)
    except (KeyboardInterrupt, click.Abort) as error:
        click.echo(err=True)  # past the ^C
        raise Told("interrupted", _UNTOUCHED.get(ctx.invoked_subcommand or "", ""), "", INTERRUPTED) from error
    except Exception as error:
        if ctx.meta.get("verbose"):
            traceback.print_exc()
        answer = _answer(error)
        if ctx.meta.get("json"):
            click.echo(json_text({"error": _parts(error, answer)}))
        raise answer from error


def _answer(error: Exception) -> Told:
    if isinstance(error, QuotestanceError):
        place = "" if error.where is None else error.where + (f", row {error.row}" if error.row is not None else "")
        code = FAILED if isinstance(error, ValidationFailed) else REFUSED
        return Told("error", f"{place}: {error.what}" if place else error.what, error.hint, code)
    if isinstance(error, OSError) and error.strerror:
        place = f"{error.filename}: " if error.filename else ""
        return Told("error", f"{place}{error.strerror}.", _ADVICE.get(error.errno or 0, ""), REFUSED)
    if isinstance(error, MemoryError):
        return Told("error", "there is not enough memory.", "Try --workers 1, or fewer articles at a time.", REFUSED)
    return Told(
        "defect",
        f"{type(error).__name__}: {error}",
        "This is a mistake of the program, not yours. Run it again with -v for the details, and please report them.",
        DEFECT,
    )


_ADVICE = {
    errno.ENOSPC: "Free some space and run it again; nothing half-written is left.",
    errno.EDQUOT: "Free some space and run it again; nothing half-written is left.",
    errno.EACCES: "Check who may read and write there.",
    errno.EROFS: "Choose another place with --out.",
}


def _parts(error: Exception, answer: Told) -> dict[str, Any]:
    parts: dict[str, Any] = {"kind": type(error).__name__, "what": answer.message, "where": None, "row": None}
    if isinstance(error, QuotestanceError):
        parts |= {"what": error.what, "where": error.where, "row": error.row}
    return {**parts, "hint": answer.hint, "exit_code": answer.exit_code}
