"""One decision as a file of reviewers words it, with its place in the file for whatever may be wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import InputError


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
    content: Any = None  # of the quote, instead of quote_id: spans, or the words
    context: str | None = None  # what offsets in the value were counted in
    drawn: Any = None  # the sample it was exported in

    def wrong(self, what: str, hint: str = "") -> InputError:
        return InputError(what, where=self.path, row=self.row, hint=hint)
