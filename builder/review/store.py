"""The folder reviews/ beside the articles: its decisions in, and a file added for each import; none is ever edited."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.records import Beside
from builder.review import decision
from builder.review.decision import Decision

FOLDER = "reviews"


def files(raw: Path) -> tuple[Path, ...]:
    """The files of decisions beside the articles in ``raw``, in the order of their names."""
    return tuple(sorted((raw / FOLDER).glob("*.jsonl")))


def read(raw: Path) -> tuple[tuple[Decision, ...], tuple[Beside, ...]]:
    """Every decision beside ``raw``, and what the manifest says of their files.

    One that a reviewer has changed since counts as decided last. Raises InputError for a line that is no decision.
    """
    found: list[Decision] = []
    beside: list[Beside] = []
    for path in files(raw):
        mine = list(_file(path))
        found += mine
        beside.append(Beside(f"{FOLDER}/{path.name}", sha256(path), len(mine)))
    return tuple(latest(found)), tuple(beside)


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


def add(raw: Path, decisions: Sequence[Decision], stem: str) -> Path:
    """Write ``decisions`` as one new file, whole or not at all; the same decisions give the same name."""
    text = "".join(f"{one.to_json()}\n" for one in decisions)
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


def _file(path: Path) -> Iterator[Decision]:
    for number, content in lines(path):
        try:
            yield decision.of_json(content)
        except ValueError as error:
            hint = "Files here are written by `build-dataset review import`; articles belong into another folder."
            raise InputError(f"{error}", where=path, row=number, hint=hint) from error
