"""Facts about shares and distributions: is this version like what one expects, and like its parent?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.validate import decided
from builder.validate.facts import Fact, Rule
from builder.validate.tables import Tables

if TYPE_CHECKING:
    import polars as pl

LABELS = ("quote_type", "speaker_kind", "sourcing", "stance", "framing", "verifiability", "claim_type")


def rules() -> dict[str, Rule]:
    """The facts that need no parent version."""
    import polars as pl

    return {
        "quotes": Rule({"quotes": ("quote_id",)}, lambda of: Fact(len(of["quotes"]), len(of["quotes"]))),
        "unknown_speaker_share": Rule({"quotes": ("speaker",)}, lambda of: _share(of["quotes"], pl.col("speaker"))),
    }


def against(tables: Tables, parent: Tables) -> dict[str, Fact]:
    """The facts that compare with the parent: ``drift_<label>`` and ``human_labels_lost``."""
    facts = {f"drift_{label}": _moved(tables, parent, label) for label in LABELS}
    facts["human_labels_lost"] = decided.lost(tables, parent)
    return facts


def distance(here: pl.Series, there: pl.Series) -> Fact:
    """Total variation distance of two label distributions, 0 to 1, null being a value; 0 when one has no rows.

    ``detail`` names the label that moved most: "against 0.12 -> 0.31".
    """
    if not len(here) or not len(there):
        return Fact(0.0, len(here), detail="One of the versions has no quotes.")
    now, before = _shares(here), _shares(there)
    moves = {label: now.get(label, 0.0) - before.get(label, 0.0) for label in sorted(now.keys() | before.keys())}
    most = max(moves, key=lambda label: abs(moves[label]))
    detail = f"{most} {before.get(most, 0.0):.2f} -> {now.get(most, 0.0):.2f}" if moves[most] else ""
    return Fact(round(sum(map(abs, moves.values())) / 2, 4), len(here), detail=detail)


def _shares(labels: pl.Series) -> dict[str, float]:
    counts = labels.fill_null("null").value_counts(sort=True)
    return {str(label): count / len(labels) for label, count in counts.iter_rows()}


def _share(quotes: pl.DataFrame, column: pl.Expr) -> Fact:
    found = quotes.filter(column.is_null())["row"]
    return Fact(round(len(found) / len(quotes), 4) if len(quotes) else 0.0, len(quotes), tuple(found))


def _moved(tables: Tables, parent: Tables, label: str) -> Fact:
    if any(label not in which.usable("quotes") for which in (tables, parent)):
        return Fact(None, detail=f"Not asked: column quotes.{label} is missing or has another type than declared.")
    return distance(*(which.lazy("quotes", (label,)).collect()[label] for which in (tables, parent)))
