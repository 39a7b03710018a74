"""The articles of other genres: spans lie inside their text, in order, and kinds agree with the marks."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from builder.evaluate import quoted

DOCUMENTS = [
    json.loads(line) for line in (Path(__file__).parent / "elsewhere.jsonl").read_text(encoding="utf-8").splitlines()
]


def test_there_are_forty_articles() -> None:
    assert len({document["doc_id"] for document in DOCUMENTS}) == len(DOCUMENTS) == 40


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document["doc_id"])
def test_spans(document) -> None:
    text, taken = document["text"], []
    regions = quoted.regions(text)
    for one in document["attributions"]:
        assert one["content"], one["id"]
        assert one["kind"] == quoted.kind(text, one["content"], regions), one["id"]
        for part in ("content", "source", "cue"):
            assert all(0 <= a[1] <= b[0] for a, b in itertools.pairwise(one[part])), (one["id"], part)
            for start, end in one[part]:
                words = text[start:end]
                assert words, (one["id"], part)
                assert words == words.strip(), (one["id"], part)
        taken += one["content"]
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(sorted(taken)))
