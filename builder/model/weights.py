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
_RETRAIN = "write the folder again: build-dataset train"


def shipped() -> Path:
    """The folder of the models that come with the package."""
    return resources.PACKAGE / "models"


@functools.cache
def path(name: str, folder: Path | None = None) -> Path:
    """The file `name` of `folder` (else the shipped one), whose SHA-256 is the listed one.

    ModelError names the file that is missing or damaged.
    """
    own, folder = folder is not None, folder or shipped()
    remedy = _RETRAIN if own else _REINSTALL
    expected = listed(folder).get(name)
    if expected is None:
        raise ModelError(f"no model file is listed as {name!r}.", where=folder / CHECKSUMS, hint=remedy)
    file = folder / name
    if not file.is_file():
        raise ModelError(f"a model file is missing (SHA-256 {expected}).", where=file, hint=remedy)
    with file.open("rb") as stream:
        found = hashlib.file_digest(stream, "sha256").hexdigest()
    if found != expected:
        message = f"a model file is damaged: its SHA-256 is {found} and should be {expected}."
        raise ModelError(message, where=file, hint=remedy)
    return file


def version(name: str, folder: Path | None = None) -> str:
    """The first eight digits of the checksum: which weights gave a value, for manifests."""
    return listed(folder or shipped())[name][:8]


@functools.cache
def listed(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file of a folder of models, as its list says."""
    file = folder / CHECKSUMS
    try:
        sums: dict[str, str] = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the list of model files cannot be read: {error}.", where=file, hint=_REINSTALL) from error
    return sums
