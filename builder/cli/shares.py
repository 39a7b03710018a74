"""Figures of labels as tables: a task's labels with their majority baseline, or every field of quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from builder.cli.console import Console
from builder.cli.figures import several, table

if TYPE_CHECKING:
    from rich.table import Table

Figures = Mapping[str, Any]

# Fields of quotes in the words and the order in which they are read.
QUOTES = (
    ("framing", "framing"),
    ("verifiability", "verifiability, 3 classes"),
    ("verifiability_two_way", "verifiability, 2 classes"),
    ("claim_type", "claim type"),
    ("check_worthy", "check-worthy"),
    ("sourcing", "sourcing"),
    ("stance_given", "stance, given targets"),
    ("stance_found", "stance, found targets"),
)


def show(found: Figures, console: Console) -> None:
    """One task: overall, by label, and what was taken for what."""
    console.say(several(found["n"], "row"), style="bold")
    if found["missing"]:
        console.say(
            f"Without an answer, which counts as wrong: {found['missing']:,}, whose text does not name the target.",
            style="yellow",
        )
    majority = found["majority"]
    made = table("", "builder", "95%", f"always “{majority['label']}”")
    for key, words in (("macro_f1", "macro-F1"), ("accuracy", "accuracy"), ("kappa", "kappa")):
        made.add_row(words, _three(found[key]), _between(found.get(f"{key}_95")), _three(majority[key]))
    console.say()
    console.show(made)
    console.say()
    console.show(_labels(found))
    console.say()
    confusion = found["confusion"]
    answers = list(next(iter(confusion.values())))
    made = table("gold, down; answered", *answers)
    for label, row in confusion.items():
        made.add_row(label, *(f"{row[answer]:,}" for answer in answers))
    console.show(made)


def _labels(found: Figures) -> Table:
    made = table("label", "P", "R", "F1", "rows", "share", "AP")
    for label, one in found["labels"].items():
        precision = found["average_precision"].get(label)
        made.add_row(
            label,
            *(_three(one[name]) for name in ("precision", "recall", "f1")),
            f"{one['support']:,}",
            _three(one["support"] / found["n"]),
            _three(precision["ap"]) if precision else "",
        )
    return made


def show_quotes(found: Figures, console: Console) -> None:
    """Every field of quotes, and what only some of them have."""
    console.say(several(found["rows"], "quote"), style="bold")
    console.say()
    made = table("macro-F1", "builder", "95%", "majority", "accuracy", "kappa", "n")
    for key, words in QUOTES:
        one = found[key]
        if not one["n"]:
            made.add_row(words, "", "", "", "", "", "0")
            continue
        figures = [_three(one[name]) for name in ("majority_macro_f1", "accuracy", "kappa")]
        made.add_row(words, _three(one["macro_f1"]), _between(one.get("macro_f1_95")), *figures, f"{one['n']:,}")
    console.show(made)
    console.say()
    worthy, targets = found["check_worthy"], found["stance_found"]
    more = [("check-worthy: F1 of true", worthy["f1_true"])]
    if "average_precision" in worthy:
        more.append(("check-worthy: average precision", worthy["average_precision"]))
    more += [("targets: recall", targets["target_recall"])]
    more += [("targets: precision", targets["target_precision"])]
    made = table("", "builder")
    for words, value in more:
        made.add_row(words, _three(value))
    console.show(made)


def _three(value: float) -> str:
    return f"{value:.3f}"


def _between(interval: list[float] | None) -> str:
    return f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else ""
