"""Tombstones: what was taken down is in no later version, not a word of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.dataset import load
from builder.errors import InputError


def run(place: Path, identity: str, reason: str = "Retracted by the outlet.") -> Result:
    places = ["--raw", str(place / "raw"), "--dataset", str(place / "dist")]
    return CliRunner().invoke(main, ["takedown", identity, "--reason", reason, *places], env={"COLUMNS": "200"})


def everything(folder: Path) -> str:
    return "\n".join(str(load.table(folder, name).to_dicts()) for name in ("quotes", "articles", "rejects"))


def test_an_article_goes_with_its_text_and_stays_away(place: Path, rows, build) -> None:
    gone = rows[0]
    assert run(place, gone["article_id"][:12]).exit_code == 0
    result = build(place)
    assert (result.version, str(result.diff.bump)) == ("0.2.0", "minor")
    theirs = {row["quote_id"] for row in rows if row["article_id"] == gone["article_id"]}
    assert set(result.diff.tables["quotes"].removed) == theirs
    assert gone["quote"] not in everything(result.path)
    (reject,) = load.table(result.path, "rejects").filter(article_id=gone["article_id"]).to_dicts()
    assert (reject["reason"], reject["stage"], reject["text"]) == ("taken_down", "review", None)
    assert reject["detail"].endswith("was taken down: Retracted by the outlet.")
    assert f"{len(theirs)} rows taken down from quotes." in (result.path / "CHANGES.md").read_text(encoding="utf-8")
    assert load.manifest(result.path)["takedowns"] == {"articles": [gone["article_id"]], "quotes": []}
    assert build(place).status == "unchanged"
    file = place / "raw" / reject["source_path"]
    file.write_text(file.read_text(encoding="utf-8") + "\nCorrected.\n", encoding="utf-8")
    assert gone["quote"] not in everything(build(place).path)  # the same file in other words is down too


def test_a_quote_goes_and_its_neighbours_stay(place: Path, rows, build) -> None:
    gone = rows[0]
    assert run(place, gone["quote_id"]).exit_code == 0
    result = build(place)
    assert str(result.diff.bump) == "minor"
    assert result.diff.tables["quotes"].removed == (gone["quote_id"],)
    (reject,) = load.table(result.path, "rejects").filter(reason="taken_down").to_dicts()
    assert (reject["start"], reject["text"]) == (None, None)
    assert gone["quote_id"] in reject["detail"]
    assert gone["quote"] not in (place / "raw" / "takedowns.jsonl").read_text(encoding="utf-8")


def test_again_is_no_second_tombstone(place: Path, rows) -> None:
    run(place, rows[0]["quote_id"])
    assert "is down already" in run(place, rows[0]["quote_id"]).output
    assert len((place / "raw" / "takedowns.jsonl").read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(("words", "said"), [("ffffffffffff", "no article and no quote"), ("", "no article and no")])
def test_an_unknown_id(place: Path, words: str, said: str) -> None:
    result = run(place, words)
    assert (result.exit_code, said in result.output) == (2, True)
    assert not (place / "raw" / "takedowns.jsonl").exists()


def test_an_ambiguous_id(place: Path, rows) -> None:
    first = {row["quote_id"][0] for row in rows}
    common = next(sign for sign in first if sum(row["quote_id"][0] == sign for row in rows) > 1)
    assert "Say more" in run(place, common).output


def test_a_reason_is_wanted(place: Path, rows) -> None:
    assert run(place, rows[0]["quote_id"], " ").exit_code == 2


def test_a_broken_tombstone_stops_the_build(place: Path, build) -> None:
    (place / "raw" / "takedowns.jsonl").write_text('{"id": "x"}\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"takedowns\.jsonl, row 1: not a takedown"):
        build(place)
