"""A Label Studio export in, what its annotations say out: choices and spans, and quotes that the builder had missed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.review import fields
from builder.review.entry import Received
from builder.review.labelstudio import MISSED, MISSED_SPEAKER

Result = Mapping[str, Any]


def read(path: Path) -> Iterator[Received]:
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


def _annotation(path: Path, row: int, data: Mapping[str, Any], annotation: Mapping[str, Any]) -> Iterator[Received]:
    who = annotation.get("completed_by")
    if isinstance(who, dict):
        who = who.get("email") or who.get("id")
    by = {
        "reviewer": f"Label Studio user {who}" if isinstance(who, int) else who,
        "time": annotation.get("updated_at") or annotation.get("created_at"),
        "dataset": data["dataset"],
    }
    said = {**by, "quote_id": data["quote_id"], "context": data["text"], "drawn": data.get("drawn")}
    results = annotation["result"]
    for result in results:
        if result["type"] == "labels":
            _check_text(path, row, data["text"], result["value"])
    yield from _missed(path, row, data, results, by)
    refused = [one for one in results if one.get("from_name") == fields.IS_QUOTE and "false" in one["value"]["choices"]]
    if refused:  # whatever else is said of what is no quote says nothing
        yield Received(path, row, field=fields.IS_QUOTE, value="false", **said)
        return
    spans: dict[str, list[list[int]]] = {name: [] for name in fields.SPANS}
    for result in results:
        if result["type"] == "labels":
            if (label := result["value"]["labels"][0]) not in MISSED.values():
                spans[label].append(_span(data, result))
        elif result["type"] != "relation" and result["from_name"] != MISSED_SPEAKER:
            value = result["value"]
            given = value["number"] if result["type"] == "number" else value.get("choices", value.get("text"))
            # A text that was typed twice over counts as it was typed last.
            yield Received(path, row, field=result["from_name"], value=_last(given), **said)
    for name, found in spans.items():
        yield Received(path, row, field=name, value=sorted(found), **said)


def _missed(
    path: Path, row: int, data: Mapping[str, Any], results: Sequence[Result], by: Mapping[str, Any]
) -> Iterator[Received]:
    """The quotes that the annotator marked beside the one of the task, each with the source and cue tied to it."""
    regions = {one["id"]: one for one in results if one["type"] == "labels"}
    labels = {name: one["value"]["labels"][0] for name, one in regions.items()}
    quotes = [name for name, label in labels.items() if label == MISSED["content"]]
    ties = {one["from_id"]: one["to_id"] for one in results if one["type"] == "relation"}
    speakers = {one["id"]: _last(one["value"]["text"]) for one in results if one.get("from_name") == MISSED_SPEAKER}
    marked: dict[str, dict[str, list[list[int]]]] = {name: {"source": [], "cue": []} for name in quotes}
    for name, label in labels.items():
        field = next((field for field in ("source", "cue") if MISSED[field] == label), None)
        if field is None:
            continue
        to = ties.get(name, quotes[0] if len(quotes) == 1 else None)
        if to not in marked:
            raise InputError(
                f"the {label} {regions[name]['value'].get('text')!r} belongs to no {MISSED['content']}.",
                where=path,
                row=row,
                hint=f"Mark the {MISSED['content']}; where there are several, draw a relation to the one it is of.",
            )
        marked[to][field].append(_span(data, regions[name]))
    for name in quotes:
        of = {"quote_id": None, "article_id": data["article_id"], "content": [_span(data, regions[name])], **by}
        yield Received(path, row, field=fields.IS_QUOTE, value="true", **of)
        for field, found in marked[name].items():
            if found:
                yield Received(path, row, field=field, value=sorted(found), **of)
        if name in speakers:
            yield Received(path, row, field="speaker", value=speakers[name], **of)


def _span(data: Mapping[str, Any], region: Result) -> list[int]:
    """In offsets of the article."""
    return [data["context_start"] + region["value"]["start"], data["context_start"] + region["value"]["end"]]


def _last(given: Any) -> Any:
    return given[-1] if isinstance(given, list) else given


def _check_text(path: Path, row: int, text: str, value: Mapping[str, Any]) -> None:
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
