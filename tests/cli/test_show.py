"""``show``: everything the dataset says about an article, readable with colours and without."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def shown(run: Run, dist: Path) -> str:
    result = run("show", dist / "0.1.0", "courier")
    assert result.exit_code == 0, result.output
    return result.stdout


def test_head(shown: str) -> None:
    head = shown.splitlines()[:5]
    assert head[0] == "Harbour stays ␛]0;owned␇open"
    assert head[1] == "by Mara Oyle"
    assert head[2] == "Marrow Coast Courier · marrowcoast.example · 2 March 2026, 07:30 UTC · en · CC0-1.0"
    assert re.fullmatch(r"harbour/courier\.md · [0-9a-f]{8} · \d+ words, 3 quotes, 2 left out", head[3])
    assert head[4] == "intake noticed: control_characters"


@pytest.mark.parametrize(
    "line",
    [
        "⟦¹“We did not close the harbour,”⟧ {Harbour Minister Ida Prell} <said> on Monday. ⟦¹“And we never",
        "{An official} <claimed> ⟦²that the so-called “ghost ships” had left␛[31m the bay, a 12% rise⟧.",
        "normal”-] that ⟨U+202E⟩ends.",
        "[-ʳ¹By Mara Oyle-]",
        "  ¹ Ida Prell · person · Harbour Minister",
        "    speaker  explicit 0.95 · full name",
        "    stance   favor Port of Marrow +0.40 implied: “never will”",
        "  ² anonymous · person · “An official”",
        "    said     indirect · claimed (claim) · anonymous",
        "    framing  distance 0.80 · doubt cue “claimed”",
        "    claim    verifiable 0.60 · event, worth checking 0.50: an event",
        "  ³ Ministry of Harbours · government",
        "    said     indirect · has since denied (deny) · denies it",
        "ʳ² scare quotes “new normal”  (Two words in marks without a cue.)",
    ],
)
def test_text_and_labels(shown: str, line: str) -> None:
    assert line in shown.splitlines()


def test_markup_of_the_article_stays_text(shown: str) -> None:
    assert "{The [red]ministry[/red]} <has since denied>" in shown


@pytest.mark.parametrize("environment", [{}, {"FORCE_COLOR": "1", "NO_COLOR": ""}], ids=["plain", "colours"])
@pytest.mark.parametrize("options", [[], ["--json"], ["--width", "140"]], ids=["page", "json", "wide"])
def test_nothing_of_the_article_steers_the_terminal(
    run: Run, dist: Path, environment: dict[str, str], options: list[str]
) -> None:
    output = run("show", dist / "0.1.0", "courier", *options, **environment).stdout
    own_colours = ANSI.findall(output)
    assert "\x1b[31m" not in own_colours  # the article's; none of our styles is plain red here
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", ANSI.sub("", output))


def test_colours_replace_brackets_and_keep_numbers(run: Run, dist: Path) -> None:
    output = run("show", dist / "0.1.0", "courier", FORCE_COLOR="1", NO_COLOR="").stdout
    assert "\x1b[32m" in output
    assert "¹“We did not close" in ANSI.sub("", output)
    assert "⟦" not in output


def test_no_color_on_a_terminal_has_brackets(run: Run, dist: Path) -> None:
    output = run("show", dist / "0.1.0", "courier", FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "⟦¹“We did not close" in ANSI.sub("", output)


@pytest.mark.parametrize("width", [40, 60, 100, 110, 160])
def test_no_line_is_wider_than_the_width(run: Run, dist: Path, width: int) -> None:
    lines = run("show", dist / "0.1.0", "courier", "--width", width).stdout.splitlines()
    assert max(len(line) for line in lines) <= width
    assert not [line for line in lines if line != line.rstrip()]


def test_labels_stand_beside_on_a_wide_terminal(run: Run, dist: Path) -> None:
    lines = run("show", dist / "0.1.0", "courier", "--width", 140).stdout.splitlines()
    assert any("⟦¹“We did" in line and "¹ Ida Prell · person" in line for line in lines)


def test_no_rejects(run: Run, dist: Path) -> None:
    output = run("show", dist / "0.1.0", "courier", "--no-rejects").stdout
    assert "0 left out" in output
    assert "scare quotes" not in output


def test_without_text_the_contexts_are_shown(run: Run, dist: Path) -> None:
    """The licence of this article keeps its text back; the paragraph of its quote is there."""
    found = json.loads(run("show", dist / "0.1.0", "strait", "--json").stdout)
    assert found["article"]["text"] is None
    output = run("show", dist / "0.1.0", "strait").stdout
    assert "outlet not known · en · CC0-1.0" in output
    assert "⟦¹Nothing moved in the strait,⟧ {the coast guard} <said>." in output


def test_json_has_the_rows(run: Run, dist: Path) -> None:
    found = json.loads(run("show", dist / "0.1.0", "courier", "--json").stdout)
    assert found["article"]["source_path"] == "harbour/courier.md"
    assert [quote["cue"] for quote in found["quotes"]] == ["said", "claimed", "has since denied"]
    text = found["article"]["text"]
    for quote in found["quotes"]:
        assert "".join(text[span["start"] : span["end"]] for span in quote["content"]) == quote["quote"]
    assert sorted(reject["reason"] for reject in found["rejects"]) == ["byline", "scare_quotes"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("corier", "error: no article fits 'corier'.\n  The nearest:\n"),
        ("storm", "error: 'storm' fits 2 articles.\n  Say more, or give an id:\n"),
    ],
)
def test_articles_that_are_not_found(run: Run, dist: Path, words: str, message: str) -> None:
    result = run("show", dist, words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert result.stdout == ""


def test_a_damaged_file_is_named(run: Run, tmp_path: Path) -> None:
    for table in ("quotes", "articles"):
        (tmp_path / "data" / table).mkdir(parents=True)
        (tmp_path / "data" / table / "train-00000-of-00001.parquet").write_bytes(b"PAR1 not really PAR1")
    result = run("show", tmp_path, "x")
    assert result.exit_code == 2
    assert "articles/train-00000-of-00001.parquet: cannot be read" in result.stderr
