"""Quotation marks: a table of news text, what holds for any text at all, and the time it takes."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from builder import text as prose
from builder.attribution import marks, shadow
from builder.records import Span

CASES = json.loads((Path(__file__).parents[1] / "cases" / "marks.json").read_text(encoding="utf-8"))
POLNEAR = Path(__file__).parents[2].parent / "shared" / "corpora" / "polnear.train.jsonl.gz"
MARKED = st.text(alphabet="ab S.,? \n“”\"'‘’«»„「」`6\x00", max_size=80)


def quotations(text: str) -> tuple[marks.Quotation, ...]:
    return marks.quotations(text, prose.paragraphs(text))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_table(case: dict[str, Any]) -> None:
    text = case["text"]
    found = quotations(text)
    assert [[span.of(text) for span in q.spans] for q in found] == case["quotations"]
    assert [list(q.flags) for q in found] == case.get("flags", [[] for _ in found])
    if "nested" in case:
        assert [[span.of(text) for span in q.nested] for q in found] == case["nested"]
    if "marks" in case:
        assert [q.mark for q in found] == case["marks"]


def test_a_long_chain_is_cut_and_says_so() -> None:
    first, *_, last = quotations("“On and on.\n" * (marks.CHAIN_CAP + 3))
    assert len(first.spans) == marks.CHAIN_CAP
    assert first.flags == ("chain_capped", "reopened_paragraphs")
    assert (len(last.spans), last.flags) == (3, ("reopened_paragraphs", "unclosed_mark"))


def test_only_the_blocks_are_read() -> None:
    text = "“Read more” here.\n“We go,” she said."
    assert [q.spans[0].of(text) for q in marks.quotations(text, prose.paragraphs(text)[1:])] == ["“We go,”"]


@given(MARKED | st.text(max_size=60))
@example("‘\x00")
@example("‘\x00’")
def test_whatever_the_text(text: str) -> None:
    found = quotations(text)
    spans = [span for q in found for span in q.spans]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(any(block.covers(span) for block in prose.paragraphs(text)) for span in spans)
    for q in found:
        assert any(c.isalnum() for span in q.spans for c in span.of(text))
        assert all(any(span.covers(inner) for span in q.spans) for inner in q.nested)
        assert list(q.nested) == sorted(q.nested)
        assert q.spans[0].of(text).startswith(q.mark)
        assert ("reopened_paragraphs" in q.flags) == (len(q.spans) > 1)


@given(MARKED | st.text(max_size=60))
def test_the_shadow_is_as_long_as_the_text(text: str) -> None:
    shaded = shadow.of(text)
    assert len(shaded) == len(text)
    # Only signs change: every letter stays where it is.
    assert [c for c in shaded if c.isalpha()] == [c for c in text if c.isalpha()]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("“Nobody knows it, she said.\n\n" * 10_000, id="10,000 unclosed, in paragraphs"),
        pytest.param("“Nobody knows it she said " * 10_000, id="10,000 unclosed, in one"),
        pytest.param("“" * 1_000_000, id="1 MB of opening marks"),
        pytest.param('"' * 1_000_000, id="1 MB of straight marks"),
        pytest.param("'" * 1_000_000, id="1 MB of apostrophes"),
        pytest.param("“”\"«»‘’'" * 125_000, id="1 MB of all marks"),
        pytest.param("“" * 500_000 + "”" * 500_000, id="1 MB nested"),
    ],
)
def test_linear_time(text: str) -> None:
    """Under a second each on the slowest machine seen; the bound leaves room for a busy one, not for a square."""
    start = time.process_time()
    quotations(text)
    assert time.process_time() - start < 3


@pytest.mark.skipif(not POLNEAR.exists(), reason="../shared/corpora is not here")
def test_recall_of_fully_quoted_contents_on_polnear() -> None:
    """840 news articles: contents wholly in marks are found to the letter; few quotations run away."""
    found = missed = runaways = 0
    with gzip.open(POLNEAR, "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            text = document["text"]
            regions = quotations(text)
            whole = {_trimmed(text, span.start, span.end) for q in regions for span in q.spans}
            runaways += sum(q.spans[-1].end - q.spans[0].start > 1500 for q in regions)
            headline = text.find("\n")
            for attribution in document["attributions"]:
                for start, end in attribution["content"] if attribution["kind"] == "direct" else ():
                    if start < headline:
                        continue  # a headline quotes with single marks, and is not read for quotations
                    for part in prose.paragraphs(text[start:end]):
                        hit = _trimmed(text, start + part.start, start + part.end) in whole
                        found, missed = found + hit, missed + (not hit)
    assert found / (found + missed) >= 0.985
    assert runaways <= 5


def _trimmed(text: str, start: int, end: int) -> Span | None:
    edge = " \t\n.,;:!?…\"'“”‘’`«»-—–()[]"
    while start < end and text[start] in edge:
        start += 1
    while start < end and text[end - 1] in edge:
        end -= 1
    return Span(start, end) if start < end else None
