"""The folder reviews/ beside the articles: its decisions in, and a file added for each import; none is ever edited."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.records import Beside
from builder.review import decision, retraction
from builder.review.decision import Decision
from builder.review.retraction import Retraction

FOLDER = "reviews"


def files(raw: Path) -> tuple[Path, ...]:
    """The files of decisions beside the articles in ``raw``, in the order of their names."""
    return tuple(sorted((raw / FOLDER).glob("*.jsonl")))


@dataclass(frozen=True, slots=True)
class Stored:
    """What lies beside the articles of one folder."""

    every: tuple[Decision, ...] = ()  # that nobody took back, in the order of the files
    retractions: tuple[Retraction, ...] = ()
    beside: tuple[Beside, ...] = ()  # what the manifest says of the files

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Those that count: what a reviewer has changed since counts as decided last."""
        return tuple(latest(self.every))


def read(raw: Path) -> Stored:
    """What the files beside ``raw`` say. Raises InputError for a line that is neither a decision nor a retraction."""
    found: list[Decision] = []
    taken_back: list[tuple[Path, int, dict[str, Any]]] = []
    beside: list[Beside] = []
    for path in files(raw):
        entries = list(lines(path))
        taken_back += [(path, number, content) for number, content in entries if retraction.KEY in content]
        found += [_decision(path, number, content) for number, content in entries if retraction.KEY not in content]
        beside.append(Beside(f"{FOLDER}/{path.name}", sha256(path), len(entries)))
    known = {one.digest for one in found}
    retractions = tuple(_retraction(path, number, content, known) for path, number, content in taken_back)
    return Stored(tuple(retraction.standing(found, retractions)), retractions, tuple(beside))


def of_file(raw: Path, name: str, standing: Iterable[Decision]) -> list[Decision] | None:
    """Those of the decisions that the file ``name`` holds; None when there is no such file in the folder."""
    path = raw / FOLDER / Path(name).name
    if path not in files(raw):
        return None
    entries = [content for _, content in lines(path) if retraction.KEY not in content]
    there = {decision.of_json(content).digest for content in entries}
    return [one for one in standing if one.digest in there]


def latest(decisions: Iterable[Decision]) -> Iterator[Decision]:
    """One decision of each reviewer on each matter: the one with the latest time, in order of quote and field.

    Decisions without a time come first; ``incoming`` lets no two in that contradict each other without one.
    """
    last: dict[tuple[str, str, str], Decision] = {}
    for one in decisions:
        key = (*one.matter, one.reviewer)
        if key not in last or (decision.moment(one) or 0) >= (decision.moment(last[key]) or 0):
            last[key] = one
    for key in sorted(last):
        yield last[key]


def add(raw: Path, entries: Sequence[Decision | Retraction], stem: str) -> Path:
    """Write ``entries`` as one new file, whole or not at all; the same entries give the same name."""
    text = "".join(f"{one.to_json()}\n" for one in entries)
    digest = hashlib.sha256(text.encode()).hexdigest()[:12]
    path = raw / FOLDER / f"{re.sub(r'[^a-z0-9]+', '-', stem.lower()).strip('-') or 'reviews'}-{digest}.jsonl"
    replace(path, text)
    return path


def replace(path: Path, text: str) -> None:
    """Write ``text`` beside ``path`` and rename: what was there stays until the new file is complete."""
    path.parent.mkdir(exist_ok=True)
    staged = path.with_name(f".{path.name}.new")
    try:
        with staged.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        staged.replace(path)
    finally:
        staged.unlink(missing_ok=True)


def lines(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of ``path`` with their line numbers; blank lines are passed over."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", where=path) from error
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8.", where=path, hint="Save it as UTF-8.") from error
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            content = json.loads(line)
        except ValueError as error:
            raise InputError(f"not JSON: {error}.", where=path, row=number, hint="One JSON object a line.") from error
        if not isinstance(content, dict):
            raise InputError("not a JSON object.", where=path, row=number, hint="One JSON object a line.")
        yield number, content


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _decision(path: Path, number: int, content: dict[str, Any]) -> Decision:
    try:
        return decision.of_json(content)
    except ValueError as error:
        hint = "Files here are written by `build-dataset review import`; articles belong into another folder."
        raise InputError(f"{error}", where=path, row=number, hint=hint) from error


def _retraction(path: Path, number: int, content: dict[str, Any], known: Collection[str]) -> Retraction:
    try:
        return retraction.of_json(content, known)
    except ValueError as error:
        hint = "Retractions are written by `build-dataset review retract`, and the decisions they name stay."
        raise InputError(f"{error}", where=path, row=number, hint=hint) from error
