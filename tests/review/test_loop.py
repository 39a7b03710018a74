"""Build, export, decide, import, build: the decisions are there, and nothing else has changed."""

from __future__ import annotations

import csv
import dataclasses
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main
from builder.config import Config, Dataset, Review
from builder.dataset import load
from builder.errors import InputError
from builder.records import Span
from builder.review import store
from builder.review.decision import Decision

LABELS = ("framing", "verifiability", "claim_type", "check_worthiness", "polarity", "speech")
OTHER = {"framing": ("endorse", "distance"), "verifiability": ("verifiable", "unverifiable"),
         "claim_type": ("causal", "event"), "check_worthiness": ("0.9", "0.1"), "polarity": ("asserts", "denies"),
         "speech": ("true", "false")}  # fmt: skip


def run(*arguments: object) -> str:
    result = CliRunner().invoke(main, [str(each) for each in arguments], env={"NO_COLOR": "1", "COLUMNS": "200"})
    assert result.exit_code == 0, result.output
    return result.output


def another(field: str, predicted: str) -> str:
    return next(value for value in OTHER[field] if value != predicted)


def quotes(folder: Path) -> dict[str, dict]:
    return {row["quote_id"]: row for row in load.table(folder, "quotes").iter_rows(named=True)}


def decide(place: Path, *decisions: Decision) -> None:
    store.add(place / "raw", decisions, "by-hand")


def decision(row, field: str, value, reviewer: str = "Ann Lee", time: str | None = None) -> Decision:
    spans = tuple(Span(span["start"], span["end"]) for span in row["content"])
    return Decision(row["article_id"], spans, field, value, reviewer, time)


