"""Ray tasks, on this machine or on a cluster: one shard each, tried again when a node or a worker is lost.

The nodes share the work folder (NFS or the like) and have the same version of the builder installed. Without an
address, ``RAY_ADDRESS`` says which cluster to join; without that, Ray starts on this machine and ends with the run.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeVar

from builder.engine.failure import answer
from builder.engine.local import THREADS
from builder.errors import InputError, MissingExtra

Argument = TypeVar("Argument")
Result = TypeVar("Result")

AHEAD = 2  # tasks in flight per core: more would only fill Ray's memory


class Cluster:
    """``workers`` cores of a machine of its own, or every core of the cluster; see ``engine.Engine``."""

    name = "ray"

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def run(  # noqa: C901  each way to end is a line
        self,
        function: Callable[[Argument], Result],
        arguments: Iterable[Argument],
        again: Callable[[Argument], Argument],
    ) -> Iterator[Result]:
        ray = _ray()
        mine = not ray.is_initialized()
        if mine:
            _begin(ray, self.workers)
        # A lost node is Ray's to answer; a worker that died is ours, because the article may be at fault.
        remote = ray.remote(num_cpus=1, max_retries=0)(function_on_node)
        shared = ray.put(function)
        flying: dict[Any, Argument] = {}
        source = iter(arguments)
        room = AHEAD * max(self.workers, int(ray.cluster_resources().get("CPU", 1)))
        try:
            while True:
                for argument in itertools.islice(source, room - len(flying)):
                    flying[remote.remote(shared, argument)] = argument
                if not flying:
                    return
                (ready,), _ = ray.wait(list(flying), num_returns=1)
                argument = flying.pop(ready)
                try:
                    error, result = ray.get(ready)
                except (ray.exceptions.NodeDiedError, ray.exceptions.ObjectLostError):
                    flying[remote.remote(shared, argument)] = argument
                except (ray.exceptions.WorkerCrashedError, ray.exceptions.OutOfMemoryError):
                    changed = again(argument)
                    flying[remote.remote(shared, changed)] = changed
                else:
                    if error is not None:
                        raise error
                    yield result
        finally:
            for reference in flying:
                ray.cancel(reference, force=True)
            if mine:
                ray.shutdown()


def function_on_node(function: Callable[[Any], Any], argument: Any) -> tuple[Exception | None, Any]:
    """What Ray runs: Ray keeps the function once on each node. Errors travel as they do between processes."""
    return answer(function, argument)


def _ray() -> Any:
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # read when Ray starts; nothing is sent anywhere
    if not os.environ.get("RAY_ADDRESS"):
        # Read when Ray is imported: a Ray of our own listens on loopback, on every system and not on two of three.
        os.environ.setdefault("RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER", "0")
    try:
        import ray  # type: ignore[import-not-found, unused-ignore]  # an extra
    except ImportError as error:
        raise MissingExtra(
            "the engine 'ray' needs the package ray.", hint="Install it: pip install 'quotestance[ray]'."
        ) from error
    return ray


def _begin(ray: Any, workers: int) -> None:
    known: dict[str, Any] = {"runtime_env": {"env_vars": THREADS}, "log_to_driver": False, "logging_level": "error"}
    if address := os.environ.get("RAY_ADDRESS"):
        known["address"] = address
    else:
        # Without "local" Ray would join whatever cluster somebody started on this machine.
        known |= {"address": "local", "num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(**known)
    except (ConnectionError, ValueError) as error:
        raise InputError(
            f"Ray cannot be reached: {error}.",
            where=os.environ.get("RAY_ADDRESS"),
            hint="Is the cluster up, and are RAY_AUTH_MODE and its token those of the cluster?",
        ) from error
