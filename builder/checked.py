"""A staged version in, the verdict on it out: what ``dataset`` asks before it publishes, answered by ``validate``."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from builder.config import Config
from builder.errors import ValidationFailed

if TYPE_CHECKING:
    from builder.dataset import Tables, Verdict
    from builder.validate import Report


class Validation:
    """The check that ``release`` makes before it publishes; keeps the report for the caller."""

    def __init__(self, config: Config, tables: Tables, reports: Path) -> None:
        self.config = config
        self.tables = tables
        self.reports = reports
        self.report: Report | None = None

    @functools.cached_property
    def texts(self) -> Mapping[str, str]:
        """What may not be passed on is checked against the text all the same."""
        from builder.dataset import texts

        return texts.write(self.tables.batches("articles"), self.tables.folder / "texts.parquet")

    def __call__(self, staged: Path, parent: Path | None) -> Verdict:
        from builder import dataset
        from builder.validate import render, validate, write_reports

        self.report = report = validate(staged, parent=parent, config=self.config.validation, texts=self.texts)
        if report.verdict == "fail":
            write_reports(report, self.reports)
            broken = report.failing("critical")
            raise ValidationFailed(
                f"{len(broken)} critical expectations broke, and nothing was published; the first: “{broken[0].name}”.",
                hint=f"The rows are named in {self.reports / 'validation.html'}.",
            )
        summary = {"verdict": report.verdict, "checks": report.tally()}
        return dataset.Verdict(passed=True, summary=summary, reports=render(report))
