"""What validation found: one Check per expectation, and the verdict over all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["critical", "warning", "info"]
Status = Literal["passed", "failed", "error", "skipped"]
Verdict = Literal["pass", "warn", "fail"]
SEVERITIES: tuple[Severity, ...] = ("critical", "warning", "info")


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation and how the dataset did on it.

    ``failed`` and ``error`` are kept apart: the first says that the data is wrong, the second that the question could
    not be asked (a column is missing). Neither is a success. ``skipped`` had nothing to ask about (no parent version).
    """

    table: str  # "quotes", "quotes.stances", "facts", "facts.files"
    name: str
    severity: Severity
    status: Status
    expectation: str  # name and arguments, as the suite states them
    meaning: str
    count: int = 0  # rows looked at
    failures: int = 0  # rows that failed
    rows: tuple[str, ...] = ()  # ids of all of them, each once, in the order of the data
    examples: tuple[str, ...] = ()  # "column = value" of the first few
    observed: float | None = None  # of a fact: the number that was compared with the bound
    detail: str = ""  # why it could not be asked, or what moved

    @property
    def success(self) -> bool:
        return self.status in ("passed", "skipped")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything validation found, in the order of the suites; the same for the same data, whenever and wherever."""

    checks: tuple[Check, ...]
    sizes: tuple[tuple[str, str, int], ...] = ()  # table, split, rows
    name: str | None = None  # of the dataset, from its manifest
    version: str | None = None

    @property
    def verdict(self) -> Verdict:
        """fail: something critical did not succeed, never publish; warn: something of severity warning did not."""
        worst = {check.severity for check in self.checks if not check.success}
        if "critical" in worst:
            return "fail"
        return "warn" if "warning" in worst else "pass"

    def failing(self, severity: Severity | None = None) -> tuple[Check, ...]:
        """The checks that did not succeed, critical ones first."""
        found = [c for c in self.checks if not c.success and severity in (None, c.severity)]
        return tuple(sorted(found, key=lambda check: SEVERITIES.index(check.severity)))

    def tally(self) -> dict[Status, int]:
        counts: dict[Status, int] = {"passed": 0, "failed": 0, "error": 0, "skipped": 0}
        for check in self.checks:
            counts[check.status] += 1
        return counts
