"""Errors that say what was wrong, where, and what to do about it. Only ``cli`` turns them into exit codes."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path


class QuotestanceError(Exception):
    """Root of every error a user can cause or cure.

    ``str(error)`` reads ``where: what. hint``; the parts are kept for ``--json`` and for tests.
    """

    def __init__(self, what: str, *, where: str | Path | None = None, row: int | None = None, hint: str = "") -> None:
        self.what = what
        self.where = None if where is None else str(where)
        self.row = row
        self.hint = hint
        place = "" if self.where is None else self.where + (f", row {row}" if row is not None else "") + ": "
        super().__init__(place + what + (f" {hint}" if hint else ""))


class InputError(QuotestanceError):
    """What was given to read cannot be read."""


class ConfigError(QuotestanceError):
    """The configuration file or an option says something that cannot be done."""


class OutputError(QuotestanceError):
    """The result cannot be written where it was asked for."""


class VersionError(QuotestanceError):
    """The version asked for exists already or is lower than the changes require."""


class ValidationFailed(QuotestanceError):
    """A dataset broke an expectation of severity critical and was not published."""


class ModelError(QuotestanceError):
    """A file of the shipped models is missing, damaged or cannot be run here."""


class MissingExtra(QuotestanceError):
    """An optional package is not installed."""


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence naming the known name nearest to ``name``, or listing all of them."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.6)
    return f"Did you mean {close[0]!r}?" if close else f"Known: {', '.join(names)}."
