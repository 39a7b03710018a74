"""A reviewed sample says how often the builder is right: to the command, to the manifest, and on the card."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from builder.cli import main
from builder.dataset import accuracy, load
from builder.review import sample

FIELDS = ("framing", "is_quote", "speaker")


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], env={"NO_COLOR": "1", "COLUMNS": "200"})


def review(place: Path, by: str, size: int, wrong: int) -> list[dict[str, str]]:
    """Export a sample, confirm its FIELDS but for the framing of the first ``wrong`` quotes, and import it."""
    out = place / f"{by}.csv"
    run("review", "export", place / "dist/0.1.0", "--format", "csv", "--sample", size, "--by", by, "--out", out)
    with out.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    quotes = list(dict.fromkeys(row["quote_id"] for row in table))
    for row in table:
        if row["field"] in FIELDS:
            row |= {"value": row["predicted"], "reviewer": "Ann Lee"}
            if row["field"] == "framing" and row["quote_id"] in quotes[:wrong]:
                row["value"] = "distance" if row["predicted"] != "distance" else "neutral"
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    result = run("review", "import", out, "--raw", place / "raw", "--dataset", place / "dist")
    assert result.exit_code == 0, result.output
    return table


def told(place: Path) -> list[dict[str, Any]]:
    result = run("evaluate", "--against-reviews", place / "raw", "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, Any]] = json.loads(result.stdout)["accuracy"]
    return found


def test_a_random_sample_is_an_estimate_for_the_version(place: Path, rows, build) -> None:
    review(place, "random", 10, wrong=3)
    (found,) = told(place)
    assert (found["by"], found["size"], found["of"], found["quotes"]) == ("random", 10, len(rows), 10)
    assert [one["field"] for one in found["fields"]] == ["is_quote", "speaker", "framing"]
    framing = found["fields"][2]
    assert (framing["rows"], framing["right"]) == (10, 0.7)
    assert 0.3 < framing["low"] < 0.7 < framing["high"] < 0.95
    assert {one["outlet"] for one in found["outlets"]} <= {row["outlet"] for row in rows}
    result = build(place)
    assert load.manifest(result.path)["reviews"]["accuracy"] == [found]
    card = (result.path / "README.md").read_text(encoding="utf-8")
    assert f"**10 quotes** of a sample of 10, drawn by lot of the {len(rows)} quotes of version `0.1.0`." in card
    assert f"| `framing` | 10 | 70 % | {100 * framing['low']:.0f}–{100 * framing['high']:.0f} % |" in card
    assert told(place) == [found]  # what was applied is not taken for the builder's own
    shown = run("evaluate", "reviews", place / "raw").output
    assert f"10 quotes of the {len(rows)} of version 0.1.0 (10 drawn, random)" in shown
    assert build(place).status == "unchanged"


def test_a_stratified_sample_is_weighted(place: Path, rows) -> None:
    table = review(place, "stratified", 8, wrong=1)
    wrong = table[0]["quote_id"]
    draws = {row["quote_id"]: json.loads(row["drawn"]) for row in table}
    (found,) = told(place)
    framing = next(one for one in found["fields"] if one["field"] == "framing")
    each = {name: [d["stratum"] for d in draws.values()].count(name) for name in {d["stratum"] for d in draws.values()}}
    weights = {quote: draw["rows"] / each[draw["stratum"]] for quote, draw in draws.items()}
    assert framing["right"] == pytest.approx(1 - weights[wrong] / sum(weights.values()), abs=1e-4)
    assert found["covered"] == pytest.approx(sum(weights.values()) / len(rows), abs=1e-4)


def test_the_least_certain_rows_claim_nothing_about_the_others(place: Path, build) -> None:
    review(place, "uncertainty", 5, wrong=2)
    (found,) = told(place)
    assert (found["by"], found["covered"]) == ("uncertainty", None)
    assert [(one["right"], one["low"]) for one in found["fields"]] == [(1.0, None), (1.0, None), (0.6, None)]
    card = (build(place).path / "README.md").read_text(encoding="utf-8")
    assert "**5 quotes** of the 5 of which the builder was least sure" in card
    assert "say nothing about the others" in card


def test_a_version_that_nobody_reviewed_says_so(place: Path) -> None:
    card = (place / "dist/0.1.0/README.md").read_text(encoding="utf-8")
    assert "No person has reviewed this version." in card
    result = run("evaluate", "--against-reviews", place / "raw")
    assert result.exit_code == 2
    assert "Export quotes and import what people decide" in result.output


def test_an_outlet_cannot_break_the_card() -> None:
    one = {"field": "framing", "rows": 1, "right": 1.0, "low": None, "high": None, "overlap": None}
    outlets = [{"outlet": "A | <b>B", "fields": [one]}, {"outlet": None, "fields": []}]
    found = {"version": None, "by": None, "quotes": 1, "covered": None, "fields": [one], "outlets": outlets}
    text = accuracy.rendered({"applied": 1, "missed": 2, "accuracy": [found]})
    assert "| A \\| &lt;b&gt;B | 100 % (1) |" in text
    assert "| not known |  |" in text
    assert "2 quotes that it had missed" in text


def test_what_was_not_decided_is_told(place: Path) -> None:
    out = place / "some.csv"
    run("review", "export", place / "dist/0.1.0", "--format", "csv", "--sample", 4, "--by", "random", "--out", out)
    with out.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    table[0] |= {"value": "true", "reviewer": "Ann Lee"}
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerow(table[0])
    run("review", "import", out, "--raw", place / "raw", "--dataset", place / "dist")
    assert "The 3 that were not decided are taken to be like them." in run("evaluate", "reviews", place / "raw").output
    (found,) = told(place)
    assert "The 3 that were not decided" in accuracy.rendered({"applied": 1, "accuracy": [found]})


@pytest.mark.parametrize("by", sample.WAYS)
def test_draws_count_every_row_once(rows, by: str) -> None:
    taken = sample.sample(rows, 9, by)
    draws = sample.draws(rows, taken, by, "0.1.0")
    assert set(draws) == {row["quote_id"] for row in taken}
    everything = sample.draws(rows, rows, by, "0.1.0")
    assert sum({draw.stratum: draw.rows for draw in everything.values()}.values()) == len(rows)
    assert {quote: everything[quote].rows for quote in draws} == {quote: draw.rows for quote, draw in draws.items()}
