"""Records -> rows."""

from __future__ import annotations

import dataclasses
import hashlib

import jsonschema
import pytest

from builder.dataset import Tables, rows, schema, tables
from builder.records import Extraction, Furniture, Reject, Span

VERSIONS = {"attribution": "rules-1", "speakers": "rules-1", "label": "rules-1"}


def _json(row: dict[str, object]) -> dict[str, object]:
    return {key: value.isoformat() if hasattr(value, "isoformat") else value for key, value in row.items()}


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_row_fits_the_schema(made: Tables, table: str) -> None:
    content = getattr(made, table).to_pylist()
    assert content
    validator = jsonschema.Draft202012Validator(schema.load(table))
    for row in content:
        validator.validate(_json(row))


def test_every_span_reproduces_its_text_also_from_the_context(made: Tables, corpus) -> None:
    texts = {article.article_id: article.text for article, _ in corpus}
    for row in made.quotes.to_pylist():
        text, start = texts[row["article_id"]], row["context_start"]
        assert "".join(text[span["start"] : span["end"]] for span in row["content"]) == row["quote"]
        assert text[start:].startswith(row["context"])
        spans = [*row["content"], *row["cue_spans"], *row["mention_spans"], *row["claim_spans"], *row["nested"]]
        spans += [*row["stances"], *row["framing_devices"], *(e for entry in row["stances"] for e in entry["evidence"])]
        for span in spans:
            inside = row["context"][span["start"] - start : span["end"] - start]
            assert inside == text[span["start"] : span["end"]] != ""


def test_context_is_the_paragraphs_of_the_row(article, quote) -> None:
    one = article("The pier.\n\n“We left,” she said.\n\nNobody followed.\n\n“We came back.”\n\nThe end.")
    said = quote(one, "“We left,”", "“We came back.”", source="she", speaker=None)
    row = tables([(one, Extraction((said,)))], versions=VERSIONS).quotes.to_pylist()[0]
    assert row["context"] == "“We left,” she said.\n\nNobody followed.\n\n“We came back.”"
    assert row["quote"] == "“We left,”“We came back.”"


def test_context_reaches_back_to_the_inherited_source(article, quote) -> None:
    one = article("Ida Prell spoke.\n\n“We left.”")
    row = tables([(one, Extraction((quote(one, "“We left.”", cue=None),)))], versions=VERSIONS).quotes.to_pylist()[0]
    assert row["context"] == one.text
    assert row["cue"] is None
    assert row["cue_spans"] == []


def test_mentions_in_two_stretches_are_joined(article, quote) -> None:
    one = article("Prell has, on Monday, said so: “We left,” she said.")
    made = quote(one, "“We left,”", source="Prell", cue="has")
    attribution = dataclasses.replace(made.attribution, cue=(Span(6, 9), Span(22, 26)))
    row = tables([(one, Extraction((dataclasses.replace(made, attribution=attribution),)))], versions=VERSIONS)
    assert row.quotes["cue"].to_pylist() == ["has … said"]


def test_scores_are_rounded_and_follow_their_labels(made: Tables) -> None:
    stance, *_, unknown = made.quotes.to_pylist()
    assert stance["scores"]["attribution"] == 0.1235
    assert stance["scores"]["stance"] == stance["stances"][0]["score"] == -0.7
    assert (
        unknown["speaker"]
        is unknown["speaker_id"]
        is unknown["scores"]["speaker"]
        is unknown["scores"]["stance"]
        is None
    )


def test_text_of_an_article_only_where_it_may_be_passed_on(made: Tables, corpus) -> None:
    by_outlet = {row["outlet"]: row for row in made.articles.to_pylist()}
    texts = {article.outlet: article.text for article, _ in corpus}
    assert by_outlet["Courier"]["text"] == texts["Courier"]
    assert by_outlet["Gazette"]["text"] is None
    for outlet, row in by_outlet.items():
        assert row["text_sha256"] == hashlib.sha256(texts[outlet].encode()).hexdigest()


