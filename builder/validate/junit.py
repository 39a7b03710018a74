"""A Report -> JUnit XML, one test case per check, for CI that shows test results.

Only critical checks count as failures or errors there; a warning says so in the output of a test case that passed.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

from builder.validate.markdown import result
from builder.validate.report import Check, Report

_SHOWN = 50  # row ids; validation.json has all of them
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def document(report: Report) -> str:
    by_table: dict[str, list[Check]] = {}
    for check in report.checks:
        by_table.setdefault(check.table, []).append(check)
    root = ET.Element("testsuites", {"name": "validation", **_counts(report.checks)})
    for table, checks in by_table.items():
        suite = ET.SubElement(root, "testsuite", {"name": table, **_counts(checks)})
        for check in checks:
            suite.append(_case(check))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _counts(checks: list[Check] | tuple[Check, ...]) -> dict[str, str]:
    critical = [check.status for check in checks if check.severity == "critical"]
    return {
        "tests": str(len(checks)),
        "failures": str(critical.count("failed")),
        "errors": str(critical.count("error")),
        "skipped": str(sum(check.status == "skipped" for check in checks)),
    }


def _case(check: Check) -> ET.Element:
    case = ET.Element("testcase", {"classname": f"validation.{check.table}", "name": _legal(check.name)})
    if check.status == "skipped":
        ET.SubElement(case, "skipped", {"message": _legal(check.detail)})
    elif not check.success and check.severity == "critical":
        tag = "error" if check.status == "error" else "failure"
        node = ET.SubElement(case, tag, {"message": _legal(result(check)), "type": check.severity})
        node.text = _body(check)
    elif not check.success:
        ET.SubElement(case, "system-out").text = f"{check.severity}: {_legal(result(check))}\n{_body(check)}"
    return case


def _body(check: Check) -> str:
    more = len(check.rows) - _SHOWN
    rows = ["Rows: " + ", ".join(check.rows[:_SHOWN]) + (f" and {more} more" if more > 0 else "")] if check.rows else []
    return _legal("\n".join([check.meaning, check.expectation, *rows, *check.examples]))


def _legal(text: str) -> str:
    """``text`` without the control characters that XML cannot hold."""
    return _ILLEGAL.sub("\ufffd", text)
