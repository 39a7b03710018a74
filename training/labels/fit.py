"""Calibrate a labeller: python -m training.labels.fit MEAN FOLD... --out labeller.json

MEAN is the mean of the runs FOLD..., which were made with ``--fold``. Scales of stances in sentences are fitted on the
sentences that training held out. What is told of quotes is fitted on our own gold, each article as the run answered
that had not seen it. Prints the figures of that gold, by article-held-out folds.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from safetensors.torch import load_file

from builder.evaluate import labellers
from builder.evaluate.classification import macro_f1
from builder.evaluate.system import article
from builder.label.claims import act, clauses, total
from builder.label.devices import signs
from builder.label.features import features
from builder.label.framing import framing, verb_decides
from builder.label.heads import STATEMENT
from builder.label.scales import Scale
from builder.label.setting import place, read
from builder.label.softmax import Softmax
from builder.label.verifiability import decided
from builder.model.encoder import TOKENIZER
from builder.model.tokens import Pieces
from builder.records import Span, Speaker
from training.labels import gold
from training.labels.calibrate import expected_error, likeliest, nearest, noise, stance_f1, stance_scale
from training.labels.data import CLAIMS, STATEMENTS, TARGETS, Example, training
from training.labels.lessons import stored
from training.labels.network import Labeller
from training.labels.regression import fit
from training.labels.train import FOLDS
from training.labels.trainer import predict

STRENGTH = 30.0  # of the penalty on standardised features; chosen on the folds
Odds = Mapping[str, np.ndarray]


@dataclass(frozen=True, slots=True)
class Told:
    """A statement that was asked about: what is known of it, its answers, its article."""

    features: list[float]
    framing: np.ndarray  # log-odds
    answers: Mapping[str, int]
    by_device: str  # the framing by devices alone
    decided: bool  # by a device or a verb that could be one
    article: str


def told(row: Mapping[str, Any], odds: Odds, k: int, answers: Mapping[str, int]) -> Told:
    """The ``k``-th of the examples that ``odds`` are of, which asks about the statement of ``row``."""
    signals = total(clauses(row["text"], [Span(*pair) for pair in row["content"]]))
    one = article(row["text"])
    attribution = labellers.attribution(row)
    done = act(attribution.cue_lemma or "")
    found = signs(place(read(one, ()), attribution))
    by_device = framing(one, Speaker(), found, None, "").value
    decided = by_device != "neutral" or verb_decides(attribution)
    about = features({head: odds[head][k] for head in STATEMENT}, signals, done)
    return Told(about, odds["framing"][k], answers, by_device, decided, row["doc_id"])


class Gold:
    """Our own gold as the fold runs answered it, in the order of the folds."""

    def __init__(self, runs: Sequence[Path], rows: Sequence[Mapping[str, Any]], pieces: Pieces) -> None:
        articles = sorted({row["doc_id"] for row in rows})
        by_id = {row["id"]: row for row in rows}
        self.targets: dict[str, list[tuple[np.ndarray, int]]] = {head: [] for head in TARGETS}  # odds, answer
        self.statements: list[Told] = []
        for run in runs:
            fold = json.loads((run / "arguments.json").read_text())["fold"]
            left_out = set(articles[fold::FOLDS])
            examples = gold.examples((row for row in rows if row["doc_id"] in left_out), pieces)
            odds = stored(run / "scores.npz", "left-out")
            n = 0
            for k, one in enumerate(examples):
                row = by_id[one.row]
                drawn = not row.get("unsure", False)  # what was chosen because it is hard tells no odds of the rest
                if drawn and one.answers:
                    self.statements.append(told(row, odds, k, one.answers))
                for answers in one.targets:
                    for head, answer in answers.items() if drawn else ():
                        self.targets[head].append((odds[head][n], answer))
                    n += 1

    def target(self, head: str) -> tuple[np.ndarray, list[int]]:
        return np.array([odds for odds, _ in self.targets[head]]), [answer for _, answer in self.targets[head]]

    def statement(self, head: str) -> tuple[np.ndarray, list[str], list[Told]]:
        """Features and answers of the statements that have an answer for ``head``, and these."""
        known = [one for one in self.statements if head in one.answers]
        x = np.array([one.features for one in known])
        return x, [STATEMENTS[head][one.answers[head]] for one in known], known


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
    p.add_argument("mean", type=Path)
    p.add_argument("folds", type=Path, nargs="+")
    p.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    p.add_argument("--gold", type=Path, default=Path("tests/gold"))
    p.add_argument("--articles", type=Path, default=Path("raw"))
    p.add_argument("--models", type=Path, default=Path("builder/models"), help="for its tokenizer")
    p.add_argument("--out", type=Path, required=True)
    args = p.parse_args()
    pieces = Pieces(args.models / TOKENIZER)
    kept = sentences(args.mean, [one for one in training(args.corpora, pieces) if one.held_out])
    own = Gold(args.folds, gold.ours(args.gold, args.articles, args.corpora), pieces)
    kept["stance"]["quote"] = _stance("quote", *own.target("stance"))
    kept["target"] = _threshold(*own.target("named"))
    kept["framing"] = _framing([one for one in own.statements if "framing" in one.answers])
    for head in ("verifiability", "claim_type", "worth"):
        x, y, known = own.statement(head)
        classes = STATEMENTS[head]
        articles = [one.article for one in known]
        shares = by_folds(x, y, articles, lambda a, b, known=classes: fit(a, b, known, STRENGTH))
        print(head, figures(head, classes, shares, y))
        if head == "worth":
            print("check-worthy from", _worthy(shares[:, classes.index("yes")], y))
        kept[head] = fit(x, y, classes, STRENGTH).to_json()
    args.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def sentences(mean: Path, held: Sequence[Example]) -> dict[str, Any]:
    """The scales of what is asked about single sentences, by the mean's answers to those that training held out."""
    model = Labeller()
    model.load_state_dict(load_file(mean / "labeller.safetensors"))
    kept: dict[str, Any] = {"stance": {}}
    debates = [one for one in held if one.question == "claim"]
    answers = np.array([one.answers["claim"] for one in debates])
    scale, bias = likeliest(predict(model, debates)["claim"], answers)
    assert len(bias) == len(CLAIMS)  # noqa: S101  what the builder's Scale expects
    kept["debate"] = {"scale": round(scale, 4), "bias": np.round(bias, 4).tolist()}
    for where, question in (("sentence", "sentiment"), ("pair", "directed")):
        chosen = [one for one in held if one.question == question]
        odds = predict(model, chosen)["stance"]
        kept["stance"][where] = _stance(where, odds, [one.targets[0]["stance"] for one in chosen])
    return kept


