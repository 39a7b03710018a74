"""Rows of the licensed label corpora in, windows with the number of the right answer out.

NewsMTSC (MIT) and DSE tell stances, ClaimBuster (CC BY 4.0) claims. One sentence in HELD_OUT of each is left out, to
fit scales and thresholds on; which one is a matter of the sentence's own hash: none is on both sides.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import numpy as np

from builder.label.windows import Marked, Question, Window, window
from builder.model.tokens import Pieces
from builder.records import ClaimType, FramingValue, Span, VerifiabilityValue

STANCES = ("against", "neutral", "favor")
CLAIMS = ("NFS", "UFS", "CFS")  # no fact, a fact not worth checking, a fact worth checking
# Heads that are asked about the statement, with what they tell apart; all but the first know only quotes.
STATEMENTS: Mapping[str, tuple[str, ...]] = {
    "claim": CLAIMS,
    "verifiability": get_args(VerifiabilityValue),
    "claim_type": get_args(ClaimType),
    "worth": ("no", "yes"),
    "framing": get_args(FramingValue),
}
# Heads that are asked about each target; ``named`` tells targets from other words that look like one.
TARGETS: Mapping[str, tuple[str, ...]] = {"stance": STANCES, "named": ("no", "yes")}
HELD_OUT = 20
# A debater's sentence as news would print it: one in WRAPPED is shown so, for the heads must know both.
WRAPPED = 3
_REPORTED = (("he", "said"), ("she", "said"), ("the senator", "said"), ("she", "added"), ("the mayor", "argued"))


# What is asked of a window by its question.
ASKED: Mapping[Question, tuple[str, ...]] = {
    "claim": ("claim",),
    "sentiment": ("stance",),
    "directed": ("stance",),
    "quote": (*STATEMENTS, *TARGETS),
}
Shares = Mapping[str, np.ndarray]  # by head, what a teacher says: one number for each answer, 1 in all


@dataclass(frozen=True, slots=True)
class Example:
    """One window and the numbers of the right answers, of the statement by head and of each target by head.

    ``taught`` and ``taught_targets`` are a teacher's answers to the same.
    """

    window: Window
    question: Question
    answers: Mapping[str, int]
    targets: tuple[Mapping[str, int], ...] = ()
    row: str = ""
    held_out: bool = False
    taught: Shares = field(default_factory=dict)
    taught_targets: tuple[Shares, ...] = ()

    def told_of_targets(self) -> tuple[Shares, ...]:
        """A teacher's answers to each of the targets, none where it was not asked: aligned with ``targets``."""
        return self.taught_targets or ({},) * len(self.targets)


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
    target = _span(row["target"])
    marked = Marked(holder=[_span(holder)] if holder else (), targets=[[target]])
    made = window(row["text"], [Span(0, len(row["text"]))], pieces, question, marked, centre=target)
    answer = {"stance": STANCES.index(row["label"])}
    return Example(made, question, {}, (answer,), row["id"], is_held_out(row["text"]))


def claim(row: Mapping[str, Any], pieces: Pieces) -> Example:
    """A sentence of a debate, as it is."""
    whole = [Span(0, len(row["text"]))]
    made = window(row["text"], whole, pieces, "claim", Marked(content=whole))
    return Example(
        made, "claim", {"claim": CLAIMS.index(row["label_original"])}, (), row["id"], is_held_out(row["text"])
    )


def reported(row: Mapping[str, Any], pieces: Pieces) -> Example:
    """The same sentence as a quote with a reporting clause, which depends on its own hash."""
    who, said = _REPORTED[_hash(row["text"]) % len(_REPORTED)]
    quote = f"“{row['text'].strip()}”"
    text = f"{quote} {who} {said}."
    at = len(quote) + 1
    holder, cue = Span(at, at + len(who)), Span(at + len(who) + 1, len(text) - 1)
    marked = Marked([Span(0, len(quote))], [holder], [cue])
    made = window(text, [Span(0, len(text))], pieces, "quote", marked)
    return Example(
        made, "quote", {"claim": CLAIMS.index(row["label_original"])}, (), row["id"], is_held_out(row["text"])
    )


def training(corpora: Path, pieces: Pieces) -> list[Example]:
    """All that may be trained on, in the order of the files; held-out examples are marked."""
    debates = list(rows(corpora, "checkworthiness", "claimbuster", "train"))
    return [
        *(stance(row, pieces) for row in rows(corpora, "stance", "newsmtsc", "train")),
        *(stance(row, pieces) for row in rows(corpora, "stance", "dse", "train")),
        *((claim if _hash(row["id"]) % WRAPPED else reported)(row, pieces) for row in debates),
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


def is_held_out(text: str) -> bool:
    """Whether a sentence is kept to fit scales and thresholds on."""
    return _hash(text) % HELD_OUT == 0


def _span(place: Mapping[str, Any]) -> Span:
    return Span(place["start"], place["end"])


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
