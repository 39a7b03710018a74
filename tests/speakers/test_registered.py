from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.records import Article, Attribution, Source, Speaker
from builder.registry import NONE, Registered, Registry
from builder.speakers import entities, resolve

Speakers = Callable[..., list[Speaker]]
REGISTRY = Registry(
    (
        Registered("Ida Prell", "person", ("Ida M. Prell", "Prell", "the harbour master"), "Q42"),
        Registered("Olek Zelin", "person", ("Olek Zelinskyy", "Zelinskyy"), "Q43"),
        Registered("Port Authority", "organisation", ("Harbour Board", "HB"), "Q44"),
        Registered("OPS", "media", (), "Q45"),
        Registered("Government of the North", "government", ("Pyongyang",), "Q46"),
        Registered("Ana Jordan", "person", ("Jordan",), "Q47"),
        Registered("Tolmast Council", "government", ("Tolmast", "the valley council"), "Q48"),
        Registered("Evening Post", "media", ("The Post",), "Q49"),
        Registered("Marks", "organisation", (), "Q50"),
        Registered("Banksy", "person", (), "Q51"),
        Registered("Quay Voice", "media", (), "Q52"),
    )
)
OPS = "It was the Obrenian Press Service (OPS). "
# case: the speaker of the last ⟦source⟧: name, kind, id, local, method, score
CASES: dict[str, tuple[str, tuple[str | None, str, str | None, bool, str, float]]] = {
    "another full form": ("⟦Ida M. Prell⟧ said so.", ("Ida Prell", "person", "Q42", False, "registry", 0.95)),
    "the canonical form": ("⟦Ida Prell⟧ said so.", ("Ida Prell", "person", "Q42", False, "registry", 0.95)),
    "a listed surname": ("⟦Prell⟧ said so.", ("Ida Prell", "person", "Q42", False, "registry", 0.85)),
    "title and listed surname": ("⟦Ms Prell⟧ said so.", ("Ida Prell", "person", "Q42", False, "registry", 0.85)),
    "a surname behind the full name": (
        "They met Ida M. Prell. ⟦Prell⟧ said so.",
        ("Ida Prell", "person", "Q42", False, "partial", 0.92),
    ),
    "another man of the surname": ("⟦Mr Prell⟧ said so.", ("Prell", "person", None, True, "single", 0.8)),
    "a husband beside her": (
        "They met Ida Prell. ⟦Mr Prell⟧ said so.",
        ("Prell", "person", None, True, "single", 0.8),
    ),
    "a namesake in full": (
        "They met Jon Prell. ⟦Prell⟧ said so.",
        ("Jon Prell", "person", None, False, "partial", 0.92),
    ),
    "one of two namesakes": (
        "They met Jon Prell and Ida Prell. ⟦Prell⟧ said so.",
        (None, "person", None, False, "partial", 0.0),
    ),
    "a surname nobody listed": ("⟦Zelin⟧ said so.", ("Zelin", "unknown", None, True, "single", 0.8)),
    "two spellings are one": (
        "Olek Zelin left. ⟦Zelinskyy⟧ said so.",
        ("Olek Zelin", "person", "Q43", False, "partial", 0.92),
    ),
    "one name only": ("⟦Banksy⟧ said so.", ("Banksy", "person", "Q51", False, "registry", 0.85)),
    "a body by its other name": (
        "⟦The Harbour Board⟧ said so.",
        ("Port Authority", "organisation", "Q44", False, "registry", 0.95),
    ),
    "a body by its letters": ("⟦HB⟧ said so.", ("Port Authority", "organisation", "Q44", False, "registry", 0.95)),
    "it": (
        "The Harbour Board met. ⟦It⟧ said so.",
        ("Port Authority", "organisation", "Q44", False, "pronoun", 0.65),
    ),
    "the noun of a name that the registry changed": (
        "The Harbour Board met. ⟦The board⟧ said so.",
        ("Port Authority", "organisation", "Q44", False, "title", 0.85),
    ),
    "letters that the article explains": (OPS + "⟦OPS⟧ said so.", ("OPS", "media", "Q45", False, "registry", 0.95)),
    "what the letters stand for": (
        OPS + "⟦The Obrenian Press Service⟧ said so.",
        ("OPS", "media", "Q45", False, "organisation", 0.85),
    ),
    "a document": (OPS + "⟦The OPS report⟧ said so.", ("OPS", "media", "Q45", False, "document", 0.75)),
    "kind of a name without one": ("⟦Marks⟧ said so.", ("Marks", "organisation", "Q50", False, "registry", 0.95)),
    "a capital": (
        "⟦Pyongyang⟧ said so.",
        ("Government of the North", "government", "Q46", False, "registry", 0.95),
    ),
    "a capital taken up": (
        "⟦Pyongyang⟧ said so. ⟦It⟧ said more.",
        ("Government of the North", "government", "Q46", False, "pronoun", 0.75),
    ),
    "a town": (
        "In Tolmast it rained. ⟦Tolmast⟧ said so.",
        ("Tolmast Council", "government", "Q48", False, "registry", 0.95),
    ),
    "a country is no person": (
        "He flew to Jordan. ⟦Jordan⟧ said so.",
        ("Government of Jordan", "government", None, False, "government", 0.8),
    ),
    "a body called by what it is": (
        "⟦The valley council⟧ said so.",
        ("Tolmast Council", "government", "Q48", False, "organisation", 0.65),
    ),
    "a body in common words": ("⟦quay voice⟧ said so.", ("Quay Voice", "media", "Q52", False, "registry", 0.95)),
    "an office is no name": ("⟦The harbour master⟧ said so.", (None, "person", None, False, "none", 0.0)),
    "the outlet itself": ("⟦We⟧ can reveal it.", ("Evening Post", "media", "Q49", False, "writer", 0.7)),
    "somebody else": ("⟦Emma Holm⟧ said so.", ("Emma Holm", "person", None, False, "full", 0.95)),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_speaker(text: str, expected: tuple[str | None, str, str | None, bool, str, float], speakers: Speakers) -> None:
    found = speakers(text, REGISTRY, outlet="The Post")[-1]
    assert (found.name, found.kind, found.qid, found.local, found.method, found.score) == expected
    assert found.reason


@pytest.mark.parametrize(
    "text", [text for text, expected in CASES.values() if expected[2]], ids=[k for k, c in CASES.items() if c[1][2]]
)
def test_nobody_is_found_without_the_registry(text: str, speakers: Speakers) -> None:
    assert speakers(text, outlet="The Post")[-1].qid is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ida M. Prell met the Harbour Board.", [("Ida Prell", "person"), ("Port Authority", "organisation")]),
        ("The Harbour Board, or HB, met.", [("Port Authority", "organisation")]),
        ("Minister Olek Zelin left. Zelinskyy is back.", [("Olek Zelin", "person")]),
        ("They met Ida Prell and Mr Prell.", [("Ida Prell", "person"), ("Prell", "person")]),
        ("They flew from Pyongyang to Jordan.", [("Pyongyang", "place"), ("Jordan", "country")]),
    ],
    ids=["renamed", "joined", "joined with its role", "kept apart", "places stay"],
)
def test_entities(text: str, expected: list[tuple[str, str]], article: Callable[..., Article]) -> None:
    found = entities(article(text), REGISTRY)
    assert [(one.name, one.kind) for one in found] == expected
    assert all(list(one.mentions) == sorted(set(one.mentions)) for one in found)
    plain = entities(article(text))
    assert sorted(span for one in found for span in one.mentions) == sorted(s for one in plain for s in one.mentions)


