"""Facts about a dataset as a whole, which no batch of rows shows: a number, and the rows it is made of.

Each is computed in polars; facts.yaml says which numbers will do, and Great Expectations compares them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.validate.tables import Tables

if TYPE_CHECKING:
    import polars as pl

Needs = Mapping[str, tuple[str, ...]]  # table -> the columns the fact is computed from
Frames = Mapping[str, "pl.DataFrame"]


@dataclass(frozen=True, slots=True)
class Fact:
    """A number, None when it cannot be computed; ``rows`` are those that are wrong where it counts wrong rows."""

    value: float | None
    count: int = 0  # rows looked at
    rows: tuple[str, ...] = ()
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a fact is computed, from which columns."""

    needs: Needs
    compute: Callable[[Frames], Fact]


def gather(tables: Tables, rules: Mapping[str, Rule]) -> dict[str, Fact]:
    """The facts; one whose columns are missing or have the wrong type says so instead of a number."""
    facts = {}
    frames = _frames(tables, rules.values())
    for name, rule in rules.items():
        missing = [f"{t}.{c}" for t, columns in rule.needs.items() for c in columns if c not in tables.usable(t)]
        if missing:
            detail = f"Not asked: column {', '.join(missing)} is missing or has another type than declared."
            facts[name] = Fact(None, detail=detail)
        else:
            needs = rule.needs.items()
            facts[name] = rule.compute({t: frames[t].select(*columns, "split", "row") for t, columns in needs})
    return facts


def _frames(tables: Tables, rules: Iterable[Rule]) -> dict[str, pl.DataFrame]:
    """The usable columns that the rules need, each read once."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for rule in rules:
        for table, columns in rule.needs.items():
            wanted[table].update(columns)
    return {t: tables.lazy(t, sorted(found & {*tables.usable(t)})).collect() for t, found in wanted.items()}


def wrong(frame: pl.DataFrame, broken: pl.Expr) -> Fact:
    """Counts the rows of ``frame`` for which ``broken`` holds."""
    found = frame.filter(broken)["row"]
    return Fact(len(found), len(frame), tuple(found))
