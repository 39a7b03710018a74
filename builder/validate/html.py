"""A Report -> one HTML page that needs nothing else: no script, no address, no font; the style is named by its hash.

The policy in its head forbids everything but that style, so that even text that slipped through could do nothing.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from html import escape

from builder import resources
from builder.validate.markdown import VERDICTS, counts, result, title
from builder.validate.report import Check, Report

_SHOWN = 200  # row ids; validation.json has all of them


def page(report: Report) -> str:
    style = resources.find("validate", "report.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            f"<title>{escape(title(report))}: validation</title>",
            f"<style>{style}</style>",
            "</head>",
            "<body>",
            "<main>",
            *_head(report),
            *_sizes(report),
            *_failing(report),
            *_every(report),
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _head(report: Report) -> Iterator[str]:
    yield f"<h1>{escape(title(report))}</h1>"
    yield f'<p class="verdict {report.verdict}"><strong>Validation {escape(VERDICTS[report.verdict])}.</strong></p>'
    yield f"<p>{escape(counts(report.tally()))} The ids of all failing rows are in validation.json.</p>"


def _sizes(report: Report) -> Iterator[str]:
    if not report.sizes:
        return
    yield "<h2>Rows</h2>"
    yield from _table(("table", "split", "rows"), ([t, s, str(n)] for t, s, n in report.sizes))


def _failing(report: Report) -> Iterator[str]:
    found = report.failing()
    if not found:
        return
    yield '<h2 id="found">What to look at</h2>'
    for check in found:
        yield f'<section class="{check.severity}">'
        yield f'<h3><span class="mark">{check.severity}</span> {escape(check.name)}</h3>'
        yield f"<p>{escape(check.table)}: {escape(result(check))}</p>"
        yield f"<p>{escape(check.meaning)}</p>"
        yield f"<p><code>{escape(check.expectation)}</code></p>"
        yield from _rows(check)
        yield "</section>"


def _rows(check: Check) -> Iterator[str]:
    if check.examples:
        yield "<ul>"
        yield from (f"<li><q>{escape(example)}</q></li>" for example in check.examples)
        yield "</ul>"
    if check.rows:
        more = len(check.rows) - _SHOWN
        yield f"<details><summary>Ids of failing rows: {len(check.rows)}</summary>"
        yield "<p>" + " ".join(f"<code>{escape(row)}</code>" for row in check.rows[:_SHOWN]) + "</p>"
        if more > 0:
            yield f"<p>and {more} more in validation.json</p>"
        yield "</details>"


def _every(report: Report) -> Iterator[str]:
    yield "<h2>Every expectation</h2>"
    for table in dict.fromkeys(check.table for check in report.checks):
        checks = [check for check in report.checks if check.table == table]
        held = sum(check.success for check in checks)
        opened = "" if held == len(checks) else " open"
        yield f"<details{opened}><summary>{escape(table)}: {held} of {len(checks)} hold</summary>"
        lines = ([check.name, check.severity, check.status, result(check), check.meaning] for check in checks)
        yield from _table(("expectation", "severity", "status", "result", "meaning"), lines)
        yield "</details>"


def _table(head: tuple[str, ...], lines: Iterator[list[str]]) -> Iterator[str]:
    # Focusable, so that a keyboard can scroll a table that is wider than a phone.
    yield f'<div class="wide" role="region" aria-label="{escape(head[0])}s" tabindex="0"><table><thead><tr>'
    yield "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    yield "</tr></thead><tbody>"
    for first, *rest in lines:
        cells = "".join(f"<td>{escape(cell)}</td>" for cell in rest)
        yield f'<tr><th scope="row">{escape(first)}</th>{cells}</tr>'
    yield "</tbody></table></div>"
