"""Worker processes on this machine, each with a pipe of its own: when one dies, it is known which, and on what."""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.resource_tracker
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from builder.engine.failure import answer

Argument = TypeVar("Argument")
Result = TypeVar("Result")

AHEAD = 2  # arguments that a worker has at a time: the next one lies ready when it is done with one
# One core each: a library that starts a thread on every core would have them fight for it.
THREADS = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS", "POLARS_MAX_THREADS"), "1"
)


@dataclass(slots=True)
class _Worker(Generic[Argument]):
    process: BaseProcess
    pipe: Connection
    held: deque[Argument] = field(default_factory=deque)  # the first is worked on


class Local:
    """``workers`` processes; see ``engine.Engine``."""

    name = "local"

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(
        self,
        function: Callable[[Argument], Result],
        arguments: Iterable[Argument],
        again: Callable[[Argument], Argument],
    ) -> Iterator[Result]:
        source, waiting = iter(arguments), deque[Argument]()
        workers: list[_Worker[Argument]] = []
        more = True
        try:
            while True:
                while more and len(waiting) < AHEAD * self.workers:
                    more = _draw(source, waiting)
                    yield from self._results(workers, waiting, again, timeout=0)
                while waiting and len(workers) < self.workers:
                    workers.append(_start(function))
                for worker in workers:
                    _give(worker, waiting)
                if not any(worker.held for worker in workers):
                    if not (waiting or more):
                        return
                    continue
                # While they work, the caller's own work goes on: arguments are drawn until something is done.
                results: list[Result] = list(self._results(workers, waiting, again, timeout=0 if more else None))
                if not results and more:
                    more = _draw(source, waiting)
                yield from results
        finally:
            # Also when the caller stops reading or presses Ctrl-C: nothing goes on behind its back.
            _stop(workers)

    def _results(
        self,
        workers: list[_Worker[Argument]],
        waiting: deque[Argument],
        again: Callable[[Argument], Argument],
        timeout: float | None,
    ) -> Iterator[Result]:
        """What is there now, or (without a ``timeout``) as soon as something is."""
        busy = {worker.pipe: worker for worker in workers if worker.held}
        for pipe in wait(list(busy), timeout) if busy else ():
            worker = busy[pipe]  # type: ignore[index]  # wait gives back what it was given
            try:
                error, result = worker.pipe.recv()
            except (EOFError, OSError):  # it died
                workers.remove(worker)
                _stop([worker])
                waiting.extendleft(reversed([again(worker.held[0]), *list(worker.held)[1:]]))
                continue
            worker.held.popleft()
            if error is not None:
                raise error
            yield result


def _draw(source: Iterator[Argument], waiting: deque[Argument]) -> bool:
    for argument in source:
        waiting.append(argument)
        return True
    return False


def _give(worker: _Worker[Argument], waiting: deque[Argument]) -> None:
    while waiting and len(worker.held) < AHEAD:
        worker.held.append(waiting.popleft())
        with contextlib.suppress(OSError):  # it died; reading from it will tell
            worker.pipe.send(worker.held[-1])


def _start(function: Callable[[Any], Any]) -> _Worker[Any]:
    # spawn: the same on every system, and safe beside the threads that polars and pyarrow start.
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, function), daemon=True)
    with _shielded():
        process.start()
    theirs.close()  # so that its end is noticed when the worker dies
    return _Worker(process, ours)


def _stop(workers: Iterable[_Worker[Any]]) -> None:
    for worker in workers:
        worker.process.kill()
    for worker in workers:
        worker.process.join()
        worker.pipe.close()


def _serve(pipe: Connection, function: Callable[[Any], Any]) -> None:
    """What a worker does: one argument after the other, until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    threading.Thread(target=_follow, daemon=True).start()
    while True:
        try:
            argument = pipe.recv()
        except EOFError:
            return
        pipe.send(answer(function, argument))


@contextmanager
def _shielded() -> Iterator[None]:
    """Processes that start in here never see Ctrl-C: pressed while they import, it would print their tracebacks.

    They also see THREADS before they import anything that heeds it.
    """
    before = {name: os.environ.get(name) for name in THREADS}
    os.environ.update({name: os.environ.get(name, value) for name, value in THREADS.items()})
    masked = None
    if hasattr(signal, "pthread_sigmask"):
        # Started together with the first worker, the tracker would lift the mask before that worker is there.
        multiprocessing.resource_tracker.ensure_running()
        masked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if masked is not None:
            signal.pthread_sigmask(signal.SIG_SETMASK, masked)
        for name, value in before.items():
            if value is None:
                del os.environ[name]


def _follow() -> None:
    """A worker does not outlive its parent."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
