"""The gold is about the articles as they are: every article has one, every span says what stands there.

The passes of the labels are about the gold: one line for each attribution, values of the schema, spans of the text.
"""

from __future__ import annotations

import itertools
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from builder import config, intake
from builder.errors import InputError
from builder.evaluate import gold
from builder.records import Article

ROOT = Path(__file__).parents[2]
RAW = ROOT / "raw"
FOLDER = Path(__file__).parent
FILES = sorted((FOLDER / "articles").glob("*.json"))
DOCUMENTS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FILES}
NAMES = sorted(DOCUMENTS)
PASSES = sorted((FOLDER / "passes").glob("*.jsonl"))
ROWS = {(d["doc_id"], a["id"]): a for d in DOCUMENTS.values() for a in d["attributions"]}
LABELS = {"doc_id", "id", "framing", "framing_devices", "verifiability", "claim_type", "claim_spans"}
LABELS |= {"check_worthy", "stances"}
KEYS = {"id", "kind", "content", "source", "cue", "cue_lemma", "polarity", "speech"}
KEYS |= {"speaker", "speaker_kind", "speaker_reference", "sourcing", "via"}
ENUMS = {
    "kind": "quote_type",
    "polarity": "polarity",
    "speaker_kind": "speaker_kind",
    "speaker_reference": "speaker_reference",
    "sourcing": "sourcing",
}
OPENING = ("“", "‘", "«", "„", '"', "``", "''")
CLOSING = ("”", "’", "»", "“", '"', "''")
# A mark anywhere in the text: single marks only where they cannot be apostrophes.
MARK = re.compile(r"[“”«»„\"]|''|``|(?<!\w)‘")


@pytest.fixture(scope="session")
def texts() -> Mapping[tuple[str, int | None], str]:
    settings = config.load(RAW / config.FILE_NAME).intake
    read = [result for result in intake.read([RAW], settings) if isinstance(result, Article)]
    return {(article.source.path, article.source.row): article.text for article in read}


def spans(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for attribution in document["attributions"]:
        for field in ("content", "source", "cue"):
            yield from attribution[field]
    yield from document["not_rows"]
    yield from document["discard"]


def text_of(document: Mapping[str, Any], texts: Mapping[tuple[str, int | None], str]) -> str:
    return texts[document["path"], document["row"]]


def test_every_article_has_gold_and_only_one(texts: Mapping[tuple[str, int | None], str]) -> None:
    places = Counter((document["path"], document["row"]) for document in DOCUMENTS.values())
    assert places == Counter(texts.keys())


@pytest.mark.parametrize("name", NAMES)
def test_spans_say_what_stands_there(name: str, texts: Mapping[tuple[str, int | None], str]) -> None:
    text = text_of(DOCUMENTS[name], texts)
    wrong = [s for s in spans(DOCUMENTS[name]) if text[s["start"] : s["end"]] != s["text"]]
    assert wrong == []


@pytest.mark.parametrize("name", NAMES)
def test_spans_are_ordered_apart_and_without_white_space_at_the_edge(name: str) -> None:
    for attribution in DOCUMENTS[name]["attributions"]:
        assert attribution["content"], attribution["id"]
        for field in ("content", "source", "cue"):
            ends = [(s["start"], s["end"]) for s in attribution[field]]
            assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends)), (attribution["id"], field)
            assert all(s["text"] == s["text"].strip() for s in attribution[field]), (attribution["id"], field)
        parts = sorted((s["start"], s["end"]) for f in ("content", "source", "cue") for s in attribution[f])
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(parts)), attribution["id"]


@pytest.mark.parametrize("name", NAMES)
def test_no_content_lies_in_another(name: str) -> None:
    taken = sorted((s["start"], s["end"]) for a in DOCUMENTS[name]["attributions"] for s in a["content"])
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(taken))


