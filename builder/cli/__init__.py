"""The command line: parses, calls, prints, exits; nothing else does. Each command is a module of its own name."""

from __future__ import annotations

import click

from builder.__about__ import __version__
from builder.cli.program import Program

__all__ = ["main"]


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "ignore_unknown_options": True})
@click.version_option(__version__, "-V", "--version", prog_name="build-dataset")
def main() -> None:
    """Turn news articles into a citable dataset of who said what.

    `build-dataset raw/` is short for `build-dataset build raw/`.

    Exit codes: 0 done; 1 validation failed (diff --exit-code: the versions differ; doctor: something is missing);
    2 wrong usage or input, nothing written; 3 done, but files or rows that could not be read were left out;
    70 a defect of the program; 130 interrupted.
    """
