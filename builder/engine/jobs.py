"""What a run is doing, written down for whoever asks: ``build-dataset jobs``, or the same command after a crash."""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from builder.engine.work import Work, host, me
from builder.processes import alive

State = Literal["running", "interrupted", "failed", "done"]
_EVERY = 1.0  # seconds between two writings


@dataclass(slots=True)
class Progress:
    """How far a run is."""

    step: str = "reading"  # reading, extracting, merging, validating
    read: int = 0  # articles
    whole: bool = False  # all of them are read, and ``read`` is how many there are
    articles: int = 0  # done
    resumed: int = 0  # of them, done by an earlier run
    shards: int = 0  # done
    quotes: int = 0
    rejects: int = 0
    failures: int = 0  # articles that were set aside


@dataclass(frozen=True, slots=True)
class Run:
    """A run as its file tells it."""

    host: str
    process: int
    command: str
    engine: str
    workers: int
    started: float  # seconds since 1970
    updated: float
    state: State
    detail: str
    progress: Progress


class Job:
    """The file of one run in the work folder: there while it runs, and after it unless it ended well."""

    def __init__(self, work: Work, command: str, engine: str, workers: int) -> None:
        self._path = work.root / "runs" / f"{me()}.json"
        now = time.time()
        self._run = Run(host(), os.getpid(), command, engine, workers, now, now, "running", "", Progress())

    def tell(self, progress: Progress, *, at_once: bool = False) -> None:
        """Write down how far it is, now and then."""
        now = time.time()
        if (at_once or now - self._run.updated >= _EVERY) and self._path.parent.is_dir():
            self._write(dataclasses.replace(self._run, updated=now, progress=progress))

    @contextlib.contextmanager
    def watched(self) -> Iterator[None]:
        """Removes the file when the block ends well; otherwise it says why it did not."""
        try:
            yield
        except BaseException as error:
            if self._path.parent.is_dir():
                state: State = "interrupted" if isinstance(error, KeyboardInterrupt) else "failed"
                detail = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
                with contextlib.suppress(OSError):  # the disk may be what failed
                    self._write(dataclasses.replace(self._run, updated=time.time(), state=state, detail=detail))
            raise
        self._path.unlink(missing_ok=True)

    def _write(self, run: Run) -> None:
        self._run = run
        staged = self._path.with_suffix(".new")
        staged.write_text(json.dumps(dataclasses.asdict(run), indent=1), encoding="utf-8")
        staged.replace(self._path)


def runs(work: Path) -> list[Run]:
    """The runs that the work folder knows, the latest last. One that says it runs and is not there was killed."""
    found = []
    for path in sorted((work / "runs").glob("*.json")):
        try:
            content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
            run = Run(**{**content, "progress": Progress(**content["progress"])})
        except (OSError, ValueError, TypeError, KeyError):
            continue  # of another version, or just gone
        if run.state == "running" and run.host == host() and not alive(run.process):
            run = dataclasses.replace(run, state="interrupted", detail="its process is gone")
        found.append(run)
    return sorted(found, key=lambda run: run.started)


def clear(work: Path) -> None:
    """Forget the runs that ended, whichever way."""
    for path in (work / "runs").glob("*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            content = json.loads(path.read_text(encoding="utf-8"))
            if content["host"] == host() and (content["state"] != "running" or not alive(content["process"])):
                path.unlink(missing_ok=True)