def test_a_table_goes_round(place: Path, build) -> None:
    run("review", "export", place / "dist", "--format", "csv", "--sample", 6, "--by", "uncertainty",
        "--out", place / "out.csv")  # fmt: skip
    with (place / "out.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    assert len({row["quote_id"] for row in table}) == 6
    wanted: dict[str, dict[str, str]] = {}
    for row in table:
        if row["field"] in LABELS:
            value = another(row["field"], row["predicted"])
            row |= {"value": value, "reviewer": "Ann Lee", "time": "2026-11-02T10:00:00Z"}
            wanted.setdefault(row["quote_id"], {})[row["field"]] = value
    with (place / "in.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    run("review", "import", place / "in.csv", "--raw", place / "raw", "--dataset", place / "dist")

    result = build(place)
    assert (result.status, result.version, str(result.diff.bump)) == ("published", "0.1.1", "patch")
    assert set(result.diff.tables["quotes"].changed) == set(wanted)
    assert not result.diff.tables["quotes"].added
    assert not result.diff.tables["quotes"].removed
    assert (result.reviews.applied, result.reviews.open) == (36, ())
    for identity, decided in wanted.items():
        row = quotes(result.path)[identity]
        for field, value in decided.items():
            assert json.dumps(row[field]) == value or row[field] == value
        assert row["reviewed_fields"] == ["polarity", "speech", "framing", "verifiability", "claim_type",
                                          "check_worthiness"]  # fmt: skip
        assert row["provenance"]["framing"] == row["provenance"]["verifiability"] == "human"
        assert row["provenance"]["extractor"] == "human"
        assert "human" not in {row["provenance"]["speaker"], row["provenance"]["stance"]}
        assert row["provenance"]["versions"]["framing"] == "reviews-1"
        assert row["provenance"]["reviewed"]
        assert row["scores"]["framing"] == row["scores"]["attribution"] == 1.0
        assert row["reasons"]["framing"] == "reviewed by 1"
    again = build(place)
    assert again.status == "unchanged"


def test_label_studio_goes_round(place: Path, build) -> None:
    run("review", "export", place / "dist/0.1.0", "--sample", 3, "--by", "speaker", "--out", place / "tasks.json")
    tasks = json.loads((place / "tasks.json").read_text(encoding="utf-8"))
    for number, task in enumerate(tasks):
        (prediction,) = task.pop("predictions")
        results = prediction["result"]
        next(one for one in results if one.get("from_name") == "framing")["value"]["choices"] = ["distance"]
        task |= {"id": number, "annotations": [
            {"id": number, "completed_by": 7, "was_cancelled": False, "updated_at": "2026-11-02T10:00:00.000000Z",
             "result": results},
            {"id": 90 + number, "completed_by": 8, "was_cancelled": True, "result": []},
        ]}  # fmt: skip
    (place / "project.json").write_text(json.dumps(tasks), encoding="utf-8")
    run("review", "import", place / "project.json", "--raw", place / "raw", "--dataset", place / "dist")

    result = build(place)
    reviewed = {task["data"]["quote_id"] for task in tasks}
    before, after = quotes(place / "dist/0.1.0"), quotes(result.path)
    assert set(result.diff.tables["quotes"].changed) == reviewed
    assert result.reviews.open == ()
    for identity in reviewed:
        row, old = after[identity], before[identity]
        assert row["framing"] == "distance"
        assert len(row["reviewed_fields"]) == 14
        for same in ("quote", "content", "cue_spans", "mention_spans", "speaker", "stance", "stance_target"):
            assert row[same] == old[same], same
    decided = store.read(place / "raw").decisions
    assert {one.reviewer for one in decided} == {"Label Studio user 7"}
    assert {one.time for one in decided} == {"2026-11-02T10:00:00.000000Z"}


def test_a_speaker_is_decided(place: Path, rows, build) -> None:
    known = next(row for row in rows if row["speaker"] and row["speaker_role"])
    other = next(row for row in rows if row["article_id"] == known["article_id"] and row["speaker"] is None)
    named = [row for row in rows if row["speaker"] and row["quote_id"] != known["quote_id"]]
    unnamed = next(row for row in named if row["speaker_reference"] == "explicit")
    he = next(row for row in named if row["speaker_reference"] == "anaphoric" and row["sourcing"] == "named")
    decide(place, decision(other, "speaker", known["speaker"]), decision(unnamed, "speaker", None),
           decision(unnamed, "speaker_kind", "group"), decision(he, "speaker", None))  # fmt: skip
    after = quotes(build(place).path)
    row = after[other["quote_id"]]
    assert (row["speaker"], row["speaker_id"]) == (known["speaker"], known["speaker_id"])
    assert (row["sourcing"], row["provenance"]["speaker"], row["scores"]["speaker"]) == ("named", "human", 1.0)
    row = after[unnamed["quote_id"]]
    assert (row["speaker"], row["speaker_kind"], row["scores"]["speaker"]) == (None, "group", None)
    assert row["sourcing"] == "anonymous"
    row = after[he["quote_id"]]
    assert (row["speaker"], row["sourcing"]) == (None, "named")  # somebody whom the article names, no one knows who


def test_a_stance_needs_a_target_that_is_printed(place: Path, rows, build) -> None:
    plain = [row for row in rows if row["stance"] is None]
    with_target = next(row for row in rows if row["stance"])
    word = max(plain[0]["quote"].strip("“”.,‘’").split(), key=len).strip("“”.,‘’")
    decide(place,
           decision(plain[0], "stance", "favor"), decision(plain[0], "stance_target", word),
           decision(plain[1], "stance", "favor"),
           decision(plain[2], "stance", "favor"), decision(plain[2], "stance_target", "Timbuktu"),
           decision(with_target, "stance", None), decision(with_target, "stance_target", None))  # fmt: skip
    result = build(place)
    after = quotes(result.path)
    row = after[plain[0]["quote_id"]]
    assert (row["stance"], row["stance_target"], row["scores"]["stance"]) == ("favor", word, 1.0)
    assert [entry["target"] for entry in row["stances"]] == [word]
    assert after[with_target["quote_id"]]["stances"] == []
    open_ = {(one.quote_id, one.field): one.why for one in result.reviews.open}
    assert set(open_) == {(plain[1]["quote_id"], "stance"), (plain[2]["quote_id"], "stance"),
                          (plain[2]["quote_id"], "stance_target")}  # fmt: skip
    assert "has a target" in open_[plain[1]["quote_id"], "stance"]
    assert "not printed" in open_[plain[2]["quote_id"], "stance"]


def test_another_cue_has_another_lemma(place: Path, rows, build) -> None:
    row = next(row for row in rows if row["cue_lemma"] and "the" in row["context"].split())
    start = row["context_start"] + row["context"].index("the")
    decide(place, decision(row, "cue", (Span(start, start + 3),)))
    after = quotes(build(place).path)[row["quote_id"]]
    assert (after["cue"], after["cue_lemma"], after["provenance"]["extractor"]) == ("the", None, "human")
    decide(place, decision(row, "cue", (), time="2026-11-02"))
    after = quotes(build(place).path)[row["quote_id"]]
    assert (after["cue"], after["cue_lemma"]) == (None, None)


def test_what_is_no_quote_becomes_a_reject(place: Path, rows, build) -> None:
    decide(place, decision(rows[0], "is_quote", value=False))
    result = build(place)
    assert rows[0]["quote_id"] not in quotes(result.path)
    (reject,) = load.table(result.path, "rejects").filter(reason="reviewed_out").to_dicts()
    assert (reject["stage"], reject["detail"]) == ("review", "Not a quote: reviewed by 1.")
    assert rows[0]["quote"][:20] in reject["text"]


def test_decisions_that_no_longer_fit_are_listed(place: Path, rows, build) -> None:
    moved = next(row for row in rows if row["outlet_domain"] == rows[0]["outlet_domain"])
    decide(place, decision(moved, "framing", "distance"), decision(rows[-1], "framing", "distance"))
    path = load.table(place / "dist/0.1.0", "articles").filter(article_id=moved["article_id"])["source_path"][0]
    file = place / "raw" / path
    file.write_text(file.read_text(encoding="utf-8") + "\nA line more.\n", encoding="utf-8")
    result = build(place)
    (one,) = result.reviews.open
    assert (one.quote_id, one.field) == (moved["quote_id"], "framing")
    assert "no such quote any more" in one.why
    told = load.manifest(result.path)["reviews"]
    assert (told["applied"], told["open"], told["retracted"]) == (1, [dataclasses.asdict(one)], [])
    assert quotes(result.path)[rows[-1]["quote_id"]]["framing"] == "distance"


def test_a_tie_stays_open_and_loses_no_label_by_mistake(place: Path, rows, build) -> None:
    row = next(row for row in rows if row["framing"] == "neutral")
    decide(place, decision(row, "framing", "distance"))
    assert quotes(build(place).path)[row["quote_id"]]["framing"] == "distance"
    decide(place, decision(row, "framing", "endorse", "Ben Orr"))
    result = build(place)
    assert quotes(result.path)[row["quote_id"]]["framing"] == "neutral"
    assert [one.field for one in result.reviews.open] == ["framing"]
    rule = Config(dataset=Dataset(name="harbour"), review=Review("adjudicator", "Ben Orr"))
    settled = quotes(build(place, rule).path)[row["quote_id"]]
    assert (settled["framing"], settled["reasons"]["framing"]) == ("endorse", "reviewed by 1")


@pytest.mark.parametrize(("field", "value"), [("framing", "distance"), ("claim_type", "causal"), ("speech", False)])
def test_a_decision_that_disappears_stops_the_build(place: Path, rows, build, field: str, value) -> None:
    decide(place, decision(rows[0], field, value))
    build(place)
    shutil.rmtree(place / "raw" / "reviews")
    with pytest.raises(Exception, match="no human decision was overwritten"):
        build(place)


def test_a_broken_file_of_decisions_is_named(place: Path, build) -> None:
    folder = place / "raw" / "reviews"
    folder.mkdir()
    (folder / "film.jsonl").write_text('{"text": "A review of a film."}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"film\.jsonl, row 1: a decision has no quote_id") as error:
        build(place)
    assert "articles belong into another folder" in error.value.hint


def test_the_build_says_what_became_of_them(place: Path, rows) -> None:
    decide(place, decision(rows[0], "framing", "distance"), decision(rows[1], "framing", "distance"),
           decision(rows[1], "framing", "endorse", "Ben Orr"))  # fmt: skip
    said = run("build", place / "raw", "--out", place / "dist")
    assert "1 decision of reviewers applied" in said
    assert f"{rows[1]['quote_id']} framing: 2 reviewers differ" in said
    again = json.loads(run("build", place / "raw", "--out", place / "dist", "--json", "-q"))
    assert again["status"] == "unchanged"
    assert again["reviews"]["applied"] == 1
    assert [one["quote_id"] for one in again["reviews"]["open"]] == [rows[1]["quote_id"]]
    assert again["takedowns"] == {"articles": [], "quotes": []}


def test_files_beside_the_articles_are_no_articles(place: Path, rows, build) -> None:
    decide(place, decision(rows[0], "framing", "distance"))
    (place / "raw" / "takedowns.jsonl").write_text("", encoding="utf-8")
    result = build(place)
    paths = {row["source_path"] for name in ("articles", "rejects") for row in load.table(result.path, name).to_dicts()}
    assert not any(path.startswith(("reviews", "takedowns")) for path in paths)
    inputs = {entry["path"]: entry for entry in load.manifest(result.path)["inputs"]}
    (decisions,) = [entry for path, entry in inputs.items() if path.startswith("reviews/by-hand-")]
    assert (decisions["entries"], decisions["articles"]) == (1, 0)
    assert inputs["takedowns.jsonl"]["entries"] == 0
