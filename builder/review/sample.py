"""Rows of a version in, those that people should look at first out; the same rows for the same version, no dice."""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from builder.evaluate.draws import Draw

Row = Mapping[str, Any]
Stratum = Callable[[Row], tuple[str, ...]]
ALL = "all"


def uncertainty(row: Row) -> float:
    """How sure the builder is of what it is least sure of: 0 to 1, less first."""
    scores = row["scores"]
    named = [scores["attribution"], scores["framing"], scores["verifiability"]]
    named += [] if scores["speaker"] is None else [scores["speaker"]]
    return float(min(named + ([] if scores["stance"] is None else [abs(scores["stance"])])))


def _outlet_and_labels(row: Row) -> tuple[str, ...]:
    return (row["outlet_domain"] or "", row["framing"], row["verifiability"])


def _speaker(row: Row) -> tuple[str, ...]:
    return (row["speaker_id"] or "",)


def _anyone(_: Row) -> tuple[str, ...]:
    return ()


STRATA: Mapping[str, Stratum] = {"random": _anyone, "stratified": _outlet_and_labels, "speaker": _speaker}
WAYS = ("uncertainty", *STRATA)


def sample(rows: Sequence[Row], size: int, by: str) -> list[Row]:
    """``size`` of ``rows``, in the order of ``rows``.

    ``uncertainty``: the lowest scores. ``random``: all have the same chance. ``stratified``: from each outlet with each
    framing and verifiability in turn. ``speaker``: from each speaker in turn. Within these a hash of the quote id
    decides, so that a sample grows by rows when it is made larger, and no order in the version shows.
    """
    shuffled = sorted(rows, key=lambda row: _lot(row["quote_id"]))
    chosen = sorted(shuffled, key=uncertainty) if by == "uncertainty" else _in_turn(shuffled, STRATA[by])
    taken = {row["quote_id"] for row in itertools.islice(chosen, size)}
    return [row for row in rows if row["quote_id"] in taken]


def draws(rows: Sequence[Row], taken: Iterable[Row], by: str, version: str) -> dict[str, Draw]:
    """How each of the rows that were ``taken`` was drawn, by quote id: what an honest estimate from them needs."""
    stratum = STRATA.get(by, _anyone)
    sizes = Counter(stratum(row) for row in rows)
    chosen = list(taken)
    return {
        row["quote_id"]: Draw(version, by, len(chosen), len(rows), _name(stratum(row)), sizes[stratum(row)])
        for row in chosen
    }


def _name(stratum: tuple[str, ...]) -> str:
    """A name that tells strata apart and a reviewer nothing about the labels in them."""
    return _lot(*stratum)[:12] if stratum else ""


def _in_turn(rows: Iterable[Row], stratum: Stratum) -> list[Row]:
    strata: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        strata[stratum(row)].append(row)
    turns = itertools.zip_longest(*(strata[name] for name in sorted(strata, key=lambda name: _lot(*name))))
    return [row for turn in turns for row in turn if row is not None]


def _lot(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
