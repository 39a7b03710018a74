"""Files and tables in, SHA-256 digests out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def of_rows(batches: Iterable[tuple[str, pa.Table]]) -> str:
    """Logical digest of one table, which comes in batches with the split of each.

    It depends on the rows and their splits only: not on their order, the shards, the compression or the version of
    the writer. Two versions with equal digests hold the same data, whatever their bytes are.
    """
    import numpy as np

    hashes = bytearray()
    for split, table in batches:
        for row in table.to_pylist():
            hashes += row_hash(row, split)
    ordered = np.frombuffer(bytes(hashes), dtype=[("high", ">u8"), ("low", ">u8")])
    return hashlib.sha256(ordered[np.lexsort((ordered["low"], ordered["high"]))].tobytes()).hexdigest()


def row_hash(row: Mapping[str, Any], split: str) -> bytes:
    canonical = json.dumps([split, row], default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(canonical.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def of_digests(digests: Mapping[str, str]) -> str:
    """One digest over those of the tables: what a child version records of its parent."""
    return hashlib.sha256(json.dumps(digests, sort_keys=True).encode()).hexdigest()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"a row holds a {type(value).__name__}")
