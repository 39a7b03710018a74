from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import ids, intake
from builder.intake.furniture_rules import RULES
from builder.records import Article, Source
from builder.text import paragraphs

SHARED = Path(__file__).resolve().parents[3] / "shared"
PROSE = (
    "The harbour of Marrow stays open to fishing boats and ferries through the winter, the council decided on "
    "Monday after a debate of five hours that no speaker had wanted.\n"
)


def article(text: str, kind: str = "text", **fields: Any) -> Article:
    return intake.with_furniture(Article(ids.article_id(text, None), text, Source("a.txt", None, kind, ""), **fields))


def found(text: str, kind: str = "text", **fields: Any) -> list[tuple[str, str]]:
    return [(piece.reason, piece.span.of(text)) for piece in article(text, kind, **fields).furniture]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_every_rule_takes_its_example(rule: Any) -> None:
    first, last = f"{rule.example}\n\n{PROSE}", f"{PROSE}\n{rule.example}"
    assert found(first if rule.place == "start" else last) == [(rule.reason, rule.example)]


def test_every_reason_is_declared() -> None:
    schema = json.loads((Path(__file__).resolve().parents[2] / "schemas" / "rejects.json").read_text())
    assert {rule.reason for rule in RULES} <= set(schema["properties"]["reason"]["enum"])


@pytest.mark.parametrize(
    ("reason", "lines"),
    [
        ("byline", ["By IDA PRELL", "By Ida van der Prell in Marrow", "By Ida Prell | 3 March 2026 07:30 GMT",
                    "3 March 2026", "Last updated: March 3, 2026 at 7:30 p.m.", "Published 8 March 2026, 07:10"]),
        ("read_more", ["Read more", "READ MORE: “We will stay”, says mayor", "Read the rest of the story here.",
                       "See also: Tide tables", "Watch live: the debate in full", "Continue reading…"]),
        ("share_bar", ["Share.", "Share", "SHARE THIS ARTICLE", "Tweet", "Share on Facebook", "Follow @marrowpress.",
                       "Follow us on Facebook, Twitter and Instagram", "Facebook | Twitter | Email",
                       "Share on Facebook | Share on X | WhatsApp"]),
        ("comments", ["Leave a comment", "12 Comments", "Comments (3)", "Join the conversation"]),
        ("navigation", ["Skip to content", "Home > News", "5 min read", "Back to top", "Page 1 of 3",
                        "-30-", "###", "Contact: press desk"]),
        ("subscription", ["Subscribe", "Subscribe to our newsletter", "Get the news in your inbox every day",
                          "Become a member today", "Sign in to continue reading",
                          "Sign up for “The Tide”, our newsletter"]),
        ("advertisement", ["Advertisement", "ADVERTISEMENT - CONTINUE READING BELOW", "Article continues below"]),
        ("caption", ["Photo: Boats on Monday", "Photo: “They sleep,” says the owner. (Picture: Jon Moe)",
                     "Boats on Monday. (Jon Moe/AFP)", "Boats. Image: Marrow Council."]),
        ("credit", ["Photo by Jon Moe", "Jon Moe/Getty Images", "© 2026 Marrow Press", "Getty."]),
    ],
)  # fmt: skip
def test_lines_of_each_kind(reason: str, lines: list[str]) -> None:
    for line in lines:
        start = reason == "byline" and line.startswith("By ")
        text = f"{line}\n\n{PROSE}" if start else f"{PROSE}\n{line}\n"
        assert found(text) == [(reason, line)], line


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the harbour was open.",
        "By any measure, Prell lost.",
        "Follow the money, she told the council on Tuesday.",
        "“Share this,” he said.",
        "Share prices fell by a tenth on Monday.",
        "Read my lips: no new taxes.",
        "Comments",  # may head a section of a press release
        "“Leave a comment,” the mayor said.",
        "Photographs were banned.",
        "Sign up for the army, the minister urged.",
        "Get out, he said.",
        "Watch out: the tide is coming, Prell warned, and it is high.",
        "‘Read more’",
        "Home is where the harbour is.",
        "More: he never said why.",
        "Listen: nobody asked us, and nobody will.",
        "He left.",
        "Q: Will the harbour close?",
        "Ida Prell: No.",
        "Subscribe to that view, and you will believe anything.",
        "The council published its report on 3 March 2026.",
        "Source: nobody knows who told the paper.",
        "Support for the harbour grew.",
        "Donate blood, said the hospital.",
        "Boats (the red ones) left.",
    ],
)
def test_prose_stays(line: str) -> None:
    assert found(f"{PROSE}\n{line}\n\n{PROSE}") == []
    assert found(f"{PROSE}\n{line}\n") == []


