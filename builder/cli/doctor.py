"""``build-dataset doctor``: what the installation has, what it lacks, and how to get it."""

from __future__ import annotations

import hashlib
import locale
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from builder import __version__, engine, resources
from builder.cli import options
from builder.cli.console import Console
from builder.cli.errors import FAILED
from builder.errors import ModelError
from builder.model import weights

FILES = (
    "schemas/quotes.json",
    "schemas/articles.json",
    "schemas/speakers.json",
    "schemas/rejects.json",
    "validation/suites",
    "lexicons",
)
NAME = "quotestance"
EXTRAS = {"html": "web pages of any layout", "warc": "WARC files", "fetch": "build-dataset fetch"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``needed``: without it a build cannot be relied on."""

    part: str
    name: str
    value: str
    fine: bool = True
    needed: bool = True
    remedy: str = ""


@click.command("doctor")
@click.option("--out", default="dist", show_default=True, type=click.Path(path_type=Path), help="Where versions go.")
@options.console
def command(console: Console, *, out: Path) -> None:
    """Check the installation and say what is missing.

    Looks at versions, files, encoding, cores, and whether OUT can be written; nothing is written to find out.
    Exits with 1 when something that a build needs is missing, and says how to get it.

    \b
    Example:
        build-dataset doctor
    """
    findings = [*system(), *packages(), *extras(), *files(), *models(), writable(out)]
    missing = [finding for finding in findings if not finding.fine and finding.needed]
    if console.as_json:
        console.print_json({"fine": not missing, "findings": [asdict(finding) for finding in findings]})
    else:
        _print(findings, console)
        console.say()
        console.say("Everything a build needs is here." if not missing else f"{len(missing)} missing; see above.")
    if missing:
        raise click.exceptions.Exit(FAILED)


def system() -> Iterator[Finding]:
    """Python, system, encodings and cores."""
    fits = sys.version_info >= (3, 11)
    yield Finding("system", NAME, __version__)
    yield Finding("system", "python", platform.python_version(), fits, remedy="Install Python 3.11 or later.")
    yield Finding("system", "platform", platform.platform())
    yield Finding("system", "cores", str(engine.cores()))
    output = sys.stdout.encoding or "unknown"
    utf8 = output.lower().replace("-", "") == "utf8"
    remedy = "Set PYTHONUTF8=1, or the terminal to UTF-8; what it cannot show is printed as \\u2026."
    yield Finding("system", "output encoding", output, utf8, needed=False, remedy=remedy)
    yield Finding("system", "locale", ".".join(part for part in locale.getlocale() if part) or "C")
    names = sys.getfilesystemencoding()
    yield Finding("system", "file names", names, names.startswith("utf"), needed=False, remedy="Set PYTHONUTF8=1.")


def packages() -> Iterator[Finding]:
    """The packages that the distribution requires, with their versions."""
    from importlib import metadata  # as slow as all other imports of --help together

    try:
        required = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        yield Finding("packages", NAME, "not installed", fine=False, remedy="From its folder: pip install .")
        return
    for requirement in sorted(line for line in required if "extra ==" not in line):
        name = _name(requirement)
        try:
            yield Finding("packages", name, metadata.version(name))
        except metadata.PackageNotFoundError:
            yield Finding("packages", name, "missing", fine=False, remedy=f"pip install '{requirement}'")


def extras() -> Iterator[Finding]:
    """The packages of the extras that a user may want, and what each is for."""
    from importlib import metadata

    try:
        required = metadata.requires(NAME) or []
    except metadata.PackageNotFoundError:
        return  # said with the packages
    for extra, purpose in EXTRAS.items():
        for requirement in sorted(line for line in required if line.replace('"', "'").endswith(f"extra == '{extra}'")):
            name = _name(requirement)
            try:
                yield Finding("extras", name, metadata.version(name))
            except metadata.PackageNotFoundError:
                remedy = f"For {purpose}: pip install '{NAME}[{extra}]'"
                yield Finding("extras", name, "not installed", fine=False, needed=False, remedy=remedy)


def _name(requirement: str) -> str:
    """``polars`` of ``polars>=1.30``."""
    end = next((at for at, sign in enumerate(requirement) if not (sign.isalnum() or sign in "-_.")), None)
    return requirement[:end]


def files() -> Iterator[Finding]:
    """The files and folders that travel with the package, each with one checksum over its content."""
    for name in FILES:
        try:
            root = resources.find(*name.split("/"))
        except FileNotFoundError:
            remedy = f"pip install --force-reinstall {NAME}"
            yield Finding("files", name, "missing", fine=False, remedy=remedy)
            continue
        parts = sorted(path for path in root.rglob("*") if path.is_file()) if root.is_dir() else [root]
        count = f"{len(parts)} files, " if root.is_dir() else ""
        yield Finding("files", name, f"{count}sha256 {_checksum(root, parts)[:12]}")


def models() -> Iterator[Finding]:
    """The shipped models, each proven by the checksum that is listed for it."""
    try:
        names = sorted(weights.listed(weights.shipped()))
    except ModelError as error:
        yield Finding("models", weights.CHECKSUMS, error.what, fine=False, remedy=error.hint)
        return
    for name in names:
        try:
            size = weights.path(name).stat().st_size
        except ModelError as error:
            yield Finding("models", name, error.what, fine=False, remedy=error.hint)
        else:
            yield Finding("models", name, f"{size / 1e6:.1f} MB, sha256 {weights.version(name)}… as listed")


def _checksum(root: Path, parts: list[Path]) -> str:
    """SHA-256 over the names and contents of ``parts``; of a single file over its content, as ``sha256sum`` says."""
    total = hashlib.sha256()
    for path in parts:
        total.update(path.relative_to(root).as_posix().encode() + b"\0" if path != root else b"")
        total.update(path.read_bytes())
    return total.hexdigest()


def writable(out: Path) -> Finding:
    """Whether a version could be written to ``out``; nothing is written to find out."""
    there = out.absolute()
    while not there.exists():
        there = there.parent
    fine = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    value = "writable" if fine else f"not writable: {there}"
    return Finding("output", str(out), value, fine, remedy="Change its permissions, or build with --out elsewhere.")


def _print(findings: list[Finding], console: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(3):
        table.add_column(overflow="fold")
    part = ""
    for finding in findings:
        mark, style = ("ok", "green") if finding.fine else ("missing", "red") if finding.needed else ("note", "yellow")
        if finding.part != part and part:
            table.add_row("", "", "")
        part = finding.part
        table.add_row(Text(mark, style=style), finding.name, finding.value)
        if not finding.fine:
            table.add_row("", "", Text(finding.remedy, style="yellow"))
    console.show(table)