def test_words_without_furniture_and_symbols(article) -> None:
    one = article("By Ida Prell\n\n“We left,” she said — twice.\n\nShare this", furniture=(
        Furniture(Span(0, 12), "byline"), Furniture(Span(3, 6), "byline"), Furniture(Span(44, 54), "share_bar"),
    ))  # fmt: skip
    assert rows.word_count(one) == 5
    assert rows.word_count(article("")) == 0


def test_furniture_becomes_a_reject_once(article, quote) -> None:
    one = article("By Ida Prell\n\n“We left,” Ida Prell said.", furniture=(Furniture(Span(0, 12), "byline"),))
    same = Reject(
        "intake", "byline", "Said by another stage.", "courier.md", None, one.article_id, Span(0, 12), "By Ida Prell"
    )
    made = tables([(one, Extraction((quote(one, "“We left,”"),), (same,)))], versions=VERSIONS)
    (row,) = made.rejects.to_pylist()
    assert (row["reason"], row["start"], row["end"], row["text"]) == ("byline", 0, 12, "By Ida Prell")


@pytest.mark.parametrize(
    ("length", "redistributable", "kept"), [(300, False, True), (301, False, False), (301, True, True)]
)
def test_text_of_a_reject(article, quote, length: int, redistributable: bool, kept: bool) -> None:
    one = article("“We left,” Ida Prell said. " + "x" * length, text_redistributable=redistributable)
    left_out = Reject("attribution", "no_cue", "-", "courier.md", None, one.article_id, Span(27, 27 + length))
    made = tables([(one, Extraction((), (left_out,)))], versions=VERSIONS)
    assert made.rejects["text"].to_pylist() == ["x" * length if kept else None]


def test_rejects_without_an_article_and_with_a_name_that_is_not_utf8() -> None:
    found = [Reject("intake", "empty", "b", "b.txt"), Reject("intake", "broken_row", "a", "a\udcff.jsonl", 7)]
    made = tables([], versions=VERSIONS, rejects=found).rejects.to_pylist()
    assert [(row["source_path"], row["source_row"]) for row in made] == [("a\\udcff.jsonl", 7), ("b.txt", None)]


def test_speaker_known_by_part_of_a_name_is_not_merged(article, quote) -> None:
    ids = []
    for name in ("courier", "herald"):
        one = article("“We left,” Prell said.", name)
        said = quote(one, "“We left,”", source="Prell", speaker="Prell")
        ids.append(rows.speaker_id(dataclasses.replace(said, speaker=dataclasses.replace(said.speaker, local=True))))
    assert ids[0] != ids[1]


def test_a_label_by_a_person_is_provenance(article, quote) -> None:
    one = article("“We left,” Ida Prell said.")
    said = quote(one, "“We left,”")
    reviewed = dataclasses.replace(said.labels.framing, by="human", version="guideline-1")
    said = dataclasses.replace(said, labels=dataclasses.replace(said.labels, framing=reviewed))
    row = tables([(one, Extraction((said,)))], versions=VERSIONS).quotes.to_pylist()[0]["provenance"]
    assert (row["framing"], row["versions"]["framing"], row["reviewed"]) == ("human", "guideline-1", True)
    assert (row["stance"], row["versions"]["stance"]) == ("rule", "rules-1")


def test_speakers_are_summed(made: Tables) -> None:
    prell, orrin = made.speakers.to_pylist()
    assert (prell["speaker"], prell["quote_count"], prell["outlets"]) == ("Ida Prell", 2, ["Courier", "Herald"])
    assert prell["aliases"] == ["Ida Prell"]
    assert prell["stances"] == {"favor": 0, "neutral": 0, "against": 1}
    assert prell["verifiability"] == {"verifiable": 2, "partially_verifiable": 0, "unverifiable": 0}
    assert (orrin["speaker"], orrin["outlets"]) == ("Tam Orrin", ["Gazette"])


def test_pronouns_are_no_aliases(article, quote) -> None:
    one = article("“We left,” she said.")
    said = quote(one, "“We left,”", source="she")
    said = dataclasses.replace(said, speaker=dataclasses.replace(said.speaker, reference="anaphoric"))
    assert tables([(one, Extraction((said,)))], versions=VERSIONS).speakers["aliases"].to_pylist() == [[]]
