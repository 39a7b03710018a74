"""Two small versions of a dataset, made from records: no stage but the writing of tables takes part."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder import ids
from builder.cli import main
from builder.config import Config
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

COURIER = (
    "By Mara Oyle\n"
    "\n"
    "“We did not close the harbour,” Harbour Minister Ida Prell said on Monday. “And we never will.”\n"
    "\n"
    "An official claimed that the so-called “ghost ships” had left\x1b[31m the bay, a 12% rise.\n"
    "\n"
    "The [red]ministry[/red] has since denied that a sluice failed. It spoke of a “new normal” that \u202eends.\n"
)
WIRE = "Nothing moved in the strait, the coast guard said.\n"
VERSIONS = {"attribution": "rules-1", "speakers": "rules-1", "label": "rules-1"}


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the versions 0.1.0 and 0.2.0; the second has one more article and one other label."""
    out = tmp_path_factory.mktemp("dist")
    courier, wire = _courier(), _article(WIRE, "wire/strait.txt", title="Storm over Sellia", text_redistributable=False)
    _release([(courier, _found(courier)), (wire, _one_quote(wire))], out)
    calm = _article(
        "“All is calm,” the port said.\n", "wire/calm.txt", title="Calm after the storm", outlet="Sound Wire"
    )
    said = _quote(calm, ["“All is calm,”"], "said", "the port", speaker=Speaker("Port of Marrow", "organisation"))
    _release(
        [(courier, _found(courier, framing="neutral")), (wire, _one_quote(wire)), (calm, Extraction((said,)))], out
    )
    return out


@pytest.fixture
def run() -> Callable[..., Result]:
    """Runs the command line in this process; no colours, 100 columns."""

    def run(*arguments: object, **environment: str) -> Result:
        settings = {"COLUMNS": "100", "NO_COLOR": "1", "FORCE_COLOR": "", **environment}
        return CliRunner().invoke(main, [str(argument) for argument in arguments], env=settings)

    return run


def _release(extracted: list[tuple[Article, Extraction]], out: Path) -> None:
    from builder.dataset import Verdict, release, tables

    made = tables(extracted, versions=VERSIONS)
    release(made, out, config=Config(), validate=lambda staged, parent: Verdict(passed=True))


def _article(text: str, path: str, **metadata: object) -> Article:
    article = Article(ids.article_id(text, None), text, Source(path, None, "text", "0" * 64), language="en")
    return dataclasses.replace(article, **{"text_redistributable": True, "licence": "CC0-1.0", **metadata})


def _courier() -> Article:
    return _article(
        COURIER,
        "harbour/courier.md",
        title="Harbour stays \x1b]0;owned\x07open",
        outlet="Marrow Coast Courier",
        outlet_domain="marrowcoast.example",
        authors=("Mara Oyle",),
        published_at=datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
        published_at_precision="time",
        furniture=(Furniture(Span(0, 12), "byline"),),
        notes=("control_characters",),
    )


def _found(article: Article, framing: str = "distance") -> Extraction:
    prell = Speaker("Ida Prell", "person", "Harbour Minister", "explicit", "named", score=0.95, reason="full name")
    harbour = _span(article, "the harbour")
    stance = Stance("the harbour", harbour, "Port of Marrow", "place", "favor", 0.4, "implied", reason="“never will”")
    doubt = Device("doubt_cue", _span(article, "claimed"))
    official = Speaker(None, "person", None, "explicit", "anonymous", reason="people without a name")
    ministry = Speaker("Ministry of Harbours", "government", None, "explicit", "named", score=0.9, reason="full name")
    claim = ["that the so-called “ghost ships” had left\x1b[31m the bay, a 12% rise"]
    quotes = (
        _quote(
            article,
            ["“We did not close the harbour,”", "“And we never will.”"],
            "said",
            "Harbour Minister Ida Prell",
            speaker=prell,
            stances=(stance,),
        ),
        _quote(article, claim, "claimed", "An official", speaker=official, framing=framing, devices=(doubt,)),
        _quote(article, ["that a sluice failed"], "has since denied", "The [red]ministry[/red]", speaker=ministry),
    )
    span = _span(article, "“new normal”")
    reject = Reject(
        "attribution", "scare_quotes", "Two words in marks without a cue.", article.source.path, None,
        article.article_id, span, span.of(article.text),
    )  # fmt: skip
    return Extraction(quotes, (reject,))


def _one_quote(article: Article) -> Extraction:
    speaker = Speaker("Coast guard", "organisation", reference="explicit", sourcing="named", score=0.9)
    return Extraction((_quote(article, ["Nothing moved in the strait,"], "said", "the coast guard", speaker=speaker),))


def _quote(
    article: Article,
    content: list[str],
    cue: str,
    source: str,
    *,
    speaker: Speaker,
    framing: str = "neutral",
    devices: tuple[Device, ...] = (),
    stances: tuple[Stance, ...] = (),
) -> Quote:
    spans = tuple(_span(article, part) for part in content)
    attribution = Attribution(
        content=spans,
        quote_type="direct" if content[0].startswith("“") else "indirect",
        source=(_span(article, source),),
        cue=(_span(article, cue),),
        cue_lemma={"said": "say", "claimed": "claim"}.get(cue, "deny"),
        polarity="denies" if "denied" in cue else "asserts",
        method="record",
    )
    labels = Labels(
        stances=stances,
        stance=Label(stances[0].stance, stances[0].score, "“never will”") if stances else None,
        stance_target=stances[0].canonical if stances else None,
        framing=Label(framing, 0.8, "doubt cue" if devices else "no device found"),
        framing_devices=devices,
        verifiability=Label("verifiable", 0.6, "an event"),
        claim_type="event",
        claim_spans=(),
        check_worthiness=0.5,
    )
    return Quote(article.article_id, "".join(content), attribution, speaker, labels)


def _span(article: Article, words: str) -> Span:
    start = article.text.index(words)
    return Span(start, start + len(words))
