"""The scores of attributions as tables in percent: overall with intervals, by kind, by outlet, by cut-off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from builder.cli.console import Console
from builder.cli.visible import visible_line

if TYPE_CHECKING:
    from rich.table import Table

    from builder.evaluate.results import Results

# What is shown, in which words; --json has every measure.
RATES = (
    ("content exact", "content exact"),
    ("content exact+punct", "content exact, with marks"),
    ("content found", "content found"),
    ("JOINT quote+speaker", "JOINT: found, right source"),
    ("joint exact", "joint exact"),
)
SHARES = (
    ("source exact", "source exact"),
    ("source overlap", "source overlaps"),
    ("source head", "source head"),
    ("no-source agreement", "no source on either side"),
    ("speaker name", "speaker's name"),
    ("kind accuracy", "kind"),
)


def show(result: Results, console: Console) -> None:
    """Every table that ``result`` has something for."""
    from builder.cli import faulty

    whole = result.scores.get("all", {"gold": 0, "pred": 0})
    asked = ", ".join([*sorted(result.selection.kinds), *(["speech only"] if result.selection.speech_only else [])])
    console.say(
        f"{several(result.documents, 'document')}, {several(whole['gold'], 'gold attribution')}, "
        f"{whole['pred']:,} predicted" + (f" ({asked})" if asked else ""),
        style="bold",
    )
    if len(whole) <= 2:
        console.say("There is nothing to compare.")
        return
    bounds = result.confidence.get("all", {})
    console.say()
    console.show(_rates(whole, bounds))
    console.say()
    console.show(_shares(whole, bounds))
    console.say()
    console.show(_groups("F1 by kind", {kind: one for kind, one in result.scores.items() if kind != "all"}))
    if result.outlets:
        console.say()
        console.show(_groups("F1 by outlet", {name: groups.get("all", {}) for name, groups in result.outlets.items()}))
    if result.thresholds:
        console.say()
        console.show(_thresholds(result.thresholds))
        if result.reliability["bins"]:
            console.say()
            console.show(_reliability(result.reliability))
            console.say(f"expected calibration error {percent(result.reliability['ece'])}")
    if result.faults:
        console.say()
        faulty.show(result.faults, result.counts, console)


def several(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def percent(value: float | None) -> str:
    return "·" if value is None else f"{100 * value:.1f}"


def between(interval: Sequence[float] | None) -> str:
    return f"{100 * interval[0]:.1f}–{100 * interval[1]:.1f}" if interval else ""


def table(first: str, *rest: str) -> Table:
    """A table without lines: the first column to the left, the figures to the right."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    made.add_column(first, overflow="fold")
    for heading in rest:
        made.add_column(heading, justify="right", header_style="dim", no_wrap=True)
    return made


def _rates(whole: Mapping[str, Any], bounds: Mapping[str, Any]) -> Table:
    made = table("%", "P", "R", "F1", "95% of F1")
    for name, words in RATES:
        figures = [percent(whole[name][rate]) for rate in ("P", "R", "F1")]
        made.add_row(words, *figures, between(bounds.get(name, {}).get("F1")))
    return made


def _shares(whole: Mapping[str, Any], bounds: Mapping[str, Any]) -> Table:
    made = table(f"% of the {whole['found gold']:,} found", "right", "95%", "of")
    for name, words in SHARES:
        of = whole[name]["n"]
        made.add_row(words, percent(whole[name]["acc"]), between(bounds.get(name, {}).get("acc")), f"{of:,}")
    return made


def _groups(title: str, groups: Mapping[str, Mapping[str, Any]]) -> Table:
    made = table(title, "gold", "pred", "exact", "+ marks", "found", "JOINT", "joint exact")
    for group, scores in groups.items():
        figures = [percent(scores[name]["F1"]) for name, _ in RATES] if scores else []
        gold, predicted = scores.get("gold", 0), scores.get("pred", 0)
        made.add_row(visible_line(group) or "(not known)", f"{gold:,}", f"{predicted:,}", *figures)
    return made


def _reliability(found: Mapping[str, Any]) -> Table:
    made = table("score from", "pred", "mean score", "right")
    for one in found["bins"]:
        made.add_row(f"{one['from']:.1f}", f"{one['pred']:,}", percent(one["score"]), percent(one["right"]))
    return made


def _thresholds(rows: Sequence[Mapping[str, Any]]) -> Table:
    made = table("score at least", "pred", "found P", "R", "F1", "JOINT P", "R", "F1")
    for row in rows:
        names = ("content found", "JOINT quote+speaker")
        figures = [percent(row[name][rate]) for name in names if name in row for rate in ("P", "R", "F1")]
        made.add_row(f"{row['threshold']:.2f}", f"{row['pred']:,}", *figures)
    return made
