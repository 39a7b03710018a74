"""``build-dataset explore``: a version as pages for the browser."""

from __future__ import annotations

from pathlib import Path

import click

from builder.cli import options
from builder.cli.console import Console
from builder.errors import OutputError


@click.command("explore")
@options.version_folder()
@click.option(
    "--out", type=click.Path(path_type=Path), help="Folder for the pages; explorer/VERSION beside the version."
)
@click.option("--open", "in_browser", is_flag=True, help="Open the overview in the browser when it stands.")
@options.console
def command(console: Console, *, directory: Path, out: Path | None, in_browser: bool) -> None:
    """Show a version in the browser.

    Makes pages: charts, a table of quotes to search and filter, each article with its quotes marked, the same
    utterance across outlets, and what was left out. They need no network and no server: open index.html, or put the
    folder on any static host. They go beside the version, not into it, for a published version never changes; for
    dist/0.1.0 into dist/explorer/0.1.0, which a later run replaces. Texts that a licence keeps back are not in them.

    \b
    Example:
        build-dataset explore dist/0.1.0 --open
    """
    from builder import explore
    from builder.cli import find
    from builder.dataset import load

    folder = find.version(directory)
    manifest = load.manifest(folder)
    tables = explore.Tables(
        name=str(manifest.get("name", "dataset")),
        version=str(manifest.get("version", folder.name)),
        quotes=load.table(folder, "quotes"),
        articles=load.table(folder, "articles"),
        rejects=load.table(folder, "rejects"),
    )
    target = out if out is not None else folder.absolute().parent / "explorer" / folder.absolute().name
    if target.resolve().is_relative_to(folder.resolve()):
        raise OutputError("lies in a version, which never changes.", where=target, hint="Choose a folder beside it.")
    with console.working("writing the pages"):
        first = explore.write(tables, target)
    if console.as_json:
        console.print_json({"out": str(target), "open": first.absolute().as_uri()})
    else:
        console.say(f"Wrote {target}; open {first}")
    if in_browser:
        click.launch(first.absolute().as_uri())
