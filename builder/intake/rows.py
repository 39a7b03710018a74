"""Which column holds which of our fields: by the configuration's [intake.columns], else by our own name, exactly."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.config import FILE_NAME, METADATA, Intake
from builder.errors import nearest
from builder.intake.draft import Draft, Problem

_TEXTS = ("body", "content", "article", "article_text", "full_text", "fulltext", "maintext", "story", "document")


@dataclass(frozen=True, slots=True)
class Columns:
    """``places``: our field -> the name of its column. Fields without a column are absent."""

    places: Mapping[str, str]
    problems: tuple[Problem, ...] = ()


def columns(header: Sequence[str], config: Intake) -> Columns | Problem:
    """The columns of a table, or why it cannot be read: no column with the text, or one name twice."""
    if "text" not in (places := _places(header, config)):
        return missing_text(header, config)
    for name in places.values():
        if header.count(name) > 1:
            return Problem("broken_row", f"The header names the column {name!r} more than once; rename all but one.")
    return Columns(places, tuple(_misspelt(header, places, config)))


def _places(names: Sequence[str], config: Intake) -> dict[str, str]:
    found = {}
    for ours in ("text", *METADATA):
        for name in (config.columns.get(ours), ours):
            if name is not None and name in names:
                found[ours] = name
                break
    return found


def _misspelt(header: Sequence[str], places: Mapping[str, str], config: Intake) -> Iterator[Problem]:
    for ours, theirs in config.columns.items():
        close = difflib.get_close_matches(theirs, header, n=1, cutoff=0.8)
        if ours not in places and close:
            yield Problem(
                "bad_metadata",
                f"There is no column {theirs!r}, which intake.columns.{ours} names. Did you mean {close[0]!r}?",
            )


def draft(values: Mapping[str, Any], row: int, config: Intake) -> Draft | Problem:
    """One row by column names; only the text must be there."""
    places = _places(tuple(values), config)
    if "text" not in places:
        return missing_text(tuple(values), config, row)
    text = values[places["text"]]
    if not isinstance(text, str | None):
        kind = type(text).__name__
        return Problem(
            "broken_row", f"The column {places['text']!r} must hold text, but holds a value of type {kind}.", row
        )
    metadata = {ours: values[theirs] for ours, theirs in places.items() if ours != "text"}
    return Draft(text or "", metadata, row)


def missing_text(names: Sequence[str], config: Intake, row: int | None = None) -> Problem:
    wanted = config.columns.get("text", "text")
    likely = next((name for usual in _TEXTS for name in names if name.casefold() == usual), None)
    hint = f"Did you mean {likely!r}?" if likely else nearest(wanted, names) if names else "The row is empty."
    close = likely or next(iter(difflib.get_close_matches(wanted, names, n=1)), "your column")
    line = f'text = "{close}" under [intake.columns] in {FILE_NAME}'
    return Problem("missing_text", f"There is no column {wanted!r} with the text. {hint[:300]} Then write {line}.", row)
