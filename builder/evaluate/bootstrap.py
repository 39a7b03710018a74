"""Counts by document or by row in, 95% intervals of the figures made from them out: what was counted is resampled."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

DRAWS = 1000
SEED = 0
Interval = tuple[float, float]
Figures = dict[str, Any]  # numbers, by name or in dicts of their own


def intervals(
    counts: Sequence[Mapping[Any, float]],
    figures: Callable[[Mapping[Any, float]], Figures],
    draws: int = DRAWS,
) -> Figures:
    """``figures`` of all ``counts`` added up, with ``(low, high)`` for each number: the middle 95% of ``draws``.

    Units (documents, rows) are drawn with replacement, as many as there are; the seed is fixed, so the same counts
    give the same intervals. A figure that is None in a draw is left out of it. Empty without draws or without units.
    """
    if not draws or not counts:
        return {}
    import numpy as np

    # Units that count the same are drawn as one kind of unit: a corpus of 20,000 rows has a dozen.
    kinds = Counter(_profile(one) for one in counts)
    keys = sorted({key for one in counts for key in one}, key=repr)
    column = {key: number for number, key in enumerate(keys)}
    table = np.zeros((len(kinds), len(keys)))
    for number, profile in enumerate(kinds):
        for key, value in profile:
            table[number, column[key]] = value
    shares = np.array(list(kinds.values())) / len(counts)
    drawn = np.random.default_rng(SEED).multinomial(len(counts), shares, size=draws) @ table
    values: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for row in drawn:
        _collect(figures(dict(zip(keys, row.tolist(), strict=True))), (), values)
    return _nested({path: _middle(found) for path, found in values.items()})


def _profile(one: Mapping[Any, float]) -> tuple[tuple[Hashable, float], ...]:
    return tuple(sorted(((key, value) for key, value in one.items() if value), key=repr))


def _collect(figures: Figures, path: tuple[str, ...], values: dict[tuple[str, ...], list[float]]) -> None:
    for name, value in figures.items():
        if isinstance(value, dict):
            _collect(value, (*path, name), values)
        elif isinstance(value, float):  # whole numbers are counts, no figures
            values[(*path, name)].append(value)


def _middle(found: list[float]) -> Interval:
    found = sorted(found)
    return found[int(0.025 * len(found))], found[min(len(found) - 1, int(0.975 * len(found)))]


def _nested(found: Mapping[tuple[str, ...], Interval]) -> Figures:
    made: Figures = {}
    for path, interval in found.items():
        inner = made
        for name in path[:-1]:
            inner = inner.setdefault(name, {})
        inner[path[-1]] = interval
    return made
