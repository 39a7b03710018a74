"""Two passes of labels over the same attributions in; how far they agree, and the gold they make together, out.

A pass is a JSONL file, one line per attribution: ``doc_id``, ``id``, ``framing``, ``framing_devices``,
``verifiability``, ``claim_type``, ``claim_spans``, ``check_worthy``, ``stances``. Spans are half-open code points of
the article's text.

    python -m builder.evaluate.agreement tests/gold/passes/a.jsonl tests/gold/passes/b.jsonl [--merge LABELS.jsonl]
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder.errors import InputError
from builder.evaluate import classification

FIELDS = ("framing", "verifiability", "claim_type", "check_worthy")
SPANS_AGREE = 0.5  # intersection over union in code points from which two passes mark the same claim

Row = Mapping[str, Any]
Key = tuple[str, str]
Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Figures of one field. ``n``: decisions that both passes made; a figure without meaning there is ``nan``."""

    field: str
    n: int
    agreed: float
    kappa: float
    macro_f1: float


def read(path: Path) -> dict[Key, Row]:
    """The rows of a pass by document and attribution. InputError for a line that is none, or that comes twice."""
    rows: dict[Key, Row] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            key = row["doc_id"], row["id"]
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"not a row of labels ({error!r}).", where=path, row=number) from error
        if key in rows:
            raise InputError(f"{key[0]} {key[1]} comes twice.", where=path, row=number)
        rows[key] = row
    return rows


def paired(first: Mapping[Key, Row], second: Mapping[Key, Row]) -> list[tuple[Row, Row]]:
    """Both readings of each attribution, in order. InputError when one pass has read what the other has not."""
    if apart := sorted(first.keys() ^ second.keys()):
        which = "first" if apart[0] in first else "second"
        raise InputError(f"{apart[0][0]} {apart[0][1]} is in the {which} pass only ({len(apart)} such rows).")
    return [(first[key], second[key]) for key in sorted(first, key=_order)]


def kappa(pairs: Pairs) -> float:
    """Cohen's kappa: agreement beyond what two readers with these habits reach by chance.

    ``nan`` where chance is certain already: no decisions, or both readers always said one and the same.
    """
    return classification.kappa(Counter(pairs), certain=math.nan) if pairs else math.nan


def macro_f1(pairs: Pairs) -> float:
    """F1 of one reader against the other, averaged over the values either of them used; it has no direction."""
    values = sorted({value for pair in pairs for value in pair})
    return classification.macro_f1(Counter(pairs), values) if values else math.nan


def compare(rows: Sequence[tuple[Row, Row]]) -> list[Agreement]:
    """The single-valued fields, then the stance of the targets that both found, then what both found at all.

    For targets, devices and claim spans ``n`` counts what either pass marked, ``agreed`` the share that both did, and
    ``macro_f1`` holds the F1 of one against the other (claim spans: over code points). Chance has no meaning there.
    """
    figures = [_figures(field, [(str(a[field]), str(b[field])) for a, b in rows]) for field in FIELDS]
    stances = [(_both(a["stances"], b["stances"]), a["stances"], b["stances"]) for a, b in rows]
    devices = [(_both(a["framing_devices"], b["framing_devices"], "device"), a, b) for a, b in rows]
    shared = [(x["stance"], y["stance"]) for both, _, _ in stances for x, y in both]
    figures.append(_figures("stance of shared targets", shared))
    figures.append(_found("targets", [(len(both), len(x), len(y)) for both, x, y in stances]))
    counted = [(len(both), len(a["framing_devices"]), len(b["framing_devices"])) for both, a, b in devices]
    figures.append(_found("framing devices", counted))
    marked = [(_points(a["claim_spans"]), _points(b["claim_spans"])) for a, b in rows]
    figures.append(_found("claim spans", [(len(x & y), len(x), len(y)) for x, y in marked]))
    return figures


def merge(rows: Sequence[tuple[Row, Row]]) -> list[dict[str, Any]]:
    """Gold: what both passes say. What they do not agree on is null, which means that it is not scored.

    * ``framing``, ``verifiability``, ``claim_type``, ``check_worthy``: the value, or null.
    * ``claim_spans``: the code points both marked, when those are half of what either did, else null.
    * ``stances``: targets that both found (overlapping spans) with the same stance; the span is the first pass's, and
      ``canonical``, ``kind`` and ``basis`` are null where they differ. ``stances_undecided``: every other target of
      either pass, with ``stance`` null.
    * ``framing_devices`` and ``framing_devices_undecided``: the same, by device.
    """
    return [_merged(a, b) for a, b in rows]


