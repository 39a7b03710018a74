"""What is said when the work on one article fails: which one it was."""

from __future__ import annotations

import multiprocessing.reduction
import traceback
from collections.abc import Callable
from typing import Any

from builder.errors import QuotestanceError
from builder.records import Article


class Failure(QuotestanceError):
    """The work on an article raised something that is nobody's input error, or killed its worker."""


def describe(article: Article) -> str:
    """Where ``article`` came from, for a message."""
    row = f", row {article.source.row}" if article.source.row is not None else ""
    return article.source.path + row


def answer(function: Callable[[Any], Any], argument: Any) -> tuple[Exception | None, Any]:
    """What a worker sends back: what was raised, which another process can read in any case, or what was given."""
    try:
        return None, function(argument)
    except Exception as error:
        return _portable(error), None


def _portable(error: Exception) -> Exception:
    """``error``, or what can be said of it when it cannot travel."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        multiprocessing.reduction.ForkingPickler.loads(multiprocessing.reduction.ForkingPickler.dumps(error))
    except Exception:
        return Failure(f"a worker failed with {type(error).__name__}: {error}.")
    return error
