"""A Report -> validation.html, .md, .json and .xml, and the lines for a job's summary page.

None of them holds a clock, a duration, a path or a random id: the same data gives the same bytes.
"""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from builder.errors import OutputError
from builder.validate.report import Report

STEM = "validation"


def render(report: Report) -> dict[str, str]:
    """The reports by file name."""
    from builder.validate import html, junit, markdown

    forms = {"html": html.page, "md": markdown.page, "json": as_json, "xml": junit.document}
    return {f"{STEM}.{suffix}": form(report) for suffix, form in forms.items()}


def write_reports(report: Report, folder: Path) -> tuple[Path, ...]:
    """Writes the four reports into ``folder``, which is made if need be. Raises OutputError."""
    reports = render(report)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in reports.items():
            (folder / name).write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    except OSError as error:
        raise OutputError(f"cannot write the reports: {error.strerror}.", where=folder) from error
    return tuple(folder / name for name in reports)


def as_dict(report: Report) -> dict[str, Any]:
    """Everything in the report, as JSON types; ``rows`` of a check has the ids of all rows that failed."""
    return {
        "name": report.name,
        "version": report.version,
        "verdict": report.verdict,
        "checks_by_status": report.tally(),
        "sizes": [{"table": table, "split": split, "rows": rows} for table, split, rows in report.sizes],
        "checks": [{**dataclasses.asdict(check), "success": check.success} for check in report.checks],
    }


def as_json(report: Report) -> str:
    return json.dumps(as_dict(report), ensure_ascii=False, indent=1) + "\n"


def summary(report: Report) -> tuple[str, ...]:
    """Lines of Markdown for ``$GITHUB_STEP_SUMMARY``: the verdict, and what did not succeed."""
    from builder.validate import markdown

    return tuple(markdown.summary(report))
