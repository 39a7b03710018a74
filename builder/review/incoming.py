"""What reviewers' files say in, decisions that hold together out: all of them, or an error that names the row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from builder import ids
from builder.errors import InputError
from builder.records import Span
from builder.review import decision, fields
from builder.review.decision import Decision
from builder.review.received import Received

Row = Mapping[str, Any]
Known = Mapping[str, Row]  # quote id -> its row in the version that was reviewed


def check(
    received: Iterable[Received],
    known: Known,
    dataset: str,
    stored: Sequence[Decision] = (),
    *,
    reviewer: str | None = None,
) -> tuple[Decision, ...]:
    """The decisions in ``received`` that are not ``stored`` yet, in order of quote, field and reviewer.

    ``reviewer`` is the name for rows that have none. Raises InputError at the first row that names another dataset, an
    unknown quote, a field or label outside its set, nobody, a time that is none, offsets of another text, or that
    contradicts what the same reviewer decided, here or before, without being later.
    """
    before = {(*one.matter, one.reviewer): one for one in stored}
    mine: dict[tuple[str, str, str], tuple[Decision, Received]] = {}
    for each in received:
        one = _decision(each, known, dataset, reviewer)
        key = (*one.matter, one.reviewer)
        if key in mine and mine[key][0].value != one.value:
            raise _contradiction(each, one, mine[key][0], mine[key][1])
        if key in before and before[key].value != one.value and not _later(one, before[key]):
            raise _contradiction(each, one, before[key], None)
        mine.setdefault(key, (one, each))
    return tuple(one for key, (one, _) in sorted(mine.items()) if key not in before or before[key].value != one.value)


def _decision(each: Received, known: Known, dataset: str, reviewer: str | None) -> Decision:
    if each.dataset is not None and each.dataset != dataset:
        raise each.wrong(
            f"it is about the dataset {each.dataset!r}, not {dataset!r}.",
            "Name the version that was reviewed: --dataset dist/0.1.0.",
        )
    row = _row(each, known)
    content = tuple(Span(span["start"], span["end"]) for span in row["content"])
    try:
        who = decision.reviewer(each.reviewer if each.reviewer is not None else reviewer)
    except ValueError as error:
        raise each.wrong(f"{error}", "Fill in the reviewer, or give one for all rows: --reviewer NAME.") from error
    try:
        value = fields.parse(str(each.field), each.value)
        time = decision.time(each.time)
    except ValueError as error:
        raise each.wrong(f"{error}") from error
    _check_place(each, row, value)
    note = None if each.note is None else str(each.note).strip() or None
    return Decision(row["article_id"], content, str(each.field), value, who, time, note)


def _row(each: Received, known: Known) -> Row:
    quote_id = each.quote_id
    if quote_id is None and each.article_id is not None and each.content is not None:
        try:
            spans = fields.parse("content", each.content)
        except ValueError as error:
            raise each.wrong(f"{error}") from error
        quote_id = ids.quote_id(str(each.article_id), spans if isinstance(spans, tuple) else ())
    if quote_id not in known:
        raise each.wrong(
            f"unknown quote {quote_id!r}." if quote_id else "it names no quote.",
            "Name the version that was reviewed: --dataset dist/0.1.0; a quote_id is never edited.",
        )
    return known[quote_id]


def _check_place(each: Received, row: Row, value: fields.Value) -> None:
    """Spans must lie in the context that the reviewer saw, and that must be the version's."""
    if each.context is not None and each.context != row["context"]:
        raise each.wrong(
            "its text is not the context of that quote.",
            "It comes from another version, or was changed: name the version by --dataset, or export again.",
        )
    if isinstance(value, tuple):
        start, end = row["context_start"], row["context_start"] + len(row["context"])
        if any(not start <= span.start < span.end <= end for span in value):
            raise each.wrong(f"spans of {each.field} lie outside the quote's context, [{start}, {end}).")
        if each.field == "content" and not value:
            raise each.wrong("no content is marked.", f"A quote has content; if it is none, set {fields.IS_QUOTE}.")


def _later(one: Decision, other: Decision) -> bool:
    moments = decision.moment(one), decision.moment(other)
    return moments[0] is not None and (moments[1] is None or moments[0] > moments[1])


def _contradiction(each: Received, one: Decision, other: Decision, place: Received | None) -> InputError:
    where = f"in {place.path}, row {place.row}" if place else "in an import before"
    said = f"{one.reviewer} says {one.field} = {fields.cell(one.value)} of {one.quote_id} here, and "
    hint = "Keep one of the two rows." if place else "Give a time that is later than that of the decision before."
    return each.wrong(f"{said}{fields.cell(other.value)} {where}.", hint)
