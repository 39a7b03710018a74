"""A version on its way to its place: written into a hidden folder beside it, published by one rename.

Whatever goes wrong in between (an error, Ctrl-C, a full disk) leaves nothing behind.
"""

from __future__ import annotations

import contextlib
import errno
import os
import platform
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from builder import processes
from builder.dataset.version import exists_already
from builder.errors import OutputError

_PREFIX = ".staging-"
_NAME = re.compile(r"\.staging-(.+)-(\d+)")
_FULL = {errno.ENOSPC, errno.EDQUOT}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}


@contextlib.contextmanager
def staging(out: Path) -> Iterator[Path]:
    """An empty hidden folder in ``out`` that is gone when the block ends, published or not.

    Folders of runs that died are removed first. An OSError inside becomes an OutputError that says what to do.
    """
    made = [path for path in (out, *out.parents) if not path.exists()]
    folder = out / f"{_PREFIX}{_host()}-{os.getpid()}"
    try:
        with explained(out):
            out.mkdir(parents=True, exist_ok=True)
            _sweep(out)
            folder.mkdir()
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        for path in made:
            with contextlib.suppress(OSError):  # not empty: something was published
                path.rmdir()


def publish(staged: Path, target: Path) -> None:
    """Move a complete version to its place. Raises VersionError when there is something already."""
    if target.exists():
        raise exists_already(target)
    with explained(target.parent):
        _sync(staged)
        try:
            staged.rename(target)
        except OSError as error:
            if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:  # another build was faster
                raise exists_already(target) from error
            raise
        _sync_folder(target.parent)


def same_content(one: Path, other: Path) -> bool:
    """Whether two directories hold the same files with the same bytes."""
    names = [{path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} for root in (one, other)]
    return names[0] == names[1] and all(
        (one / name).stat().st_size == (other / name).stat().st_size
        and (one / name).read_bytes() == (other / name).read_bytes()
        for name in sorted(names[0])
    )


@contextlib.contextmanager
def explained(where: Path) -> Iterator[None]:
    """OSError -> OutputError with the way out."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise OutputError(
                "the disk is full; nothing was published.",
                where=where,
                hint="Free some space, or choose another --out.",
            ) from error
        if error.errno in _REFUSED:
            raise OutputError(
                "not writable; nothing was published.",
                where=where,
                hint="Change its permissions, or choose another --out.",
            ) from error
        if isinstance(error, (FileExistsError, NotADirectoryError)):
            raise OutputError("not a folder.", where=error.filename or where, hint="Choose another --out.") from error
        raise OutputError(f"cannot be written: {error}.", where=where, hint="Nothing was published.") from error


def _sweep(out: Path) -> None:
    """Remove what runs on this machine left that were killed before they could."""
    for path in sorted(out.glob(f"{_PREFIX}*")):
        match = _NAME.fullmatch(path.name)
        if match and match[1] == _host() and (int(match[2]) == os.getpid() or not processes.alive(int(match[2]))):
            shutil.rmtree(path, ignore_errors=True)


def _host() -> str:
    return re.sub(r"[^\w.-]", "_", platform.node()) or "localhost"


def _sync(folder: Path) -> None:
    """Names and contents reach the disk before the rename does."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        else:
            _sync_folder(path)
    _sync_folder(folder)


def _sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
