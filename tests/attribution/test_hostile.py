"""Text that no newspaper prints: no exception, spans that hold, and what is there is found."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from builder.records import Span


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ferry harbour\n\nquay\n\n" * 5, id="no sentence"),
        pytest.param("x" * 1_000_000, id="a token of a million characters"),
        pytest.param("中" * 200_000, id="signs without a space"),
        pytest.param("“”\"'‘’«»„``''" * 2_000, id="only quotation marks"),
        pytest.param("\u202e\u2066” said “Ann\u202c Lee\u2069 \u200f“" * 50, id="bidi controls"),
        pytest.param("قال: «سنذهب» ثم غادر.\n" * 50, id="right to left"),
        pytest.param("a\u0301\u0302" * 5_000 + " said that", id="combining marks"),
        pytest.param("\ufeff\x00\x85\u2028\u2029said\x0b\x0c", id="controls"),
    ],
)
def test_whatever_comes(text: str, attribute: Callable[..., Any]) -> None:
    found, rejected = attribute(text)
    ends = [0]
    for one in found:
        for name in ("content", "source", "cue"):
            assert all(isinstance(span, Span) and span.end <= len(text) for span in getattr(one, name))
        ends.append(one.content[0].start)
    assert ends == sorted(ends)
    assert all(reject.text == reject.span.of(text) for reject in rejected)


@pytest.mark.parametrize(
    ("text", "content", "source"),
    [
        ("🚢🚢 “We sail 🚢 at dawn,” Ann Lee said on Monday.", "“We sail 🚢 at dawn,”", "Ann Lee"),
        ("𝔄𝔅 fog. “We go now,” said Ann Lee, the harbour master.", "“We go now,”", "Ann Lee"),
        ("“שלום לכולם, we sail,” Ann Lee told reporters.", "“שלום לכולם, we sail,”", "Ann Lee"),
    ],
)
def test_offsets_count_code_points(text: str, content: str, source: str, attribute: Callable[..., Any]) -> None:
    ((one,), _) = attribute(text)
    assert [span.of(text) for span in one.content] == [content]
    assert one.source[0].of(text).startswith(source)


def test_an_article_of_200_000_words(attribute: Callable[..., Any]) -> None:
    text = "The ferry was late on Monday. “We sail at dawn,” Ann Lee said, and the crew went home.\n\n" * 12_000
    found, _ = attribute(text)
    assert len(text.split()) > 200_000
    assert {one.source[0].of(text) for one in found if one.source} <= {"Ann Lee"}
    assert sum(one.content[0].of(text) == "“We sail at dawn,”" for one in found) > 11_900


def test_the_same_whatever_the_number_of_threads(tmp_path: Any) -> None:
    """onnxruntime is held to one thread, and windows are never batched: nothing around an article changes it."""
    import os
    import subprocess
    import sys

    code = (
        "import builder, sys\n"
        "text = open(sys.argv[1], encoding='utf-8').read()\n"
        "for quote in builder.extract(text): print(quote)"
    )
    article = tmp_path / "article.txt"
    article.write_text("“We sail at dawn,” Ann Lee said. She denied that the ferry was late.\n" * 9, encoding="utf-8")
    printed = {
        subprocess.run(
            [sys.executable, "-c", code, str(article)],
            env={**os.environ, "OMP_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for threads in ("1", "2")
    }
    assert len(printed) == 1
    assert b"Ann Lee" in printed.pop()
