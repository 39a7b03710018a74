"""Documents from JSON lines, plain or gzipped."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from builder.errors import InputError
from builder.evaluate import gold


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.jsonl.gz"])
def test_lines(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    content = '{"doc_id": "a"}\n\n{"doc_id": "é"}\n'.encode()
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    assert [document["doc_id"] for document in gold.lines(path)] == ["a", "é"]


def test_a_broken_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "a"}\n{"doc_id":\n')
    with pytest.raises(InputError, match=r"gold\.jsonl, row 2: not JSON") as caught:
        list(gold.lines(path))
    assert caught.value.row == 2
