"""What reviewers' files say in, decisions that hold together out: all of them, or an error that names the row."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from builder import ids
from builder.errors import InputError
from builder.evaluate import draws
from builder.evaluate.draws import Draw
from builder.review import decision, fields
from builder.review.decision import Decision
from builder.review.marked import Spans, overlaps
from builder.review.received import Received
from builder.review.store import Stored
from builder.review.version import Row, Version, spans

Key = tuple[str, str, str]  # quote, field, reviewer
Placed = tuple[str, Spans, Row | None]  # article, content, the row of the version; None for what is to be added
_OTHER_VERSION = "Name the version that was reviewed: --dataset dist/0.1.0; a quote_id is never edited."


def check(
    received: Iterable[Received], version: Version, stored: Stored | None = None, *, reviewer: str | None = None
) -> tuple[Decision, ...]:
    """The decisions in ``received`` that are not ``stored`` yet, in order of quote, field and reviewer.

    ``reviewer`` is the name for rows that have none. A row that names an article and words of it instead of a quote of
    the version adds that quote, if another says of it that ``is_quote`` is true.

    Raises InputError at the first row that names another dataset, an unknown quote, a field or label outside its set,
    nobody, a time that is none, offsets of another text, that overlaps a quote that stands, or that contradicts what
    the same reviewer decided or took back, here or before, without being later.
    """
    stored = stored or Stored()
    before = {(*one.matter, one.reviewer): one for one in stored.decisions}
    placed = [(each, _place(each, version)) for each in received]
    added = {one.quote_id for one in stored.decisions if one.field == fields.IS_QUOTE and one.value is True}
    added |= {_id(place) for each, place in placed if _adds(each)}
    mine: dict[Key, tuple[Decision, Received]] = {}
    for each, place in placed:
        if place[2] is None and _id(place) not in added:
            hint = f"To add a quote that the builder missed, say in a row of its own that {fields.IS_QUOTE} is true."
            raise each.wrong("no quote of the version has this content.", hint)
        one = _decision(each, place, version, reviewer)
        key = (*one.matter, one.reviewer)
        if key in mine and mine[key][0].value != one.value:
            raise _contradiction(each, one, mine[key][0], mine[key][1])
        if key in before and before[key].value != one.value and not _later(one, before[key]):
            raise _contradiction(each, one, before[key], None)
        if any(one.digest == gone.retracts for gone in stored.retractions):
            what = f"{one.reviewer} took back that {one.field} = {fields.cell(one.value)} of {one.quote_id}."
            raise each.wrong(what, "To decide it again, give it a time of its own.")
        mine.setdefault(key, (one, each))
    voices = {key: one for key, (one, _) in mine.items()}
    for one, each in list(mine.values()):
        if one.quote_id not in version.quotes and one.field == fields.IS_QUOTE and one.value:
            _check_overlaps(one, each, version, {**before, **voices})
            for name in ("source", "cue"):  # what is not said has none
                key = (one.quote_id, name, one.reviewer)
                empty = Decision(one.article_id, one.content, name, (), one.reviewer, one.time)
                voices.setdefault(key, before.get(key, empty))
    return tuple(one for key, one in sorted(voices.items()) if key not in before or before[key].value != one.value)


def _place(each: Received, version: Version) -> Placed:
    if each.dataset is not None and each.dataset != version.dataset:
        raise each.wrong(
            f"it is about the dataset {each.dataset!r}, not {version.dataset!r}.",
            "Name the version that was reviewed: --dataset dist/0.1.0.",
        )
    if each.quote_id is not None or each.article_id is None or each.content is None:
        row = version.quotes.get(str(each.quote_id))
        if row is None:
            raise each.wrong(
                f"unknown quote {each.quote_id!r}." if each.quote_id else "it names no quote.", _OTHER_VERSION
            )
        return row["article_id"], spans(row["content"]), row
    article_id = str(each.article_id)
    if article_id not in version.texts:
        raise each.wrong(f"unknown article {article_id!r}.", _OTHER_VERSION)
    try:
        content = _spans("content", each.content, article_id, version)
    except ValueError as error:
        raise each.wrong(f"{error}") from error
    if not content:
        raise each.wrong("no content is marked.", "A quote has content.")
    return article_id, content, version.quotes.get(ids.quote_id(article_id, content))


def _decision(each: Received, place: Placed, version: Version, reviewer: str | None) -> Decision:
    article_id, content, row = place
    try:
        who = decision.reviewer(each.reviewer if each.reviewer is not None else reviewer)
    except ValueError as error:
        raise each.wrong(f"{error}", "Fill in the reviewer, or give one for all rows: --reviewer NAME.") from error
    try:
        field = str(each.field)
        marks = field in fields.SPANS
        value = _spans(field, each.value, article_id, version, content) if marks else fields.parse(field, each.value)
        time, drawn = decision.time(each.time), None if row is None else _drawn(each.drawn)
    except ValueError as error:
        raise each.wrong(f"{error}") from error
    _check_place(each, place, value)
    note = None if each.note is None else str(each.note).strip() or None
    return Decision(article_id, content, field, value, who, time, note, drawn)


def _spans(field: str, given: Any, article_id: str, version: Version, near: Spans = ()) -> Spans:
    """Offsets as they are given, or those of words that stand in the article."""
    if isinstance(given, str) and given.strip() and not given.lstrip().startswith("["):
        return (version.find(article_id, given.strip(), near),)
    found = fields.parse(field, given)
    assert isinstance(found, tuple)  # noqa: S101  a field of spans
    if article_id in version.open and any(version.words(article_id, span) is None for span in found):
        raise ValueError(f"the spans {given!r} reach beyond the article.")
    return found


def _drawn(given: Any) -> Draw | None:
    """A cell of a table holds it as JSON."""
    with contextlib.suppress(ValueError):
        given = json.loads(given) if isinstance(given, str) else given
    return draws.of_json(given) if given else None


def _adds(each: Received) -> bool:
    return each.quote_id is None and each.field == fields.IS_QUOTE and str(each.value).strip().lower() == "true"


def _id(place: Placed) -> str:
    return ids.quote_id(place[0], place[1])


def _check_place(each: Received, place: Placed, value: fields.Value) -> None:
    """Spans of a quote must lie in the context that the reviewer saw, and that must be the version's."""
    row = place[2]
    if row is None:
        return
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


