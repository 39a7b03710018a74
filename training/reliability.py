"""A reliability diagram of the scores: python -m training.reliability FIGURES.json --out docs/reliability.svg

FIGURES.json is what `build-dataset evaluate attribution GOLD --thresholds --min-score 0 --json` prints.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

SIDE, LEFT, TOP, WIDTH, HEIGHT = 280, 52, 16, 360, 352


def svg(bins: list[dict[str, Any]], ece: float) -> str:
    """Mean score against the share that is right, a dot a bin, its area by the number of attributions."""
    most = max(one["pred"] for one in bins)
    dots, lines = [], []
    for one in bins:
        x, y = LEFT + SIDE * one["score"], TOP + SIDE * (1 - one["right"])
        radius = 3 + 11 * (one["pred"] / most) ** 0.5
        said = f"score {one['score']:.2f}: {one['right']:.2f} right of {one['pred']}"
        dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"><title>{said}</title></circle>')
    for k in range(0, 11, 2):
        at = SIDE * k / 10
        lines.append(
            f'<text x="{LEFT + at:.0f}" y="{TOP + SIDE + 18}" text-anchor="middle">{k / 10:.1f}</text>'
            f'<text x="{LEFT - 8}" y="{TOP + SIDE - at + 4:.0f}" text-anchor="end">{k / 10:.1f}</text>'
        )
    middle = TOP + SIDE / 2
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" font-family="sans-serif" font-size="12">\n'
        f"<title>Reliability of scores.attribution; expected calibration error {ece:.3f}</title>\n"
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        f'<path d="M{LEFT} {TOP}V{TOP + SIDE}H{LEFT + SIDE}" fill="none" stroke="#444"/>\n'
        f'<path d="M{LEFT} {TOP + SIDE}L{LEFT + SIDE} {TOP}" stroke="#888" stroke-dasharray="4 4"/>\n'
        f'<g fill="#22577a" fill-opacity="0.75">{"".join(dots)}</g>\n<g fill="#222">{"".join(lines)}\n'
        f'<text x="{LEFT + SIDE / 2:.0f}" y="{TOP + SIDE + 42}" text-anchor="middle">score</text>\n'
        f'<text x="14" y="{middle:.0f}" text-anchor="middle" transform="rotate(-90 14 {middle:.0f})">right</text>\n'
        "</g></svg>\n"
    )


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("figures", type=Path)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    found = json.loads(args.figures.read_text(encoding="utf-8"))["reliability"]
    args.out.write_text(svg(found["bins"], found["ece"]), encoding="utf-8")


if __name__ == "__main__":
    main()
