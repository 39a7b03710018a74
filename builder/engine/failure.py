"""What is said when the work on one argument fails: which one it was, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from builder.errors import QuotestanceError
from builder.records import Article

Argument = TypeVar("Argument")
Result = TypeVar("Result")


class Failure(QuotestanceError):
    """The work on one argument raised something that is nobody's input error, or killed its worker."""


def describe(argument: object) -> str:
    """Where ``argument`` came from, for a message: the file and row of an article, else its first words."""
    if isinstance(argument, Article):
        row = f", row {argument.source.row}" if argument.source.row is not None else ""
        return argument.source.path + row
    text = repr(argument)
    return text if len(text) <= 80 else text[:79] + "…"


def guarded(function: Callable[[Argument], Result], argument: Argument, name: Callable[[Argument], str]) -> Result:
    """``function(argument)``; whatever it raises names the argument."""
    try:
        return function(argument)
    except QuotestanceError:
        raise
    except Exception as error:
        raise Failure(
            f"the builder failed on this article with {type(error).__name__}: {error}.",
            where=name(argument),
            hint="This is a defect of the builder. Take the file out to go on without it, and please report it.",
        ) from error
