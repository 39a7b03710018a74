"""Paths in, files to read out: in one order on every machine, each file once, and what cannot be read said."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from builder.config import FILE_NAME
from builder.errors import InputError
from builder.intake import sidecar
from builder.intake.draft import Problem, Received

FORMATS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet",
    ".warc": "warc", ".wet": "warc",
}  # fmt: skip
PACKED = ("jsonl", "csv", "warc")  # formats of many articles are read from .gz too
READABLE = "text (.txt), Markdown (.md), HTML, JSON lines (.jsonl), CSV, TSV, Parquet and WARC"
# Files that describe a folder and are no articles; a file that is named on the command line is read all the same.
_ABOUT = frozenset({FILE_NAME, "dataset_card.md"} | {f"{n}{e}" for n in ("readme", "license", "licence", "notice")
                                                     for e in ("", ".md", ".txt")})  # fmt: skip
_INSTEAD = {
    ".json": "Write one JSON object a line and name the file .jsonl.",
    ".gz": "Unpack it first.",
    ".zip": "Unpack it first.",
    ".tar": "Unpack it first.",
    ".tgz": "Unpack it first.",
    ".bz2": "Unpack it first.",
    ".xz": "Unpack it first.",
    ".zst": "Unpack it first.",
    ".7z": "Unpack it first.",
    ".mht": "Save the page as “HTML only” instead.",
    ".mhtml": "Save the page as “HTML only” instead.",
    ".rtf": "Save it as plain text (UTF-8) first.",
    ".pdf": "Export it as text or HTML first.",
    ".doc": "Save it as plain text (UTF-8) first.",
    ".docx": "Save it as plain text (UTF-8) first.",
    ".xlsx": "Save it as CSV (UTF-8) first.",
}

Found = Received | tuple[str, Problem]  # a file to read, or a name and why it is not read


def walk(paths: Sequence[Path], besides: Collection[Path] = ()) -> list[Found]:
    """Every file under ``paths``: these in the order given, each folder in the order of its POSIX paths.

    Hidden files, descriptions of the folder (README, licence, configuration), sidecars, what a browser saves beside a
    page ("Vote_files/" of "Vote.html"), datasets that were built here and the files ``besides`` are passed over.
    Raises InputError when a path is missing or when there is no file at all.
    """
    for path in paths:
        _check(path)
    found: list[Found] = []
    seen = {os.path.realpath(path) for path in besides}  # real paths that were taken or are none of ours
    names: set[str] = set()  # names that were given away
    for path in paths:
        inside = _folder(path) if path.is_dir() else [(path, path.name)]
        for file, name in inside:
            real = os.path.realpath(file)
            if real in seen:
                continue
            seen.add(real)
            label = _free(_printable(name), path, names)
            found.extend(_received(file, label, named=file is path))
    if not found:
        places = ", ".join(str(path) for path in paths) or "no path was given"
        raise InputError(f"there is no file to read ({places}).", hint=f"Articles may be {READABLE}.")
    return found


def _check(path: Path) -> None:
    if path.is_dir() or path.is_file():
        return
    if os.path.lexists(path):
        kind = "a link to nothing" if path.is_symlink() else "neither a file nor a folder"
        raise InputError(f"{kind}.", where=_printable(str(path)), hint="Give a file or a folder of articles.")
    raise InputError("no such file or folder.", where=_printable(str(path)), hint=_nearest(path))


def _nearest(path: Path) -> str:
    parent = path.absolute().parent
    if not parent.is_dir():
        while not parent.is_dir():
            parent = parent.parent
        return f"The nearest folder that exists is {parent}."
    names = sorted(entry.name for entry in parent.iterdir() if not entry.name.startswith("."))
    close = difflib.get_close_matches(path.name, names, n=1)
    return f"Did you mean {_printable(str(path.with_name(close[0])))!r}?" if close else f"The folder {parent} exists."


def _folder(root: Path) -> list[tuple[Path, str]]:
    files = [(file, file.relative_to(root).as_posix()) for file in _files(root)]
    return sorted(files, key=lambda pair: pair[1])


def _files(root: Path) -> Iterator[Path]:
    """What is not a folder, depth first; each folder once, however many links lead to it."""
    waiting = [root]
    entered: set[tuple[int, int]] = set()
    while waiting:
        folder = waiting.pop()
        state = folder.stat()
        identity = (state.st_dev, state.st_ino)
        if identity not in entered:
            entered.add(identity)
            entries = _entries(folder)
            folders = {path for path in entries if path != folder and path.is_dir()}
            yield from (path for path in entries if path not in folders)
            waiting += (path for path in reversed(entries) if path in folders)
        elif _lies_in(folder):
            yield folder  # said by _received


def _lies_in(link: Path) -> bool:
    """Whether a link to a folder lies in that folder."""
    real = os.path.realpath(link)
    return os.path.commonpath([real, os.path.realpath(link.parent)]) == real


def _entries(folder: Path) -> list[Path]:
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return [folder]  # said by _received: a folder that cannot be opened
    if {"manifest.json", "croissant.json"} <= set(names):
        return []  # a dataset that was built here: the output lies among the input
    saved = {f"{name.rpartition('.')[0]}_files" for name in names if name.casefold().endswith((".html", ".htm"))}
    return [folder / name for name in names if not _passed_over(name) and name not in saved]


def _passed_over(name: str) -> bool:
    return name.startswith(".") or name.endswith("~") or name.casefold() in _ABOUT


def _received(path: Path, name: str, *, named: bool) -> Iterator[Found]:
    """The file, unless it is a sidecar of another one."""
    suffix = path.suffix.casefold()
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield name, Problem("unreadable", f"Cannot be read: {error.strerror}.")
        return
    if stat.S_ISDIR(mode):
        yield name, Problem("unreadable", "A folder that cannot be opened, or a link to a folder that it lies in.")
    elif not stat.S_ISREG(mode):
        yield name, Problem("unsupported_format", "Neither a file nor a folder (a pipe, socket or device).")
    elif suffix in FORMATS:
        yield Received(path, name, FORMATS[suffix], sidecar.of(path))
    elif suffix == ".gz" and (inner := FORMATS.get(Path(path.stem).suffix.casefold())) in PACKED:
        yield Received(path, name, str(inner), packed=True)
    elif owner := sidecar.owner(path):
        if named or sidecar.of(owner) != path:
            other = sidecar.of(owner)
            using = f"; its metadata come from {other.name}" if other and other != path else ""
            yield name, Problem("unsupported_format", f"Metadata of {owner.name}{using}. Give that file instead.")
    else:
        instead = _INSTEAD.get(suffix, f"Articles may be {READABLE}.")
        yield name, Problem("unsupported_format", f"Files of type {suffix or 'none'!r} are not read. {instead}")


def _free(name: str, root: Path, names: set[str]) -> str:
    """``name``, under its folder's name when another folder gave the same: two files never share one name."""
    candidate, number = name, 1
    while candidate in names:
        folder = _printable(root.absolute().parent.name if root.is_file() else root.absolute().name)
        candidate = f"{folder}{'' if number == 1 else f'-{number}'}/{name}"
        number += 1
    names.add(candidate)
    return candidate


def _printable(name: str) -> str:
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