@pytest.mark.parametrize("name", NAMES)
def test_kinds_agree_with_the_marks(name: str) -> None:
    for attribution in DOCUMENTS[name]["attributions"]:
        quote = [s["text"] for s in attribution["content"]]
        marked = any(MARK.search(part) for part in quote)
        framed = all(part.startswith(OPENING) for part in quote) and any(part.endswith(CLOSING) for part in quote)
        expected = "direct" if framed else "mixed" if marked else "indirect"
        assert attribution["kind"] == expected, (attribution["id"], quote)


@pytest.mark.parametrize("name", NAMES)
def test_labels_are_declared_in_the_schemas(name: str) -> None:
    quotes = json.loads((ROOT / "schemas/quotes.json").read_text(encoding="utf-8"))["properties"]
    rejects = json.loads((ROOT / "schemas/rejects.json").read_text(encoding="utf-8"))["properties"]
    for attribution in DOCUMENTS[name]["attributions"]:
        assert set(attribution) == KEYS, attribution["id"]
        for field, column in ENUMS.items():
            assert attribution[field] in quotes[column]["enum"], (attribution["id"], field)
        assert isinstance(attribution["speech"], bool)
    assert {s["reason"] for s in DOCUMENTS[name]["not_rows"]} <= set(rejects["reason"]["enum"])


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_and_the_file_is_named_for_the_document(name: str) -> None:
    ids = [attribution["id"] for attribution in DOCUMENTS[name]["attributions"]]
    assert len(ids) == len(set(ids))
    assert re.sub(r"[/#]", "-", DOCUMENTS[name]["doc_id"]) == name


@pytest.mark.parametrize("name", NAMES)
def test_a_speaker_is_named_or_nobody(name: str) -> None:
    """Unknown is said: no name without a source, no unattributed row with one."""
    for attribution in DOCUMENTS[name]["attributions"]:
        assert (attribution["speaker"] is not None) == (attribution["sourcing"] == "named"), attribution["id"]
        assert (not attribution["source"]) == (attribution["sourcing"] == "unattributed"), attribution["id"]
        assert (not attribution["source"]) == (attribution["speaker_reference"] == "none"), attribution["id"]
        assert (not attribution["cue"]) == (attribution["speaker_reference"] == "implicit"), attribution["id"]
        assert (not attribution["cue"]) == (attribution["cue_lemma"] is None), attribution["id"]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_not_a_row_overlaps_none(name: str) -> None:
    contents = [(s["start"], s["end"]) for a in DOCUMENTS[name]["attributions"] for s in a["content"]]
    for span in DOCUMENTS[name]["not_rows"]:
        assert not any(start < span["end"] and span["start"] < end for start, end in contents), span


def test_the_first_article_has_the_speakers_it_was_written_for() -> None:
    speakers = {attribution["speaker"] for attribution in DOCUMENTS["kursk-meridian-ledger"]["attributions"]}
    wanted = {"Korean Central News Agency", "Kim Jong-un", "Vladimir Putin", "Dmitry Peskov", "Volodymyr Zelensky"}
    wanted |= {"Kremlin", "Government of Ukraine", "Government of North Korea", "Special Operation Forces"}
    assert wanted <= speakers


def test_the_numbers_in_the_readme_are_those_of_the_files() -> None:
    rows = [attribution for document in DOCUMENTS.values() for attribution in document["attributions"]]
    kinds = Counter(attribution["kind"] for attribution in rows)
    readme = " ".join((FOLDER / "README.md").read_text(encoding="utf-8").split())
    shares = f"{kinds['direct']} direct, {kinds['indirect']} indirect, {kinds['mixed']} mixed"
    assert f"{len(rows)} attributions ({shares})" in readme


