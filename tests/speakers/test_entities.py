from __future__ import annotations

from collections.abc import Callable

import pytest

from builder.records import Article, Entity
from builder.speakers import entities

Found = Callable[[str], dict[str, Entity]]

KINDS = [
    ("person by title", "On the quay Harbour Minister Ida Prell left.", "Ida Prell", "person"),
    ("person by first name", "The quay belongs to Emma Holm.", "Emma Holm", "person"),
    ("person by cue", "The water is cold, said Ruska Vehl.", "Ruska Vehl", "person"),
    ("person by who", "The pilot saw Vehl, who left.", "Vehl", "person"),
    ("board", "It was the Harbour Board.", "Harbour Board", "organisation"),
    ("ministry", "It was the Harbour Ministry.", "Harbour Ministry", "government"),
    ("newspaper", "It was the Evening Post.", "Evening Post", "media"),
    ("press service", "It was the Obrenian Press Service.", "Obrenian Press Service", "media"),
    ("party", "It was the Marrow Union.", "Marrow Union", "group"),
    ("ampersand", "They called Sound & Islands.", "Sound & Islands", "organisation"),
    ("body by the noun before", "Then grid operator Marrow Lights left.", "Marrow Lights", "organisation"),
    ("body by its apposition", "Then Wild Tarn, a charity, left.", "Wild Tarn", "organisation"),
    ("known medium", "It was in Le Monde yesterday.", "Le Monde", "media"),
    ("metonym", "It was the Kremlin.", "Kremlin", "government"),
    ("country", "They went to Kosovo.", "Kosovo", "country"),
    ("country by another name", "They went to the DPRK.", "North Korea", "country"),
    ("capital", "They met in Beijing.", "Beijing", "place"),
    ("town", "They met in Rasmouth.", "Rasmouth", "place"),
    ("invented country", "The government of Sellia fell. All of Sellia slept.", "Sellia", "country"),
    ("nothing known", "They spoke of Quilt at length.", "Quilt", "unknown"),
]


@pytest.mark.parametrize(("text", "name", "kind"), [case[1:] for case in KINDS], ids=[case[0] for case in KINDS])
def test_kind(text: str, name: str, kind: str, found: Found) -> None:
    assert found(text)[name].kind == kind


CLUSTERS = [
    ("surname", "The pilot met Emma Holm. Then Holm left.", {"Emma Holm": ["Emma Holm", "Holm"]}),
    ("title and surname", "The pilot met Emma Holm. Then Captain Holm left.", {"Emma Holm": ["Emma Holm", "Holm"]}),
    ("first name", "The pilot met Emma Holm. Then Emma left.", {"Emma Holm": ["Emma Holm", "Emma"]}),
    (
        "acronym",
        "It was the Korean Central News Agency (KCNA). Then KCNA left.",
        {"Korean Central News Agency": ["Korean Central News Agency", "KCNA", "KCNA"]},
    ),
    (
        "short form",
        "He runs the Kelp Forest Trust. Then the Trust left.",
        {"Kelp Forest Trust": ["Kelp Forest Trust", "Trust"]},
    ),
    (
        "courtesy decides between namesakes",
        "The pilot met Emma Holm and John Holm. Then Mr Holm left.",
        {"Emma Holm": ["Emma Holm"], "John Holm": ["John Holm", "Holm"]},
    ),
    (
        "office decides between namesakes",
        "Judge Emma Holm met Admiral John Holm. Then Judge Holm left.",
        {"Emma Holm": ["Emma Holm", "Holm"], "John Holm": ["John Holm"]},
    ),
    (
        "a surname that two share is nobody's",
        "The pilot met Emma Holm and John Holm. Then Holm left.",
        {"Emma Holm": ["Emma Holm"], "John Holm": ["John Holm"], "Holm": ["Holm"]},
    ),
    (
        "gender forbids",
        "The pilot met Emma Holm. Then Mr Holm left.",
        {"Emma Holm": ["Emma Holm"], "Holm": ["Holm"]},
    ),
    (
        "misspelt",
        "The pilot met Lydia Buchtmann. Then Ms Bauchtman left.",
        {"Lydia Buchtmann": ["Lydia Buchtmann", "Bauchtman"]},
    ),
    ("initial", "The pilot met John Holm. Then J. Holm left.", {"John Holm": ["John Holm", "J. Holm"]}),
    (
        "country and its names",
        "He left Ukraine for the UK and Britain.",
        {"Ukraine": ["Ukraine"], "United Kingdom": ["UK", "Britain"]},
    ),
    ("an adjective names nobody", "He left with Ukrainian troops.", {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CLUSTERS], ids=[case[0] for case in CLUSTERS])
def test_clusters(text: str, expected: dict[str, list[str]], found: Found) -> None:
    assert {name: [span.of(text) for span in one.mentions] for name, one in found(text).items()} == expected


def test_canonical_name_is_complete_and_frequent(found: Found) -> None:
    text = "Dmitry Pell left. Dmitry Pell came. Mr Dmitry Ivan Pell sat. They met Pell."
    assert [one.name for one in found(text).values()] == ["Dmitry Ivan Pell"]
    assert not found(text)["Dmitry Ivan Pell"].local


def test_a_bare_surname_is_local(found: Found) -> None:
    assert found("In the end Mr Voss left.")["Voss"].local


ROLES = [
    ("On the quay Kremlin spokesman Dmitry Pell left.", "Dmitry Pell", "Kremlin spokesman"),
    ("Then Ida Prell, the harbour minister, left.", "Ida Prell", "harbour minister"),
    ("Then Ida Prell, a spokeswoman for the Harbour Board, left.", "Ida Prell", "spokeswoman for the Harbour Board"),
    ("Then Minister of Education Ida Prell left.", "Ida Prell", "Minister of Education"),
    ("Then Mr John Voss left.", "John Voss", None),
    ("Then John Voss, the president was told, left.", "John Voss", None),
]


@pytest.mark.parametrize(("text", "name", "role"), ROLES, ids=[case[0] for case in ROLES])
def test_role(text: str, name: str, role: str | None, found: Found) -> None:
    assert found(text)[name].role == role


def test_headlines_found_no_names(found: Found) -> None:
    text = "Chris Moll Backs Emma Holm Over Harbour\n\nThe pilot met Emma Holm and Chris Moll on the quay."
    assert sorted(found(text)) == ["Chris Moll", "Emma Holm"]
    assert len(found(text)["Emma Holm"].mentions) == 2


def test_in_order_of_first_mention(article: Callable[..., Article]) -> None:
    text = "The pilot saw Emma Holm, then the Harbour Board, then John Voss and Holm."
    starts = [one.mentions[0].start for one in entities(article(text))]
    assert starts == sorted(starts)
    assert len(starts) == 3
