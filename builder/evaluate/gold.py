"""Gold files, JSON lines or predictions in, documents in the format of the scorers out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.records import Article, Attribution

Place = tuple[str, int | None]  # path below the folder of articles, row of a feed


def documents(folder: Path, texts: Mapping[Place, str]) -> list[dict[str, Any]]:
    """The gold in ``folder`` by file name, each document with its text and spans as ``[start, end]``.

    ``texts`` holds ``Article.text`` by ``(source.path, source.row)``. Gold is about one text only: InputError when
    an article is missing or when a span's text does not stand at its offsets.
    """
    return [_document(path, texts) for path in sorted(folder.glob("*.json"))]


def _document(path: Path, texts: Mapping[Place, str]) -> dict[str, Any]:
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


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a JSONL file, gzipped or not, in the format of the scorers: one document a line."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                yield json.loads(line)
            except json.JSONDecodeError as error:
                raise InputError(f"not JSON: {error.msg}.", where=path, row=number) from error


def predictions(article: Article, found: Sequence[Attribution], doc_id: str) -> dict[str, Any]:
    """What the builder found in ``article``, in the format of the scorers."""
    return {
        "doc_id": doc_id,
        "text": article.text,
        "attributions": [
            {
                "kind": one.quote_type,
                "speech": one.speech,
                **{name: [[s.start, s.end] for s in getattr(one, name)] for name in ("content", "source", "cue")},
            }
            for one in found
        ],
    }
