"""Agreement of several readers beyond chance: Krippendorff's alpha, Fleiss' kappa, and how sure a figure is.

Alpha: K. Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), by the values that were paired; Fleiss'
kappa: J. L. Fleiss, Psychological Bulletin 76 (1971); intervals: percentile bootstrap over the units.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np

RESAMPLES = 1000
SEED = 20260101  # fixed: the same files give the same interval
CONFIDENCE = 0.95
Unit = Sequence[Hashable]  # what the readers of one unit said, two of them or more
Distance = Callable[[Hashable, Hashable], float]
Drawn = TypeVar("Drawn")


def nominal(one: Hashable, other: Hashable) -> float:
    return float(one != other)


def interval(one: Hashable, other: Hashable) -> float:
    assert isinstance(one, float)  # noqa: S101  whoever asks has numbers
    assert isinstance(other, float)  # noqa: S101
    return (one - other) ** 2


def alpha(units: Sequence[Unit], distance: Distance = nominal) -> float:
    """1: they always agree; 0: as chance would; below: worse. ``nan`` where nothing varies or nobody was paired.

    Readers may be missing: a unit that only one of them judged says nothing and is passed over.
    """
    paired = [unit for unit in units if len(unit) > 1]
    counts = Counter(value for unit in paired for value in unit)
    total = sum(counts.values())
    if total < 2:
        return math.nan
    observed = sum(_between(Counter(unit), distance) / (len(unit) - 1) for unit in paired) / total
    expected = _between(counts, distance) / (total * (total - 1))
    return math.nan if expected == 0 else 1 - observed / expected


def fleiss(units: Sequence[Unit]) -> float:
    """Fleiss' kappa; ``nan`` unless every unit has the same number of readers, and where chance is certain."""
    sizes = {len(unit) for unit in units}
    if len(sizes) != 1 or (size := sizes.pop()) < 2:
        return math.nan
    agreed = [sum(n * (n - 1) for n in Counter(unit).values()) / (size * (size - 1)) for unit in units]
    shares = Counter(value for unit in units for value in unit)
    chance = sum((n / (size * len(units))) ** 2 for n in shares.values())
    return math.nan if math.isclose(chance, 1) else (sum(agreed) / len(units) - chance) / (1 - chance)


def interval_of(statistic: Callable[[Sequence[Drawn]], float], units: Sequence[Drawn]) -> tuple[float, float] | None:
    """The interval that holds CONFIDENCE of the figures of resampled units; None where most of them have none."""
    import numpy as np

    if len(units) < 2:
        return None
    dice: np.random.Generator = np.random.default_rng(SEED)
    figures = []
    for _ in range(RESAMPLES):
        drawn = statistic([units[index] for index in dice.integers(0, len(units), len(units))])
        if not math.isnan(drawn):
            figures.append(drawn)
    if len(figures) < RESAMPLES / 2:
        return None
    low, high = np.quantile(figures, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    return round(float(low), 4), round(float(high), 4)


def _between(counts: Counter[Hashable], distance: Distance) -> float:
    """The sum of distances over ordered pairs of the values counted."""
    pairs = itertools.combinations(counts.items(), 2)
    return 2 * sum(n * m * distance(one, other) for (one, n), (other, m) in pairs)
