from hypothesis import given
from hypothesis import strategies as st

from builder import ids
from builder.records import Reject, Span


def test_ids_do_not_move():
    # These values are in published datasets: a change here is a new id scheme and a major version.
    article = ids.article_id("“We left,” Ann Lee said.", "courier.example")
    assert article == "705707f53646666ea883689e3e6351f8"
    assert ids.quote_id(article, [Span(0, 10)]) == "42369bf0722deac78aeead291e1d87a1"
    assert ids.speaker_id("Ann Lee", "person") == "1cc5131c8084f38ab395a55fde99ce18"


def test_the_same_words_at_another_outlet_are_another_article():
    assert ids.article_id("text", "a.example") != ids.article_id("text", "b.example")


def test_a_quote_id_depends_on_every_span():
    one = ids.quote_id("a", [Span(0, 10), Span(20, 30)])
    assert one != ids.quote_id("a", [Span(0, 10)])
    assert one != ids.quote_id("a", [Span(0, 10), Span(20, 31)])
    assert one != ids.quote_id("b", [Span(0, 10), Span(20, 30)])


def test_speakers_meet_whatever_the_accents_and_case():
    assert ids.speaker_id("José  Ruiz", "person") == ids.speaker_id("jose ruiz", "person")
    assert ids.speaker_id("Lee", "person", "article-1") != ids.speaker_id("Lee", "person", "article-2")


def test_rejects_without_a_span_differ_by_their_detail():
    one = Reject("intake", "broken_row", "line 1", "feed.jsonl", row=1)
    two = Reject("intake", "broken_row", "line 1 again", "feed.jsonl", row=1)
    assert ids.reject_id(one) != ids.reject_id(two)


def test_an_utterance_has_one_id_whatever_the_order():
    assert ids.utterance_id(["b", "a"]) == ids.utterance_id(["a", "b"])


@given(st.text(st.characters()), st.none() | st.text())
def test_every_text_has_an_id(text, domain):
    assert len(ids.article_id(text, domain)) == 32


def test_the_parts_of_an_id_cannot_run_together():
    assert ids.article_id("bc", "a") != ids.article_id("c", "ab")
