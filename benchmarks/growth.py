"""Time and memory of a build against the number of articles, as a table and as a picture.

    OMP_NUM_THREADS=1 POLARS_MAX_THREADS=1 python -m benchmarks.growth 1000 10000 100000 --out docs/growth.svg

Made articles of 800 words, quotes by a pattern instead of the models, one process for each count: CPU seconds of that
process, and the most memory it had.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import size

SIDE, LEFT, TOP, GAP = 240, 64, 40, 110
WIDTH, HEIGHT = LEFT + 2 * SIDE + GAP + 24, TOP + SIDE + 64


@dataclass(frozen=True, slots=True)
class Point:
    """What one build took."""

    articles: int
    quotes: int
    read: float  # CPU seconds of reading and of writing down shards
    merged: float  # CPU seconds of merging, validating and publishing
    peak: float  # MB


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the pictures: both axes are logarithmic, so that what grows as the articles do is a line at 45 degrees."""

    title: str
    unit: str
    lines: tuple[tuple[str, str, tuple[tuple[float, float], ...]], ...]  # name, colour, points


def measured(count: int) -> Point:
    """One build in a process of its own, so that its peak is its own."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.growth", str(count), "--one"], check=True, capture_output=True, text=True
    )
    return Point(**json.loads(done.stdout.splitlines()[-1]))


def one(count: int) -> Point:
    """The same in this process."""
    quotes, first, second = size.built(count)
    return Point(count, quotes, first.cpu, second.cpu, second.peak)


def panels(points: Sequence[Point]) -> tuple[Panel, Panel]:
    """Time and memory."""
    times = (
        ("articles read, shards written", "#22577a", tuple((each.articles, each.read) for each in points)),
        ("merged, validated, published", "#b5541c", tuple((each.articles, each.merged) for each in points)),
    )
    memory = (("most memory", "#22577a", tuple((each.articles, each.peak) for each in points)),)
    return Panel("CPU seconds", "s", times), Panel("Peak memory, MB", "MB", memory)


def svg(drawn: Sequence[Panel]) -> str:
    """The panels side by side."""
    body = "".join(_panel(panel, LEFT + number * (SIDE + GAP)) for number, panel in enumerate(drawn))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" font-family="sans-serif" font-size="12">\n<title>Time and memory against the number of articles'
        f'</title>\n<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n{body}</svg>\n'
    )


def _panel(panel: Panel, left: int) -> str:
    every = [point for _, _, points in panel.lines for point in points]
    across, up = _decades(x for x, _ in every), _decades(y for _, y in every)

    def place(x: float, y: float) -> tuple[float, float]:
        return left + SIDE * _share(x, across), TOP + SIDE * (1 - _share(y, up))

    parts = [f'<text x="{left}" y="{TOP - 18}" font-weight="bold" fill="#222">{panel.title}</text>']
    parts += [_mark(left, across, up)]
    for number, (name, colour, points) in enumerate(panel.lines):
        placed = [place(*point) for point in points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in placed)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), (articles, value) in zip(placed, points, strict=True):
            said = f"{name}: {articles:,.0f} articles, {value:,.1f} {panel.unit}"
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"><title>{said}</title></circle>')
        key = TOP + 14 + 16 * number
        parts.append(f'<text x="{left + 8}" y="{key}" fill="{colour}">{name}</text>')
    # As the articles: ten times the articles, ten times the value, from the first point on.
    (x, y), most = panel.lines[0][2][0], max(x for x, _ in every)
    end = min(most, x * 10 ** up[1] / y)
    (x0, y0), (x1, y1) = place(x, y), place(end, y * end / x)
    parts.append(f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" stroke="#888" stroke-dasharray="4 4"/>')
    return "\n".join(parts) + "\n"


def _mark(left: int, across: tuple[int, int], up: tuple[int, int]) -> str:
    """The axes with a number at each power of ten."""
    lines = [f'<path d="M{left} {TOP}V{TOP + SIDE}H{left + SIDE}" fill="none" stroke="#444"/>']
    for power in range(across[0], across[1] + 1):
        x = left + SIDE * _share(10.0**power, across)
        lines.append(f'<text x="{x:.1f}" y="{TOP + SIDE + 18}" text-anchor="middle" fill="#222">{10**power:,}</text>')
    for power in range(up[0], up[1] + 1):
        y = TOP + SIDE * (1 - _share(10.0**power, up))
        lines.append(f'<text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#222">{10.0**power:,.10g}</text>')
    middle = left + SIDE / 2
    lines.append(f'<text x="{middle}" y="{TOP + SIDE + 42}" text-anchor="middle" fill="#222">articles</text>')
    return "\n".join(lines)


def _decades(values: Iterator[float]) -> tuple[int, int]:
    """The powers of ten below and above all values."""
    logs = [math.log10(value) for value in values]
    low, high = math.floor(min(logs)), math.ceil(max(logs))
    return low, max(high, low + 1)


def _share(value: float, decades: tuple[int, int]) -> float:
    return (math.log10(value) - decades[0]) / (decades[1] - decades[0])


def main() -> None:
    """Prints the table in Markdown and writes the picture."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="+")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--one", action="store_true", help="one count, in this process")
    given = parser.parse_args()
    if given.one:
        point = one(given.counts[0])
        print(json.dumps({name: getattr(point, name) for name in Point.__slots__}))
        return
    print("| articles | quotes | read, written down | merged, validated, published | peak memory |")
    print("| ---: | ---: | ---: | ---: | ---: |")
    points = []
    for count in sorted(given.counts):
        points.append(measured(count))
        last = points[-1]
        row = (f"{last.articles:,}", f"{last.quotes:,}", f"{last.read:.1f} s", f"{last.merged:.1f} s")
        print(f"| {' | '.join(row)} | {last.peak:.0f} MB |", flush=True)
        if given.out:
            given.out.write_text(svg(panels(points)), encoding="utf-8")


if __name__ == "__main__":
    main()
