"""The largest count and the names of columns in, what stands at the axes out: round numbers, dates in words."""

from __future__ import annotations

from collections.abc import Sequence

WIDE, NARROW = 12, 4  # labels below the columns on a wide page and on a phone
_STEPS = 4  # of the count, at most
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def counts(most: int) -> list[int]:
    """0 and round numbers up to the first that is not below ``most``: 255 -> 0, 100, 200, 300."""
    scale = 1
    while True:
        for step in (scale, 2 * scale, 5 * scale):
            if step * _STEPS >= most:
                return list(range(0, most + step, step)) if most % step else list(range(0, most + 1, step))
        scale *= 10


def dates(names: Sequence[str]) -> list[tuple[int, str, bool]]:
    """The columns that have a label: their position, the label, and whether a phone has room for it too."""
    wide = -(-len(names) // WIDE)
    narrow = wide * -(-len(names) // (wide * NARROW))
    return [(at, spoken(names[at]), at % narrow == 0) for at in range(0, len(names), wide)]


def spoken(date: str) -> str:
    """2026-03-04 -> 4 Mar 2026; 2026-03 -> Mar 2026; 2026 -> 2026."""
    year, *rest = date.split("-")
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return " ".join([*day, *month, year])
