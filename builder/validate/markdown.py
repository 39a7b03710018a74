"""A Report -> Markdown: the verdict, what did not succeed with ids of rows, and a table of every check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from builder.validate.report import Check, Report, Status

VERDICTS = {
    "pass": "passed: every expectation holds",
    "warn": "passed with warnings: nothing critical, but look at these",
    "fail": "failed: a critical expectation does not hold, do not publish",
}
_STATUSES: Mapping[Status, str] = {"error": "could not be asked"}
_SHOWN = 10  # row ids; validation.json has all of them
_ESCAPED = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>|#!~$&@"} | {"\n": " ", "\r": " "})


def page(report: Report) -> str:
    return "\n".join([*summary(report), *_every(report)]) + "\n"


def summary(report: Report) -> Iterator[str]:
    """The verdict, the sizes, and each check that did not succeed."""
    tally = report.tally()
    yield f"# {text(title(report))}"
    yield ""
    yield f"**Validation {VERDICTS[report.verdict]}.** {counts(tally)}"
    yield ""
    if report.sizes:
        yield "| table | split | rows |"
        yield "|---|---|---:|"
        yield from (f"| {table} | {split} | {rows} |" for table, split, rows in report.sizes)
        yield ""
    for check in report.failing():
        yield from _section(check)


def title(report: Report) -> str:
    """``harbour-quotes 0.2.0``, as far as the manifest says."""
    return " ".join(part for part in (report.name, report.version) if part) or "Validation of a dataset"


def counts(tally: Mapping[Status, int]) -> str:
    """``57 passed, 1 failed, 0 could not be asked, 8 skipped.``"""
    return ", ".join(f"{number} {_STATUSES.get(status, status)}" for status, number in tally.items()) + "."


def result(check: Check) -> str:
    """What came out, in a few words: "3 of 120 rows", "0.31"."""
    if check.status in ("error", "skipped"):
        return check.detail
    if check.observed is not None:
        number = f"{check.observed:g}"
        return f"{number} ({check.detail})" if check.detail else number
    return f"{check.failures} of {check.count} rows" if check.failures else f"{check.count} rows"


def text(value: str) -> str:
    """``value`` with nothing in it that Markdown or HTML would read as theirs."""
    return value.translate(_ESCAPED)


def _section(check: Check) -> Iterator[str]:
    yield f"## {check.severity}: {text(check.name)}"
    yield ""
    yield f"{text(check.table)}: {text(result(check))}. {text(check.meaning)}"
    yield ""
    if check.rows:
        more = len(check.rows) - _SHOWN
        yield "Rows: " + ", ".join(text(row) for row in check.rows[:_SHOWN]) + (f" and {more} more" if more > 0 else "")
        yield ""
    for example in check.examples:
        yield f"* {text(example)}"
    if check.examples:
        yield ""


def _every(report: Report) -> Iterator[str]:
    yield "## Every expectation"
    yield ""
    yield "| table | expectation | severity | status | result |"
    yield "|---|---|---|---|---|"
    for check in report.checks:
        cells = (check.table, check.name, check.severity, check.status, result(check))
        yield "| " + " | ".join(text(cell) for cell in cells) + " |"