def _check_overlaps(one: Decision, each: Received, version: Version, voices: Mapping[Key, Decision]) -> None:
    """A reviewer who adds a quote must have refused the one that its words belong to so far."""
    there = dict(version.of_article(one.article_id))
    there |= {other.quote_id: other.content for other in voices.values() if other.article_id == one.article_id}
    for quote_id, content in sorted(there.items()):
        said = voices.get((quote_id, fields.IS_QUOTE, one.reviewer))
        refused = said is not None and said.value is False
        mine = quote_id in version.quotes or (said is not None and said.value is True)
        if quote_id != one.quote_id and mine and not refused and overlaps(content, one.content):
            raise each.wrong(
                f"its words overlap those of the quote {quote_id}.",
                f"Say of that one that {fields.IS_QUOTE} is false, or mark other words.",
            )


def _later(one: Decision, other: Decision) -> bool:
    moments = decision.moment(one), decision.moment(other)
    return moments[0] is not None and (moments[1] is None or moments[0] > moments[1])


def _contradiction(each: Received, one: Decision, other: Decision, place: Received | None) -> InputError:
    where = f"in {place.path}, row {place.row}" if place else "in an import before"
    said = f"{one.reviewer} says {one.field} = {fields.cell(one.value)} of {one.quote_id} here, and "
    hint = "Keep one of the two rows." if place else "Give a time that is later than that of the decision before."
    return each.wrong(f"{said}{fields.cell(other.value)} {where}.", hint)
