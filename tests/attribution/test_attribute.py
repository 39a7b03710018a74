"""Who is said to have said what: a table of news text, and what holds for any text at all."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import attribution
from builder.records import Article, Attribution, Span

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "tests/cases/attribution.json").read_text(encoding="utf-8"))
QUOTES = json.loads((ROOT / "schemas/quotes.json").read_text(encoding="utf-8"))["properties"]
REASONS = json.loads((ROOT / "schemas/rejects.json").read_text(encoding="utf-8"))["properties"]["reason"]["enum"]
WORDS = [
    "said", "told", "claimed", "that", "to", "it", "she", "Ann Lee", "the ministry", "reporters", "according to", "and",
    "adding", "denied", "did not", "say", ",", ".", ":", "“", "”", '"', "'", "‘", "’", "\n\n", "Q:", "A:", "—", "was",
    "quoted", "as saying", "by", "who", "(", ")", "ferry", "“We go,”", "“We stay.”", "?", "on Monday", "in a statement",
]  # fmt: skip
NEWS = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


def plain(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [span.of(text) for span in spans]


def described(text: str, one: Attribution) -> dict[str, Any]:
    """An attribution as the table writes it: what is as usual is left out."""
    row: dict[str, Any] = {name: plain(text, getattr(one, name)) for name in ("content", "source", "cue")}
    row |= {"kind": one.quote_type, "lemma": one.cue_lemma, "method": one.method}
    unusual = {
        "via": plain(text, one.via),
        "nested": plain(text, one.nested),
        "flags": list(one.flags),
        "inherited": one.inherited,
    }
    row |= {name: value for name, value in unusual.items() if value}
    if one.polarity != "asserts":
        row["polarity"] = one.polarity
    return row if one.speech else row | {"speech": False}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["about"])
def test_table(case: dict[str, Any], attribute: Callable[..., Any]) -> None:
    found, rejected = attribute(case["text"])
    assert [described(case["text"], one) for one in found] == case["attributions"]
    assert [[reject.reason, reject.text] for reject in rejected] == case.get("rejects", [])


def test_furniture_is_not_read(attribute: Callable[..., Any]) -> None:
    text = "“Read me,” Ann Lee said.\n\n“We go,” Max Ames said."
    found, rejected = attribute(text, furniture=("“Read me,” Ann Lee said.",))
    assert [plain(text, one.content) for one in found] == [["“We go,”"]]
    assert rejected == ()


def test_furniture_inside_a_paragraph_is_cut_out(attribute: Callable[..., Any]) -> None:
    text = "“We go,” Ann Lee said. Photo: “Dawn” by Max Ames"
    found, rejected = attribute(text, furniture=("Photo: “Dawn” by Max Ames",))
    assert [plain(text, one.source) for one in found] == [["Ann Lee"]]
    assert rejected == ()


@pytest.mark.parametrize(
    "first", ["Lee says the ferry is late", "# Lee says the ferry is late", "LEE SAYS THE FERRY IS LATE."]
)
def test_a_first_paragraph_that_repeats_the_title_is_not_read(first: str, attribute: Callable[..., Any]) -> None:
    found, _ = attribute(f"{first}\n\nThe rain went on.", title="Lee says the ferry is late")
    assert found == ()
    assert len(attribute(f"{first}\n\nThe rain went on.", title="Rain")[0]) == 1


@pytest.mark.parametrize("language", ["de", "fr"])
def test_another_language_is_one_reject(language: str, attribute: Callable[..., Any]) -> None:
    found, rejected = attribute("„Wir gehen“, sagte sie.", language=language)
    assert found == ()
    assert [reject.reason for reject in rejected] == ["unsupported_language"]
    assert repr(language) in rejected[0].detail


def test_english_may_be_said(attribute: Callable[..., Any]) -> None:
    assert len(attribute("“We go,” Ann said.", language="en")[0]) == 1


@pytest.mark.parametrize("text", ["", " \n\n ", "The rain went on.", "“”", "\x00\u202e", "…"])
def test_nothing_to_find(text: str, attribute: Callable[..., Any]) -> None:
    assert attribute(text) == ((), ())


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=NEWS | st.text(max_size=80))
def test_whatever_the_text(text: str, article: Callable[..., Article]) -> None:
    made = article(text)
    found, rejected = attribution.attribute(made)
    assert attribution.attribute(made) == (found, rejected)
    assert [one.content[0].start for one in found] == sorted(one.content[0].start for one in found)
    for one in found:
        assert one.content
        for name in ("content", "source", "cue", "via", "nested"):
            spans = getattr(one, name)
            assert all(
                a.start < b.start and (name == "nested" or a.end <= b.start) for a, b in itertools.pairwise(spans)
            )
            assert all(span.end <= len(text) for span in spans)
        assert set(one.flags) <= set(QUOTES["flags"]["items"]["enum"])
        assert 0 <= one.score <= 1
        assert one.by == ("model" if one.method == "tagger" else "rule")
        assert ("inherited_speaker" in one.flags) == one.inherited
        assert not (one.inherited and one.cue)
    for reject in rejected:
        assert reject.reason in REASONS
        assert reject.span is not None
        assert reject.text == reject.span.of(text)


@given(text=NEWS)
def test_no_quotation_is_two_rows(text: str) -> None:
    from builder.records import Source

    found, _ = attribution.attribute(Article("0" * 32, text, Source("a.txt", None, "text", "0" * 64)))
    starts = [span.start for one in found for span in one.content]
    assert len(starts) == len(set(starts))


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("He said that ", id="one endless clause"),
        pytest.param("“Nobody knows it she said ", id="unclosed marks"),
        pytest.param('"Aa bb cc." ', id="nothing but quotations"),
        pytest.param("“We go now,” he said. “So.” ", id="interrupted without end"),
        pytest.param("(", id="nothing but brackets"),
        pytest.param("Ann Lee: We go.\n", id="a transcript without end"),
    ],
)
def test_twice_the_text_takes_twice_the_time(unit: str, attribute: Callable[..., Any]) -> None:
    """Ratios, so that a busy machine does not matter; a quadratic step would take four times as long."""

    def seconds(times: int) -> float:
        start = time.process_time()
        attribute(unit * times)
        return time.process_time() - start

    length = 2_500 // len(unit)
    seconds(length)
    assert seconds(6 * length) < 14 * seconds(2 * length)


@pytest.mark.skipif(not (ROOT.parent / "shared/seed/article.txt").exists(), reason="../shared/seed is not here")
def test_the_seed_article(attribute: Callable[..., Any]) -> None:
    """The article the project began with: its direct quotes whole, its traps seen."""
    text = (ROOT.parent / "shared/seed/article.txt").read_text(encoding="utf-8")
    found, rejected = attribute(text)
    direct = [(plain(text, one.source), len(one.content)) for one in found if one.quote_type == "direct"]
    assert direct == [
        (["KCNA"], 2),
        (["Kim"], 2),
        (["Putin"], 2),
        (["Putin"], 1),
        (["Kremlin spokesman Dmitry Peskov"], 1),
        (["the Special Operation Forces"], 1),
    ]
    for one in (one for one in found if one.quote_type == "direct"):
        assert all(span.of(text)[0] == "“" and span.of(text)[-1] == "”" for span in one.content)
    heads = {(source, one.cue_lemma) for one in found for source in plain(text, one.source)}
    wanted = {("it", "explain"), ("the president", "announce"), ("Pyongyang", "claim"), ("Kyiv", "deny")}
    assert wanted <= heads
    reasons = [(reject.reason, text[: reject.span.start].rsplit("\n", 1)[-1][:20]) for reject in rejected]
    assert ("negated_cue", "KCNA did not explain") in reasons
