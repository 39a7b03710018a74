"""The order and the stability of the tables."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.dataset import Tables, rows, schema, tables
from builder.records import Article, Attribution, Extraction, Label, Labels, Quote, Source, Span, Speaker

VERSIONS = {"attribution": "rules-1", "speakers": "rules-1", "label": "rules-1"}


def test_order_is_by_publication_then_text(made: Tables) -> None:
    assert made.articles["outlet"].to_pylist() == ["Courier", "Herald", "Gazette"]  # the last one has no date
    assert made.quotes["outlet"].to_pylist() == ["Courier", "Herald", "Gazette", "Gazette"]
    starts = [row["content"][0]["start"] for row in made.quotes.to_pylist()]
    assert starts[2] < starts[3]


def test_order_of_the_input_does_not_matter(corpus, made: Tables) -> None:
    for seed in range(5):
        shuffled = [(one, Extraction(extraction.quotes[::-1], extraction.rejects)) for one, extraction in corpus]
        random.Random(seed).shuffle(shuffled)
        again = tables(shuffled, versions=VERSIONS)
        assert all(again.whole(name) == made.whole(name) for name in schema.TABLES)
        assert again.groups == made.groups


def test_an_article_given_twice_is_an_error(corpus) -> None:
    with pytest.raises(ValueError, match="twice"):
        tables([*corpus, corpus[0]], versions=VERSIONS)


def test_near_duplicates_are_linked_to_the_first_and_share_a_group(article) -> None:
    one, other, alone = article("One.", "a"), article("Two.", "b"), article("Three.", "c")
    near = {one.article_id: one.article_id, other.article_id: one.article_id, "gone": one.article_id}
    made = tables([(each, Extraction()) for each in (one, other, alone)], versions=VERSIONS, near_duplicates=near)
    found = {row["article_id"]: row["near_duplicate_of"] for row in made.articles.to_pylist()}
    assert found == {one.article_id: None, other.article_id: one.article_id, alone.article_id: None}
    assert {frozenset(group) for group in made.groups} == {
        frozenset({one.article_id, other.article_id}),
        frozenset({alone.article_id}),
    }


def test_articles_that_share_an_utterance_share_a_group(corpus, made: Tables) -> None:
    outlets = {article.article_id: article.outlet for article, _ in corpus}
    assert [[outlets[each] for each in group] for group in made.groups] == [["Courier", "Herald"], ["Gazette"]]


def test_nothing_gives_empty_tables() -> None:
    made = tables([], versions=VERSIONS)
    assert [made.quotes.num_rows, made.articles.num_rows, made.speakers.num_rows, made.rejects.num_rows] == [0] * 4


@st.composite
def quoted(draw: st.DrawFn) -> tuple[Article, Extraction]:
    """Any text, with quotes at any places in it."""
    text = draw(st.text(min_size=1, max_size=80))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    spans = [Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    source = Source("a.txt", None, "text", "0" * 64)
    article = Article("0" * 32, text, source, text_redistributable=draw(st.booleans()))
    if not spans:
        return article, Extraction()
    made = Attribution(tuple(spans), draw(st.sampled_from(["direct", "indirect", "mixed"])), source=(spans[0],))
    labels = Labels((), None, None, Label("neutral", 1, ""), (), Label("verifiable", 1, ""), "event", (spans[-1],), 0.5)
    said = "".join(span.of(text) for span in spans)
    return article, Extraction((Quote(article.article_id, said, made, Speaker(), labels),))


@given(quoted())
def test_any_text_gives_tables_that_hold(given_: tuple[Article, Extraction]) -> None:
    article, _ = given_
    made = tables([given_], versions=VERSIONS)
    for row in made.quotes.to_pylist():
        assert "".join(article.text[span["start"] : span["end"]] for span in row["content"]) == row["quote"]
        at = row["context_start"]
        for span in (*row["content"], *row["mention_spans"], *row["claim_spans"]):
            assert row["context"][span["start"] - at : span["end"] - at] == article.text[span["start"] : span["end"]]
    assert made.articles["word_count"].to_pylist() == [rows.word_count(article)]
