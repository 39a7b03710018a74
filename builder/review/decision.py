"""One decision of one person about one field of one quote, and the line of JSON that keeps it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from builder import ids
from builder.evaluate import draws
from builder.evaluate.draws import Draw
from builder.records import Span
from builder.review import fields

KEYS = ("quote_id", "article_id", "content", "field", "value", "reviewer", "time", "note", "drawn")
REQUIRED = ("quote_id", "article_id", "content", "field", "value", "reviewer")


@dataclass(frozen=True, slots=True)
class Decision:
    """``quote_id`` is the hash of ``article_id`` and ``content``: a decision holds while these offsets do."""

    article_id: str
    content: tuple[Span, ...]
    field: str
    value: fields.Value
    reviewer: str
    time: str | None = None  # ISO 8601, as the reviewer's tool said; never made up
    note: str | None = None
    drawn: Draw | None = None  # the sample that the quote was exported in; without one it stands for itself alone

    @property
    def quote_id(self) -> str:
        return ids.quote_id(self.article_id, self.content)

    @property
    def matter(self) -> tuple[str, str]:
        """What is decided: a field of a quote."""
        return self.quote_id, self.field

    @property
    def digest(self) -> str:
        """By which a retraction names it."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        content: dict[str, Any] = {
            "quote_id": self.quote_id,
            "article_id": self.article_id,
            "content": fields.written(self.content),
            "field": self.field,
            "value": fields.written(self.value),
            "reviewer": self.reviewer,
            "time": self.time,
            "note": self.note,
        }
        if self.drawn:
            content["drawn"] = self.drawn.to_json()
        return json.dumps(content, ensure_ascii=False)


def of_json(content: Mapping[str, Any]) -> Decision:
    """The decision in one line of a file under reviews/. Raises ValueError with a sentence for what is none."""
    if missing := [key for key in REQUIRED if key not in content]:
        raise ValueError(f"a decision has no {', '.join(missing)}.")
    if unknown := [key for key in content if key not in KEYS]:
        raise ValueError(f"a decision has no key {unknown[0]!r}.")
    spans = fields.parse("content", content["content"])
    if not isinstance(spans, tuple) or not spans or not isinstance(content["article_id"], str):
        raise ValueError("article_id and content do not name a quote.")
    value = fields.parse(str(content["field"]), content["value"])
    note, drawn = content.get("note"), content.get("drawn")
    found = Decision(
        content["article_id"], spans, content["field"], value, reviewer(content["reviewer"]),
        time(content.get("time")), None if note is None else str(note), draws.of_json(drawn) if drawn else None,
    )  # fmt: skip
    if found.quote_id != content["quote_id"]:
        raise ValueError("quote_id does not follow from article_id and content; one of them was changed by hand.")
    return found


def reviewer(given: Any) -> str:
    """Raises ValueError when nobody is named."""
    if not isinstance(given, str) or not given.strip():
        raise ValueError(f"reviewer must be a name, not {given!r}.")
    return given.strip()


def time(given: Any) -> str | None:
    """A date or a time as ISO 8601 writes it, unchanged. Raises ValueError for anything else."""
    if given is None or given == "":
        return None
    try:
        datetime.fromisoformat(given)
    except (TypeError, ValueError) as error:
        raise ValueError(f"time = {given!r} is not ISO 8601, such as 2026-03-02T09:30:00Z.") from error
    return str(given)


def moment(one: Decision) -> float | None:
    """Seconds for comparing two times; one without a zone counts as UTC."""
    if one.time is None:
        return None
    found = datetime.fromisoformat(one.time)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
