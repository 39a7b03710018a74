"""The work folder: shards as they wait and as they are done, each written whole and by rename, found by its digest.

    articles/<digest>.jsonl.zst   what a worker reads
    shards/<key>/                 what it made of it, with record.json, which proves it
    running/<key>                 the number of the article that is worked on
    runs/<host>-<process>.json    what a run is doing, or did when it ended

Nothing in it is part of a dataset: it may be removed whenever no run is on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.engine import stored
from builder.engine.stored import Entry
from builder.errors import OutputError
from builder.processes import alive
from builder.records import Article

RECORD = "record.json"
_LEFT = re.compile(r"\..+-([\w.]+)-(\d+)")  # names of what is half done
_FOLDERS = ("articles", "shards", "running", "runs")


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of articles that waits in the work folder."""

    digest: str
    articles: int
    checksums: Mapping[str, str]  # of the files that they were read from, by path


@dataclass(frozen=True, slots=True)
class Work:
    """The folder ``root``; made when the first shard is put there."""

    root: Path

    def put(self, entries: Sequence[Entry]) -> Shard:
        """Write a shard for a worker to find."""
        lines = [stored.line(entry) for entry in entries]
        digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
        articles = [entry for entry in entries if isinstance(entry, Article)]
        if not self.articles(digest).is_file():
            self.prepare()
            staged = self._staged("articles", digest)
            stored.write(staged, lines)
            staged.replace(self.articles(digest))
        return Shard(digest, len(articles), {one.source.path: one.source.sha256 for one in articles})

    def take(self, digest: str) -> list[Entry]:
        """The shard again. Raises OutputError when it is not what was put there."""
        try:
            lines = list(stored.read(self.articles(digest)))
        except OSError as error:
            raise self._damaged(self.articles(digest)) from error
        if hashlib.sha256("\n".join(lines).encode()).hexdigest() != digest:
            raise self._damaged(self.articles(digest))
        return [stored.parse(each) for each in lines]

    def done(self, key: str) -> dict[str, Any] | None:
        """The record of a shard that is done, every file of it as the record says; what is not is removed."""
        folder = self.shard(key)
        try:
            record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
            if all(checksum(folder / name) == known for name, known in record["files"].items()):
                return record
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass
        shutil.rmtree(folder, ignore_errors=True)
        return None

    @contextlib.contextmanager
    def publishing(self, key: str) -> Iterator[Path]:
        """An empty folder that becomes the shard ``key`` when the block ends without an error."""
        staged = self._staged("shards", key)
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir()
        try:
            yield staged
            with contextlib.suppress(OSError):  # another run was faster with the same
                staged.rename(self.shard(key))
        finally:
            shutil.rmtree(staged, ignore_errors=True)

    def articles(self, digest: str) -> Path:
        return self.root / "articles" / f"{digest}.jsonl.zst"

    def shard(self, key: str) -> Path:
        return self.root / "shards" / key

    def prepare(self) -> None:
        for name in _FOLDERS:
            (self.root / name).mkdir(parents=True, exist_ok=True)
        if not (ignore := self.root / ".gitignore").exists():
            ignore.write_text("*\n", encoding="utf-8")

    @contextlib.contextmanager
    def scratch(self) -> Iterator[Path]:
        """An empty folder for files on the way."""
        folder = self.root / f".merge-{me()}"
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Remove what runs on this machine left half done that were killed."""
        for kind in ("", "articles", "shards"):
            for path in (self.root / kind).glob(".*"):
                match = _LEFT.fullmatch(path.name)
                if match and match[1] == host() and not alive(int(match[2])):
                    shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)

    def prune(self, keys: Collection[str], digests: Collection[str]) -> None:
        """Remove every shard but these: after a takedown no word of what went may stay here."""
        for folder in (self.root / "shards").glob("*"):
            if folder.name not in keys:
                shutil.rmtree(folder, ignore_errors=True)
        for file in (self.root / "articles").glob("*"):
            if file.name.partition(".")[0] not in digests:
                file.unlink(missing_ok=True)
        for file in (self.root / "running").glob("*"):
            file.unlink(missing_ok=True)

    def _staged(self, kind: str, name: str) -> Path:
        return self.root / kind / f".{name}-{me()}"

    def _damaged(self, path: Path) -> OutputError:
        return OutputError("is missing or damaged.", where=path, hint=f"Remove {self.root} and run the build again.")


def checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def me() -> str:
    """The running process among all that may share the folder."""
    return f"{host()}-{os.getpid()}"


def host() -> str:
    return re.sub(r"[^\w.]", "_", platform.node()) or "localhost"  # no hyphen: it separates
