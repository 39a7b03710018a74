"""Runs a pure function over many arguments, here or in worker processes; results come out in the arguments' order.

In: a function of one argument, its arguments, a number of workers. Out: its results, the same for any number.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from builder.engine.failure import Failure, describe, guarded

__all__ = ["AUTO", "Failure", "cores", "describe", "run"]

Argument = TypeVar("Argument")
Result = TypeVar("Result")

AUTO = 0
WORTH_A_POOL = 64  # with fewer articles, starting the workers takes longer than the work


def cores() -> int:
    """Cores this process may use: a container's or a batch job's share, where that is less than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run(
    function: Callable[[Argument], Result],
    arguments: Iterable[Argument],
    *,
    workers: int,
    name: Callable[[Argument], str] = describe,
) -> Iterator[Result]:
    """``function`` of each argument, in the order of ``arguments``, which are drawn only as they are needed.

    One worker is this process. ``AUTO`` takes every core, and none but this process for a handful of arguments.
    What the function raises ends the run: a QuotestanceError as it is, anything else as a Failure that says by
    ``name`` which argument it was. With several workers the function must be importable and its results picklable.
    """
    if workers < AUTO:
        raise ValueError(f"workers must be 1 or more, or {AUTO} for one on each core, not {workers}")
    stream = iter(arguments)
    if workers == AUTO:
        head = list(itertools.islice(stream, WORTH_A_POOL))
        workers = cores() if len(head) == WORTH_A_POOL else 1
        stream = itertools.chain(head, stream)
    if workers == 1:
        return (guarded(function, argument, name) for argument in stream)

    from builder.engine.local import run as run_local

    return run_local(function, stream, workers=workers, name=name)
