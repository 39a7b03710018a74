"""Gold files or JSON lines in, documents in the format of the scorers out, each checked where it was read."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.evaluate import rows
from builder.evaluate.attribution import KINDS
from builder.evaluate.rows import Row

Place = tuple[str, int | None]  # path below the folder of articles, row of a feed
Document = dict[str, Any]


def documents(folder: Path, texts: Mapping[Place, str]) -> list[Document]:
    """The gold in ``folder`` by file name, each document with its text and spans as ``[start, end]``.

    ``texts`` holds ``Article.text`` by ``(source.path, source.row)``. Gold is about one text only: InputError when
    an article is missing or when a span's text does not stand at its offsets.
    """
    return [_document(path, texts) for path in sorted(folder.glob("*.json"))]


def _document(path: Path, texts: Mapping[Place, str]) -> Document:
    gold = json.loads(path.read_text(encoding="utf-8"))
    text = texts.get((gold["path"], gold["row"]))
    if text is None:
        raise InputError(f"no article {gold['path']} (row {gold['row']}).", where=path, hint="Was it renamed?")
    attributions = []
    for attribution in gold["attributions"]:
        spans = {field: _spans(attribution[field], text, path) for field in ("content", "source", "cue")}
        attributions.append({**attribution, **spans})
    return {
        "doc_id": gold["doc_id"],
        "path": gold["path"],
        "row": gold["row"],
        "text": text,
        "attributions": attributions,
        "discard": _spans(gold["discard"], text, path),
    }


def _spans(spans: list[dict[str, Any]], text: str, path: Path) -> list[list[int]]:
    for span in spans:
        if text[span["start"] : span["end"]] != span["text"]:
            place = f"[{span['start']}, {span['end']})"
            hint = "The article changed after it was annotated; annotate it again."
            raise InputError(f"{span['text']!r} does not stand at {place}.", where=path, hint=hint)
    return [[span["start"], span["end"]] for span in spans]


def lines(path: Path) -> Iterator[Document]:
    """The documents of a JSONL file, gzipped or not, in the format of the scorers: one document a line.

    ``doc_id``, ``text`` and ``attributions`` with their ``content`` must be there; ``source``, ``cue``, ``kind``,
    ``speech``, ``speaker`` and ``discard`` may be. One article may come several times, once for each annotator.
    InputError names the row where something is missing or a span lies outside of the text.
    """
    texts: dict[str, str] = {}
    for row in rows.read(path):
        doc_id, text = row.string("doc_id"), row.string("text")
        if texts.setdefault(doc_id, text) != text:
            raise row.broken(f"the document {doc_id!r} has come already, with another text.")
        row.spans(row.fields.get("discard") or [], text, "'discard'")
        for number, attribution in enumerate(row.objects("attributions"), 1):
            _check(row, attribution, text, f"attribution {number}")
        yield dict(row.fields)
    if not texts:
        raise InputError("holds no documents.", where=path)


def _check(row: Row, attribution: Mapping[str, Any], text: str, name: str) -> None:
    if not attribution.get("content"):
        raise row.broken(f"{name} has no content.", "Give 'content': [[start, end], …].")
    for part in ("content", "source", "cue"):
        row.spans(attribution.get(part) or [], text, f"{name}: {part!r}")
    if (kind := attribution.get("kind")) is not None and kind not in KINDS:
        raise row.broken(f"{name}: {kind!r} is no kind.", f"Known: {', '.join(KINDS)}; without one, the marks decide.")
    for part, sort in (("speech", bool), ("speaker", str), ("speaker_silver", dict)):
        if attribution.get(part) is not None and not isinstance(attribution[part], sort):
            raise row.broken(
                f"{name}: {part!r} is {json.dumps(attribution[part])}.", f"It should be a {sort.__name__}."
            )


def repeated(gold: list[Document]) -> int:
    """How many documents are another annotator's version of one that stands before them."""
    return sum(count - 1 for count in Counter(document["doc_id"] for document in gold).values())
