"""Statements -> verifiability and claim type, by the table and the decided cases of the label guide."""

from __future__ import annotations

import pytest

from builder.label.claims import clauses
from builder.label.verifiability import decided

V, P, U = "verifiable", "partially_verifiable", "unverifiable"
CASES = [
    ("figure_and_date", "{Exports rose 12% last year}", V, "quantity"),
    ("event_with_day", "{They launched five missiles on Monday}", V, "event"),
    ("cause", "{Sanctions have destroyed our economy}", P, "causal"),
    ("threat", "{We will sweep them away without mercy}", U, "prediction_promise"),
    ("insult", "{“The puppet clique is wicked,”} [the agency] <said>.", U, "opinion_value"),
    ("promise_outcome_and_time", "{We will close the Marrow plant by the end of June}", V, "prediction_promise"),
    ("promise_vague", "{We will always stay together}", U, "prediction_promise"),
    ("conditional", "{If the council would agree, we might sell}", U, "prediction_promise"),
    ("greeting", "{Good morning, and thank you all}", U, "rhetoric_other"),
    ("question", "{Where did the money go?}", U, "rhetoric_other"),
    ("slogan", "{Long live the harbour!}", U, "rhetoric_other"),
    ("topic", "{the harbour}", U, "rhetoric_other"),
    ("name", "{Ida Prell}", U, "rhetoric_other"),
    ("superlative", "{This is the greatest harbour, the best in the world}", U, "opinion_value"),
    ("appeal", "{The council should resign}", U, "opinion_value"),
    ("private", "{I loved my father and I felt at home}", U, "personal_experience"),
    ("poll", "{54 percent of voters in Marrow backed the ban in March}", V, "quantity"),
    ("quote_in_quote", "{Lee told me: ‘The council paid 40 million for the pier in 2019’}", V, "quantity"),
    ("symbols", "{“…!?” — 「」}", U, "rhetoric_other"),
]


# What is told wrong; a change that mends one takes it from here.
FAULTS = [("wish", "[She] <hopes> {that the best is yet to come}", U, "opinion_value")]
ALL = [*(pytest.param(*c[1:], id=c[0]) for c in CASES)]
ALL += [pytest.param(*c[1:], id=c[0], marks=pytest.mark.xfail(strict=True, reason="known fault")) for c in FAULTS]


@pytest.mark.parametrize(("text", "value", "kind"), ALL)
def test_statements(case, text, value, kind):
    labels = case(text).labels
    assert (labels.verifiability.value, labels.claim_type) == (value, kind)
    assert labels.verifiability.reason
    assert labels.verifiability.by == "model"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("{Our forces, the strongest in the world, shot down 300 drones}", "quantity"),
        ("{We will close the plant}", "prediction_promise"),
        ("{The plant could close next year}", "prediction_promise"),
        ("{Under the treaty, section 4 of the law prohibits nets}", "law_rule"),
    ],
)
def test_types(case, text, kind):
    assert case(text).labels.claim_type == kind


@pytest.mark.parametrize(
    ("shares", "value"), [((0.2, 0.3, 0.5), U), ((0.3, 0.25, 0.45), V), ((0.25, 0.3, 0.45), P), ((0.3, 0.3, 0.4), V)]
)
def test_first_whether_anything_can_be_checked_then_whether_all(shares, value):
    assert decided(dict(zip((V, P, U), shares, strict=True))) == value


def test_the_reason_names_the_signs(case):
    assert "figures" in case("{Exports rose 12%}").labels.verifiability.reason
    assert "words of opinion" in case("{It is a disgrace}").labels.verifiability.reason


def test_claim_spans_are_the_checkable_sentences_without_marks(case):
    one = case("{“It is a disgrace. The council paid 40 million in 2019.”} [Prell] <said>.")
    assert [span.of(one.article.text) for span in one.labels.claim_spans] == ["The council paid 40 million in 2019"]


def test_unverifiable_statements_have_no_claim_span(case):
    assert case("{The puppet clique is wicked}").labels.claim_spans == ()


@pytest.mark.parametrize(
    ("text", "figures", "times"),
    [
        ("{It cost 40 million}", 1, 0),
        ("{It opened on June 19, 2024}", 0, 2),
        ("{It opened in 2019}", 0, 1),
        ("{It took 10 months}", 0, 1),
        ("{five boats left}", 1, 0),
        ("{as in §4 and No.7}", 0, 0),
    ],
)
def test_dates_are_no_figures(case, text, figures, times):
    one = case(text)
    (clause,) = clauses(one.article.text, one.attribution.content)
    assert clause.signals["figure"] == figures
    assert (clause.signals["time"] > 0) == (times > 0)


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("{The ministry spent 40 million on the dam in 2019}", "{He left the hall at noon}"),
        ("{Police killed two voters at the election on Monday}", "{Police are wonderful}"),
        ("{Sanctions have destroyed our economy}", "{We will always stay together}"),
        ("{Taxes rose 4% last year}", "{I loved my father}"),
    ],
)
def test_check_worthiness_orders_statements(case, more, less):
    assert 1 >= case(more).labels.check_worthiness > case(less).labels.check_worthiness >= 0
