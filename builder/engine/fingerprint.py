"""Digests that tell whether work would come out the same: of the code and its data, of the libraries, of files."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from builder import resources

# What cannot change a row. Everything else in the package can, weights and word lists included.
_ASIDE = frozenset({"__pycache__", "cli", "evaluate", "explore", "validate", "engine"})
_LIBRARIES = ("numpy", "onnxruntime", "pyarrow", "tokenizers")  # whose release may change a score


def code() -> str:
    """SHA-256 over the code and data that make rows, and the versions of what they run on."""
    return _code(_ASIDE, ("schemas",))


def everything() -> str:
    """The same over all of the code, the expectations included."""
    return _code(frozenset({"__pycache__"}), ("schemas", "validation/suites"))


@functools.cache
def _code(aside: frozenset[str], beside: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    folders = (resources.PACKAGE, *(resources.find(*name.split("/")) for name in beside))
    for path, name in (pair for folder in folders for pair in _files(folder, aside)):
        digest.update(f"{name}\0{_of_file(path)}\n".encode())
    digest.update(f"python {sys.version_info[:2]} unicode {unicodedata.unidata_version}\n".encode())
    for name in _LIBRARIES:
        digest.update(f"{name} {_installed(name)}\n".encode())
    return digest.hexdigest()


def files(paths: Iterable[Path]) -> str | None:
    """SHA-256 over the names and contents of every file under ``paths`` that is not hidden; None when one is odd."""
    digest = hashlib.sha256()
    try:
        for number, root in enumerate(paths):
            for path, name in _files(root) if root.is_dir() else [(root, root.name)]:
                if not path.is_file():
                    return None  # a pipe or a link to nothing: reading it would say more
                digest.update(f"{number}\0{name}\0{_of_file(path)}\n".encode("utf-8", "surrogateescape"))
    except (OSError, RecursionError):
        return None
    return digest.hexdigest()


def _files(root: Path, aside: Collection[str] = ()) -> Iterator[tuple[Path, str]]:
    """Files below ``root`` with their names relative to it, in one order everywhere."""
    seen: set[str] = set()
    for folder, names, found in os.walk(root, followlinks=True):
        real = os.path.realpath(folder)
        if real in seen:
            raise RecursionError(folder)
        seen.add(real)
        if {"manifest.json", "croissant.json"} <= set(found):
            names.clear()  # a dataset that was built here
            continue
        names[:] = sorted(name for name in names if not name.startswith(".") and name not in aside)
        for name in sorted(found):
            if not name.startswith("."):
                path = Path(folder, name)
                yield path, path.relative_to(root).as_posix()


def _of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
