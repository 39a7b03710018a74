from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.intake import syndication
from builder.records import Article, Source, Syndication
from builder.text import paragraphs

STORY = "The harbour stays open, the minister said on Monday.\n\nNo ship was sent away from the quay that day."


def article(text: str, *authors: str) -> Article:
    return Article("0" * 32, text, Source("a.txt", None, "text", ""), authors=authors)


def find(one: Article, canonical: str | None = None) -> tuple[Syndication, ...]:
    return syndication.find(one, paragraphs(one.text), canonical)


def found(text: str) -> list[tuple[str, str]]:
    one = article(text)
    for place in find(one):
        assert place.span is not None
        assert 0 <= place.span.start < place.span.end <= len(text)
    return [(place.kind, place.name) for place in find(one)]


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("PORT LINNET (Reuters) - The harbour", "Reuters"), ("PORT LINNET, March 3 (Reuters) - The", "Reuters"),
        ("NEW YORK (AP) — The harbour", "Associated Press"), ("RENO, Nev. (AP) – The", "Associated Press"),
        ("Port Linnet (AFP) – The harbour", "Agence France-Presse"), ("LONDON — (AFP) — The", "Agence France-Presse"),
        ("March 3 (Reuters) - The harbour", "Reuters"), ("(AP) — The harbour", "Associated Press"),
        ("WASHINGTON, Dec. 8 (UPI) -- The", "United Press International"), ("BERLIN (dpa) - The", "dpa"),
        ("TOLMAST (Coastline Press) — The harbour", "Coastline Press"), ("RASMOUTH (OPS) – The", "OPS"),
        ("PARIS/LONDON, 3 March (Thomson Reuters) - The", "Reuters"),
    ],
)  # fmt: skip
def test_datelines(opening: str, name: str) -> None:
    text = f"Harbour stays open\n\n{opening} stays open, the minister said on Monday.\n\n{STORY}"
    assert found(text) == [("dateline", name)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("— AFP", "Agence France-Presse"), ("(Reuters)", "Reuters"), ("Source: Xinhua", "Xinhua"),
        ("The Associated Press contributed to this report.", "Associated Press"),
        ("Associated Press writers Ida Prell in Tolmast and Jon Moe in Rasmouth contributed to this report.",
         "Associated Press"),
        ("Additional reporting by Reuters", "Reuters"), ("With files from The Canadian Press", "The Canadian Press"),
        ("(With inputs from PTI)", "Press Trust of India"), ("© 2026 Agence France-Presse", "Agence France-Presse"),
        ("Copyright 2026 The Associated Press. All rights reserved. This material may not be published.",
         "Associated Press"),
        ("Reuters contributed to this story", "Reuters"), ("This report was provided by dpa.", "dpa"),
    ],
)  # fmt: skip
def test_credit_lines(line: str, name: str) -> None:
    assert found(f"{STORY}\n\n{line}") == [("credit", name)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Read the full article at Harbour Review", "Harbour Review"),
        ("Read the full article at the Tolmast Observer.", "Tolmast Observer"),
        ("Click here to read the full story on marrowcoast.example", "marrowcoast.example"),
        ("This article was originally published in the Marrow Coast Courier on 3 March.", "Marrow Coast Courier"),
        ("This article is republished from The Conversation under a Creative Commons license.", "The Conversation"),
        ("Originally published at harbour.example", "harbour.example"),
        ("This story was first published by Kaiser Health News.", "Kaiser Health News"),
        ("The post Harbour stays open appeared first on Daily Gull.", "Daily Gull"),
        ("Republished with permission of Harbour Review", "Harbour Review"),
    ],
)  # fmt: skip
def test_texts_from_elsewhere(line: str, name: str) -> None:
    assert found(f"{STORY}\n\n{line}") in ([("republished", name)], [("republished", f"the {name}")])


@pytest.mark.parametrize(
    "text",
    [
        STORY,
        "“I read it in Reuters,” the minister (who reads everything) said.",
        "The minister told the Associated Press on Monday that the harbour stays open.",
        "Read the full article of the law, said Prell.",
        "AFP journalists were turned away at the gate of the harbour on Monday, the agency said.",
        "This article of the treaty was signed in Tolmast.",
        "A report published in the Lancet says so.",
        "THE VOTE (AND WHY IT MATTERS) — what to know",
    ],
)
def test_what_only_names_one(text: str) -> None:
    assert found(f"{text}\n\n{STORY}") == []


def test_an_agency_as_author_and_an_original_elsewhere() -> None:
    places = find(article(STORY, "Ida Prell", "AFP", "Associated Press"), "agency.example")
    assert [(place.kind, place.name, place.span) for place in places] == [
        ("canonical", "agency.example", None), ("byline", "Agence France-Presse", None),
        ("byline", "Associated Press", None),
    ]  # fmt: skip


def test_the_middle_of_a_long_text_is_not_looked_at() -> None:
    body = "\n\n".join(f"Paragraph {n} of the story, as it was printed." for n in range(40))
    assert found(f"{body}\n\n(Reuters)\n\n{body}") == []


_PIECES = (
    "PORT LINNET (Reuters) - — © AP The Read the full article at this published in ( ) . contributed to \n\n".split(" ")
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(_PIECES) | st.text(max_size=4), max_size=80).map(" ".join))
def test_any_text_gives_places_inside_it(text: str) -> None:
    for place in find(article(text)):
        assert place.span is not None
        assert 0 <= place.span.start < place.span.end <= len(text)
