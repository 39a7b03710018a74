"""Rows of the licensed label corpora in, windows with the number of the right answer out.

NewsMTSC (MIT) and DSE tell stances, ClaimBuster (CC BY 4.0) claims. One sentence in HELD_OUT of each is left out, to
fit scales and thresholds on; which one is a matter of the sentence's own hash: none is on both sides.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from builder.label.windows import Question, Window, window
from builder.model.tokens import Pieces
from builder.records import ClaimType, Span, VerifiabilityValue

STANCES = ("against", "neutral", "favor")
CLAIMS = ("NFS", "UFS", "CFS")  # no fact, a fact not worth checking, a fact worth checking
# The heads with what they tell apart; the last three know only our own gold.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    "stance": STANCES,
    "claim": CLAIMS,
    "verifiability": get_args(VerifiabilityValue),
    "claim_type": get_args(ClaimType),
    "worth": ("no", "yes"),
}
HELD_OUT = 20


@dataclass(frozen=True, slots=True)
class Example:
    """One question to the encoder and the numbers of the right answers, by head."""

    window: Window
    question: Question
    answers: Mapping[str, int]
    row: str
    held_out: bool = False


def rows(corpora: Path, name: str, corpus: str, split: str) -> Iterator[Mapping[str, Any]]:
    """The rows of one corpus and split in ``name``.jsonl.gz."""
    with gzip.open(corpora / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if (row["corpus"], row["split"]) == (corpus, split):
                yield row


def stance(row: Mapping[str, Any], pieces: Pieces) -> Example:
    """A target in a sentence, with its holder where the corpus has directed pairs."""
    holder = row.get("holder")
    question: Question = "directed" if holder else "sentiment"
    made = window(
        row["text"],
        [Span(0, len(row["text"]))],
        pieces,
        question,
        [_span(row["target"])],
        [_span(holder)] if holder else [],
    )
    return Example(made, question, {"stance": STANCES.index(row["label"])}, row["id"], _held_out(row["text"]))


def claim(row: Mapping[str, Any], pieces: Pieces) -> Example:
    made = window(row["text"], [Span(0, len(row["text"]))], pieces, "claim")
    return Example(made, "claim", {"claim": CLAIMS.index(row["label_original"])}, row["id"], _held_out(row["text"]))


def training(corpora: Path, pieces: Pieces) -> list[Example]:
    """All that may be trained on, in the order of the files; held-out examples are marked."""
    return [
        *(stance(row, pieces) for row in rows(corpora, "stance", "newsmtsc", "train")),
        *(stance(row, pieces) for row in rows(corpora, "stance", "dse", "train")),
        *(claim(row, pieces) for row in rows(corpora, "checkworthiness", "claimbuster", "train")),
    ]


def development(corpora: Path, pieces: Pieces) -> dict[str, list[Example]]:
    """The development sets by name; of DSE only sentences that its training part has not."""
    unseen = (row for row in rows(corpora, "stance", "dse", "dev") if not row.get("text_in_train"))
    return {
        "newsmtsc-rw": [stance(row, pieces) for row in rows(corpora, "stance", "newsmtsc-rw", "dev")],
        "newsmtsc-mt": [stance(row, pieces) for row in rows(corpora, "stance", "newsmtsc-mt", "dev")],
        "dse": [stance(row, pieces) for row in unseen],
        "claimbuster": [claim(row, pieces) for row in rows(corpora, "checkworthiness", "claimbuster", "dev")],
    }


def _span(place: Mapping[str, Any]) -> Span:
    return Span(place["start"], place["end"])


def _held_out(text: str) -> bool:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") % HELD_OUT == 0