def test_documents_in_the_format_of_the_scorer(texts: Mapping[tuple[str, int | None], str]) -> None:
    documents = {document["doc_id"]: document for document in gold.documents(FOLDER / "articles", texts)}
    assert len(documents) == len(DOCUMENTS)
    first = documents["harbour/courier"]["attributions"][0]
    text = documents["harbour/courier"]["text"]
    assert [text[start:end] for start, end in first["content"]] == [
        "that Sellia had shut its biggest port to Obrenian freighters"
    ]
    assert [text[start:end] for start, end in first["source"]] == ["Harbour Minister Ida Prell"]
    assert (first["kind"], first["speaker"], first["speech"]) == ("indirect", "Ida Prell", True)


def test_gold_of_another_article_is_an_error(texts: Mapping[tuple[str, int | None], str]) -> None:
    changed = {place: "x" + text for place, text in texts.items()}
    with pytest.raises(InputError, match="does not stand at"):
        gold.documents(FOLDER / "articles", changed)


def labels(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def by_id(path: Path) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["doc_id"], row["id"]): row for row in labels(path)}


def name_of(path: Path) -> str:
    return path.stem


every_pass = pytest.mark.parametrize("path", PASSES, ids=name_of)


@every_pass
def test_a_pass_labels_every_attribution_once(path: Path) -> None:
    assert Counter((row["doc_id"], row["id"]) for row in labels(path)) == Counter(ROWS.keys())
    assert all(set(row) == LABELS for row in labels(path))


@every_pass
def test_labels_of_a_pass_are_declared_in_the_schema(path: Path) -> None:
    schema = json.loads((ROOT / "schemas/quotes.json").read_text(encoding="utf-8"))
    columns, parts = schema["properties"], schema["$defs"]
    for row in labels(path):
        place = (row["doc_id"], row["id"])
        for field in ("framing", "verifiability", "claim_type"):
            assert row[field] in columns[field]["enum"], (place, field)
        assert isinstance(row["check_worthy"], bool), place
        for device in row["framing_devices"]:
            assert set(device) == {"device", "start", "end", "text"}, place
            assert device["device"] in parts["device"]["properties"]["device"]["enum"], place
        for entry in row["stances"]:
            assert set(entry) == {"start", "end", "text", "canonical", "kind", "stance", "basis"}, place
            for field in ("kind", "stance", "basis"):
                assert entry[field] in parts["stance"]["properties"][field]["enum"], (place, field)


@every_pass
def test_spans_of_a_pass_say_what_stands_there(path: Path, texts: Mapping[tuple[str, int | None], str]) -> None:
    text = {document["doc_id"]: text_of(document, texts) for document in DOCUMENTS.values()}
    for row in labels(path):
        place = (row["doc_id"], row["id"])
        for span in [*row["framing_devices"], *row["stances"]]:
            assert text[row["doc_id"]][span["start"] : span["end"]] == span["text"] != "", (place, span)


@every_pass
def test_claim_spans_are_parts_of_the_content(path: Path) -> None:
    """And a statement has a checkable part exactly when it is not unverifiable."""
    for place, row in by_id(path).items():
        content = [(s["start"], s["end"]) for s in ROWS[place]["content"]]
        for start, end in row["claim_spans"]:
            assert any(b <= start < end <= e for b, e in content), (place, start, end)
        assert bool(row["claim_spans"]) == (row["verifiability"] != "unverifiable"), place


@every_pass
def test_distance_of_a_pass_says_why(path: Path) -> None:
    """An outlet that speaks for itself endorses without a device; it holds nothing off without one."""
    unexplained = [row for row in labels(path) if row["framing"] == "distance" and not row["framing_devices"]]
    assert unexplained == []


@every_pass
def test_a_target_is_labelled_once(path: Path) -> None:
    for row in labels(path):
        spans = Counter((entry["start"], entry["end"]) for entry in row["stances"])
        assert set(spans.values()) <= {1}, (row["doc_id"], row["id"])


@every_pass
@pytest.mark.parametrize("field", ["framing", "verifiability"])
def test_every_value_has_enough_rows_to_be_measured_on(path: Path, field: str) -> None:
    counts = Counter(row[field] for row in labels(path))
    assert len(counts) == 3
    assert min(counts.values()) >= 60, counts
