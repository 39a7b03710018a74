"""The unit of work: one shard of articles in, one shard of tables and its record out.

An article on which the builder fails is set aside as a reject, with the traceback in the record; one that kills its
worker again and again is set aside by whoever starts the workers (``Deaths``).
"""

from __future__ import annotations

import contextlib
import gc
import json
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from builder.engine.failure import Failure, describe
from builder.engine.work import RECORD, Work, checksum
from builder.errors import QuotestanceError
from builder.records import Article, Extraction, Reject

TRIES = 3  # deaths of a worker on one article until it is the article's fault
FAILED = "failed"  # the reason of the reject
Extracted = list[tuple[Article, Extraction]]
Write = Callable[[Path, Extracted, list[Reject]], Mapping[str, Any]]  # says what the record shall keep


@dataclass(frozen=True, slots=True)
class Task:
    """One shard to be done: small, so that it travels to a worker anywhere."""

    root: Path  # of the work folder
    digest: str  # of the articles
    key: str  # of the result: digests of the articles, the settings and the code
    context: Any = None  # what else the work needs to know of these articles
    strict: bool = False
    deadly: tuple[int, ...] = field(default=())  # numbers of articles that killed their workers


def run(task: Task, extract: Callable[[Article], Extraction], write: Write) -> dict[str, Any]:
    """Do the shard, unless it is done; its record. Raises what is nobody's article's fault: a full disk, no memory."""
    work = Work(task.root)
    if (found := work.done(task.key)) and not (task.strict and found["failures"]):
        return found
    began = time.perf_counter()
    entries = work.take(task.digest)
    rejects = [entry for entry in entries if isinstance(entry, Reject)]
    extracted: Extracted = []
    failures: list[dict[str, Any]] = []
    with _at(task) as at, _uncollected():
        for number, article in enumerate(entry for entry in entries if isinstance(entry, Article)):
            at(number)
            try:
                if number in task.deadly:
                    raise Failure(f"its worker process died {TRIES} times")  # noqa: TRY301  told as the others are
                extracted.append((article, extract(article)))
            except (MemoryError, OSError):
                raise
            except Exception as error:
                if isinstance(error, QuotestanceError) and not isinstance(error, Failure):
                    raise
                if task.strict:
                    raise _told(article, error) from error
                rejects.append(_reject(article, error))
                failures.append(_failure(article, error))
        with work.publishing(task.key) as folder:
            record = {
                "key": task.key,
                "articles": task.digest,
                "read": len(extracted) + len(failures),
                "failures": failures,
                **write(folder, extracted, rejects),
                "files": {path.name: checksum(path) for path in sorted(folder.iterdir())},
                "seconds": round(time.perf_counter() - began, 3),
            }
            (folder / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1), encoding="utf-8")
    return record


class Deaths:
    """What to do with a task whose worker died: try it again, in the end without the article that it died on."""

    def __init__(self) -> None:
        self._counted: Counter[tuple[str, int | None]] = Counter()

    def __call__(self, task: Task) -> Task:
        number = _last(task)
        self._counted[task.key, number] += 1
        # A worker that died before it began says nothing about an article.
        if self._counted[task.key, number] < (TRIES if number is not None else 2 * TRIES):
            return task
        if number is None or task.strict:
            raise _killed(task, number)
        return replace(task, deadly=(*task.deadly, number))


def forget(task: Task) -> None:
    """Remove what an earlier run noted: its worker need not have died on the article."""
    _note(task).unlink(missing_ok=True)


@contextlib.contextmanager
def _at(task: Task) -> Iterator[Callable[[int], None]]:
    """Notes beside the work which article is worked on; a note that stays is that of a worker that died."""
    path = _note(task)
    with path.open("w", encoding="ascii") as file:

        def at(number: int) -> None:
            file.seek(0)
            file.write(f"{number:9d}")
            file.flush()

        yield at
    path.unlink(missing_ok=True)


@contextlib.contextmanager
def _uncollected() -> Iterator[None]:
    """Without the collector of cycles: records have none, and it would look through all of a shard again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _note(task: Task) -> Path:
    return task.root / "running" / task.key


def _last(task: Task) -> int | None:
    try:
        return int(_note(task).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def _killed(task: Task, number: int | None) -> Failure:
    place: str | Path = task.root
    if number is not None:
        articles = [entry for entry in Work(task.root).take(task.digest) if isinstance(entry, Article)]
        place = describe(articles[number])
    return Failure(
        f"the worker process died here {TRIES} times.",
        where=place,
        hint="It may need more memory than there is: try --workers 1, or take the file out. In a script of your own, "
        "call build() under `if __name__ == '__main__':`.",
    )


def _told(article: Article, error: Exception) -> Failure:
    failed = Failure(
        f"the builder failed on this article with {type(error).__name__}: {error}.",
        where=describe(article),
        hint="This is a defect of the builder. Without --strict such an article is set aside; please report it.",
    )
    failed.add_note(_traceback(error))  # what crosses to another process loses its cause
    return failed


def _reject(article: Article, error: Exception) -> Reject:
    """Only the kind of the error: a message may hold an address in memory, and would differ from run to run."""
    detail = f"The builder failed on this article ({type(error).__name__}); the record of its shard has the traceback."
    return Reject("build", FAILED, detail, article.source.path, article.source.row, article.article_id)


def _failure(article: Article, error: Exception) -> dict[str, Any]:
    return {
        "article_id": article.article_id,
        "path": article.source.path,
        "row": article.source.row,
        "error": f"{type(error).__name__}: {error}",
        "traceback": _traceback(error),
    }


def _traceback(error: Exception) -> str:
    return "".join(traceback.format_exception(error))


def failures(records: Sequence[Mapping[str, Any]]) -> tuple[dict[str, Any], ...]:
    """The articles that were set aside, over several shards."""
    return tuple(one for record in records for one in record["failures"])
