"""Fit the weights for "he" and "she" on the silver coreference of PolNeAR train; about 15 seconds on one core.

    python -m training.speakers.fit ../shared/corpora builder/lexicons/pronouns.json

One article in eight is left out to report on, and one in eight more for judging by eye (see CARD.md).
"""

from __future__ import annotations

import argparse
import gzip
import json
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from builder.speakers.ranker import Ranker
from training.speakers.maxent import fit
from training.speakers.silver import Example, examples

_KEPT_OUT = (0, 1, 2)  # eighths of the articles, by a hash of their ids
_NOISE = 0.05  # an example whose answer the first fit holds for less likely than this is an error of the chains
_STRENGTH = 1.0
_CUT_OFFS = (0.5, 0.6, 0.7, 0.8, 0.9)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("weights", type=Path)
    given = parser.parse_args()
    train, kept_out = _examples(given.corpora)
    weights = fit(train, strength=_STRENGTH)
    clean = [one for one in train if Ranker(weights).probabilities(one.candidates)[one.right] >= _NOISE]
    weights = fit(clean, strength=_STRENGTH)
    print(f"{len(train)} examples, {len(clean)} without noise, {len(weights)} weights")
    for name, some in (("train", train), ("kept out", kept_out)):
        print(name, *_report(Ranker(weights), some))
    kept = {feature: weight for feature, weight in weights.items() if weight}
    given.weights.write_text(json.dumps({"weights": kept}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def _examples(corpora: Path) -> tuple[list[Example], list[Example]]:
    chains = {row["doc_id"]: row["coref"] for row in _rows(corpora / "polnear.silver.train.jsonl.gz")}
    train: list[Example] = []
    kept_out: list[Example] = []
    for row in _rows(corpora / "polnear.train.jsonl.gz"):
        part = zlib.crc32(row["doc_id"].encode()) % 8
        if row["doc_id"] in chains:
            (kept_out if part in _KEPT_OUT else train).extend(examples(row, chains[row["doc_id"]]))
    return train, kept_out


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def _report(ranker: Ranker, some: Sequence[Example]) -> Iterator[str]:
    """Agreement with the chains, and precision and share of answers at some cut-offs."""
    answers = []
    for one in some:
        p = ranker.probabilities(one.candidates)
        best = max(range(len(p)), key=lambda k: (p[k], -k))
        answers.append((p[best], best == one.right, one.candidates[best].entity is not None))
    yield f"{len(answers)}: first choice {sum(right for _, right, _ in answers) / len(answers):.3f};"
    for cut_off in _CUT_OFFS:
        above = [right for p, right, named in answers if named and p >= cut_off]
        yield f"{cut_off}: {sum(above) / max(len(above), 1):.3f} of {len(above) / len(answers):.0%}"


if __name__ == "__main__":
    main()
