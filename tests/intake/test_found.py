"""What fuzzing found: inputs that once raised, hung or were passed over in silence."""

from __future__ import annotations

from typing import Any

import pytest

from builder.config import Intake

INFO = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


@pytest.mark.parametrize(
    ("name", "data", "reason", "says"),
    [
        ("a.warc", INFO, "empty", "None of the 1 records"),
    ],
)
def test_something_is_said_of_every_file(read: Any, name: str, data: bytes, reason: str, says: str) -> None:
    articles, rejects = read({name: data})
    assert articles == []
    assert [r.reason for r in rejects] == [reason]
    assert says in rejects[0].detail


@pytest.mark.parametrize("value", ["[]", '[""]', '[" ", ""]', '""', "null"])
def test_an_empty_value_is_no_value(read: Any, value: str) -> None:
    line = f'{{"text": "News.", "section": {value}, "authors": {value}, "outlet": "Courier"}}'
    ((one,), rejects) = read({"a.jsonl": line}, Intake(defaults={"section": "World"}))
    assert rejects == []
    assert (one.section, one.authors) == ("World", ())
