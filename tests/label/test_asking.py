"""One window for most quotes; targets that fall outside of it ask for more, and each is told of once."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.label.asking import ask, windows
from builder.label.setting import read
from builder.label.windows import SIZE
from builder.model.encoder import pieces
from builder.records import Article, Attribution, Source, Span

SAID = "“Varr lied, and Doon paid,” said Ida Prell."


def quote(text, content, targets):
    reading = read(Article("0" * 32, text, Source("a.txt", None, "text", "")), ())
    return reading, Attribution((content,), "direct"), [[target] for target in targets]


def at(words, text):
    return Span(text.index(words), text.index(words) + len(words))


def test_a_short_quote_is_one_window_for_all_its_targets():
    asked = quote(SAID, Span(0, 27), [at("Varr", SAID), at("Doon", SAID)])
    ((_, told),) = windows(*asked, pieces())
    assert told == [0, 1]


def test_a_target_out_of_the_window_asks_for_one_more():
    text = "“Varr lied. " + "It rained and it rained again. " * 40 + "Doon paid,” said Ida Prell."
    asked = quote(text, Span(0, text.index(" said")), [at("Varr", text), at("Doon", text)])
    found = list(windows(*asked, pieces()))
    assert [told for _, told in found] == [[0], [1]]
    assert all(len(made.ids) <= SIZE + 2 for made, _ in found)


def test_what_has_no_token_is_told_of_by_even_odds():
    text = "“Varr lied    ,” said Ida Prell."
    reading, *asked = quote(text, Span(0, 16), [Span(10, 13), at("Varr", text)])
    (answers,) = ask(reading, [asked])
    assert set(answers.targets[0]["stance"].tolist()) == {0.0}
    assert len(set(answers.targets[1]["stance"].tolist())) == 3
    assert set(answers.statement) == {"claim", "verifiability", "claim_type", "worth", "framing"}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["Varr ", "lied. ", "and ", "  ", "\n\n", "é", "🙂 "]), min_size=1, max_size=400),
    st.data(),
)
def test_every_target_is_told_of_at_most_once(words, data):
    text = "".join(words)
    spans = [
        Span(start, data.draw(st.integers(start + 1, len(text))))
        for start in data.draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=4))
    ]
    told = [k for _, some in windows(*quote(text, spans[0], spans), pieces()) for k in some]
    assert len(told) == len(set(told))
    assert set(told) <= set(range(len(spans)))
