"""Suites x frames -> Checks, by Great Expectations: a checkpoint per view, asked of some rows at a time, added up.

The context is ephemeral and writes nothing. Only row-wise expectations are used, so that batches can be added up.
"""

from __future__ import annotations

import logging
import math
import os
import warnings
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from builder.errors import ConfigError, nearest
from builder.validate.report import Check
from builder.validate.suites import Expectation

if TYPE_CHECKING:
    import pandas as pd

_NULLS = ("NAType", "NaTType")
_EXAMPLES = 5
_EXCERPT = 160
TOGETHER = 5_000  # rows
WITH_TEXTS = 2_000  # of rows that have a whole text each: Great Expectations hashes every cell, all at a time
_BRIEF, _COMPLETE = "BOOLEAN_ONLY", "COMPLETE"  # as Great Expectations has them
_HIDDEN = ("row", "text", "full_text", "passage")  # an article's text may not be shown: its licence may not allow it


@dataclass(slots=True)
class _Tally:
    """What the batches so far gave for one expectation."""

    count: int = 0
    failures: int = 0
    rows: dict[str, None] = field(default_factory=dict)  # a set that keeps its order
    examples: list[str] = field(default_factory=list)
    error: str = ""


class Checkpoint:
    """The expectations of one view, ready to be run on frames of it."""

    def __init__(self, expectations: Sequence[Expectation]) -> None:
        self.expectations = expectations
        self._together = WITH_TEXTS if "full_text" in self.columns else TOGETHER
        self._tallies = [_Tally() for _ in expectations]
        # By the expectations whose columns are there: Great Expectations' checkpoints, and frames that wait for them.
        self._prepared: dict[tuple[tuple[int, ...], str], Any] = {}
        self._waiting: dict[tuple[int, ...], list[pd.DataFrame]] = {}

    @property
    def columns(self) -> set[str]:
        """Every column one of the expectations looks at."""
        return {column for expectation in self.expectations for column in expectation.columns}

    def run(self, frame: pd.DataFrame, passed: int = 0) -> None:
        """Asks every expectation about ``frame``; one whose column is missing is an error, not a failure.

        ``passed`` rows more are known to meet all of them.
        """
        for number, expectation in enumerate(self.expectations):
            if set(expectation.columns) <= set(frame.columns):
                self._tallies[number].count += passed
            else:
                self._tallies[number].error = _missing(expectation, frame.columns)
        askable = tuple(n for n, e in enumerate(self.expectations) if set(e.columns) <= set(frame.columns))
        if frame.empty or not askable:
            return
        self._prepared_for(askable, _BRIEF)  # names what the suite has wrong at once
        # To ask about one row takes as long as to ask about a thousand.
        self._waiting.setdefault(askable, []).append(frame)
        if sum(map(len, self._waiting[askable])) >= self._together:
            self._ask(askable)

    def _ask(self, askable: tuple[int, ...]) -> None:
        import pandas as pd

        frame = pd.concat(self._waiting.pop(askable), ignore_index=True)
        # Which rows fail is asked of the expectations that some row fails: their ids take longer than the question.
        failing = []
        for number, result in self._results(askable, _BRIEF, frame):
            if result.success:
                self._tallies[number].count += len(frame)
            else:
                failing.append(number)
        if failing:
            columns = {column for number in failing for column in self.expectations[number].columns}
            some = frame[[name for name in frame.columns if name == "row" or name in columns]]
            for number, result in self._results(tuple(failing), _COMPLETE, some):
                self._add(number, result)

    def _results(self, numbers: tuple[int, ...], form: str, frame: pd.DataFrame) -> Iterator[tuple[int, Any]]:
        with _quiet():
            outcome = self._prepared_for(numbers, form).run(batch_parameters={"dataframe": frame})
        for validation in outcome.run_results.values():
            for result in validation.results:
                yield result.expectation_config.meta["number"], result

    def _prepared_for(self, numbers: tuple[int, ...], form: str) -> Any:
        if (numbers, form) not in self._prepared:
            with _quiet():
                self._prepared[numbers, form] = _prepare([(n, self.expectations[n]) for n in numbers], form)
        return self._prepared[numbers, form]

    def checks(self) -> Iterator[Check]:
        """What was found over all frames."""
        for askable in tuple(self._waiting):
            self._ask(askable)
        for expectation, tally in zip(self.expectations, self._tallies, strict=True):
            yield Check(
                table=expectation.place,
                name=expectation.name,
                severity=expectation.severity,
                status="error" if tally.error else "failed" if tally.failures else "passed",
                expectation=expectation.statement(),
                meaning=expectation.meaning,
                count=tally.count,
                failures=tally.failures,
                rows=tuple(tally.rows),
                examples=tuple(tally.examples),
                detail=tally.error,
            )

    def _add(self, number: int, result: Any) -> None:
        tally = self._tallies[number]
        if message := _exception(result.exception_info):
            tally.error = message
            return
        found: Mapping[str, Any] = result.result
        tally.count += int(found["element_count"])
        tally.failures += int(found["unexpected_count"])
        for place in found["unexpected_index_list"] or ():
            tally.rows[str(place["row"])] = None
            if len(tally.examples) < _EXAMPLES and (shown := _excerpt(place)) and shown not in tally.examples:
                tally.examples.append(shown)


