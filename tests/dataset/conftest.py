"""Small synthetic articles with their quotes: invented people in an invented harbour town."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from builder import ids
from builder.config import Config
from builder.dataset import Tables, Verdict, tables
from builder.records import (
    Article,
    Attribution,
    Device,
    Extraction,
    Furniture,
    Label,
    Labels,
    Quote,
    Reject,
    Source,
    Span,
    Speaker,
    Stance,
)

VERSIONS = {"attribution": "rules-1", "speakers": "rules-1", "label": "rules-1"}
MakeArticle = Callable[..., Article]
MakeQuote = Callable[..., Quote]


def make_article(text: str, name: str = "courier", *, day: int | None = 1, **known: object) -> Article:
    domain = f"{name}.example"
    metadata: dict[str, object] = {
        "outlet": name.title(),
        "outlet_domain": domain,
        "title": "Harbour stays open",
        "authors": ("Ida Prell",),
        "published_at": None if day is None else datetime(2026, 3, day, 7, 30, tzinfo=UTC),
        "published_at_precision": None if day is None else "time",
        "url": f"https://{domain}/harbour",
        "language": "en",
        "licence": "CC-BY-4.0",
        "text_redistributable": True,
        **known,
    }
    source = Source(f"{name}.md", None, "markdown", hashlib.sha256(text.encode()).hexdigest())
    return Article(ids.article_id(text, domain), text, source, **metadata)  # type: ignore[arg-type]


def make_quote(
    article: Article,
    *content: str,
    source: str | None = "Ida Prell",
    cue: str | None = "said",
    speaker: str | None = "Ida Prell",
    kind: str = "person",
    quote_type: str = "direct",
    stance: bool = False,
    verifiability: str = "verifiable",
) -> Quote:
    """A quote whose spans are found by their words in the article."""

    def spans(*parts: str | None) -> tuple[Span, ...]:
        found = []
        for part in filter(None, parts):
            start = article.text.index(part)
            found.append(Span(start, start + len(part)))
        return tuple(found)

    attribution = Attribution(
        content=spans(*content),
        quote_type=quote_type,  # type: ignore[arg-type]
        source=spans(source),
        cue=spans(cue),
        cue_lemma="say" if cue else None,
        score=0.123456,
    )
    target = Span(attribution.content[0].start, attribution.content[0].start + 3)
    stances = (Stance("the", target, None, "policy", "against", -0.70001, "explicit", (target,), "“the”"),) * stance
    labels = Labels(
        stances=stances,
        stance=Label("against", -0.70001, "“the”") if stance else None,
        stance_target="the" if stance else None,
        framing=Label("neutral", 0.9, "no device"),
        framing_devices=(Device("hedge", target),) * stance,
        verifiability=Label(verifiability, 0.6, "states a number"),  # type: ignore[type-var]
        claim_type="event",
        claim_spans=(target,),
        check_worthiness=0.5,
    )
    known = Speaker(
        name=speaker,
        kind=kind if speaker else "unknown",  # type: ignore[arg-type]
        role="Harbour Minister" if speaker else None,
        reference="explicit" if source else "none",
        sourcing="named" if speaker else "unattributed",
        score=0.9,
        reason="full name in the mention",
    )
    text = "".join(span.of(article.text) for span in attribution.content)
    return Quote(article.article_id, text, attribution, known, labels)


COURIER = "By Ida Prell\n\n“We did not close the harbour, and we never will,” Ida Prell said on Monday.\n\nShe left."
HERALD = "“We did not close the harbour, and we” have no such plan, Ida Prell said."
GAZETTE = (
    "The pier is open. “Twelve boats left before noon,” Tam Orrin said.\n\n“The weather was kind to us,” he added."
)


@pytest.fixture
def article() -> MakeArticle:
    return make_article


@pytest.fixture
def quote() -> MakeQuote:
    return make_quote


@pytest.fixture
def corpus() -> list[tuple[Article, Extraction]]:
    """Three articles: two carry one utterance, cut differently; the text of the third must not be passed on."""
    courier = make_article(COURIER, furniture=(Furniture(Span(0, 12), "byline"),))
    herald = make_article(HERALD, "herald", day=2)
    gazette = make_article(GAZETTE, "gazette", day=None, licence=None, text_redistributable=False)
    scare = Span(COURIER.index("She"), len(COURIER))
    left_out = Reject("attribution", "no_cue", "Nobody said it.", courier.source.path, None, courier.article_id, scare)
    boats = make_quote(gazette, "“Twelve boats left before noon,”", source="Tam Orrin", speaker="Tam Orrin")
    weather = make_quote(gazette, "“The weather was kind to us,”", source=None, cue="added", speaker=None)
    harbour = make_quote(courier, "“We did not close the harbour, and we never will,”", stance=True)
    cut = make_quote(herald, "“We did not close the harbour, and we”", " have no such plan", quote_type="mixed")
    return [
        (gazette, Extraction((boats, weather))),
        (courier, Extraction((harbour,), (left_out,))),
        (herald, Extraction((cut,))),
    ]


@pytest.fixture
def made(corpus: list[tuple[Article, Extraction]]) -> Tables:
    return tables(corpus, versions=VERSIONS)


@pytest.fixture
def many(article: MakeArticle, quote: MakeQuote) -> Callable[[Sequence[int]], Tables]:
    """Tables of one-quote articles by number; the same number gives the same article whatever stands beside it."""

    def build(numbers: Sequence[int]) -> Tables:
        extracted = []
        for number in numbers:
            said = f"“Boat number {number} left pier {number * 7} before {number} o’clock,”"
            one = make_article(f"{said} Ida Prell said.", f"paper{number}", day=1 + number % 28)
            extracted.append((one, Extraction((make_quote(one, said),))))
        return tables(extracted, versions=VERSIONS)

    return build


@pytest.fixture
def accept() -> Callable[[Path, Path | None], Verdict]:
    """A validation that finds nothing wrong, and notes which parent it was given."""

    def validate(directory: Path, parent: Path | None) -> Verdict:
        assert (directory / "manifest.json").is_file()
        assert parent is None or parent.is_dir()
        return Verdict(passed=True, summary={"success": True}, reports={"validation.md": "# fine\n"})

    return validate


@pytest.fixture
def config() -> Config:
    return Config()
