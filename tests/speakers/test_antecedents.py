from __future__ import annotations

import json
import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import resources
from builder.records import Article, Source
from builder.speakers import entities
from builder.speakers.antecedents import Antecedents, Candidate, Spoke
from builder.speakers.index import Index
from builder.speakers.nominals import nominals
from builder.speakers.ranker import FILE, Ranker, ranker
from builder.speakers.reading import read


def antecedents(text: str) -> Antecedents:
    article = Article("a" * 32, text, Source("", None, "text", ""))
    reading = read(article)
    return Antecedents(Index(reading.document, entities(article), reading.geography))


def word(people: Antecedents, form: str) -> int:
    return next(k for k in reversed(range(len(people.document.words))) if people.document.words[k].text == form)


NOMINALS = [
    ("a", "The board met. A deckhand saw it.", [("A deckhand", False, True)]),
    ("with an adjective", "The board met the new harbour pilot.", [("the new harbour pilot", True, False)]),
    ("introduced", "A pilot fell. The pilot swore.", [("A pilot", False, True), ("The pilot", True, True)]),
    ("own", "His lawyer swore.", [("His lawyer", False, True)]),
    ("title of a name", "The lawyer Emma Holm swore.", []),
    ("apposition", "Emma Holm, a lawyer, swore.", []),
    ("apposition in front", "The lawyer, Emma Holm, swore.", []),
    ("predicate", "Emma Holm is a lawyer.", []),
    ("several", "Many pilots swore.", []),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in NOMINALS], ids=[case[0] for case in NOMINALS])
def test_nominals(text: str, expected: list[tuple[str, bool, bool]]) -> None:
    people = antecedents(text)
    found = nominals(people.document, people.index)
    assert [(people.document.name(one.first, one.head + 1), one.definite, one.introduced) for one in found] == expected


ROLES = [
    ("They met. Holm said so.", "subject"),
    ("They met Holm’s men.", "possessive"),
    ("They spoke of Holm.", "object"),
    ("They heard Voss. Holm asked Voss why.", "asks"),
    ("Later Voss asked Holm why.", "asked"),
    ("Holm — has left.", "subject"),
    ("“So,” said Holm.", "subject"),
]


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=[case[0] for case in ROLES])
def test_role(text: str, expected: str) -> None:
    people = antecedents("Emma Holm met John Voss.\n\n" + text)
    holm = next(k for k, one in enumerate(people.index.entities) if one.name == "Emma Holm")
    assert people.role([one for one in people.index.found if one.entity == holm][-1]) == expected


def test_nobody_comes_first_and_the_other_gender_never() -> None:
    people = antecedents("Emma Holm met John Voss and a sailor. She left.")
    found = people.of(word(people, "She"), [])
    names = [people.index.entities[one.entity].name for one in found if one.entity is not None]
    assert found[0].entity is None
    assert found[0].nominal is None
    assert names == ["Emma Holm"]
    assert [one.nominal.head for one in found if one.nominal] == [word(people, "sailor")]


def test_sentences_of_a_quotation_do_not_count() -> None:
    people = antecedents("Emma Holm left. “It rained. It snowed. It froze.” She came back.")
    assert people.distance(word(people, "Holm"), word(people, "She")) == 1


def test_who_spoke_without_a_name_is_a_candidate() -> None:
    people = antecedents("They met John Voss. One of the pilots swore. He left.")
    found = people.of(word(people, "He"), [Spoke(word(people, "One"), None)])
    assert [one.nominal.head for one in found if one.nominal] == [word(people, "One")]


@given(
    st.lists(st.lists(st.sampled_from(["rank=0", "distance=1", "nobody", "never seen"]), max_size=4), min_size=1),
    st.dictionaries(st.sampled_from(["rank=0", "distance=1", "nobody"]), st.floats(-50, 50)),
)
def test_probabilities(features: list[list[str]], weights: dict[str, float]) -> None:
    candidates = [Candidate(None, tuple(one)) for one in features]
    found = Ranker(weights).probabilities(candidates)
    assert len(found) == len(candidates)
    assert math.isclose(sum(found), 1.0, rel_tol=1e-9)
    assert all(0.0 <= p <= 1.0 for p in found)


def test_the_shipped_weights_are_few_and_finite() -> None:
    weights = json.loads(resources.find(*FILE).read_text(encoding="utf-8"))["weights"]
    assert weights == dict(ranker().weights)
    assert 100 < len(weights) < 1000
    assert all(abs(weight) < 10 for weight in weights.values())


def test_the_features_are_those_that_were_fitted() -> None:
    people = antecedents("Emma Holm met Ida Prell. “So,” Holm said. “And so,” she added.")
    found = people.of(word(people, "she"), [Spoke(word(people, "Holm"), 0)])
    named = [one for one in found if one.entity is not None]
    assert len(named) == 2
    assert all(sum(feature in ranker().weights for feature in one.features) >= 6 for one in named)


def test_scores_are_probabilities(speakers: Callable[..., list[object]]) -> None:
    found = speakers("“So,” ⟦Emma Holm⟧ said. “And so,” ⟦she⟧ added.")[-1]
    assert (found.name, found.method) == ("Emma Holm", "pronoun")  # type: ignore[attr-defined]
    assert 0.9 < found.score < 1.0  # type: ignore[attr-defined]


TOLD = [
    ("named in the quotation", "“John Voss is late,” he said.", True),
    ("named before it", "John Voss left. “So it is,” he said.", False),
    ("no cue", "“John Voss is late.” The day he came it rained.", False),
    ("a paragraph later", "“John Voss is late.”\n\nHe said more.", False),
]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in TOLD], ids=[case[0] for case in TOLD])
def test_whom_the_quotation_names(text: str, expected: bool) -> None:
    people = antecedents("Karl Moll met John Voss.\n\n" + text)
    at = next(k for k in reversed(range(len(people.document.words))) if people.document.lower(k) == "he")
    voss = next(
        one
        for one in people.of(at, [])
        if one.entity is not None and people.index.entities[one.entity].name == "John Voss"
    )
    assert ("told of:says=1" in voss.features) == expected


def test_who_is_told_of_is_less_likely() -> None:
    assert ranker().weights["told of:says=1"] < -0.5
