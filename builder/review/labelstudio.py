"""Rows of a version in, tasks for Label Studio out, with our labels as pre-annotations, and the configuration.

One task is one quote in its context. Offsets there are code points of the context, as in the table those of the
article are; format: https://labelstud.io/guide/predictions and https://labelstud.io/tags.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from builder.evaluate.draws import Draw
from builder.records import Span
from builder.review import fields

Row = Mapping[str, Any]
TEXT, MARKS = "text", "span"  # names of the tags
RELATIONS = {"source": "source of", "cue": "cue of"}
# Beside the quote of the task: another one in its context that the builder had missed, with what belongs to it.
MISSED = {"content": "missed quote", "source": "missed source", "cue": "missed cue"}
MISSED_SPEAKER = "missed_speaker"
_COLOURS = {"content": "#2563eb", "source": "#15803d", "cue": "#b45309"}
_MISSED_COLOURS = {"content": "#7c3aed", "source": "#0f766e", "cue": "#be123c"}
_HINTS = {
    fields.IS_QUOTE: "Is it a quote: does someone say, write or think this here?",
    "speaker": f"Speaker: the canonical name; {fields.NULL} when nobody is named",
    "stance_target": f"Target of the stance, as printed; {fields.NULL} when there is none",
    "check_worthiness": "Check-worthiness, 0 to 1",
}


def config() -> str:
    """The labelling configuration for the tasks of ``tasks``."""
    view = ET.Element("View")
    ET.SubElement(view, "Header", value="$title")
    ET.SubElement(view, "Header", value="Found here too: $others", size="5")
    marks = ET.SubElement(view, "Labels", name=MARKS, toName=TEXT)
    for name in fields.SPANS:
        ET.SubElement(marks, "Label", value=name, background=_COLOURS[name])
    for name, label in MISSED.items():
        ET.SubElement(marks, "Label", value=label, background=_MISSED_COLOURS[name])
    ET.SubElement(view, "Text", name=TEXT, value="$text", granularity="symbol")
    relations = ET.SubElement(view, "Relations")
    for name in RELATIONS.values():
        ET.SubElement(relations, "Relation", value=name)
    for field in fields.DECIDED:
        _control(view, field)
    ET.SubElement(
        view, "TextArea", name=MISSED_SPEAKER, toName=TEXT, perRegion="true", whenTagName=MARKS,
        whenLabelValue=MISSED["content"], maxSubmissions="1", editable="true",
        placeholder="Speaker of the missed quote",
    )  # fmt: skip
    ET.indent(view)
    return ET.tostring(view, encoding="unicode") + "\n"


def tasks(
    rows: Iterable[Row], dataset: str, version: str, draws: Mapping[str, Draw], every: Iterable[Row] = ()
) -> list[dict[str, Any]]:
    """What `Import` in Label Studio takes: a list of tasks, each with one prediction.

    ``draws`` by quote id. ``every``: all rows of the version, so that a task can tell what else was found in its text.
    """
    of_article: dict[str, list[Row]] = defaultdict(list)
    for row in every:
        of_article[row["article_id"]].append(row)
    return [_task(row, dataset, version, draws[row["quote_id"]], of_article[row["article_id"]]) for row in rows]


def _control(view: ET.Element, field: str) -> None:
    title = _HINTS.get(field, field.replace("_", " ").capitalize())
    ET.SubElement(view, "Header", value=title, size="5")
    if values := fields.allowed(field) if field not in fields.TEXTS else ():
        choices = ET.SubElement(view, "Choices", name=field, toName=TEXT, choice="single", showInline="true")
        for value in values:
            ET.SubElement(choices, "Choice", value=value)
    elif field in fields.NUMBERS:
        # A step as fine as our numbers: Label Studio lets nobody submit a task with a number between two steps.
        ET.SubElement(view, "Number", name=field, toName=TEXT, min="0", max="1", step="0.0001")
    else:
        ET.SubElement(view, "TextArea", name=field, toName=TEXT, maxSubmissions="1", editable="true")


def _task(row: Row, dataset: str, version: str, drawn: Draw, neighbours: Iterable[Row]) -> dict[str, Any]:
    outlet, date = row["outlet"] or row["outlet_domain"] or "unknown outlet", row["published_at"]
    return {
        "data": {
            "text": row["context"],
            "title": f"{outlet}{f', {date:%Y-%m-%d}' if date else ''}: {row['quote']}",
            "others": " · ".join(_others(row, neighbours)) or "nothing",
            "dataset": dataset,
            "version": version,
            "quote_id": row["quote_id"],
            "article_id": row["article_id"],
            "context_start": row["context_start"],
            "drawn": drawn.to_json(),
        },
        "predictions": [
            {
                "model_version": f"{dataset} {version}",
                "score": row["scores"]["attribution"],
                "result": [*_regions(row), *_relations(row), *_choices(row)],
            }
        ],
    }


def _others(row: Row, neighbours: Iterable[Row]) -> Iterator[str]:
    """The other quotes that begin in the context: what is no missed quote, for it was found."""
    start, end = row["context_start"], row["context_start"] + len(row["context"])
    for other in neighbours:
        if other["quote_id"] != row["quote_id"] and start <= other["content"][0]["start"] < end:
            yield other["quote"]


def _regions(row: Row) -> Iterator[dict[str, Any]]:
    for name in fields.SPANS:
        for number, span in enumerate(_spans(row, name)):
            start, end = span.start - row["context_start"], span.end - row["context_start"]
            value = {"start": start, "end": end, "text": row["context"][start:end], "labels": [name]}
            yield {**_result(MARKS, "labels", value), "id": f"{name}-{number}"}


def _relations(row: Row) -> Iterator[dict[str, Any]]:
    """From the first source and cue to the first stretch of the content."""
    for name, relation in RELATIONS.items():
        if _spans(row, name):
            yield {
                "type": "relation", "from_id": f"{name}-0", "to_id": "content-0", "direction": "right",
                "labels": [relation],
            }  # fmt: skip


def _choices(row: Row) -> Iterator[dict[str, Any]]:
    for field in fields.DECIDED:
        value = fields.predicted(row, field)
        if field in fields.NUMBERS:
            result = _result(field, "number", {"number": value})
        elif field in fields.TEXTS:
            result = _result(field, "textarea", {"text": [fields.cell(value)]})
        else:
            result = _result(field, "choices", {"choices": [fields.cell(value)]})
        yield {**result, "id": field}


def _result(name: str, kind: str, value: Row) -> dict[str, Any]:
    return {"from_name": name, "to_name": TEXT, "type": kind, "value": dict(value)}


def _spans(row: Row, name: str) -> Sequence[Span]:
    found = fields.predicted(row, name)
    return found if isinstance(found, tuple) else ()
