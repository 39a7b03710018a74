"""A dataset directory -> its Report: every suite on every table, whatever is broken in it."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from builder.config import Validation
from builder.validate import declared, files, suites
from builder.validate.report import Check, Report
from builder.validate.suites import Expectation
from builder.validate.tables import SPLITS, Shipped, Tables, scan

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from builder.validate.facts import Fact

FACTS = "facts"
_ABSENT = {
    "parent": "No parent version to compare with.",
    "manifest": "There is no manifest.json (yet).",
    "readme": "There is no README.md (yet).",
}


def validate(
    directory: Path,
    *,
    parent: Path | None = None,
    config: Validation = Validation(),  # noqa: B008  frozen
    texts: Mapping[str, str] | None = None,
) -> Report:
    """Validates the dataset in ``directory``, published or staged (no README or manifest yet).

    ``parent`` is the directory of the version before it. ``texts`` has the text of articles that may not ship, by
    article_id; without it their offsets are checked against the context of each quote. Damaged data is a failed
    check, never an exception; InputError means that a directory is no dataset at all.
    """
    tables = scan(directory)
    before = None if parent is None else scan(parent)
    checks = [*_facts(tables, before, config)]
    shipped = Shipped(tables)
    for table in declared.TABLES:
        checks += _table(tables, shipped, table, config, texts or {})
    manifest = files.manifest(directory)
    name, version = (value if isinstance(value := manifest.get(key), str) else None for key in ("name", "version"))
    return Report(checks=tuple(checks), sizes=_sizes(tables), name=name, version=version)


def _table(
    tables: Tables, shipped: Shipped, table: str, bounds: Validation, texts: Mapping[str, str]
) -> Iterator[Check]:
    """Row-wise checks: the hand-written ones of each view first, then those that follow from the schema."""
    import polars as pl

    from builder.validate import derive, frames, sieve
    from builder.validate.checkpoint import Checkpoint

    suite = [e.bounded(bounds) for e in (*suites.load(table), *derive.expectations(table))]
    checkpoints = {view: Checkpoint(found) for view, found in _by_view(suite).items()}
    unseen = dict.fromkeys(checkpoints, sieve.SAMPLE)
    looked_at = {column.split(".")[0] for each in checkpoints.values() for column in each.columns}
    for batch in tables.batches(table, looked_at | checkpoints.keys()):
        held = _held(shipped if table == "quotes" else None, batch, texts) if table in ("quotes", "articles") else {}
        seen = sieve.Batch(batch, held)
        for view, checkpoint in checkpoints.items():
            frame = frames.view(batch, table, view)
            asked = sieve.doubtful(frame, checkpoint.expectations, seen)
            asked = asked | (pl.int_range(len(frame), eager=True) < unseen[view])
            unseen[view] = max(0, unseen[view] - len(frame))
            rows = frames.flat(frame.filter(asked), batch)
            checkpoint.run(frames.to_pandas(rows, checkpoint.columns, held), passed=len(frame) - len(rows))
    for checkpoint in checkpoints.values():
        yield from checkpoint.checks()


def _held(shipped: Shipped | None, batch: pl.DataFrame, texts: Mapping[str, str]) -> dict[str, str]:
    """Texts of the articles of one batch, by id: those that ship, else those that were given.

    The articles table has its own: nothing is looked up in ``shipped`` for it.
    """
    if "article_id" not in batch.columns:
        return {}
    names = batch["article_id"].unique(maintain_order=True).to_list()
    given = {name: text for name in names if (text := texts.get(name)) is not None}
    return {**given, **(shipped.of(names) if shipped else {})}


def _facts(tables: Tables, parent: Tables | None, bounds: Validation) -> Iterator[Check]:
    """Checks of the dataset as a whole: small frames of facts, compared by Great Expectations as well."""
    from builder.validate import drift, facts, integrity
    from builder.validate.checkpoint import Checkpoint

    found = facts.gather(tables, {**integrity.rules(), **drift.rules()})
    if parent is not None:
        found |= drift.against(tables, parent)
    views = {**files.views(tables), FACTS: _fact_frame(found)}
    absent = set(_ABSENT) - files.present(tables.directory) - ({"parent"} if parent else set())
    for view, suite in _by_view(e.bounded(bounds) for e in suites.load(FACTS)).items():
        checkpoint = Checkpoint([e for e in suite if e.needs not in absent])
        checkpoint.run(_pandas(views[view]))
        done = iter(checkpoint.checks())
        for expectation in suite:
            if expectation.needs in absent:
                yield _skipped(expectation)
            elif view == FACTS:
                yield _with_fact(next(done), found[expectation.columns[0]])
            else:
                yield next(done)


def _fact_frame(found: Mapping[str, Fact]) -> pl.DataFrame:
    """One row, one column per fact; a fact without a number has no column, so that asking about it is an error."""
    import polars as pl

    values = {name: [fact.value] for name, fact in found.items() if fact.value is not None}
    return pl.DataFrame({"row": ["dataset"], **values})


def _pandas(frame: pl.DataFrame) -> pd.DataFrame:
    from builder.validate import frames

    return frames.to_pandas(frame, frame.columns, {})


def _with_fact(check: Check, fact: Fact) -> Check:
    rows = () if check.success else fact.rows
    failures = 0 if check.success else max(len(fact.rows), 1)
    detail = fact.detail or check.detail
    return dataclasses.replace(
        check, count=fact.count, failures=failures, rows=rows, examples=(), observed=fact.value, detail=detail
    )


def _skipped(expectation: Expectation) -> Check:
    return Check(
        table=expectation.place,
        name=expectation.name,
        severity=expectation.severity,
        status="skipped",
        expectation=expectation.statement(),
        meaning=expectation.meaning,
        detail=_ABSENT[expectation.needs or ""],
    )


def _by_view(suite: Iterable[Expectation]) -> dict[str, Sequence[Expectation]]:
    found: dict[str, list[Expectation]] = defaultdict(list)
    for expectation in suite:
        found[expectation.view].append(expectation)
    return dict(found)


def _sizes(tables: Tables) -> tuple[tuple[str, str, int], ...]:
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for file in tables.files:
        if file.problem is None:
            counts[file.table, file.split] += file.rows or 0
    order = (*declared.TABLES, *SPLITS)
    keys = sorted(counts, key=lambda key: [order.index(name) for name in key])
    return tuple((table, split, counts[table, split]) for table, split in keys)
