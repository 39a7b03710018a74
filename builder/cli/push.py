"""``build-dataset push``: uploads a version to the Hugging Face Hub, after saying what goes where."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from builder.cli import options
from builder.cli.console import Console


@click.command("push")
@options.version_folder()
@click.option("--repo", required=True, metavar="USER/NAME", help="Dataset repository on the Hub; made if it is new.")
@click.option("--private", is_flag=True, help="Make a new repository private.")
@click.option("-y", "--yes", is_flag=True, help="Don't ask.")
@options.as_json
@options.verbosity
def command(
    *, directory: Path, repo: str, private: bool, yes: bool, json: bool, quiet: bool, verbose: bool
) -> None:
    """Upload a version to the Hugging Face Hub and tag it there.

    Takes the token of `hf auth login` or of HF_TOKEN. The tag is the version, so that people can load exactly this
    one: load_dataset("me/quotes", revision="v0.1.0").

    \b
    Example:
        build-dataset push dist/0.1.0 --repo me/quotes
    """
