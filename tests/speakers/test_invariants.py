from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder.records import Article, Attribution, Furniture, Source, Span
from builder.speakers import entities, resolve

PIECES = [
    "Emma Holm", "Holm", "Mr. ",
    "the minister", "Harbour Minister ", "KCNA", "(KCNA)", "Sellia", "Sellian ", "’s ",
    "'s ", " said ", "he", "She", "it", ", who ", "\n\n", ". ", ", ", "“", "”", '"', "the government of ", "de ",
    " of ",
    " and ", "😀", "U.S.", "Q:", "I", "the KCNA report", "é", "\x00", "\u202e", "\ud800", "the city", "its lawyer",
]  # fmt: skip
TEXT = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def make(text: str, furniture: tuple[Furniture, ...] = ()) -> Article:
    return Article(
        "a" * 32, text, Source("", None, "text", ""), outlet="Echo", authors=("Ann Lee",), furniture=furniture
    )


def spans(length: int) -> st.SearchStrategy[Span]:
    starts = st.integers(0, length - 1)
    return starts.flatmap(lambda start: st.integers(start + 1, length).map(lambda end: Span(start, end)))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_any_text_any_spans(data: st.DataObject) -> None:
    text = data.draw(TEXT)
    one = spans(max(len(text), 1))
    furniture = tuple(Furniture(span, "byline") for span in data.draw(st.lists(one, max_size=2))) if text else ()
    article = make(text, furniture)
    found = entities(article)
    for entity in found:
        assert entity.name
        assert entity.mentions
        assert list(entity.mentions) == sorted(set(entity.mentions))
        assert all(span.end <= len(text) and span.of(text).strip() for span in entity.mentions)
    sources = data.draw(st.lists(st.lists(one, max_size=2).map(tuple), max_size=6)) if text else []
    attributions = [
        Attribution((Span(0, 1),), "direct", source, via=source[:1], inherited=bool(k % 3 == 2))
        for k, source in enumerate(sources)
    ]
    speakers = resolve(article, attributions, found)
    assert len(speakers) == len(attributions)
    for speaker in speakers:
        assert speaker.score == 0.0 if speaker.name is None else 0.6 <= speaker.score <= 1.0
        assert speaker.name is None or speaker.sourcing == "named"
    assert speakers == resolve(article, attributions, found)


HUGE = [
    ("prose", "Harbour Minister Ida Prell met John Voss. He said so. The ministry said so. She left Sellia. "),
    ("names only", "Emma Holm "),
    ("capitals only", "MINISTER OF "),
    ("unclosed marks", "“Holm said "),
    ("one word", "x"),
    ("brackets", "(KCNA) ("),
    ("pronouns", "he she it "),
    ("nominals", "a lawyer and the lawyer of his lawyer "),
    ("speakers", "Emma Holm said he. John Voss said she. "),
    ("namesakes", "Emma Holm and Bill Holm met. Holm said she. "),
]


@pytest.mark.parametrize("piece", [case[1] for case in HUGE], ids=[case[0] for case in HUGE])
def test_time_grows_with_the_text(piece: str) -> None:
    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        article = make(text)
        sources = [Span(start, start + 4) for start in range(0, length - 4, 90)]
        start = time.process_time()
        found = entities(article)
        resolve(article, [Attribution((span,), "indirect", (span,)) for span in sources], found)
        return time.process_time() - start

    seconds(1_000)  # the lexicons are read once
    small, large = seconds(20_000), seconds(160_000)
    assert large < 30 * max(small, 0.02)  # 8 times the text; quadratic would be 64 times


BAD = {
    "one token of a million characters": "x" * 1_000_000,
    "a name of a million characters": "Emma " + "H" * 1_000_000 + " said so. He left.",
    "nothing but quotation marks": "“”\"''" * 20_000,
    "emoji and astral characters": "😀👩‍🚒 𝒜nn Lee said 𝕙e left. He " * 5_000,
    "right to left": "قالت إيدا بريل إنها ستغادر. אמר הוא. " * 2_000,
    "another language": "Die Ministerin sagte, er habe John Voss gesehen. " * 2_000,
    "no sentence": "he said she said it said they said " * 3_000,
    "pronouns in a quotation without end": "“" + "Emma Holm said he and she. " * 3_000,
    "brackets": "(" * 50_000,
    "one paragraph of capitals": "HE SAID THE MINISTER " * 4_000,
    "commas": "Holm, " * 8_000,
    "possessives": "Holm’s " * 8_000,
    "one surname, many people": " ".join(
        f"{chr(65 + k % 26)}{chr(97 + k // 26 % 26)}na Holm said she." for k in range(4000)
    ),
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_input_passes_quickly(text: str) -> None:
    article = make(text)
    step = max(len(text) // 300, 1)
    sources = [Span(k, min(k + 40, len(text))) for k in range(0, len(text) - 1, step)]
    start = time.process_time()
    found = entities(article)
    speakers = resolve(article, [Attribution((Span(0, 1),), "indirect", (span,)) for span in sources], found)
    assert time.process_time() - start < 12
    assert len(speakers) == len(sources)
    assert all(speaker.name is None or speaker.score >= 0.6 for speaker in speakers)


def test_an_article_of_200_000_words() -> None:
    piece = "Harbour Minister Ida Prell met John Voss. “It rained,” he said. The ministry said she had left Sellia. "
    text = "".join(piece + ("\n\n" if k % 5 == 0 else "") for k in range(200_000 // len(piece.split())))
    article = make(text)
    sources = [Span(k, k + 2) for k in range(len(text)) if text.startswith(("he said", "she had"), k)]
    start = time.process_time()
    found = entities(article)
    speakers = resolve(article, [Attribution((Span(0, 1),), "direct", (span,)) for span in sources], found)
    assert time.process_time() - start < 40  # 3 s where nothing else runs
    assert len(speakers) == len(sources) > 20_000


def test_offsets_behind_astral_characters(article: Callable[..., Article]) -> None:
    text = "😀👩‍🚒 It rained. 😀 Emma Holm said so."
    (holm,) = entities(article(text))
    assert holm.mentions[0].of(text) == "Emma Holm"
