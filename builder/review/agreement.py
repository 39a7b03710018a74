"""Decisions of several reviewers in; how far they agree, field by field, and where they do not, out."""

from __future__ import annotations

import itertools
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from builder import ids
from builder.errors import InputError
from builder.evaluate.agreement import kappa
from builder.review import alpha, decision, fields
from builder.review.received import Received

Voices = Mapping[str, fields.Value]  # reviewer -> value
Interval = tuple[float, float] | None
Units = Mapping[str, Mapping[str, Voices]]  # field -> quote id -> voices


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures of one field over the quotes that two reviewers or more decided; None where one has no meaning.

    ``agreed``: the share of pairs of reviewers that say the same. ``cohen``: two reviewers in all. ``fleiss``: the
    same number of reviewers for each quote. For spans ``agreed`` asks for the same offsets, and ``overlap`` is the F1
    of the code points of one against the other, averaged over the pairs.
    """

    field: str
    quotes: int
    reviewers: int
    agreed: float
    overlap: float | None = None
    alpha: float | None = None
    alpha_interval: Interval = None
    cohen: float | None = None
    cohen_interval: Interval = None
    fleiss: float | None = None
    fleiss_interval: Interval = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A field of a quote on which reviewers differ."""

    quote_id: str
    field: str
    values: Mapping[str, fields.Value]  # by reviewer


def units(received: Iterable[Received], reviewer: str | None = None) -> Units:
    """What each reviewer said of each field of each quote. Raises InputError for a row that says nothing sensible."""
    found: dict[str, dict[str, dict[str, fields.Value]]] = defaultdict(lambda: defaultdict(dict))
    for each in received:
        try:
            value = fields.parse(str(each.field), each.value)
            who = decision.reviewer(each.reviewer if each.reviewer is not None else reviewer)
            quote = each.quote_id or _hashed(each)
        except ValueError as error:
            raise each.wrong(f"{error}") from error
        voices = found[str(each.field)][quote]
        if who in voices and voices[who] != value:
            said = f"{fields.cell(value)} here and {fields.cell(voices[who])} before"
            raise each.wrong(f"{who} says {each.field} = {said}, of {quote}.", "Keep one of the two rows.")
        voices[who] = value
    if not any(len(voices) > 1 for quotes in found.values() for voices in quotes.values()):
        raise InputError("no field of any quote was decided by two reviewers.", hint="Give the files of all of them.")
    return found


def figures(given: Units) -> list[Agreement]:
    """One row for each field that two reviewers decided for some quote, in the order of the fields."""
    rows = []
    for field in fields.FIELDS:
        shared = [voices for _, voices in sorted(given.get(field, {}).items()) if len(voices) > 1]
        if shared:
            rows.append(_of_spans(field, shared) if field in fields.SPANS else _of_labels(field, shared))
    return rows


def disagreements(given: Units) -> list[Disagreement]:
    """Every quote and field on which two reviewers differ, by quote and in the order of the fields."""
    found = [
        Disagreement(quote, field, dict(sorted(voices.items())))
        for field in fields.FIELDS
        for quote, voices in given.get(field, {}).items()
        if len(set(voices.values())) > 1
    ]
    return sorted(found, key=lambda one: (one.quote_id, fields.FIELDS.index(one.field)))


def _hashed(each: Received) -> str:
    if isinstance(each.content, str) and not each.content.lstrip().startswith("["):
        raise ValueError("a quote named by its words has no id before it is imported: compare RAW/reviews/*.jsonl.")
    spans = fields.parse("content", each.content)
    if not isinstance(each.article_id, str) or not isinstance(spans, tuple) or not spans:
        raise ValueError("it names no quote.")
    return ids.quote_id(each.article_id, spans)


def _of_labels(field: str, shared: Sequence[Voices]) -> Agreement:
    said = [list(voices.values()) for voices in shared]
    distance = alpha.interval if field in fields.NUMBERS else alpha.nominal
    reviewers = sorted({name for voices in shared for name in voices})
    measured: Callable[[Sequence[alpha.Unit]], float] = partial(alpha.alpha, distance=distance)
    row = Agreement(
        field,
        len(shared),
        len(reviewers),
        _mean(float(a == b) for a, b in _pairs(shared)),
        alpha=_figure(measured(said)),
        alpha_interval=alpha.interval_of(measured, said),
    )
    if field in fields.NUMBERS:
        return row  # kappa knows no near misses
    if len(reviewers) == 2:
        first, second = reviewers
        pairs = [(fields.cell(voices[first]), fields.cell(voices[second])) for voices in shared]
        return replace(row, cohen=_figure(kappa(pairs)), cohen_interval=alpha.interval_of(kappa, pairs))
    found = _figure(alpha.fleiss(said))
    return row if found is None else replace(row, fleiss=found, fleiss_interval=alpha.interval_of(alpha.fleiss, said))


def _of_spans(field: str, shared: Sequence[Voices]) -> Agreement:
    pairs = list(_pairs(shared))
    return Agreement(
        field,
        len(shared),
        len({name for voices in shared for name in voices}),
        _mean(float(a == b) for a, b in pairs),
        overlap=_mean(fields.overlap(a, b) for a, b in pairs),
    )


def _pairs(shared: Iterable[Voices]) -> Iterator[tuple[fields.Value, fields.Value]]:
    for voices in shared:
        yield from itertools.combinations([voices[name] for name in sorted(voices)], 2)


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return round(sum(found) / len(found), 4)


def _figure(value: float) -> float | None:
    return None if math.isnan(value) else round(value, 4)
