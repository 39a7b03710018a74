"""Quotes that no labeller was trained on, for build-dataset evaluate quote-labels: python -m training.labels.unseen OUT

Their labels lie in polnear_unseen.jsonl, their texts in the corpora. They are what was left of PolNeAR's training
articles after 1,600 had been chosen to train on because the labeller was unsure of them: easier ones than most.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.labels import gold


def rows(corpora: Path) -> Iterator[dict[str, Any]]:
    """In the format that ``evaluate quote-labels`` reads."""
    for row in gold.polnear(corpora, gold.UNSEEN):
        yield {**row, "stances_undecided": []}


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("out", type=Path)
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    args = p.parse_args()
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows(args.corpora))
    args.out.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
