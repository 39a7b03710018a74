from __future__ import annotations

import csv
import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.records import Article, Attribution, Span, Speaker
from builder.speakers import entities, resolve

Speakers = Callable[..., list[Speaker]]
KCNA = "It was the Korean Central News Agency (KCNA). "

with (Path(__file__).parents[1] / "cases" / "speakers.csv").open(encoding="utf-8", newline="") as file:
    CASES = list(csv.DictReader(file))  # the speaker of the last ⟦source⟧ of each text; ¶ is a line break


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_speaker(case: dict[str, str], speakers: Speakers) -> None:
    found = speakers(case["text"].replace("¶", "\n"))[-1]
    expected = (case["speaker"] or None, case["kind"], case["reference"], case["sourcing"])
    assert (found.name, found.kind, found.reference, found.sourcing) == expected
    assert found.reason
    assert (found.name is None) == (found.score == 0.0)


METHODS = [
    ("⟦Emma Holm⟧ said so.", "full", 0.95),
    ("They met Emma Holm. ⟦Holm⟧ said so.", "partial", 0.92),
    ("⟦Montalva⟧ said so.", "single", 0.8),
    (KCNA + "⟦KCNA⟧ said so.", "acronym", 0.95),
    (KCNA + "⟦The KCNA report⟧ said so.", "document", 0.75),
    ("⟦Beijing⟧ said so.", "capital", 0.8),
    ("⟦the Ukrainian government⟧ said so.", "government", 0.9),
    ("⟦The Harbour Board⟧ said so.", "organisation", 0.9),
    ("Harbour Minister Ida Prell left. ⟦the minister⟧ said so.", "title", 0.85),
]


@pytest.mark.parametrize(("text", "method", "score"), METHODS, ids=[case[1] for case in METHODS])
def test_method(text: str, method: str, score: float, speakers: Speakers) -> None:
    found = speakers(text)[-1]
    assert (found.method, found.score) == (method, score)


def test_role_from_the_mention_before_that_of_the_article(speakers: Speakers) -> None:
    text = "They met Harbour Minister Ida Prell. ⟦Party leader Ida Prell⟧ said so. ⟦Prell⟧ said more."
    assert [one.role for one in speakers(text)] == ["Party leader", "Harbour Minister"]


def test_only_known_in_part_is_local(speakers: Speakers) -> None:
    assert speakers("⟦Mr Voss⟧ said so.")[0].local
    assert not speakers("They met John Voss. ⟦Mr Voss⟧ said so.")[0].local


@pytest.mark.parametrize(
    ("text", "expected"),
    [("⟦I⟧ think so.", "Emma Holm"), ("“⟦I⟧ think so,” he said.", None), ("⟦We⟧ can reveal it.", "Evening Post")],
)
def test_first_person_needs_metadata(text: str, expected: str | None, speakers: Speakers) -> None:
    found = speakers(text, authors=("Emma Holm",), outlet="Evening Post")[0]
    assert found.name == expected


def test_interview_labels(speakers: Speakers) -> None:
    text = "Celia Bann is mayor of Corrow. Jon Feld met her.\n\n⟦Q⟧: Why?\n\n⟦A⟧: Because."
    assert [one.name for one in speakers(text, authors=("Jon Feld",))] == ["Jon Feld", "Celia Bann"]


def test_floating_quote_inherits(article: Callable[..., Article]) -> None:
    made = article("“So,” Emma Holm said.\n\n“And so.”")
    source = (Span(6, 15),)
    own = Attribution((Span(0, 5),), "direct", source)
    floating = dataclasses.replace(own, content=(Span(23, 32),), inherited=True)
    first, second = resolve(made, [own, floating], entities(made))
    assert (first.reference, second.reference) == ("explicit", "implicit")
    assert (second.name, second.method) == (first.name, "inherited")
    assert 0.6 <= second.score < first.score


def test_no_source_is_unattributed(article: Callable[..., Article]) -> None:
    made = article("It was claimed that Emma Holm left.")
    (found,) = resolve(made, [Attribution((Span(15, 34),), "indirect")], entities(made))
    assert (found.name, found.reference, found.sourcing) == (None, "none", "unattributed")


@pytest.mark.parametrize(
    ("text", "via", "expected"),
    [
        (KCNA + "KCNA quoted Emma Holm.", "KCNA quoted", "Korean Central News Agency"),
        ("Emma Holm said so in a statement.", "a statement", "statement"),
        ("Emma Holm told reporters so.", "reporters", "reporters"),
    ],
)  # fmt: skip
def test_via(text: str, via: str, expected: str, article: Callable[..., Article]) -> None:
    made = article(text)
    start = text.index(via)
    span = Span(start, start + len(via.removesuffix(" quoted")))
    holm = text.index("Emma")
    one = Attribution((Span(0, 1),), "indirect", (Span(holm, holm + 9),), via=(span,))
    (found,) = resolve(made, [one], entities(made))
    assert (found.name, found.via) == ("Emma Holm", expected)


def test_answers_stand_in_the_order_of_the_attributions(article: Callable[..., Article]) -> None:
    made = article("Emma Holm said so. John Voss said so.")
    sources = [(Span(19, 28),), (Span(0, 9),)]
    found = resolve(made, [Attribution((Span(10, 14),), "indirect", one) for one in sources], entities(made))
    assert [one.name for one in found] == ["John Voss", "Emma Holm"]
