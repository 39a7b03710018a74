"""What the builder said and people decided in; how often the builder is right, by field and outlet, out.

Of rows that were drawn by chance the share is an estimate for the whole version: each row counts as many times as its
stratum has rows for one that was looked at. Of rows that were chosen it holds for these rows and says nothing more.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from builder.evaluate.draws import Draw

HEADLINE = ("is_quote", "speaker", "stance", "framing", "verifiability", "content")  # shown by outlet too
_Z = 1.959964  # of 95 %


@dataclass(frozen=True, slots=True)
class Judged:
    """One field of one quote on which people settled, and whether the builder had said the same."""

    quote_id: str
    outlet: str | None
    field: str
    right: bool
    overlap: float | None = None  # of spans: F1 of the code points
    draws: tuple[Draw, ...] = ()  # the samples for which it was decided


Weighted = tuple[Judged, float]  # and how many rows of the version it stands for


@dataclass(frozen=True, slots=True)
class Accuracy:
    """The share of rows in which the builder is right, with its interval where the rows were drawn by chance."""

    field: str
    rows: int
    right: float
    low: float | None = None
    high: float | None = None
    overlap: float | None = None


@dataclass(frozen=True, slots=True)
class Sampled:
    """What the rows of one sample say. ``by`` is None for rows of which nobody knows how they came to be reviewed."""

    version: str | None
    by: str | None
    size: int | None
    of: int | None
    quotes: int  # of the sample, on which something is settled
    covered: float | None  # share of the version in strata with such a quote; the others say nothing here
    fields: tuple[Accuracy, ...]
    outlets: tuple[tuple[str | None, tuple[Accuracy, ...]], ...]  # by name; None: not known

    def to_json(self) -> dict[str, Any]:
        outlets = [{"outlet": name, "fields": [asdict(one) for one in found]} for name, found in self.outlets]
        return {**asdict(self), "fields": [asdict(one) for one in self.fields], "outlets": outlets}


def accuracy(judged: Iterable[Judged]) -> list[Sampled]:
    """One entry for each sample, drawn ones first, then by size; a quote that is in several counts in each."""
    samples: dict[tuple[str, str, int, int] | None, list[tuple[Judged, Draw | None]]] = defaultdict(list)
    for one in judged:
        for draw in one.draws or (None,):
            samples[draw.sample if draw else None].append((one, draw))
    found = [_sampled(rows) for rows in samples.values()]
    return sorted(found, key=lambda s: (s.covered is None, s.by is None, -(s.size or 0), s.by or "", s.version or ""))


def _sampled(rows: Sequence[tuple[Judged, Draw | None]]) -> Sampled:
    draw = rows[0][1]
    drawn = draw is not None and draw.by_chance
    fields = list(dict.fromkeys(one.field for one, _ in rows))
    weighted = {field: _weighted([row for row in rows if row[0].field == field], drawn=drawn) for field in fields}
    outlets = sorted({one.outlet for one, _ in rows}, key=lambda name: (name is None, name or ""))
    return Sampled(
        draw.version if draw else None,
        draw.by if draw else None,
        draw.size if draw else None,
        draw.of if draw else None,
        len({one.quote_id for one, _ in rows}),
        _covered([each for _, each in rows if each]) if drawn else None,
        tuple(_accuracy(field, found, drawn=drawn) for field, found in weighted.items()),
        tuple((name, tuple(_of_outlet(name, weighted, drawn=drawn))) for name in outlets),
    )


def _of_outlet(outlet: str | None, fields: Mapping[str, Sequence[Weighted]], *, drawn: bool) -> Iterable[Accuracy]:
    for field, rows in fields.items():
        if mine := [row for row in rows if row[0].outlet == outlet]:
            yield _accuracy(field, mine, drawn=drawn)


def _accuracy(field: str, rows: Sequence[Weighted], *, drawn: bool) -> Accuracy:
    weights = [weight for _, weight in rows]
    right = sum(weight for one, weight in rows if one.right) / sum(weights)
    low, high = interval(right, weights) if drawn else (None, None)
    overlaps = [one.overlap * weight for one, weight in rows if one.overlap is not None]
    overlap = sum(overlaps) / sum(weights) if overlaps else None
    return Accuracy(field, len(rows), round(right, 4), _rounded(low), _rounded(high), _rounded(overlap))


def _weighted(rows: Sequence[tuple[Judged, Draw | None]], *, drawn: bool) -> list[Weighted]:
    """Rows of the version for one that was looked at, by stratum: what was drawn and not decided counts as lost."""
    if not drawn:
        return [(one, 1.0) for one, _ in rows]
    looked_at = Counter(draw.stratum for _, draw in rows if draw)
    return [(one, draw.rows / looked_at[draw.stratum]) for one, draw in rows if draw]


def interval(share: float, weights: Sequence[float]) -> tuple[float, float]:
    """Wilson's 95 % interval for rows of unequal weight out of a finite number of rows.

    The rows count as (sum of weights)² / (sum of squared weights), Kish's effective size, divided by the share of the
    population that was not looked at; all of it looked at, nothing is uncertain. What stratification gains is left
    out, so the interval is rather too wide. E. B. Wilson, JASA 22 (1927); L. Kish, Survey Sampling (1965).
    """
    unseen = 1 - len(weights) / sum(weights)
    if unseen <= 1e-9:
        return share, share
    n = sum(weights) ** 2 / sum(weight**2 for weight in weights) / unseen
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def _covered(draws: Sequence[Draw]) -> float:
    strata = {draw.stratum: draw.rows for draw in draws}
    return round(sum(strata.values()) / draws[0].of, 4)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
