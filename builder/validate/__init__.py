"""A dataset directory in, a Report out: Great Expectations on every table, and the report for people and for CI."""

from builder.validate.report import Check, Report
from builder.validate.run import validate
from builder.validate.write import render, summary, write_reports

__all__ = ["Check", "Report", "render", "summary", "validate", "write_reports"]
