from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.intake.frontmatter import split

BODY = "Harbour stays open\n\n“We did not close it,” Ida Prell said.\n"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("---\ntitle: Harbour\n---\n", {"title": "Harbour"}),
        ("---\r\ntitle: Harbour\r\n---\r\n", {"title": "Harbour"}),
        ("\ufeff---\ntitle: Harbour\n--- \n", {"title": "Harbour"}),
        ("---\n# a remark\n\ntitle: Harbour\n---\n", {"title": "Harbour"}),
        ("---\nauthor: Ida Prell\nlicense: CC0\ndate: 2026-03-02\nlang: en\n---\n",
         {"authors": "Ida Prell", "licence": "CC0", "published_at": "2026-03-02", "language": "en"}),
        ("---\nauthors: [Ida, Jon]\ntags:\n  - x\n---\n", {"authors": ["Ida", "Jon"], "tags": ["x"]}),
        ("---\ntitle: 1984\nlanguage: NO\n---\n", {"title": "1984", "language": "NO"}),
        ("---\ntitle:\noutlet: ~\nurl: null\n---\n", {"title": None, "outlet": None, "url": None}),
    ],
    ids=["plain", "crlf", "byte order mark", "remark", "spellings", "lists", "values as printed", "nulls"],
)  # fmt: skip
def test_metadata_and_start(head: str, expected: dict[str, object]) -> None:
    assert split(head + BODY) == (expected, len(head), ())


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "---\n" + BODY,  # a rule
        "---\nA row of dashes opens this text.\n---\nAnd one goes on.\n",
        "---\ntitle: Harbour\n",  # never closed
        " ---\ntitle: Harbour\n---\n",
        "--- \n\n---\n",
        "",
    ],
)
def test_what_is_no_front_matter_is_text(text: str) -> None:
    assert split(text) == ({}, 0, ())


def test_a_byte_order_mark_alone_is_before_the_text() -> None:
    assert split("\ufeff" + BODY) == ({}, 1, ())


@pytest.mark.parametrize(
    ("yaml", "says"),
    [
        ('title: "open\n', "not valid YAML"),
        ("title: Minister: no\n", "in its line 1"),
        ("title: a\n\tb: c\n", "not valid YAML"),
        ("title: a\x07b\n", "not valid YAML"),
        ('title: "\\UFFFFFFFF"\n', "not valid YAML"),
        ("title: " + "[" * 3000 + "\n", "not valid YAML"),
        ("title: a\n- b\n", "not valid YAML"),
    ],
)
def test_broken_yaml_costs_the_metadata_and_not_the_text(yaml: str, says: str) -> None:
    head = f"---\n{yaml}---\n"
    found, start, problems = split(head + BODY)
    assert (found, start) == ({}, len(head))
    (problem,) = problems
    assert problem.reason == "bad_metadata"
    assert says in problem.detail
    assert "\n" not in problem.detail


def test_no_objects_are_built() -> None:
    head = "---\ntitle: !!python/object/apply:os.system ['false']\n---\n"
    found, _, _ = split(head + BODY)
    assert found in ({}, {"title": ["false"]})


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_any_block_is_read_or_said(block: str) -> None:
    text = f"---\ntitle: {block}\n---\n{BODY}"
    found, start, problems = split(text)
    assert bool(problems) <= (found == {})
    assert 0 <= start <= len(text)
