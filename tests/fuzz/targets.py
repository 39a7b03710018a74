"""What is fuzzed: bytes in as a file of some kind, and what holds of all that intake makes of any bytes.

Used by coverage-guided fuzzing (fuzz_intake.py) and by the property-based tests beside it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from builder import intake
from builder.config import Intake
from builder.fetch import feeds
from builder.fetch.limits import Refused
from builder.records import Article, Reject

FOLDER = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
NAMES = {"html": "a.html", "builtin": "a.html", "warc": "a.warc", "warc.gz": "a.warc.gz", "jsonl": "a.jsonl",
         "csv": "a.csv", "text": "a.txt"}  # fmt: skip
KINDS = (*NAMES, "feed")


def target(kind: str) -> Callable[[bytes], None]:
    """A function that raises when what must hold does not."""
    if kind == "feed":
        return _feed
    path = FOLDER / NAMES[kind]
    config = Intake(html="builtin" if kind == "builtin" else "auto", max_characters=200_000)

    def one(data: bytes) -> None:
        path.write_bytes(data)
        found = list(intake.read([path], config))
        assert found, "nothing was said of the file"
        for each in found:
            check(each)

    return one


def check(one: Article | Reject) -> None:
    """What holds of every article and every reject."""
    if isinstance(one, Reject):
        one.detail.encode("utf-8")
        assert len(one.detail) < 2000
        return
    one.text.encode("utf-8")
    assert one.text.strip()
    assert "\x00" not in one.text
    end = 0
    for piece in one.furniture:
        assert end <= piece.span.start < piece.span.end <= len(one.text)
        end = piece.span.end
    for place in one.syndication:
        assert place.span is None or place.span.of(one.text).strip()
    for value in (one.title, one.outlet, one.url, one.section, *one.authors):
        assert value is None or value.encode("utf-8")


def _feed(data: bytes) -> None:
    try:
        found = feeds.read(feeds.unpacked(data, 100_000))
    except Refused:
        return
    assert all(address.strip() for address in found.addresses)
