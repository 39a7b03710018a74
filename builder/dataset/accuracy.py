"""What the manifest says of reviews in, the part of the card that says how often the builder is right out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from builder.dataset.markdown import code, escape, table
from builder.evaluate.reviewed import HEADLINE

Figures = Mapping[str, Any]
_STRATA = {
    "random": "by lot",
    "stratified": "by lot from each outlet with each framing and verifiability",
    "speaker": "by lot from each speaker",
}
_ALONE = "The shares hold for these rows and say nothing about the others."


def rendered(reviews: Figures) -> str:
    """Prose and tables; the figures of each sample by themselves, for samples that were drawn differently."""
    samples = reviews.get("accuracy") or ()
    parts = [_decided(reviews)] if samples or reviews.get("applied") else ["No person has reviewed this version."]
    for sample in samples:
        parts += [_heading(sample), _fields(sample), _outlets(sample)]
    return "\n\n".join(part for part in parts if part)


def _decided(reviews: Figures) -> str:
    said = f"{reviews['applied']:,} fields of this version are as people decided."
    if reviews.get("accuracy"):
        said += " The shares below say how often the builder had said the same before."
    if missed := reviews.get("missed"):
        said += (
            f" People added {missed:,} quote{'' if missed == 1 else 's'} that it had missed; how many it misses "
            "in all, no sample of what it found can tell."
        )
    return said


def _heading(sample: Figures) -> str:
    number, by = sample["quotes"], sample["by"]
    count = f"**{number:,} quote{'' if number == 1 else 's'}**"
    if by is None:
        return f"{count} in no known sample. {_ALONE}"
    of = f"of the {sample['of']:,} quotes of version {code(sample['version'])}"
    if by == "all":
        drawn = f"{count} {of}, all of which were given to reviewers."
    elif by in _STRATA:
        drawn = f"{count} of a sample of {sample['size']:,}, drawn {_STRATA[by]} {of}."
    else:
        return f"{count} of the {sample['size']:,} of which the builder was least sure, {of}. {_ALONE}"
    covered, left = sample["covered"], sample["size"] - number
    undecided = f" The {left:,} that were not decided are taken to be like them." if left > 0 else ""
    rest = (
        f" {100 * (1 - covered):.0f} % of the quotes are in strata of which none was reviewed." if covered < 1 else ""
    )
    return (
        f"{drawn}{undecided} Each stands for the rows of its stratum; intervals are Wilson's for 95 %, for a weighted "
        f"sample of a finite number of rows.{rest}"
    )


def _fields(sample: Figures) -> str:
    rows = [
        [code(one["field"]), f"{one['rows']:,}", _percent(one["right"]), _between(one), _percent(one["overlap"])]
        for one in sample["fields"]
    ]
    overlaps = any(one["overlap"] is not None for one in sample["fields"])
    head = ["field", "rows:", "right:", "95 %:", "overlap of spans:"]
    return table(head if overlaps else head[:-1], rows if overlaps else [row[:-1] for row in rows])


def _outlets(sample: Figures) -> str:
    named = {one["field"] for one in sample["fields"]}
    columns = [name for name in HEADLINE if name in named]
    if not columns or len(sample["outlets"]) < 2:
        return ""
    return table(["outlet", *(f"{code(name)} (rows):" for name in columns)], _of_outlets(sample, columns))


def _of_outlets(sample: Figures, columns: Sequence[str]) -> Iterator[list[str]]:
    for outlet in sample["outlets"]:
        found = {one["field"]: one for one in outlet["fields"]}
        cells = [
            f"{_percent(found[name]['right'])} ({found[name]['rows']})" if name in found else "" for name in columns
        ]
        yield ["not known" if outlet["outlet"] is None else escape(outlet["outlet"]), *cells]


def _between(one: Figures) -> str:
    return "" if one["low"] is None else f"{100 * one['low']:.0f}–{100 * one['high']:.0f} %"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.0f} %"
