"""Shards of articles in, shards of tables out: by this process, by workers on this machine, or by a cluster.

What is worked on and what is done lies in the work folder (``Work``), so that a run that was cut short goes on where it
stopped. Every engine gives the same files.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from builder.engine.failure import Failure, describe
from builder.engine.jobs import Job, Progress
from builder.engine.plan import SIZE, cut
from builder.engine.stored import Articles
from builder.engine.unit import Deaths, Task, failures, forget, run
from builder.engine.work import Shard, Work

__all__ = [
    "AUTO", "ENGINES", "SIZE", "Articles", "Deaths", "Engine", "Failure", "Job", "Progress", "Serial", "Shard", "Task",
    "Work", "choose", "cores", "cut", "describe", "failures", "forget", "run",
]  # fmt: skip

Argument = TypeVar("Argument")
Result = TypeVar("Result")

AUTO = 0
ENGINES = ("serial", "local", "ray")


class Engine(Protocol):
    """Runs a function over arguments, which are small and many; the results come as they are ready."""

    name: str
    workers: int

    def run(
        self,
        function: Callable[[Argument], Result],
        arguments: Iterable[Argument],
        again: Callable[[Argument], Argument],
    ) -> Iterator[Result]:
        """``function`` of every argument. What it raises ends the run.

        With workers the function must be importable there. ``again`` is asked what to do instead of an argument whose
        worker died; it raises when enough is enough.
        """


class Serial:
    """The process that asks. Arguments are drawn first, so that it is known how many there are."""

    name = "serial"
    workers = 1

    def run(
        self,
        function: Callable[[Argument], Result],
        arguments: Iterable[Argument],
        again: Callable[[Argument], Argument],  # noqa: ARG002  nobody is left to ask when this process dies
    ) -> Iterator[Result]:
        for argument in list(arguments):
            yield function(argument)


def cores() -> int:
    """Cores this process may use: a container's or a batch job's share, where that is less than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def choose(name: str, workers: int = AUTO) -> Engine:
    """The engine called ``name``; ``AUTO`` workers take every core, and one worker needs no process of its own."""
    if workers < AUTO:
        raise ValueError(f"workers must be 1 or more, or {AUTO} for one on each core, not {workers}")
    if name not in ENGINES:
        raise ValueError(f"no engine {name!r}; there are {', '.join(ENGINES)}")
    count = workers or cores()
    if name == "ray":
        from builder.engine.cluster import Cluster

        cluster: Engine = Cluster(count)
        return cluster
    if name == "serial" or count == 1:
        return Serial()
    from builder.engine.local import Local

    local: Engine = Local(count)
    return local
