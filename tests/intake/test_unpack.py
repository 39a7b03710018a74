from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.intake.draft import Received
from builder.intake.unpack import Malformed, opened, unbuffered


def packed(folder: Path, data: bytes) -> Received:
    path = folder / "a.gz"
    path.write_bytes(data)
    return Received(path, "a.gz", "jsonl", packed=True)


def content(file: Received) -> bytes:
    with opened(file) as stream:
        return stream.read()


def test_members_and_padding(tmp_path: Path) -> None:
    first, second = os.urandom(200_000), b"abc\n" * 100_000
    data = gzip.compress(first) + gzip.compress(second) + b"\0" * 1000 + gzip.compress(b"end") + b"\0" * 10
    assert content(packed(tmp_path, data)) == first + second + b"end"


@settings(deadline=None)
@given(st.lists(st.binary(max_size=2000), max_size=5))
def test_what_was_packed_comes_out(tmp_path_factory: pytest.TempPathFactory, parts: list[bytes]) -> None:
    folder = tmp_path_factory.mktemp("gz")
    assert content(packed(folder, b"".join(map(gzip.compress, parts)))) == b"".join(parts)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(b"x" * 1000, mtime=0)[:-3], "cut off"), (gzip.compress(b"x" * 1000, mtime=0)[:12], "cut off"),
        (b"no gzip at all", "no gzip"), (gzip.compress(b"x", mtime=0) + b"rest", "no gzip"), (b"\x1f\x8b", "cut off"),
    ],
)  # fmt: skip
def test_what_cannot_be_unpacked(tmp_path: Path, data: bytes, says: str) -> None:
    with pytest.raises(Malformed, match=says):
        content(packed(tmp_path, data))


def test_what_came_before_the_damage_can_be_had(tmp_path: Path) -> None:
    with unbuffered(packed(tmp_path, gzip.compress(b"first") + b"damage")) as stream:
        assert stream.read(100) == b"first"
        with pytest.raises(Malformed):
            stream.read(100)


def test_dense_text_is_no_bomb(tmp_path: Path) -> None:
    data = b"a" * 50_000_000  # a thousandfold, but small
    assert content(packed(tmp_path, gzip.compress(data))) == data
