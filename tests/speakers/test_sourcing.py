"""Sources that lead to no speaker: unknown (named), without a name (anonymous), nobody (unattributed)."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import resources
from builder.records import Article, Attribution, Source, Span, Speaker
from builder.speakers import entities, resolve
from builder.speakers.sourcing import CLASSES, FILE, answers, model, of_unresolved
from training.speakers.sourcing import Labelled, weights

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "quote_labels.dev.jsonl.gz"
FLOORS = json.loads((Path(__file__).parents[1] / "gold" / "floors.json").read_text(encoding="utf-8"))["speakers"]
Speakers = Callable[..., list[Speaker]]

# The last ⟦source⟧ of each text.
CASES = [
    # pronouns
    ("three men and a day", "They saw Karl Voss, Max Dorn and Leo Moll. A day went by. ⟦He⟧ said so.", "named"),
    ("a man who never had a name", "⟦One of the divers⟧ rose. ⟦He⟧ said it was dark.", "anonymous"),
    ("they", "⟦The fishermen⟧ left. ⟦They⟧ said the quay was shut.", "anonymous"),
    ("people who", "Voters ⟦who⟧ believe in it stayed.", "anonymous"),
    # names that lead to nobody
    ("one of two Holms", "They met Emma Holm and John Holm. ⟦Holm⟧ said so.", "named"),
    ("two at once", "⟦Emma Holm and John Voss⟧ said so.", "named"),
    ("a people", "⟦African-Americans⟧ think so.", "anonymous"),
    ("members of a party", "⟦House Republicans⟧ think so.", "anonymous"),
    # documents
    ("the report", "⟦The report⟧ says so.", "named"),
    ("the ad", "⟦The ad⟧ says so.", "named"),
    ("a complaint", "⟦The complaint⟧ says so.", "named"),
    # offices and bodies
    ("an office of one holder", "⟦The prime minister⟧ said so.", "named"),
    ("the businessman", "“So,” ⟦the businessman⟧ said.", "named"),
    ("the company", "⟦the company⟧ said so.", "named"),
    ("a company", "⟦a company⟧ said so.", "anonymous"),
    # people
    ("an official", "⟦an official⟧ said so.", "anonymous"),
    ("a senior official of a country", "⟦A senior Swedish official⟧ said so.", "anonymous"),
    ("officials", "⟦officials⟧ said so.", "anonymous"),
    ("some of", "⟦Some of the islanders⟧ said so.", "anonymous"),
    ("at least one", "⟦At least one senator⟧ said so.", "anonymous"),
    ("a spokeswoman", "⟦a spokeswoman for the Harbour Board⟧ said so.", "anonymous"),
    ("sources", "⟦Two sources close to the talks⟧ said so.", "anonymous"),
    ("withheld", "⟦an engineer, who spoke on condition of anonymity,⟧ said so.", "anonymous"),
    ("critics", "⟦critics⟧ said so.", "anonymous"),
    ("a share", "⟦Most Americans⟧ think so.", "anonymous"),
    ("wife", "They met John Voss. ⟦Voss’s wife⟧ said so.", "anonymous"),
    # nobody
    ("no one", "⟦No one⟧ knows so.", "unattributed"),
    ("nothing left of it", "They met Emma Holm⟦,⟧ and so on.", "unattributed"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_sourcing(text: str, expected: str, speakers: Speakers) -> None:
    found = speakers(text)[-1]
    assert (found.name, found.sourcing) == (None, expected)


def test_a_known_speaker_is_named(speakers: Speakers) -> None:
    assert speakers("⟦Emma Holm⟧ said so.")[0].sourcing == "named"


@given(st.lists(st.sampled_from([*list(model().weights)[:50], "never seen"]), max_size=8))
def test_one_of_three(features: list[str]) -> None:
    assert of_unresolved(features) in CLASSES


def test_the_shipped_weights_are_finite_and_of_the_three() -> None:
    shipped = json.loads(resources.find(*FILE).read_text(encoding="utf-8"))["weights"]
    assert shipped == dict(model().weights)
    assert {feature.split(" ", 1)[0] for feature in shipped} == set(CLASSES)
    assert all(abs(weight) < 10 for weight in shipped.values())


def test_what_the_labels_say_the_weights_say() -> None:
    pytest.importorskip("numpy")
    some = [Labelled("a", "aides", ("any", "noun=aides"), "anonymous")] * 20
    some += [Labelled("b", "he", ("any", "pronoun=he"), "named")] * 20
    some += [Labelled("c", "Holm", None, "named")]  # resolved: says nothing
    learned = weights(some)
    assert learned["anonymous noun=aides"] > 0 > learned["named noun=aides"]
    assert learned["named pronoun=he"] > 0
    assert [len(one.features) for one in answers(("any", "pronoun=he"))] == [2, 2, 2]


def spans(pairs: list[list[int]] | None) -> tuple[Span, ...]:
    return tuple(Span(*pair) for pair in pairs or ())


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpora are not part of the repository (../shared is missing)")
def test_floor() -> None:
    right = []
    with gzip.open(CORPUS, "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["sourcing"]]
    for row in rows:
        article = Article(row["id"], row["text"], Source("", None, "text", ""), outlet=row.get("outlet"))
        one = Attribution(spans(row["content"]), "indirect", spans(row["source"]), spans(row["cue"]))
        (found,) = resolve(article, [one], entities(article))
        right.append(found.sourcing == row["sourcing"])
    assert len(right) == 243
    assert sum(right) >= FLOORS["quote_labels.dev"]["sourcing: right of 243"]