def _merged(a: Row, b: Row) -> dict[str, Any]:
    stances = _both(a["stances"], b["stances"])
    decided = [_agreeing(x, y) for x, y in stances if x["stance"] == y["stance"]]
    differing = [{**_agreeing(x, y), "basis": None} for x, y in stances if x["stance"] != y["stance"]]
    alone = [{**x, "stance": None, "basis": None} for x in _alone(a["stances"], b["stances"], stances)]
    devices = _both(a["framing_devices"], b["framing_devices"], "device")
    return {
        "doc_id": a["doc_id"],
        "id": a["id"],
        **{field: a[field] if a[field] == b[field] else None for field in FIELDS},
        "claim_spans": _common(_points(a["claim_spans"]), _points(b["claim_spans"])),
        "framing_devices": _by_place(x for x, _ in devices),
        "framing_devices_undecided": _by_place(_alone(a["framing_devices"], b["framing_devices"], devices)),
        "stances": _by_place(decided),
        "stances_undecided": _by_place([*differing, *alone]),
    }


def _both(first: Sequence[Row], second: Sequence[Row], kind: str | None = None) -> list[tuple[Row, Row]]:
    """Entries that overlap (and share ``kind``), one to one, those with the most in common first."""
    pairs = []
    for i, x in enumerate(first):
        for j, y in enumerate(second):
            shared = min(x["end"], y["end"]) - max(x["start"], y["start"])
            if shared > 0 and (kind is None or x[kind] == y[kind]):
                pairs.append((-shared / (max(x["end"], y["end"]) - min(x["start"], y["start"])), i, j))
    taken: list[tuple[int, int]] = []
    for _, i, j in sorted(pairs):
        if all(i != k and j != m for k, m in taken):
            taken.append((i, j))
    return [(first[i], second[j]) for i, j in sorted(taken)]


def _alone(first: Sequence[Row], second: Sequence[Row], both: Sequence[tuple[Row, Row]]) -> list[Row]:
    matched = [id(entry) for pair in both for entry in pair]
    return [entry for entry in [*first, *second] if id(entry) not in matched]


def _agreeing(x: Row, y: Row) -> dict[str, Any]:
    """``x`` with null for what ``y`` says otherwise, but for the span."""
    return {name: x[name] if name in {"start", "end", "text"} or x[name] == y[name] else None for name in x}


def _common(first: set[int], second: set[int]) -> list[list[int]] | None:
    shared = sorted(first & second)
    if len(shared) < SPANS_AGREE * len(first | second):
        return None
    starts = [p for p in shared if p - 1 not in first & second]
    ends = [p + 1 for p in shared if p + 1 not in first & second]
    return [list(span) for span in zip(starts, ends, strict=True)]


def _points(spans: Iterable[Sequence[int]]) -> set[int]:
    return {point for start, end in spans for point in range(start, end)}


def _by_place(entries: Iterable[Row]) -> list[Row]:
    return sorted(entries, key=lambda entry: (entry["start"], entry["end"], entry.get("device", "")))


def _order(key: Key) -> tuple[str, int, str]:
    """a2 comes before a10."""
    return key[0], len(key[1]), key[1]


def _agreed(pairs: Pairs) -> float:
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else math.nan


def _figures(field: str, pairs: Pairs) -> Agreement:
    return Agreement(field, len(pairs), _agreed(pairs), kappa(pairs), macro_f1(pairs))


def _found(field: str, counts: Iterable[tuple[int, int, int]]) -> Agreement:
    """From (both, first, second) of each row."""
    both, first, second = (sum(column) for column in zip(*counts, strict=True)) if (counts := [*counts]) else (0, 0, 0)
    either = first + second - both
    return Agreement(
        field,
        n=either,
        agreed=both / either if either else math.nan,
        kappa=math.nan,
        macro_f1=2 * both / (first + second) if either else math.nan,
    )


def table(figures: Iterable[Agreement]) -> str:
    """A Markdown table, as it stands in tests/gold/README.md."""
    lines = ["| field | n | agreed | kappa | F1 |", "|---|---|---|---|---|"]
    for row in figures:
        values = ["–" if math.isnan(value) else f"{value:.2f}" for value in (row.agreed, row.kappa, row.macro_f1)]
        lines.append(f"| {' | '.join([row.field, str(row.n), *values])} |")
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the figures of two passes; with ``--merge`` write the gold they make together as well."""
    parser = argparse.ArgumentParser(prog="python -m builder.evaluate.agreement", description=main.__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--merge", type=Path, metavar="LABELS.jsonl")
    options = parser.parse_args(arguments)
    rows = paired(read(options.first), read(options.second))
    if options.merge:
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in merge(rows)]
        options.merge.write_text("".join(lines), encoding="utf-8")
    print(table(compare(rows)))  # noqa: T201  a developer's command, apart from the program's own


if __name__ == "__main__":
    main()
