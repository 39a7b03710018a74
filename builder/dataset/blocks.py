"""A staged version in, the generated blocks of its card out: each a piece of Markdown under a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from builder.dataset import accuracy, schema
from builder.dataset.manifest import Manifest
from builder.dataset.markdown import code, escape, table
from builder.dataset.schema import Field
from builder.dataset.stats import Statistics

_MANY = 25  # outlets and speakers that are listed one by one
_NOTATION = (
    "A question mark after a type means that the value may be null. A span is `{start, end}`, int64: the stretch "
    "`text[start:end]` of the article, in Python `str` code points."
)
_DISTRIBUTIONS = (
    "quote_type", "polarity", "speaker_kind", "speaker_reference", "sourcing", "stance", "framing", "verifiability",
    "claim_type",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What a card can tell about a version."""

    counts: Statistics
    manifest: Manifest


def numbers(facts: Facts) -> str:
    """Rows of each table by split, and how much text is behind them."""
    counts = facts.counts
    splits = [split for split in schema.SPLITS if any(split in rows for rows in counts.rows.values())]
    rows = [
        [code(name), *(f"{counts.rows[name].get(split, 0):,}" for split in splits), f"{counts.total(name):,}"]
        for name in schema.TABLES
    ]
    grid = table(["table", *(f"{split}:" for split in splits), "all:"], rows)
    known = sum(rows for speaker, rows in counts.counts["speaker"].items() if speaker is not None)
    return (
        f"{grid}\n\n{counts.total('quotes'):,} quotes of {counts.utterances:,} utterances in "
        f"{counts.total('articles'):,} articles ({counts.words:,} words); the speaker of {known:,} quotes is known."
    )


def distributions(facts: Facts) -> str:
    """Rows by label; the share of the majority is what always answering it would score."""
    rows = []
    for name in _DISTRIBUTIONS:
        found = facts.counts.counts[name]
        total = sum(found.values())
        said = ", ".join(f"{code(label) if label else 'null'} {count:,}" for label, count in found.items())
        rows.append([code(name), said, _share(max(found.values(), default=0), total)])
    return table(["column", "rows by label", "share of the majority:"], rows)


def outlets(facts: Facts) -> str:
    """Quotes by outlet, the most frequent first."""
    return _listed("outlet", facts.counts.counts["outlet"], "quotes", "no outlet in the metadata")


def speakers(facts: Facts) -> str:
    """Quotes by speaker, the most frequent first."""
    return _listed("speaker", facts.counts.counts["speaker"], "quotes", "not known, anonymous or none given")


def licences(facts: Facts) -> str:
    """Articles by the licence that their metadata states."""
    return _listed("licence", facts.counts.counts["licence"], "articles", "none stated")


def rejects(facts: Facts) -> str:
    """Rejects by reason, with zeros left out."""
    found = {reason: count for reason, count in facts.counts.counts["reject_reason"].items() if count}
    if not found:
        return "Nothing was left out."
    ordered = sorted(found.items(), key=lambda pair: (-pair[1], str(pair[0])))
    return table(["reason", "rows:"], ([code(reason), f"{count:,}"] for reason, count in ordered))


def fields(facts: Facts) -> str:
    """Every field of every table: name, type, meaning, allowed values, example."""
    parts = []
    for name, types in facts.manifest["schema"]["types"].items():
        rows = (
            _described(path, types[path], field) for path, field in schema.walk(name) if not _of_a_span(path, types)
        )
        grid = table(["field", "type", "meaning", "example"], rows)
        parts.append(f"### {name}\n\n{schema.load(name)['description']}\n\n{grid}")
    return "\n\n".join([_NOTATION, *parts])


def splits(facts: Facts) -> str:
    """The split rule, as the manifest has it."""
    shares = ", ".join(f"{name} {share} %" for name, share in facts.manifest["splits"]["shares"].items())
    return f"{facts.manifest['splits']['rule']} Shares: {shares}."


def versions(facts: Facts) -> str:
    """Which version this is, of what, and what made it."""
    parent = facts.manifest["parent"]
    stages = ", ".join(f"{stage} {code(version)}" for stage, version in facts.manifest["builder"]["stages"].items())
    return table(
        ["", ""],
        [
            ["version", code(facts.manifest["version"])],
            ["parent version", code(parent["version"]) if parent else "none"],
            ["made by", f"quotestance {escape(facts.manifest['builder']['version'])}: {stages}"],
            ["id scheme", code(facts.manifest["id_scheme"])],
            ["digest of the rows", code(facts.manifest["digest"])],
        ],
    )


def reviews(facts: Facts) -> str:
    """What people decided, and how often the builder had said the same."""
    return accuracy.rendered(facts.manifest.get("reviews") or {})


BLOCKS: Mapping[str, Callable[[Facts], str]] = {
    block.__name__: block
    for block in (numbers, distributions, outlets, speakers, licences, rejects, fields, reviews, splits, versions)
}


def _listed(what: str, found: Mapping[str | None, int], rows: str, nothing: str) -> str:
    shown = list(found.items())[:_MANY]
    cells = [[nothing if value is None else escape(value), f"{count:,}"] for value, count in shown]
    if rest := len(found) - len(shown):
        cells.append([f"{rest:,} more", f"{sum(found.values()) - sum(count for _, count in shown):,}"])
    return table([what, f"{rows}:"], cells)


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _of_a_span(path: str, types: Mapping[str, str]) -> bool:
    """“content[].start”: what a span is stands above the tables once."""
    return types.get(path.rpartition("[].")[0]) == "list<span>"


def _described(path: str, type_name: str, field: Field) -> list[str]:
    meaning = escape_prose(field.description)
    if field.labels:
        meaning += " One of: " + ", ".join(code(label) for label in field.labels) + "."
    example = "" if field.example is None else code(_shortened(field.example))
    return [code(path), code(type_name), meaning.strip(), example]


def escape_prose(text: str) -> str:
    """A description of our own: only what would break the table cell is escaped."""
    return text.replace("|", "\\|").replace("<", "&lt;")


def _shortened(example: Any) -> str:
    text = example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)
    return text if len(text) <= 60 else text[:59] + "…"