def _stance(where: str, odds: np.ndarray, answers: list[int]) -> dict[str, Any]:
    scale = stance_scale(odds, answers)
    shares = np.array([scale(one) for one in odds])
    error = expected_error(shares, np.array(answers))
    reached = stance_f1(scale, odds, answers)
    print(f"stance in a {where}: macro-F1 {reached:.3f}, ECE {error:.3f}, lean {scale.lean}, n {len(answers)}")
    return {"scale": scale.scale, "bias": scale.bias.tolist(), "lean": scale.lean}


def _framing(known: Sequence[Told]) -> dict[str, Any]:
    """The scale of the framing where no device decides, with the lean that serves all rows best."""
    values = STATEMENTS["framing"]
    free = [one for one in known if not one.decided]
    odds, answers = np.array([one.framing for one in free]), np.array([one.answers["framing"] for one in free])
    scale, bias = likeliest(odds, answers)
    decided = [(values[one.answers["framing"]], one.by_device) for one in known if one.decided]

    def reached(lean: float) -> float:
        one = Scale(scale, bias, lean)
        said = [values[one.choice(one(each))] for each in odds]
        return macro_f1(Counter([*decided, *zip([values[k] for k in answers], said, strict=True)]), list(values))

    lean = nearest(reached, len(known))
    by_devices = Counter((values[one.answers["framing"]], one.by_device) for one in known)
    alone = macro_f1(by_devices, list(values))
    print(f"framing: macro-F1 {reached(lean):.3f}, by devices alone {alone:.3f}, lean {lean}")
    return {"scale": round(scale, 4), "bias": np.round(bias, 4).tolist(), "lean": lean}


def _threshold(odds: np.ndarray, answers: Sequence[int]) -> float:
    """The log-odds from which words are taken for a target: the lowest whose F1 on our own gold is as good as the best.

    One too many stands beside the others with its score; one that is lost cannot be found again.
    """
    right, margin = np.array(answers) == 1, odds[:, 1] - odds[:, 0]

    def f1(cut: float) -> float:
        return _f1(margin >= cut, right)

    cuts = np.arange(-3, 3.01, 0.1).tolist()
    least = max(map(f1, cuts)) - noise(len(right))
    best = min(cut for cut in cuts if f1(cut) >= least)
    said = margin >= best
    hit = (said & right).sum()
    print(f"targets from {best:.1f}: P {hit / said.sum():.3f} R {hit / right.sum():.3f}; of all {right.mean():.3f} are")
    return round(best, 1)


def _worthy(shares: np.ndarray, y: Sequence[str]) -> str:
    """The share from which check-worthiness is best said to be there, with its F1."""
    right = np.array(y) == "yes"

    def f1(cut: float) -> float:
        return _f1(shares >= cut, right)

    best = max(np.arange(0.1, 0.91, 0.05).tolist(), key=f1)
    return f"{best:.2f}: F1 {f1(best):.3f}"


def _f1(said: np.ndarray, right: np.ndarray) -> float:
    return float(2 * (said & right).sum() / (said.sum() + right.sum()))


if __name__ == "__main__":
    main()
