"""A file in, the stream of its bytes out; what is packed with gzip is unpacked while it is read, within bounds."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO

from builder.intake.draft import Received

_PART = 1 << 16  # packed bytes that are looked at together
_BUFFER = 1 << 18
_PLAIN = 1 << 26  # unpacked bytes below which any ratio will do
_DENSEST = 200  # unpacked bytes for a packed one: text gives 3 to 20, zeros give 1000
_ENDS = 15 + 16  # zlib's sign for gzip with the largest window


class Malformed(OSError):
    """The stream is no gzip, is cut off, or unpacks to what no text is; the message says which."""


class _Unpacked(io.RawIOBase):
    """One gzip member after the other, as ``gzip -d`` has it."""

    def __init__(self, packed: BinaryIO) -> None:
        self._packed = packed
        self._member = zlib.decompressobj(_ENDS)
        self._rest = b""
        self._taken = self._given = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True  # as far as ``tell`` goes, which readers of records ask for

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if (offset, whence) in ((0, io.SEEK_CUR), (self._given, io.SEEK_SET)):
            return self._given
        raise io.UnsupportedOperation("seek")

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        data = b""
        while not data:
            part = self._rest or self._next()
            if not part and not self._member.eof and self._taken:
                raise Malformed("the gzip stream is cut off; copy or download the file again")
            if not part:
                return 0
            try:
                data = self._member.decompress(part, len(target))
            except zlib.error as error:
                raise Malformed(f"it is no gzip ({error}); copy or download the file again") from error
            self._rest = self._member.unconsumed_tail or self._member.unused_data
            if self._member.eof:
                self._rest = self._after(self._rest)
        self._given += len(data)
        if self._given > _PLAIN and self._given > _DENSEST * self._taken:
            raise Malformed(
                f"it unpacks to more than {_DENSEST} times its size, which text does not; unpack it yourself, look at "
                "it, and give the unpacked file"
            )
        target[: len(data)] = data
        return len(data)

    def _next(self) -> bytes:
        part = self._packed.read(_PART)
        self._taken += len(part)
        return part

    def _after(self, rest: bytes) -> bytes:
        """What follows a member: zeros that pad a tape, another member, or nothing."""
        while not (rest := rest.lstrip(b"\0")):
            rest = self._next()
            if not rest:
                return b""
        self._member = zlib.decompressobj(_ENDS)
        return rest

    def close(self) -> None:
        self._packed.close()
        super().close()


def opened(file: Received) -> io.BufferedReader:
    """The bytes of ``file`` as its format has them. Raises OSError while reading when they cannot be had."""
    return io.BufferedReader(unbuffered(file), _BUFFER)


def unbuffered(file: Received) -> io.RawIOBase:
    """The same without reading ahead, so that an error further on takes nothing with it that was read before."""
    return _Unpacked(file.path.open("rb")) if file.packed else io.FileIO(file.path)
