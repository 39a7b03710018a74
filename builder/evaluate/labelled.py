"""Rows of the label corpora in, checked field by field out: a row that cannot be judged is an error, never a guess."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from builder import text as prose
from builder.errors import InputError
from builder.evaluate import rows
from builder.evaluate.attribution import KINDS
from builder.evaluate.rows import Row
from builder.records import ClaimType, FramingValue, Sourcing, StanceValue, VerifiabilityValue

LONGEST = 8000  # characters of a sentence; longer ones are lost full stops or no text. The corpora's longest has 3,742.

LABELS: Mapping[str, tuple[str, ...]] = {
    "stance": get_args(StanceValue),
    "verifiability": ("verifiable", "unverifiable"),
    "check-worthiness": ("check_worthy", "not_check_worthy"),
}
# Fields of a quote that have one value each; null where the annotators did not agree.
FIELDS: Mapping[str, tuple[Any, ...]] = {
    "framing": get_args(FramingValue),
    "verifiability": get_args(VerifiabilityValue),
    "claim_type": get_args(ClaimType),
    "check_worthy": (True, False),
    "sourcing": get_args(Sourcing),
}


def read(
    path: Path,
    task: str,
    *,
    corpora: Collection[str] = (),
    split: str | None = None,
    unseen: bool = False,
    skip_implied: bool = False,
) -> list[Row]:
    """The rows of ``path`` that were chosen, each fit for ``task``: a key of ``LABELS``, or ``quote-labels``.

    ``unseen`` leaves out rows marked ``text_in_train``, ``skip_implied`` those marked ``implied``. InputError for a row
    that is not fit, an id that comes twice, a corpus or split that the file does not have, or nothing left.
    """
    found = list(rows.read(path))
    _known(path, "corpus", corpora, found)
    _known(path, "split", [] if split is None else [split], found)
    chosen = [
        row
        for row in found
        if (not corpora or row.fields.get("corpus") in corpora)
        and (split is None or row.fields.get("split") == split)
        and not (unseen and row.fields.get("text_in_train"))
        and not (skip_implied and row.fields.get("implied"))
    ]
    if not chosen:
        raise InputError("no rows are left to score.", where=path, hint=_parts(found))
    ids: dict[str, int] = {}
    for row in chosen:
        first = ids.setdefault(row.string("id"), row.number)
        if first != row.number:
            raise row.broken(f"the id {row.fields['id']!r} stands in row {first} already.")
        check(row, task)
    return chosen


def check(row: Row, task: str) -> None:
    """InputError unless ``row`` has all that ``task`` needs, in the text where it says."""
    CHECKS[task](row)


def _known(path: Path, field: str, asked: Iterable[str], found: Sequence[Row]) -> None:
    known = sorted({str(row.fields[field]) for row in found if row.fields.get(field) is not None})
    for name in asked:
        if name not in known:
            hint = f"Known: {', '.join(known)}." if known else f"Its rows have no {field!r}."
            raise InputError(f"there are no rows of the {field} {name!r}.", where=path, hint=hint)


def _parts(found: Sequence[Row]) -> str:
    parts = sorted({f"{row.fields.get('corpus')} {row.fields.get('split')}" for row in found})
    return f"It has {', '.join(parts)}." if parts else "The file is empty."


def _text(row: Row) -> str:
    text = row.string("text")
    for paragraph in prose.paragraphs(text):
        longest = max((span.end - span.start for span in prose.sentences(text, paragraph)), default=0)
        if longest > LONGEST:
            raise row.broken(f"a sentence of {longest:,} characters.", f"A sentence has {LONGEST:,} at most; cut it.")
    return text


def _stance(row: Row) -> None:
    text = _text(row)
    row.choice("label", LABELS["stance"])
    _mention(row, "target", text, row.field("target"), may_lie_outside=True)
    if row.fields.get("holder") is not None:
        _mention(row, "holder", text, row.fields["holder"], may_lie_outside=False)


def _mention(row: Row, name: str, text: str, given: Any, *, may_lie_outside: bool) -> None:
    """A name with its place; a target without one is a topic that the text does not name."""
    if not isinstance(given, dict) or {"text", "start", "end"} - given.keys():
        raise row.broken(f"{name!r} is not an object with text, start and end.")
    if may_lie_outside and given["start"] is None and given["end"] is None:
        return
    start, end = row.span(given["start"], given["end"], text, f"the {name}")
    if text[start:end] != given["text"]:
        raise row.broken(
            f"the {name} is {json.dumps(given['text'], ensure_ascii=False)}, but {text[start:end]!r} stands there.",
            "Offsets count code points (Python str), not bytes.",
        )


def _sentence(task: str) -> Callable[[Row], None]:
    def checked(row: Row) -> None:
        _text(row)
        row.choice("label", LABELS[task])
        context = row.fields.get("context") or {}
        if not isinstance(context, dict):
            raise row.broken("'context' is not an object.")
        for name in ("previous", "next", "speaker"):
            if not isinstance(context.get(name), str | None):
                raise row.broken(f"'context' has {json.dumps(context[name])} for {name!r}.", "Give a string or null.")

    return checked


def _quote(row: Row) -> None:
    text = _text(row)
    if not row.spans(row.field("content"), text, "'content'"):
        raise row.broken("'content' has no span.")
    for name in ("source", "cue"):
        row.spans(row.fields.get(name) or [], text, f"{name!r}")
    if row.fields.get("kind") is not None:
        row.choice("kind", KINDS)
    for name, values in FIELDS.items():
        row.choice(name, (*values, None))
    for name in ("stances", "stances_undecided"):
        for entry in row.objects(name):
            row.span(entry.get("start"), entry.get("end"), text, f"a target of {name!r}")
            if name == "stances" and entry.get("stance") not in LABELS["stance"]:
                known = ", ".join(LABELS["stance"])
                raise row.broken(f"{json.dumps(entry.get('stance'))} is no stance.", f"Known: {known}.")


CHECKS: Mapping[str, Callable[[Row], None]] = {
    "stance": _stance,
    "verifiability": _sentence("verifiability"),
    "check-worthiness": _sentence("check-worthiness"),
    "quote-labels": _quote,
}
TASKS = tuple(CHECKS)
