"""Rows of a version in, a table to decide in out, as CSV or JSON lines: one row for each field of each quote."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from builder.evaluate.draws import Draw
from builder.review import fields

Rows = Iterable[Mapping[str, Any]]
Draws = Mapping[str, Draw]  # by quote id
SHOWN = ("quote", "speaker_mention", "cue", "context", "outlet")
COLUMNS = (
    "dataset", "version", "quote_id", "article_id", "field", "predicted", "allowed", "value", "reviewer", "time",
    "note", *SHOWN, "content", "drawn",
)  # fmt: skip
# What a spreadsheet would run as a formula. https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ESCAPE = "'"


def csv_text(rows: Rows, dataset: str, version: str, draws: Draws) -> str:
    """A CSV whose columns ``value`` and ``reviewer`` are to be filled in; a row without a value is no decision."""
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in _entries(rows, dataset, version, draws):
        predicted, drawn = fields.cell(entry["predicted"]), json.dumps(entry["drawn"])
        cells = {**entry, "predicted": predicted, "allowed": " | ".join(entry["allowed"]), "drawn": drawn}
        writer.writerow([escaped(str(cells.get(name) or "")) for name in COLUMNS])
    return target.getvalue()


def jsonl_text(rows: Rows, dataset: str, version: str, draws: Draws) -> str:
    """JSON lines to which ``value`` and ``reviewer`` are to be added; a line without a value is no decision."""
    return "".join(f"{json.dumps(entry, ensure_ascii=False)}\n" for entry in _entries(rows, dataset, version, draws))


def escaped(cell: str) -> str:
    """``cell`` with an apostrophe before what a spreadsheet would take for a formula, or for our apostrophe."""
    return _ESCAPE + cell if cell.startswith((*_FORMULA, _ESCAPE)) else cell


def unescaped(cell: str) -> str:
    """What was ``escaped``; a spreadsheet may have taken the apostrophe away already."""
    return cell[1:] if cell.startswith(tuple(_ESCAPE + sign for sign in (*_FORMULA, _ESCAPE))) else cell


def _entries(rows: Rows, dataset: str, version: str, draws: Draws) -> Iterator[dict[str, Any]]:
    for row in rows:
        for field in fields.DECIDED:
            yield {
                "dataset": dataset,
                "version": version,
                "quote_id": row["quote_id"],
                "article_id": row["article_id"],
                "field": field,
                "predicted": fields.predicted(row, field),
                "allowed": _allowed(field),
                **{name: row[name] for name in SHOWN},
                "drawn": draws[row["quote_id"]].to_json(),
            }


def _allowed(field: str) -> Sequence[str]:
    if field in fields.NUMBERS:
        return ("0 to 1",)
    return fields.allowed(field)
