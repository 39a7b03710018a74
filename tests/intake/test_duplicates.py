from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

import pytest

from builder import ids, intake
from builder.intake import duplicates
from builder.records import Article, Furniture, Source, Span


def article(words: list[str] | str, domain: str = "a.example", furniture: str = "") -> Article:
    body = words if isinstance(words, str) else " ".join(words)
    text = body + ("\n\n" + furniture if furniture else "")
    pieces = (Furniture(Span(len(text) - len(furniture), len(text)), "comments"),) if furniture else ()
    return Article(ids.article_id(text, domain), text, Source("a", None, "text", ""), furniture=pieces)


def words(seed: int, count: int) -> list[str]:
    source = random.Random(seed)
    return [f"w{source.randrange(10_000)}" for _ in range(count)]


def groups(articles: list[Article]) -> dict[int, int]:
    number = {one.article_id: n for n, one in enumerate(articles)}
    return {number[a]: number[b] for a, b in intake.near_duplicates(articles).items()}


def test_a_reprint_joins_the_first() -> None:
    story = words(1, 200)
    cut = story[:-20]
    other = words(2, 200)
    assert groups([article(story), article(other), article(cut), article(story, "b.example")]) == {2: 0, 3: 0}


@pytest.mark.parametrize(("lost", "alike"), [(20, True), (80, False)])
def test_a_cut_of_nine_tenths_is_alike_and_one_of_six_is_not(lost: int, alike: bool) -> None:
    story = words(5, 204)
    assert (groups([article(story), article(story[: 204 - lost])]) == {1: 0}) is alike


def test_case_marks_and_furniture_do_not_count() -> None:
    story = words(3, 60)
    shouted = " ".join(story).upper().replace(" ", ", ")
    comments = " ".join(words(4, 300))
    assert groups([article(story), article(shouted), article(story, furniture=comments)]) == {1: 0, 2: 0}


def test_groups_are_connected_and_named_by_the_first() -> None:
    chain = words(6, 260)
    a, b, c = chain[:200], chain[15:215], chain[30:230]
    assert groups([article(a), article(c)]) == {}
    assert groups([article(a), article(c), article(b)]) == {1: 0, 2: 0}


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"], ["...", "!!!"]], ids=str)
def test_texts_without_words_have_no_like(texts: list[str]) -> None:
    assert groups([article(text, str(n)) for n, text in enumerate(texts)]) == {}


def test_short_texts() -> None:
    assert groups([article("We stay."), article("We stay!"), article("We leave.")]) == {1: 0}


def test_a_signature_is_the_same_everywhere() -> None:
    """Were it to change, so would groups and, with them, splits: then it is a change of the dataset's rules."""
    made = duplicates.signature(article("We did not close the harbour, and we never will."))
    assert made is not None
    assert (made.dtype, made.shape) == ("uint32", (128,))
    assert made[:4].tolist() == [299960183, 630703679, 11125951, 375039720]


def test_many_copies_are_one_group() -> None:
    story, other = words(8, 100), words(9, 100)
    articles = [article(story if n % 3 else other, str(n)) for n in range(300)]
    assert groups(articles) == {n: 1 if n % 3 else 0 for n in range(2, 300)}


def test_any_iterable_will_do() -> None:
    story = words(10, 100)
    assert len(intake.near_duplicates(article(story, str(n)) for n in range(3))) == 2


def _families() -> Iterator[list[Article]]:
    """An article and cuts of it: paragraphs left out, words replaced, as outlets do with wire copy."""
    draw = random.Random(7)
    for seed in range(60):
        story = words(seed, 300)
        family = [article(story, f"{seed}")]
        for n in range(4):
            copy = list(story)
            start = draw.randrange(250)
            del copy[start : start + draw.randrange(90)]
            for _ in range(draw.choice((0, 1, 3, 6, 12))):
                copy[draw.randrange(len(copy))] = "changed"
            family.append(article(copy, f"{seed}-{n}"))
        yield family


def test_pairs_are_those_of_the_exact_index_but_at_its_bound() -> None:
    """Against the Jaccard index itself: no pair is wrong beyond 0.1 of the bound, nine in ten are right."""
    right = wrong = 0
    for family in _families():
        exact = [set(duplicates._shingles(one).tolist()) for one in family]
        for a, b in itertools.combinations(range(len(family)), 2):
            index = len(exact[a] & exact[b]) / len(exact[a] | exact[b])
            found = bool(intake.near_duplicates([family[a], family[b]]))
            right += found == (index >= 0.8)
            wrong += found != (index >= 0.8)
            assert found or index < 0.9
            assert not found or index > 0.7
    assert right / (right + wrong) > 0.9


def test_signatures_are_those_of_datasketch_2() -> None:
    """Kept from builds with it: work that was done then still counts."""
    made = duplicates.signature(article("The harbour stays open today."))
    assert made is not None
    assert (made.dtype, len(made)) == ("uint32", duplicates.VALUES)
    assert made[:4].tolist() == [1659002101, 1807924878, 348512716, 1799736013]
    assert made[-2:].tolist() == [1548393486, 81103662]