def test_a_byline_is_only_one_before_the_story() -> None:
    assert found(f"{PROSE}\nBy Hook Or By Crook\n\n{PROSE}") == []


def test_authors_and_title_of_the_metadata() -> None:
    text = f"Harbour Stays Open.\nIda Prell\n\n{PROSE}\nIda Prell\n\n{PROSE}"
    assert found(text, title="Harbour stays open", authors=("Ida Prell",)) == [
        ("headline", "Harbour Stays Open."), ("byline", "Ida Prell"),
    ]  # fmt: skip


def test_markdown_headings_images_and_links() -> None:
    text = (
        f"# Open\n\n![Boats](a.jpg)\n\n{PROSE}\n## “We stay”\n\n{PROSE}\n- [Tides](/t)\n\n[The map](/m) of the port.\n"
    )
    assert found(text, "markdown") == [
        ("headline", "# Open"), ("caption", "![Boats](a.jpg)"), ("headline", "## “We stay”"),
        ("navigation", "- [Tides](/t)"),
    ]  # fmt: skip
    assert found(text, "text") == []


def test_comments_swallow_the_rest_and_only_late() -> None:
    comment = "farmhand: “Come and live here, then, before you write such things about us and our harbour!”\n"
    assert found(PROSE + PROSE + "2 comments\n" + comment) == [("comments", "2 comments"), ("comments", comment[:-1])]
    assert found("2 comments\n" + PROSE + PROSE) == [("comments", "2 comments")]


def test_links_below_a_heading() -> None:
    text = PROSE + "Related articles\nTide tables are wrong again\nWhy the ferry is late\n"
    assert [reason for reason, _ in found(text)] == ["read_more"] * 3
    assert found(PROSE + "Related articles\n" + PROSE) == [("read_more", "Related articles")]
    assert found(PROSE + "Read more: Tides\nIt opens on Friday.\n") == [("read_more", "Read more: Tides")]


def test_a_page_as_it_comes() -> None:
    lines = ["Home > News", "Harbour stays open", "By Ida Prell", "Published: 3 March 2026", PROSE.strip(),
             "“We did not close it,” Prell said.", "Advertisement", PROSE.strip(), "Follow Ida Prell on Facebook.",
             "Read the original article", "Share this article", "Leave a comment", "Back to top"]  # fmt: skip
    reasons = [reason for reason, _ in found("\n\n".join(lines), title="Harbour stays open")]
    assert reasons == ["navigation", "headline", "byline", "byline", "advertisement", "share_bar", "read_more",
                       "share_bar", "comments", "navigation"]  # fmt: skip


_LINES = st.lists(st.sampled_from([rule.example for rule in RULES] + [PROSE, "x", "“Said.”"]) | st.text(max_size=30))


@given(_LINES.map("\n".join), st.sampled_from(["text", "markdown"]), st.text(max_size=10))
def test_spans_are_paragraphs_in_order(text: str, kind: str, title: str) -> None:
    spans = [piece.span for piece in article(text, kind, title=title).furniture]
    assert spans == sorted(set(spans))
    assert set(spans) <= set(paragraphs(text))


@pytest.mark.skipif(not (SHARED / "seed").is_dir(), reason="the seed article lies beside a checkout, not in it")
def test_the_seed() -> None:
    from builder.config import Intake

    (one,) = intake.read([SHARED / "seed" / "article.txt"], Intake())
    assert isinstance(one, Article)
    lines = [(piece.reason, piece.span.of(one.text)[:6]) for piece in one.furniture]
    assert lines == [("share_bar", "Follow"), ("read_more", "Read t"), ("share_bar", "Share."), ("comments", "Leave "),
                     ("navigation", "Exit m")]  # fmt: skip
    assert one.authors
    assert one.published_at is not None


@pytest.mark.skipif(not (SHARED / "corpora").is_dir(), reason="the corpora lie beside a checkout, not in it")
def test_no_rule_takes_what_annotators_took_for_said() -> None:
    hidden = total = 0
    with gzip.open(SHARED / "corpora" / "polnear.train.jsonl.gz", "rt") as lines:
        for line in (json.loads(line) for line, _ in zip(lines, range(100), strict=False)):
            spans = [piece.span for piece in article(line["text"]).furniture]
            for attribution in line["attributions"]:
                total += 1
                hidden += any(s.start < end and start < s.end for s in spans for start, end in attribution["content"])
    assert total > 1000
    assert hidden == 0
