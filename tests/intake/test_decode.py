from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.intake.decode import decode, unstorable
from builder.intake.draft import Problem

STORY = "The café stayed open, said Zoë Brûlé. “We are not leaving,” she added – and she meant it.\n" * 20


def test_utf8_with_and_without_mark() -> None:
    assert decode(STORY.encode(), "a.txt") == STORY
    assert decode(codecs.BOM_UTF8 + STORY.encode(), "a.txt") == "\ufeff" + STORY  # kept: offsets count it


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (STORY.encode("cp1252"), "WINDOWS-1252"),
        (STORY.encode("utf-16"), "UTF-16LE"),
        (codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"), "UTF-16BE"),
        (STORY.encode("utf-16-le"), "UTF-16LE"),
        (STORY.encode("utf-16-be"), "UTF-16BE"),
        (STORY.encode("utf-32"), "UTF-32LE"),
        (("Гавань остаётся открытой, заявил мэр. " * 20).encode("cp1251"), "WINDOWS-1251"),
    ],
    ids=["windows-1252", "utf-16 mark", "utf-16-be mark", "utf-16-le", "utf-16-be", "utf-32", "windows-1251"],
)
def test_names_the_encoding_and_how_to_convert(data: bytes, encoding: str) -> None:
    problem = decode(data, "it's here.txt")
    assert isinstance(problem, Problem)
    assert problem.reason == "wrong_encoding"
    assert f"iconv -f {encoding} -t UTF-8 'it'\"'\"'s here.txt'" in problem.detail


def test_says_where_the_first_wrong_byte_is() -> None:
    problem = decode(b"one\ntwo\nthree \x93four\x94 and five\n", "a.txt")
    assert isinstance(problem, Problem)
    assert "byte 0x93 in line 3" in problem.detail


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("one\ntwo \x00", "NUL character (character 8, line 2)"),
        ("one \udc80", "half a surrogate pair (U+DC80, character 4, line 1)"),
        ("an emoji 😀, a tab\t", None),
    ],
)
def test_unstorable(text: str, says: str | None) -> None:
    found = unstorable(text)
    assert found is None if says is None else found is not None and says in found


@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    found = decode(data, "a.txt")
    if isinstance(found, str):
        assert found.encode() == data
    else:
        assert found.reason == "wrong_encoding"
