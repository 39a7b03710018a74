"""``build-dataset push``: uploads a version to the Hugging Face Hub, after saying what goes where."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from builder.cli import options
from builder.cli.console import Console
from builder.errors import InputError


@click.command("push")
@options.version_folder()
@click.option("--repo", required=True, metavar="USER/NAME", help="Dataset repository on the Hub; made if it is new.")
@click.option("--private", is_flag=True, help="Make a new repository private.")
@click.option("-y", "--yes", is_flag=True, help="Don't ask.")
@options.console
def command(console: Console, *, directory: Path, repo: str, private: bool, yes: bool) -> None:
    """Upload a version to the Hugging Face Hub and tag it there.

    Takes the token of `hf auth login` or of HF_TOKEN. The tag is the version with a v before it, so that people can
    load exactly this one: load_dataset("me/quotes", revision="v0.1.0"). Asks before it sends anything.

    \b
    Example:
        build-dataset push dist/0.1.0 --repo me/quotes
    """
    from builder.cli import find
    from builder.dataset import hub, load

    folder = find.version(directory)
    manifest = load.manifest(folder)
    for line in _plan(manifest, folder, repo, private=private):
        console.note(line)
    if not yes:
        _ask()
    with console.working("uploading"):
        pushed = hub.push(folder, repo, private=private)
    if console.as_json:
        console.print_json(asdict(pushed))
    console.say(f"Uploaded: {pushed.url}")
    console.say(f'load_dataset("{repo}", revision="{pushed.tag}")')


def _plan(manifest: Mapping[str, Any], folder: Path, repo: str, *, private: bool) -> list[str]:
    """What will be sent, from where to where, and under which licences."""
    files = manifest.get("files", ())
    size = sum(entry.get("bytes", 0) for entry in files)
    rows = {name: sum(splits.values()) for name, splits in manifest.get("rows", {}).items()}
    licences = manifest.get("licences", {})
    articles = ", ".join(f"{name} ({count:,})" for name, count in licences.get("articles", {}).items())
    return [
        f"{folder} -> {repo}, tag v{manifest.get('version')}" + (", private if it is new" if private else ""),
        f"{len(files) + 1:,} files, {size / 1e6:,.1f} MB: " + ", ".join(f"{n:,} {name}" for name, n in rows.items()),
        f"licence of the dataset: {licences.get('dataset') or 'not stated'}; of its articles: {articles or 'none'}",
    ]


def _ask() -> None:
    if not _on_a_terminal():
        raise InputError("push asks before it sends, and there is no terminal to ask on.", hint="Pass --yes.")
    if not click.confirm("Upload this?", err=True):
        click.echo("Nothing was sent.", err=True)
        raise click.exceptions.Exit(0)


def _on_a_terminal() -> bool:
    return sys.stdin.isatty()