def test_a_role_outlives_the_joining(article: Callable[..., Article]) -> None:
    (found,) = entities(article("Zelinskyy is back. Minister Olek Zelin left."), REGISTRY)
    assert (found.role, found.qid, found.local) == ("Minister", "Q43", False)


def test_the_order_of_the_rows_does_not_matter(speakers: Speakers) -> None:
    turned = Registry(REGISTRY.speakers[::-1])
    for text, _ in CASES.values():
        assert speakers(text, REGISTRY, outlet="The Post") == speakers(text, turned, outlet="The Post")


def test_an_empty_registry_changes_nothing(speakers: Speakers) -> None:
    for text, _ in CASES.values():
        assert speakers(text, Registry()) == speakers(text, NONE) == speakers(text)


PIECES = [
    "Ida Prell", "Ida M. Prell", "Prell", "Jon Prell", "Mr. ", "Minister ", "Zelinskyy", "Olek Zelin", "HB",
    "The Harbour Board", "(OPS)", "Pyongyang", "Jordan", "the valley council", " said ", "He", "it", ". ", ", ",
    "\n\n", "“", "”", "😀",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text(text: str) -> None:
    article = Article("a" * 32, text, Source("", None, "text", ""))
    found, plain = entities(article, REGISTRY), entities(article)
    assert {span for one in found for span in one.mentions} == {span for one in plain for span in one.mentions}
    listed = [one.name for one in found if one.qid]
    assert len(listed) == len(set(listed))  # one entity a registered speaker
    attributions = [Attribution((span,), "indirect", (span,)) for one in found for span in one.mentions]
    for speaker in resolve(article, attributions, found, REGISTRY):
        assert speaker.score == 0.0 if speaker.name is None else 0.6 <= speaker.score <= 1.0
        assert not (speaker.qid and speaker.local)
        listed_as = REGISTRY.find(speaker.name or "")
        assert speaker.local or listed_as is None or (speaker.name, speaker.qid) == (listed_as.name, listed_as.qid)
