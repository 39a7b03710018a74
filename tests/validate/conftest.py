"""A small good dataset, written straight from rows, and what it takes to damage it in one place."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from builder import ids
from builder.dataset import schema
from builder.records import Span

Row = dict[str, Any]
Rows = dict[str, dict[str, list[Row]]]  # table -> split -> rows

HARBOUR = (
    "“We did not close the harbour,” Harbour Minister Ida Prell said on Monday, "
    "“and the so-called strike <b>failed</b>.”\n\n"
    "She told reporters that the cranes had moved 1,200 boxes."
)
FERRY = "Tomas Wier claimed that the ferry had never been “late for a day”, which the log contradicts."
BRIDGE = "The mayor, Ada Finch, called the bridge “a gift to the valley”."


def span(text: str, words: str) -> Row:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def article(text: str, domain: str, **changes: Any) -> Row:
    shipped = changes.pop("shipped", True)
    return {
        "article_id": ids.article_id(text, domain),
        "outlet": "Marrow Coast Courier",
        "outlet_domain": domain,
        "title": "Harbour stays open",
        "authors": ["Jo Lund"],
        "published_at": datetime(2026, 3, 2, 7, 30, tzinfo=UTC),
        "published_at_precision": "time",
        "url": f"https://{domain}/a",
        "language": "en",
        "licence": "CC-BY-4.0" if shipped else None,
        "word_count": len(text.split()),
        "quote_count": 1,
        "text": text if shipped else None,
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "text_start": 0,
        "source_path": "courier.md",
        "source_row": None,
        "source_format": "markdown",
        "source_sha256": "0" * 64,
        "intake_notes": [],
        "syndication": [],
        "near_duplicate_of": None,
        **changes,
    }


def quote(text: str, source: Row, content: list[str], **changes: Any) -> Row:
    """A row; ``cue``, ``mention``, ``claim`` and ``nested`` are given as printed and found in the text."""
    spans = [span(text, words) for words in content]
    printed = {name: changes.pop(name, None) for name in ("cue", "mention", "claim", "nested")}
    found = {name: [] if words is None else [span(text, words)] for name, words in printed.items()}
    name = changes.pop("speaker", None)
    kind = "person" if name else "unknown"
    quote_id = ids.quote_id(source["article_id"], [Span(s["start"], s["end"]) for s in spans])
    copied = ("article_id", "outlet", "outlet_domain", "url", "published_at", "language")
    return {
        **{key: source[key] for key in copied},
        "quote_id": quote_id,
        "quote": "".join(content),
        "quote_type": "direct",
        "content": spans,
        "nested": found["nested"],
        "context": text,
        "context_start": 0,
        "cue": printed["cue"],
        "cue_spans": found["cue"],
        "cue_lemma": printed["cue"] and printed["cue"].split()[0],
        "polarity": "asserts",
        "speaker_mention": printed["mention"],
        "mention_spans": found["mention"],
        "speaker": name,
        "speaker_id": name and ids.speaker_id(name, kind),
        "speaker_kind": kind,
        "speaker_role": None,
        "speaker_reference": "explicit" if name else "none",
        "sourcing": "named" if name else "unattributed",
        "via": None,
        "speech": True,
        "stance": None,
        "stance_target": None,
        "stances": [],
        "framing": "neutral",
        "framing_devices": [],
        "verifiability": "verifiable",
        "claim_type": "event",
        "claim_spans": found["claim"],
        "check_worthiness": 0.5,
        "scores": dict.fromkeys(("attribution", "framing", "verifiability"), 0.7)
        | {"speaker": 0.9 if name else None, "stance": None},
        "reasons": {"speaker": "named", "stance": None, "framing": "said", "verifiability": "an event"},
        "provenance": {
            **dict.fromkeys(("extractor", "speaker", "stance", "framing", "verifiability"), "rule"),
            "versions": dict.fromkeys(("extractor", "speaker", "stance", "framing", "verifiability"), "rules-1"),
            "reviewed": False,
        },
        "reviewed_fields": [],
        "flags": [],
        "utterance_id": ids.utterance_id([quote_id]),
        **changes,
    }  # fmt: skip


def speaker_row(name: str, count: int) -> Row:
    return {
        "speaker_id": ids.speaker_id(name, "person"),
        "speaker": name,
        "kind": "person",
        "aliases": [name],
        "roles": [],
        "outlets": ["Marrow Coast Courier"],
        "quote_count": count,
        "stances": {"favor": 0, "neutral": 0, "against": 0},
        "verifiability": {"verifiable": count, "partially_verifiable": 0, "unverifiable": 0},
        "qid": None,
    }


def good(copy: int = 0) -> Rows:
    """Three articles in two splits: one ships whole, one only as context, one has a quote without a speaker.

    Copies share no text, id or speaker, so that several of them are a good dataset as well.
    """
    harbour_text, ferry_text, bridge_text = (f"{text} ({copy})" for text in (HARBOUR, FERRY, BRIDGE))
    prell, wier = f"Ida Prell {copy}", f"Tomas Wier {copy}"
    harbour = article(harbour_text, "marrowcoast.example", quote_count=2)
    ferry = article(ferry_text, "ferry.example", shipped=False)
    bridge = article(bridge_text, "valley.example")
    stance = {
        "target": "strike", **span(harbour_text, "strike"), "canonical": None, "kind": "event", "stance": "against",
        "score": -0.7, "basis": "explicit", "evidence": [span(harbour_text, "failed")], "reason": "failed",
    }  # fmt: skip
    first = quote(
        harbour_text, harbour, ["“We did not close the harbour,”", "“and the so-called strike <b>failed</b>.”"],
        cue="said", mention="Harbour Minister Ida Prell", speaker=prell, speaker_role="Harbour Minister",
        claim="We did not close the harbour", stance="against", stance_target="strike", stances=[stance],
        framing="distance", framing_devices=[{"device": "so_called", **span(harbour_text, "so-called")}],
    )  # fmt: skip
    first["scores"]["stance"], first["reasons"]["stance"] = -0.7, "failed"
    second = quote(
        harbour_text, harbour, ["that the cranes had moved 1,200 boxes"], cue="told", mention="She", speaker=prell,
        quote_type="indirect", speaker_reference="anaphoric", claim_type="quantity", flags=["inherited_speaker"],
    )  # fmt: skip
    third = quote(
        ferry_text, ferry, ["that the ferry had never been “late for a day”"], cue="claimed", mention="Tomas Wier",
        speaker=wier, quote_type="mixed", nested="“late for a day”",
    )  # fmt: skip
    fourth = quote(bridge_text, bridge, ["the bridge “a gift to the valley”"], cue="called", quote_type="mixed")
    reject = {
        "reject_id": f"{copy:032x}", "article_id": harbour["article_id"], "source_path": "courier.md",
        "source_row": None, "stage": "attribution", "reason": "scare_quotes", "detail": "Two words.",
        "start": 0, "end": 4, "text": "“We ",
    }  # fmt: skip
    return {
        "quotes": {"train": [first, second, third], "test": [fourth]},
        "articles": {"train": [harbour, ferry], "test": [bridge]},
        "speakers": {"train": [speaker_row(prell, 2), speaker_row(wier, 1)]},
        "rejects": {"train": [reject]},
    }


def write(rows: Rows, directory: Path) -> Path:
    for table, splits in rows.items():
        for split, content in splits.items():
            path = directory / "data" / table / f"{split}-00000-of-00001.parquet"
            path.parent.mkdir(parents=True, exist_ok=True)
            pq.write_table(pa.Table.from_pylist(content, schema=schema.arrow(table)), path)
    return directory


@pytest.fixture
def rows() -> Rows:
    return good()


@pytest.fixture(scope="session")
def write_rows() -> Callable[[Rows, Path], Path]:
    return write


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes rows into a fresh dataset directory and returns it."""

    def saved(content: Rows, name: str = "dataset") -> Path:
        return write(content, tmp_path / name)

    return saved


@pytest.fixture(scope="session")
def good_dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good dataset on disk; never to be written to."""
    return write(good(), tmp_path_factory.mktemp("good"))


@pytest.fixture(scope="session")
def copies() -> Callable[[int], Rows]:
    """``good`` itself, for tests that need more than one of it."""
    return good


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The text that does not ship."""
    text = f"{FERRY} (0)"
    return {ids.article_id(text, "ferry.example"): text}
