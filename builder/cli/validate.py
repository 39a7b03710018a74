"""``build-dataset validate``: every expectation asked of a version, a verdict, and the reports."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from builder import config as configuration
from builder.cli import options
from builder.cli.console import Console
from builder.cli.errors import FAILED
from builder.cli.visible import visible_line

if TYPE_CHECKING:
    from builder.validate import Check, Report

LISTED = 3  # ids and examples of failing rows in the terminal; the JSON report has all ids
VERDICTS = {"pass": ("passed", "green"), "warn": ("passed, with warnings", "yellow"), "fail": ("failed", "red")}
COLOURS = {"critical": "red", "warning": "yellow", "info": "cyan"}


@click.command("validate")
@options.version_folder()
@click.option("--parent", type=click.Path(path_type=Path), help="Version to compare with; its parent by default.")
@click.option(
    "--reports",
    default="validation/reports",
    show_default=True,
    type=click.Path(path_type=Path),
    help="Folder for the HTML, Markdown, JSON and JUnit XML reports.",
)
@click.option("--config", "file", type=click.Path(path_type=Path), help="Configuration whose bounds hold.")
@options.console
def command(
    console: Console,
    *,
    directory: Path,
    parent: Path | None,
    reports: Path,
    file: Path | None,
) -> None:
    """Validate a version with every expectation of its suites.

    Exits with 1 when an expectation of severity critical is broken. Where GITHUB_STEP_SUMMARY is set, the Markdown
    report is added to it. With -v the expectations that were met are listed too.

    \b
    Example:
        build-dataset validate dist/0.1.0
    """
    from builder.cli import find
    from builder.validate import validate, write_reports
    from builder.validate.write import as_dict

    folder = find.version(directory)
    before = find.version(parent) if parent is not None else find.parent(folder)
    bounds = configuration.load(file).validation if file is not None else configuration.Validation()
    with console.working("validating"):
        report = validate(folder, parent=before, config=bounds)
    written = write_reports(report, reports)
    _summarise(report)
    if console.as_json:
        console.print_json(as_dict(report))
    else:
        _print(report, before, console)
        console.say(f"Reports: {', '.join(str(path) for path in written)}", style="dim")
    if report.verdict == "fail":
        raise click.exceptions.Exit(FAILED)


def _summarise(report: Report) -> None:
    """Adds the verdict to the page of a CI job, where the runner names a file for it."""
    from builder.validate import summary

    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write("\n".join(summary(report)) + "\n")


def _print(report: Report, before: Path | None, console: Console) -> None:
    from rich.text import Text

    word, style = VERDICTS[report.verdict]
    name = visible_line(f"{report.name or 'dataset'} {report.version or ''}")
    since = f", compared with {before.name}" if before is not None else ""
    console.show(Text.assemble((f"{name} ", "bold"), (word, f"bold {style}"), since))
    tally = [f"{count:,} {status}" for status, count in report.tally().items() if count]
    console.say(f"{len(report.checks):,} expectations: {', '.join(tally)}")
    for check in report.failing():
        _print_check(check, console)
    if console.verbose:
        console.say()
        for check in report.checks:
            if check.success:
                console.say(f"{check.status:<8} {check.table}: {check.meaning}", style="dim")
    console.say()


def _print_check(check: Check, console: Console) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.say()
    counted = f" · {check.failures:,} of {check.count:,} rows" if check.count else ""
    head = Text.assemble(
        (check.severity, COLOURS[check.severity]), f" {check.table}: {visible_line(check.name)}{counted}"
    )
    console.show(head)
    asked = "could not be asked: " if check.status == "error" else ""
    lines = [asked + check.meaning, check.detail, *check.examples[:LISTED]]
    if check.rows:
        lines.append("rows: " + ", ".join(check.rows[:LISTED]) + (" …" if len(check.rows) > LISTED else ""))
    console.show(Padding(Text("\n".join(visible_line(line) for line in lines if line)), (0, 0, 0, 2)))