def _prepare(numbered: Sequence[tuple[int, Expectation]], form: str) -> Any:
    import great_expectations as gx
    from great_expectations.data_context.types.base import DataContextConfig, InMemoryStoreBackendDefaults

    # Without a site for Data Docs, which would be set up in a temporary folder.
    settings = {"store_backend_defaults": InMemoryStoreBackendDefaults(), "progress_bars": {"globally": False}}
    context = gx.get_context(mode="ephemeral", project_config=DataContextConfig(**settings))
    frames = context.data_sources.add_pandas("frames").add_dataframe_asset("view")
    # Filled before it is added: the context stores a suite anew with every expectation that comes later.
    suite = context.suites.add(gx.ExpectationSuite("suite", [_build(n, expectation) for n, expectation in numbered]))
    definition = gx.ValidationDefinition(
        name="validation", data=frames.add_batch_definition_whole_dataframe("batch"), suite=suite
    )
    rows = {"unexpected_index_column_names": ["row"]} if form == _COMPLETE else {}
    return context.checkpoints.add(
        gx.Checkpoint(
            name="checkpoint",
            validation_definitions=[context.validation_definitions.add(definition)],
            result_format={"result_format": form, **rows},
        )
    )


def _build(number: int, expectation: Expectation) -> Any:
    """The expectation as Great Expectations has it. Raises ConfigError for a name or an argument it does not know."""
    load()  # registers ours
    from great_expectations.exceptions import ExpectationNotFoundError
    from great_expectations.expectations import registry

    where = f"validation/suites/{expectation.table}.yaml, {expectation.name!r}"
    try:
        kind = registry.get_expectation_impl(expectation.expectation)
    except ExpectationNotFoundError as error:
        known = registry.list_registered_expectation_implementations()
        hint = nearest(expectation.expectation, known)
        raise ConfigError(f"no expectation {expectation.expectation!r}.", where=where, hint=hint) from error
    multicolumn = {"ignore_row_if": "never"} if "column_list" in expectation.kwargs else {}
    try:
        return kind(**expectation.kwargs, **multicolumn, severity=expectation.severity, meta={"number": number})
    except ValueError as error:  # pydantic's
        raise ConfigError(f"its kwargs do not fit: {' '.join(str(error).split())}.", where=where) from error


def _missing(expectation: Expectation, present: Collection[str]) -> str:
    missing = [column for column in expectation.columns if column not in present]
    return f"Not asked: column {', '.join(missing)} is missing or has another type than declared."


def _exception(info: Mapping[str, Any] | None) -> str:
    """The first line of what was raised; never the traceback, which holds paths of this machine."""
    if not info:
        return ""
    details = [info] if "raised_exception" in info else [info[key] for key in sorted(info)]
    messages = [str(d.get("exception_message")) for d in details if d.get("raised_exception")]
    return f"Not asked: {messages[0].splitlines()[0]}" if messages else ""


def _excerpt(place: Mapping[str, Any]) -> str:
    shown = "; ".join(f"{key} = {_shown(value)}" for key, value in place.items() if key not in _HIDDEN)
    return shown if len(shown) <= _EXCERPT else shown[: _EXCERPT - 1] + "…"


def _shown(value: Any) -> str:
    """A cell as text; pandas has four ways to say null."""
    null = value is None or (isinstance(value, float) and math.isnan(value)) or type(value).__name__ in _NULLS
    return "null" if null else str(value)


def load() -> None:
    """Great Expectations, without its analytics, and our own expectations: two seconds of imports."""
    os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # read at import; without effect since 1.9
    from builder.validate import expectations  # noqa: F401  they register themselves


@contextmanager
def _quiet() -> Iterator[None]:
    """Great Expectations without its log lines and warnings; what was set before is set again after."""
    load()  # it sets the level of its own log
    log = logging.getLogger("great_expectations")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.setLevel(level)
