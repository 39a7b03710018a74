"""Articles in, finished shards in the work folder out: what is done already is not done again.

Reading goes on in this process while workers extract; what travels to them is the name of a shard.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import json
import shlex
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder import engine, review
from builder.engine import fingerprint, stored
from builder.engine.jobs import Progress
from builder.errors import InputError
from builder.records import Article, Reject

HIDDEN = ".work"  # the work folder in the folder of the versions
# With fewer articles, starting workers takes longer than the work, and there is nothing worth going on with.
SMALL = 64

Entry = Article | Reject
Tell = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class How:
    """How the work is done; but for ``limit``, none of it can be seen in the dataset."""

    name: str = "local"  # of the engine
    workers: int = engine.AUTO
    work: Path | None = None  # folder of finished work; without it, a hidden one in the output if that is worth it
    size: int = engine.SIZE  # articles of a shard on average
    part: tuple[int, int] | None = None  # (3, 16): only the third of sixteen parts of the shards, on this machine
    strict: bool = False  # stop at the first file, row or article that cannot be used
    limit: int | None = None  # the first articles only

    def folder(self, out: Path) -> Path:
        """The work folder of builds into ``out``."""
        return self.work or out / HIDDEN


@dataclass(frozen=True, slots=True)
class Work:
    """What is done, and to what."""

    one: Callable[[engine.Task], Mapping[str, Any]]
    settings: str  # a digest of all that bears on a result beside the articles and what people said of them
    corpus: str  # its name in messages
    folder: Path


@dataclass(slots=True)
class Done:
    """The shards of a corpus, all of them finished, or those of one part."""

    work: engine.Work
    shards: list[engine.Shard] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)  # of their results
    records: dict[str, Mapping[str, Any]] = field(default_factory=dict)  # by key
    unusable: list[Reject] = field(default_factory=list)  # of intake
    found: int = 0  # articles, before some were withheld
    progress: Progress = field(default_factory=Progress)

    @property
    def folders(self) -> list[Path]:
        """The results in the order of the articles."""
        return [self.work.shard(key) for key in self.keys]

    @property
    def checksums(self) -> dict[str, str]:
        """Of the files that were read."""
        return {path: found for shard in self.shards for path, found in shard.checksums.items()}

    @property
    def left(self) -> int:
        """Shards that are not finished."""
        return len(self.keys) - self.progress.shards

    @property
    def revision(self) -> review.Revision:
        """What the decisions of people did."""
        found = (stored.record(review.Revision, self.records[key]["review"]) for key in self.keys)
        return sum(found, review.Revision())

    @property
    def failures(self) -> tuple[dict[str, Any], ...]:
        """The articles on which the builder failed, with the tracebacks."""
        return engine.failures([self.records[key] for key in self.keys if key in self.records])


@contextlib.contextmanager
def extracted(
    entries: Iterator[Entry],
    work: Work,
    reviews: review.Reviews,
    how: How,
    tell: Tell,
    *,
    meanwhile: Callable[[], None],
) -> Iterator[Done]:
    """Does the work on every shard of ``entries``; the results are there until the block ends.

    ``meanwhile`` is called beside the last shards, once a worker has nothing left to do; without workers, not at all.
    Raises InputError when there is no article.
    """
    head = list(itertools.islice(entries, SMALL))
    # The nodes of a cluster share no temporary folder, nor the folder that a relative path starts from.
    small = len(head) < SMALL and how.work is None and how.name != "ray"
    with tempfile.TemporaryDirectory(prefix="quotestance-") as temporary:
        done = Done(engine.Work(Path(temporary) if small else work.folder.absolute()))
        few = small and how.workers == engine.AUTO and how.name == "local"
        runner = engine.choose("serial" if few else how.name, how.workers)
        job = engine.Job(done.work, shlex.join(sys.argv), runner.name, runner.workers)

        def show(step: str | None = None) -> None:
            done.progress.step = step or done.progress.step
            job.tell(done.progress, at_once=step is not None)
            tell(done.progress)

        beside = threading.Thread(target=meanwhile, daemon=True)
        with job.watched():
            done.work.sweep()
            tasks = _tasks(itertools.chain(head, entries), work, reviews, how, done, show)
            for record in runner.run(work.one, tasks, engine.Deaths()):
                _count(record, done)
                show()
                if done.progress.whole and 0 < done.left < runner.workers and beside.ident is None:
                    beside.start()
            show("merging")
            if beside.ident is not None:
                beside.join()
            yield done


def _tasks(
    entries: Iterable[Entry], work: Work, reviews: review.Reviews, how: How, done: Done, show: Callable[..., None]
) -> Iterator[engine.Task]:
    """The shards that are not done yet. Notes all of them, and every reject of intake, in ``done``."""
    withheld = review.withhold(_noted(entries, done), reviews.takedowns)
    for number, shard in enumerate(engine.cut(withheld, how.size)):
        put = done.work.put(shard)
        mine = reviews.of([entry for entry in shard if isinstance(entry, Article)])
        key = hashlib.sha256(json.dumps([put.digest, work.settings, repr(mine)]).encode()).hexdigest()
        done.shards.append(put)
        done.keys.append(key)
        done.progress.read += put.articles
        if how.part and number % how.part[1] != how.part[0] - 1:
            continue
        found = done.work.done(key)
        if found and not (how.strict and found["failures"]):
            done.progress.resumed += found["read"]
            _count(found, done)
        else:
            task = engine.Task(done.work.root, put.digest, key, mine, how.strict)
            engine.forget(task)
            yield task
        show()
    if not done.found:
        _refuse(done, work.corpus)
    done.progress.whole = True
    show("extracting")


def _noted(entries: Iterable[Entry], done: Done) -> Iterator[Entry]:
    for entry in entries:
        if isinstance(entry, Reject):
            done.unusable.append(entry)
        else:
            done.found += 1
        yield entry


def _refuse(done: Done, where: str) -> None:
    first = done.unusable[0] if done.unusable else None
    problem = f" The first problem: {first.path}: {first.detail}" if first else ""
    raise InputError(f"no article could be read.{problem}", where=where)


def _count(record: Mapping[str, Any], done: Done) -> None:
    done.records[record["key"]] = record
    progress = done.progress
    progress.shards += 1
    progress.articles += record["read"]
    progress.quotes += record["rows"]["quotes"]
    progress.rejects += record["rows"]["rejects"]
    progress.failures += len(record["failures"])


def settings(*parts: Any) -> str:
    """A digest of ``parts`` and of the code."""
    return hashlib.sha256(json.dumps([fingerprint.code(), *parts], sort_keys=True, default=str).encode()).hexdigest()
