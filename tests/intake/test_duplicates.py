from __future__ import annotations

import itertools
import random

import pytest

from builder import ids, intake
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


@pytest.mark.parametrize(("lost", "alike"), [(20, True), (21, False)])
def test_the_bound_is_exact(lost: int, alike: bool) -> None:
    # 104 distinct words make 100 shingles; without the last 20 words 80 of them are left: Jaccard 80 / 100.
    story = [f"w{n}" for n in range(104)]
    assert (groups([article(story), article(story[: 104 - lost])]) == {1: 0}) is alike


def test_case_marks_and_furniture_do_not_count() -> None:
    story = words(3, 60)
    shouted = " ".join(story).upper().replace(" ", ", ")
    comments = " ".join(words(4, 300))
    assert groups([article(story), article(shouted), article(story, furniture=comments)]) == {1: 0, 2: 0}


def test_groups_are_connected_and_named_by_the_first() -> None:
    chain = [f"w{n}" for n in range(140)]
    a, b, c = chain[:110], chain[10:120], chain[20:130]
    assert groups([article(a), article(c)]) == {}
    assert groups([article(a), article(c), article(b)]) == {1: 0, 2: 0}


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"], ["...", "!!!"]], ids=str)
def test_texts_without_words_have_no_like(texts: list[str]) -> None:
    assert groups([article(text, str(n)) for n, text in enumerate(texts)]) == {}


def test_short_texts() -> None:
    assert groups([article("We stay."), article("We stay!"), article("We leave.")]) == {1: 0}


def test_the_same_as_comparing_all_pairs() -> None:
    source = random.Random(7)
    articles = []
    for seed in range(12):
        story = words(seed, 80)
        for n in range(6):
            copy = list(story)
            for _ in range(source.randrange(4)):
                copy[source.randrange(len(copy))] = "changed"
            articles.append(article(copy, str(n)))
    source.shuffle(articles)

    def shingles(one: Article) -> set[tuple[str, ...]]:
        tokens = one.text.split()
        return {tuple(tokens[n : n + 5]) for n in range(len(tokens) - 4)}

    first = list(range(len(articles)))
    sets = [shingles(one) for one in articles]
    for a, b in itertools.combinations(range(len(articles)), 2):
        if 5 * len(sets[a] & sets[b]) >= 4 * len(sets[a] | sets[b]) and first[a] != first[b]:
            low, high = sorted((first[a], first[b]))
            first = [low if root == high else root for root in first]
    expected = {n: root for n, root in enumerate(first) if n != root}
    assert len(expected) > 10
    assert groups(articles) == expected
