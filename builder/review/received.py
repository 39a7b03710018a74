"""A file that reviewers filled in (Label Studio JSON, CSV, JSON lines) in, what it says row by row out."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.review import fields, sheets, store

_NEEDED = ("quote_id", "field", "value", "reviewer")


@dataclass(frozen=True, slots=True)
class Received:
    """One decision as its file words it; nothing but its place is checked."""

    path: Path
    row: int  # line (JSONL), record below the header (CSV) or task (Label Studio), counted from 1
    quote_id: Any
    field: Any
    value: Any
    reviewer: Any
    time: Any = None
    note: Any = None
    dataset: Any = None  # its name; None when the file does not say
    article_id: Any = None
    content: Any = None  # of the quote, instead of quote_id
    context: str | None = None  # what offsets in the value were counted in

    def wrong(self, what: str, hint: str = "") -> InputError:
        return InputError(what, where=self.path, row=self.row, hint=hint)


def read(path: Path) -> list[Received]:
    """What ``path`` says, in its order. Raises InputError when it is none of the formats, or says nothing."""
    readers = {".json": _label_studio, ".csv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl}
    if path.suffix.lower() not in readers:
        raise InputError(
            f"files of type {path.suffix or 'none'!r} are not read.",
            where=path,
            hint="Reviews are a Label Studio export (.json), a .csv or a .jsonl file.",
        )
    try:
        found = list(readers[path.suffix.lower()](path))
    except UnicodeDecodeError as error:
        raise InputError("not UTF-8.", where=path, hint="Save it as UTF-8 (in a spreadsheet: CSV UTF-8).") from error
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}.", where=path) from error
    if not found:
        raise InputError(
            "there is no decision in it.",
            where=path,
            hint="Fill in value and reviewer, or submit annotations in Label Studio and export them as JSON.",
        )
    return found


def _jsonl(path: Path) -> Iterator[Received]:
    for number, content in store.lines(path):
        if "value" in content:
            yield _entry(path, number, content)


def _csv(path: Path) -> Iterator[Received]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        # A spreadsheet in a country of decimal commas writes semicolons.
        header = file.readline()
        file.seek(0)
        reader = csv.DictReader(file, delimiter=";" if header.count(";") > header.count(",") else ",", strict=True)
        try:
            if missing := [name for name in _NEEDED if name not in (reader.fieldnames or ())]:
                hint = "Its first line must name the columns, as `build-dataset review export --format csv` does."
                raise InputError(f"it has no column {missing[0]!r}.", where=path, hint=hint)
            for number, record in enumerate(reader, 1):
                if None in record or None in record.values():
                    raise InputError("it has more or fewer cells than the header.", where=path, row=number)
                cells = {name: sheets.unescaped(cell) or None for name, cell in record.items()}
                if (cells["value"] or "").strip():
                    yield _entry(path, number, cells)
        except csv.Error as error:
            raise InputError(f"not CSV: {error}.", where=path, row=reader.line_num) from error


def _entry(path: Path, row: int, content: dict[str, Any]) -> Received:
    names = ("quote_id", "field", "value", "reviewer", "time", "note", "dataset", "article_id", "content")
    return Received(path, row, **{name: content.get(name) for name in names})


def _label_studio(path: Path) -> Iterator[Received]:
    """Every submitted annotation of every task; skipped ones and drafts say nothing."""
    try:
        tasks = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise InputError(f"not JSON: {error}.", where=path, hint="Export it from Label Studio as JSON.") from error
    if not isinstance(tasks, list):
        raise InputError("not a list of tasks.", where=path, hint="Export it from Label Studio as JSON.")
    for number, task in enumerate(tasks, 1):
        try:
            annotations, data = task["annotations"], task["data"]
            for annotation in annotations:
                if not annotation.get("was_cancelled"):
                    yield from _annotation(path, number, data, annotation)
        except (KeyError, TypeError, AttributeError, IndexError) as error:
            raise InputError(
                f"not a task with annotations of ours ({type(error).__name__}: {error}).",
                where=path,
                row=number,
                hint="Export as JSON, not JSON-MIN or CSV, from a project with the configuration that export wrote.",
            ) from error


def _annotation(path: Path, row: int, data: dict[str, Any], annotation: dict[str, Any]) -> Iterator[Received]:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    said = {
        "reviewer": f"Label Studio user {who}" if isinstance(who, int) else who,
        "time": annotation.get("updated_at") or annotation.get("created_at"),
        "dataset": data["dataset"],
        "quote_id": data["quote_id"],
        "context": data["text"],
    }
    results = annotation["result"]
    refused = [one for one in results if one.get("from_name") == fields.IS_QUOTE and "false" in one["value"]["choices"]]
    if refused:  # whatever else is said of what is no quote says nothing
        yield Received(path, row, field=fields.IS_QUOTE, value="false", **said)
        return
    spans: dict[str, list[list[int]]] = {name: [] for name in fields.SPANS}
    for result in results:
        if result["type"] == "relation":
            continue
        value = result["value"]
        if result["type"] == "labels":
            _check_text(path, row, data["text"], value)
            start = data["context_start"]
            spans[value["labels"][0]].append([start + value["start"], start + value["end"]])
        else:
            given = value["number"] if result["type"] == "number" else value.get("choices", value.get("text"))
            # A text that was typed twice over counts as it was typed last.
            yield Received(path, row, field=result["from_name"], value=_last(given), **said)
    for name, found in spans.items():
        yield Received(path, row, field=name, value=sorted(found), **said)


def _last(given: Any) -> Any:
    return given[-1] if isinstance(given, list) else given


def _check_text(path: Path, row: int, text: str, value: dict[str, Any]) -> None:
    """Label Studio repeats the words that a region covers: they show whether its offsets are ours."""
    marked, given = text[value["start"] : value["end"]], value.get("text")
    if given is not None and _bare(given) != _bare(marked):
        raise InputError(
            f"the offsets [{value['start']}, {value['end']}) cover {marked!r}, not {given!r}.",
            where=path,
            row=row,
            hint="The text of the task was changed, or the offsets were; import the task into Label Studio again.",
        )


def _bare(text: str) -> str:
    """Without white space, which Label Studio writes in ways of its own."""
    return "".join(text.replace("\\n", "").split())
