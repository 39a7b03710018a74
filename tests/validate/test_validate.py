from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from builder.config import Validation
from builder.errors import InputError
from builder.validate import Report, tables, validate, write

Rows = dict[str, dict[str, list[dict[str, Any]]]]
Save = Callable[..., Path]


def check(report: Report, name: str) -> Any:
    return next(check for check in report.checks if check.name == name)


@pytest.fixture(scope="module")
def report(good_dataset: Path) -> Report:
    return validate(good_dataset)


def test_a_good_dataset_passes_everything_it_can_be_asked(report: Report) -> None:
    assert report.verdict == "pass"
    assert [c.name for c in report.failing()] == ["the licence is known"]  # info: one text does not ship
    assert {c.name for c in report.checks if c.status == "skipped"} >= {"the card lists the files"}
    assert report.tally()["error"] == 0


def test_every_row_was_looked_at(report: Report) -> None:
    assert check(report, "content spans reproduce the quote").count == 4
    assert check(report, "targets are printed where their spans say").count == 1
    assert report.sizes[:2] == (("quotes", "train", 3), ("quotes", "test", 1))


def test_same_data_elsewhere_gives_the_same_report(report: Report, rows: Rows, save: Save) -> None:
    assert write.as_json(validate(save(rows, "other name"))) == write.as_json(report)


def test_batches_are_added_up(report: Report, good_dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "BATCH_ROWS", 1)
    assert validate(good_dataset) == report


def test_given_text_is_checked_instead_of_the_context(
    rows: Rows, save: Save, texts: Mapping[str, str], good_dataset: Path
) -> None:
    assert validate(good_dataset, texts=texts).verdict == "pass"
    row = rows["quotes"]["train"][2]
    row["context"] = row["context"].replace("the log contradicts", "the log confirms")
    directory = save(rows)
    assert validate(directory).verdict == "pass", "without the text nobody can tell"
    assert check(validate(directory, texts=texts), "context is what the article prints").failures == 1


def test_a_date_alone_is_a_warning(rows: Rows, save: Save, copies: Callable[[int], Rows]) -> None:
    from builder import ids
    from builder.records import Span

    row = rows["quotes"]["train"][0]
    start = row["context"].index("Monday")
    row |= {"quote": "Monday", "content": [{"start": start, "end": start + 6}], "claim_spans": []}
    row["quote_id"] = ids.quote_id(row["article_id"], [Span(start, start + 6)])
    report = validate(save(rows))
    assert report.verdict == "warn"
    assert check(report, "quote is not a date").rows == (row["quote_id"],)


def test_no_quotes_is_a_warning(rows: Rows, save: Save) -> None:
    for article in (a for split in rows["articles"].values() for a in split):
        article["quote_count"] = 0
    del rows["quotes"], rows["speakers"]
    report = validate(save(rows))
    assert report.verdict == "warn"
    assert check(report, "there are quotes").status == "failed"


def test_files_without_rows_do_no_harm(rows: Rows, save: Save) -> None:
    empty: Rows = {table: {split: [] for split in splits} for table, splits in rows.items()}
    report = validate(save(empty))
    assert report.verdict == "warn"
    assert report.tally()["error"] == 0


def test_columns_of_nulls_and_empty_lists_do_no_harm(rows: Rows, save: Save) -> None:
    nulls = ("outlet", "outlet_domain", "url", "published_at", "language", "cue", "cue_lemma", "via", "stance")
    lists = ("cue_spans", "claim_spans", "nested", "stances", "framing_devices", "flags")
    for row in (q for split in rows["quotes"].values() for q in split):
        row.update({**dict.fromkeys((*nulls, "stance_target")), **{name: [] for name in lists}})
        row["scores"]["stance"] = None
    report = validate(save(rows))
    assert [c.name for c in report.failing("critical")] == []
    assert report.tally()["error"] == 0


def test_drift_from_the_parent_is_a_warning_and_its_bound_is_configured(
    rows: Rows, save: Save, good_dataset: Path
) -> None:
    for row in rows["quotes"]["train"]:
        row["verifiability"] = "unverifiable"
    directory = save(rows)
    drifted = check(validate(directory, parent=good_dataset), "verifiability is distributed as in the parent")
    assert (drifted.status, drifted.severity, drifted.observed) == ("failed", "warning", 0.75)
    assert "verifiable 1.00 -> 0.25" in drifted.detail or "unverifiable 0.00 -> 0.75" in drifted.detail
    wide = validate(directory, parent=good_dataset, config=Validation(max_drift=0.8))
    assert wide.verdict == "pass"


def test_a_human_decision_may_not_be_lost(rows: Rows, save: Save) -> None:
    rows["quotes"]["train"][0]["provenance"]["stance"] = "human"
    parent = save(rows, "parent")
    rows["quotes"]["train"][0]["provenance"]["stance"] = "rule"
    report = validate(save(rows, "child"), parent=parent)
    assert report.verdict == "fail"
    assert check(report, "no human decision was overwritten").rows == (rows["quotes"]["train"][0]["quote_id"],)


def test_the_share_of_unknown_speakers_is_bounded_by_the_configuration(good_dataset: Path) -> None:
    report = validate(good_dataset, config=Validation(max_unknown_speaker_share=0.2))
    unknown = check(report, "most speakers are known")
    assert (unknown.status, unknown.observed, report.verdict) == ("failed", 0.25, "warn")


@pytest.mark.parametrize("make", [False, True], ids=["missing", "something else"])
def test_what_is_no_dataset_is_an_input_error(make: bool, tmp_path: Path) -> None:
    directory = tmp_path / "nothing"
    if make:
        directory.mkdir()
        (directory / "notes.txt").write_text("hello")
    with pytest.raises(InputError, match=r"dist/0\.1\.0"):
        validate(directory)


def test_nothing_is_printed_or_logged(
    good_dataset: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture, recwarn: Any
) -> None:
    validate(good_dataset)
    assert capfd.readouterr() == ("", "")
    assert not [r for r in caplog.records if r.name.startswith("great_expectations")]
    assert not list(recwarn)
