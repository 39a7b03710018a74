"""Calibrate a labeller: python -m training.labels.fit ADAPTED FOLD... --tokenizer FILE --out labeller.json

Scales of stances in sentences are fitted on the sentences that training held out. What is told of quotes is fitted on
our own gold, each article as the run answered that had not seen it: FOLD... are the runs with ``--fold``. Prints the
figures of that gold, by article-held-out folds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from builder import lexicon
from builder.evaluate.classification import macro_f1
from builder.label.claims import act, clauses, total
from builder.label.features import features
from builder.label.heads import STATEMENT
from builder.label.softmax import Softmax
from builder.label.verifiability import decided
from builder.model.tokens import Pieces
from builder.records import Span
from training.labels import gold
from training.labels.adapt import FOLDS
from training.labels.calibrate import expected_error, likeliest, stance_f1, stance_scale
from training.labels.data import ANSWERS, Example, training
from training.labels.regression import fit

STRENGTH = 30.0  # of the penalty on standardised features; chosen on the folds
# Of the leans that the folds hardly tell apart (0.6 to 0.9) the one that serves the development quotes best.
QUOTE_LEAN = 0.6
Odds = Mapping[str, np.ndarray]


def odds_of(run: Path, name: str) -> dict[str, np.ndarray]:
    """Log-odds by head of the rows that ``run`` answered under ``name``."""
    with np.load(run / "scores.npz", allow_pickle=False) as kept:
        return {head: kept[f"{name}/{head}"] for head in ANSWERS}


def statement_features(row: Mapping[str, Any], odds: Odds, k: int) -> list[float]:
    """The features of the ``k``-th example, which asks about the statement of ``row``."""
    signals = total(clauses(row["text"], [Span(*pair) for pair in row["content"]]))
    cue = lexicon.cue_within(" ".join(row["text"][start:end] for start, end in row["cue"]))
    return features({head: odds[head][k] for head in STATEMENT}, signals, act(cue.lemma if cue else ""))


class Gold:
    """Our own gold as the fold runs answered it, in the order of the folds."""

    def __init__(self, runs: Sequence[Path], rows: Sequence[Mapping[str, Any]], pieces: Pieces) -> None:
        articles = sorted({row["doc_id"] for row in rows})
        by_id = {row["id"]: row for row in rows}
        self.stances: list[tuple[np.ndarray, int, str]] = []  # odds, answer, article
        self.statements: list[tuple[list[float], Example, str]] = []
        for run in runs:
            fold = json.loads((run / "arguments.json").read_text())["fold"]
            left_out = set(articles[fold::FOLDS])
            examples = gold.examples((row for row in rows if row["doc_id"] in left_out), pieces)
            odds = odds_of(run, "left-out")
            for k, one in enumerate(examples):
                row = by_id[one.row]
                if "stance" in one.answers:
                    self.stances.append((odds["stance"][k], one.answers["stance"], row["doc_id"]))
                else:
                    self.statements.append((statement_features(row, odds, k), one, row["doc_id"]))

    def stance(self) -> tuple[np.ndarray, list[int]]:
        return np.array([odds for odds, _, _ in self.stances]), [answer for _, answer, _ in self.stances]

    def statement(self, head: str) -> tuple[np.ndarray, list[str], list[str]]:
        """Features, answers and articles of the statements that have an answer for ``head``."""
        known = [
            (x, ANSWERS[head][one.answers[head]], article) for x, one, article in self.statements if head in one.answers
        ]
        return (
            np.array([x for x, _, _ in known]),
            [answer for _, answer, _ in known],
            [article for _, _, article in known],
        )


def by_folds(
    x: np.ndarray, y: Sequence[str], articles: Sequence[str], make: Callable[[np.ndarray, Sequence[str]], Softmax]
) -> np.ndarray:
    """Probabilities of each row by a fit to the rows of other articles."""
    order = sorted(set(articles))
    part = np.array([order.index(article) % 8 for article in articles])
    out: np.ndarray = np.zeros((len(y), 0))
    for k in range(8):
        found = make(x[part != k], [one for one, p in zip(y, part, strict=True) if p != k])(x[part == k])
        out = out if out.size else np.zeros((len(y), found.shape[1]))
        out[part == k] = found
    return out


def figures(head: str, classes: Sequence[str], shares: np.ndarray, y: Sequence[str]) -> str:
    said = [classes[k] for k in shares.argmax(1)]
    if head == "verifiability":
        said = [decided(dict(zip(classes, one, strict=True))) for one in shares.tolist()]
    pairs = Counter(zip(y, said, strict=True))
    most = Counter(y).most_common(1)[0][0]
    constant = Counter((one, most) for one in y)
    labels = sorted(set(y))
    error = expected_error(shares, np.array([classes.index(one) for one in y]))
    reached, least = macro_f1(pairs, labels), macro_f1(constant, labels)
    return f"macro-F1 {reached:.3f} (majority {least:.3f}), ECE {error:.3f}, n {len(y)}"


def main() -> None:
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("adapted", type=Path)
    p.add_argument("folds", type=Path, nargs="+")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--gold", type=Path, default=Path("tests/gold"))
    p.add_argument("--articles", type=Path, default=Path("raw"))
    p.add_argument("--tokenizer", type=Path, required=True)
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    pieces = Pieces(args.tokenizer)
    held = [one for one in training(args.corpora, pieces) if one.held_out]
    odds = odds_of(args.adapted, "held-out")["stance"]
    claims = [k for k, one in enumerate(held) if one.question == "claim"]
    debated = odds_of(args.adapted, "held-out")["claim"][claims]
    scale, bias = likeliest(debated, np.array([held[k].answers["claim"] for k in claims]))
    kept: dict[str, Any] = {"stance": {}, "debate": {"scale": round(scale, 4), "bias": np.round(bias, 4).tolist()}}
    for place, question in (("sentence", "sentiment"), ("pair", "directed")):
        chosen = [k for k, one in enumerate(held) if one.question == question]
        kept["stance"][place] = _stance(place, odds[chosen], [held[k].answers["stance"] for k in chosen])
    own = Gold(args.folds, [*gold.quotes(args.gold, args.articles), *gold.polnear(args.corpora)], pieces)
    kept["stance"]["quote"] = _stance("quote", *own.stance(), lean=QUOTE_LEAN)
    for head in ("verifiability", "worth"):
        x, y, articles = own.statement(head)
        classes = ANSWERS[head]
        shares = by_folds(x, y, articles, lambda a, b, known=classes: fit(a, b, known, STRENGTH))
        print(head, figures(head, classes, shares, y))
        kept[head] = fit(x, y, classes, STRENGTH).to_json()
    args.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def _stance(place: str, odds: np.ndarray, answers: list[int], lean: float | None = None) -> dict[str, Any]:
    scale = stance_scale(odds, answers)
    scale = replace(scale, lean=lean or scale.lean)
    shares = np.array([scale(one) for one in odds])
    error = expected_error(shares, np.array(answers))
    print(f"stance in a {place}: macro-F1 {stance_f1(scale, odds, answers):.3f}, ECE {error:.3f}, n {len(answers)}")
    return {"scale": scale.scale, "bias": scale.bias.tolist(), "lean": scale.lean}


if __name__ == "__main__":
    main()
