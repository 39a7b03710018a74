"""Worker processes on this machine. A worker that dies loses nothing: what it held is tried again, alone."""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import wait
from typing import Generic, TypeVar

from builder.engine.failure import Failure, guarded

Argument = TypeVar("Argument")
Result = TypeVar("Result")
Chunk = tuple[Argument, ...]

CHUNK = 8  # articles that travel together: fewer and the queue costs, more and the last worker is waited for
AHEAD = 3  # chunks in flight per worker: keeps all of them busy while the memory stays flat


@dataclass(slots=True)
class _Flight(Generic[Argument, Result]):
    """A chunk on its way, and its results once they are here."""

    arguments: Chunk[Argument]
    future: Future[list[Result]]


def run(
    function: Callable[[Argument], Result],
    arguments: Iterable[Argument],
    *,
    workers: int,
    name: Callable[[Argument], str],
) -> Iterator[Result]:
    """``function`` of each argument in ``workers`` processes, in order; see ``engine.run``."""
    chunks = _chunks(arguments)
    flights: deque[_Flight[Argument, Result]] = deque()
    pool = _pool(workers)
    try:
        while True:
            try:
                while len(flights) < AHEAD * workers and (chunk := next(chunks, None)):
                    # Entered first: when the pool breaks on submitting, the chunk is among those that are tried again.
                    flights.append(_Flight(chunk, Future()))
                    with _shielded():
                        flights[-1].future = pool.submit(_work, function, chunk, name)
                if not flights:
                    return
                results = flights[0].future.result()
            except BrokenProcessPool:
                _stop(pool)
                for results in _again(function, flights, name):
                    yield from results
                flights.clear()
                pool = _pool(workers)
            else:
                flights.popleft()
                yield from results
    finally:
        # Also when the caller stops reading or presses Ctrl-C: nothing goes on behind its back.
        _stop(pool)


def _again(
    function: Callable[[Argument], Result],
    flights: Iterable[_Flight[Argument, Result]],
    name: Callable[[Argument], str],
) -> Iterator[list[Result]]:
    """The results of ``flights`` after a worker died: those that are here, the others worked on once more.

    Each argument goes alone this time, so that the one that kills its worker again can be named.
    """
    pool = _pool(1)
    try:
        for flight in flights:
            if _arrived(flight.future):
                yield flight.future.result()
                continue
            for argument in flight.arguments:
                try:
                    with _shielded():
                        future = pool.submit(_work, function, (argument,), name)
                    yield future.result()
                except BrokenProcessPool as error:
                    raise _killed(name(argument)) from error
    finally:
        _stop(pool)


def _arrived(future: Future[list[Result]]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _killed(place: str) -> Failure:
    return Failure(
        "the worker process died on this article, twice.",
        where=place,
        hint="It may need more memory than there is: try --workers 1, or take the file out. In a script of your own, "
        "call build() under `if __name__ == '__main__':`.",
    )


def _work(
    function: Callable[[Argument], Result], arguments: Chunk[Argument], name: Callable[[Argument], str]
) -> list[Result]:
    return [guarded(function, argument, name) for argument in arguments]


def _chunks(arguments: Iterable[Argument]) -> Iterator[Chunk[Argument]]:
    stream = iter(arguments)
    while chunk := tuple(itertools.islice(stream, CHUNK)):
        yield chunk


def _pool(workers: int) -> ProcessPoolExecutor:
    # spawn: the same on every system, and safe beside the threads that polars and pyarrow start.
    return ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_begin)


def _stop(pool: ProcessPoolExecutor) -> None:
    processes = list((pool._processes or {}).values())  # noqa: SLF001  kill_workers() is there from Python 3.14 on
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join()


@contextmanager
def _shielded() -> Iterator[None]:
    """Processes that start in here never see Ctrl-C: pressed while they import, it would print their tracebacks."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    """Prepares a worker: Ctrl-C is the parent's to answer, and a worker does not outlive its parent."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
