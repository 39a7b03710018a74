"""The files of `builder/models`: found, and proven by their checksum before anything is computed with them."""

from __future__ import annotations

import functools
import hashlib
import json
from pathlib import Path

from builder import resources
from builder.errors import ModelError

CHECKSUMS = "checksums.json"
_REINSTALL = "reinstall the package: pip install --force-reinstall --no-deps quotestance (or check the file out again)."


@functools.cache
def path(name: str) -> Path:
    """The file `name`, whose SHA-256 is the listed one; ModelError names the file that is missing or damaged."""
    folder = resources.PACKAGE / "models"
    expected = _checksums(folder).get(name)
    if expected is None:
        raise ModelError(f"no model file is listed as {name!r}.", where=folder / CHECKSUMS, hint=_REINSTALL)
    file = folder / name
    if not file.is_file():
        raise ModelError(f"a model file is missing (SHA-256 {expected}).", where=file, hint=_REINSTALL)
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != expected:
        message = f"a model file is damaged: its SHA-256 is {found} and should be {expected}."
        raise ModelError(message, where=file, hint=_REINSTALL)
    return file


def version(name: str) -> str:
    """The first eight digits of the checksum: which weights gave a value, for manifests."""
    return _checksums(resources.PACKAGE / "models")[name][:8]


@functools.cache
def _checksums(folder: Path) -> dict[str, str]:
    file = folder / CHECKSUMS
    try:
        listed: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the list of model files cannot be read: {error}.", where=file, hint=_REINSTALL) from error
    return listed
