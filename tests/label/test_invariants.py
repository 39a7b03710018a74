"""What holds for every text and every attribution, however odd."""

from __future__ import annotations

import itertools
import time
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from builder.label import VERSION, label, label_all
from builder.records import (
    Article,
    Attribution,
    ClaimType,
    DeviceName,
    Entity,
    FramingValue,
    Source,
    Span,
    Speaker,
    StanceValue,
    VerifiabilityValue,
)

_WORDS = st.sampled_from(
    "Varr|Prell|said|claimed|that|corrupt|not|“|”|\"|''|‘|’|.|,|;|:|—|?|!|In fact|falsely|will|because|I|\n|\n\n|12%"
    "|2019|「|🙂|so-called|“liberated”|has not provided evidence|In reality|Polish|we would|records show".split("|")
)
_TEXT = (
    st.lists(st.one_of(_WORDS, st.text(max_size=6)), min_size=1, max_size=60).map(" ".join).filter(lambda t: t != "")
)


@st.composite
def attributed(draw):
    text = draw(_TEXT)

    def spans(most):
        edges = sorted(draw(st.lists(st.integers(0, len(text)), max_size=2 * most, unique=True)))
        return tuple(Span(a, b) for a, b in zip(edges[::2], edges[1::2], strict=False) if a < b)

    content = spans(3) or (Span(0, len(text)),)
    lemma = draw(st.sampled_from([None, "claim", "insist", "say", "accuse", "pledge", "no such cue"]))
    attribution = Attribution(
        content,
        draw(st.sampled_from(["direct", "indirect", "mixed"])),
        spans(1),
        spans(2),
        lemma,
        polarity=draw(st.sampled_from(["asserts", "denies"])),
    )
    entities = tuple(
        Entity(
            name,
            "person",
            tuple(Span(i, i + len(name)) for i in range(len(text)) if text.startswith(name, i)) or (Span(0, 1),),
        )
        for name in ("Varr", "Prell")
    )
    article = Article("a", text, Source("a.txt", None, "text", ""), outlet=draw(st.sampled_from([None, "Varr"])))
    return article, attribution, Speaker(name=draw(st.sampled_from([None, "Varr"]))), entities


@settings(max_examples=80, deadline=None)
@given(attributed())
def test_labels_of_any_text(drawn):
    article, attribution, speaker, entities = drawn
    labels = label(*drawn)
    evidence = [*labels.framing.evidence, *labels.verifiability.evidence, *labels.claim_spans]
    evidence += [device.span for device in labels.framing_devices]
    evidence += [span for entry in labels.stances for span in (entry.span, *entry.evidence)]
    assert all(0 <= span.start < span.end <= len(article.text) for span in evidence)
    assert all(any(c.covers(span) for c in attribution.content) for span in labels.claim_spans)
    assert all(entry.target == entry.span.of(article.text) for entry in labels.stances)
    assert all(device.device in get_args(DeviceName) for device in labels.framing_devices)
    assert labels.framing.value in get_args(FramingValue)
    assert labels.verifiability.value in get_args(VerifiabilityValue)
    assert labels.claim_type in get_args(ClaimType)
    assert 0 <= labels.check_worthiness <= 1
    for one, by in ((labels.framing, "rule model"), (labels.verifiability, "model"), (labels.stance, "model")):
        assert one is None or (0 <= one.score <= 1 and one.reason and one.version == VERSION and one.by in by.split())
    assert label_all(article, [attribution], [speaker], entities) == (labels,)


@settings(max_examples=60, deadline=None)
@given(attributed())
def test_the_strongest_entry_is_the_stance_of_the_row(drawn):
    labels = label(*drawn)
    assert (labels.stance is None) == (labels.stance_target is None) == (not labels.stances)
    for entry in labels.stances:
        assert entry.stance in get_args(StanceValue)
        assert -1 <= entry.score <= 1
        assert all(one.end <= other.start for one, other in itertools.pairwise(entry.evidence))
        assert entry.stance != "favor" or entry.score > 0
        assert entry.stance != "against" or entry.score < 0
    if labels.stance:
        top = min(labels.stances, key=lambda e: (-abs(e.score), e.span.start))
        assert (labels.stance_target, labels.stance.value) == (top.canonical or top.target, top.stance)


def test_the_speaker_is_never_a_target():
    text = "“Varr is corrupt,” Varr said."
    entity = Entity("Varr", "person", (Span(1, 5), Span(19, 23)))
    article = Article("a", text, Source("a.txt", None, "text", ""))
    attribution = Attribution((Span(0, 18),), "direct", (Span(19, 23),), (Span(24, 28),), "say")
    assert label(article, attribution, Speaker(name="Varr"), (entity,)).stances == ()


def test_time_grows_with_the_text_not_with_its_square():
    def seconds(size: int) -> float:
        text = "“Varr is corrupt ‘ ‘ '' Prell " * size
        entities = (Entity("Varr", "person", tuple(Span(i * 30 + 1, i * 30 + 5) for i in range(size))),)
        article = Article("a", text, Source("a.txt", None, "text", ""))
        attribution = Attribution((Span(0, len(text)),), "direct")
        start = time.process_time()
        label(article, attribution, Speaker(), entities)
        return time.process_time() - start

    seconds(10)  # vocabulary is read once
    assert seconds(8000) < 10 * seconds(2000) + 0.5  # four times the text; the square would be sixteen


def test_time_grows_with_the_parties_not_with_their_square():
    def seconds(size: int) -> float:
        text = "Varr met the men of the levy and them. " * size
        entities = (Entity("Varr", "person", tuple(Span(i * 39, i * 39 + 4) for i in range(size))),)
        article = Article("a", text, Source("a.txt", None, "text", ""))
        start = time.process_time()
        label(article, Attribution((Span(0, len(text)),), "direct"), Speaker(), entities)
        return time.process_time() - start

    seconds(10)  # the weights are read once
    assert seconds(4000) < 10 * seconds(1000) + 0.5
