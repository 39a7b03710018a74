"""``evaluate``: its figures are the scorers', its predictions can be scored by them, its errors are read in context."""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from click.testing import Result

from builder.evaluate import gold as reading

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
CORPORA = SHARED / "corpora"
needs_shared = pytest.mark.skipif(not (CORPORA.exists() and (SHARED / "scorers").exists()), reason="no ../shared here")
Run = Callable[..., Result]

FIRST = "“We did not close the harbour,” Ida Prell said on Monday.\n\nThe \x1b[31mferry was late.\n"
SECOND = "It rained in Brey. Bo Varn, a pilot, said on Monday that the sluice had failed. It rained on.\n"


def at(text: str, *parts: str) -> list[list[int]]:
    return [[text.index(part), text.index(part) + len(part)] for part in parts]


def documents() -> list[dict[str, Any]]:
    prell = {
        "kind": "direct",
        "content": at(FIRST, "“We did not close the harbour,”"),
        "source": at(FIRST, "Ida Prell"),
    }
    varn = {
        "kind": "indirect",
        "content": at(SECOND, "that the sluice had failed"),
        "source": at(SECOND, "Bo Varn, a pilot"),
    }
    late = {"kind": "indirect", "content": at(FIRST, "ferry was late"), "source": at(FIRST, "The \x1b")}
    return [
        {"doc_id": "prell", "outlet": "Wire", "text": FIRST, "attributions": [{**prell, "speaker": "Ida Prell"}, late]},
        {"doc_id": "varn", "outlet": None, "text": SECOND, "attributions": [{**varn, "speaker": "Mia Lund"}]},
    ]


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return write(tmp_path / "gold.jsonl", documents())


def shared(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"shared_{name}", SHARED / "scorers" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def as_json(result: Result) -> dict[str, Any]:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return [" ".join(line.split()) for line in result.stdout.splitlines()]


def test_attribution(run: Run, gold: Path) -> None:
    found = lines(run("evaluate", "attribution", gold, "--by-outlet", "--thresholds", "--bootstrap", 50))
    assert found[0] == "2 documents, 3 gold attributions, 2 predicted"
    assert any(line.startswith("content exact 100.0 66.7 80.0 ") for line in found)
    assert any(line.startswith("speaker's name 50.0 ") for line in found)
    assert any(line.startswith("Wire 2 1 ") for line in found)
    assert any(line.startswith("(not known) 1 1 ") for line in found)
    assert any(line.startswith("0.50 2 100.0 66.7 80.0") for line in found)


def test_errors_in_context(run: Run, gold: Path) -> None:
    output = run("evaluate", "attribution", gold, "--errors", 5, "--bootstrap", 0)
    text = " ".join(output.stdout.split())
    assert "2 of 2 errors: 1 missed, 1 wrong speaker" in text
    assert "missed prell gold" in text
    assert "{The ␛}[31m⟦ferry was late⟧." in text
    assert "¶It rained" not in text
    assert "Mia Lund, not Bo Varn" in text
    assert "\x1b" not in output.stdout


def test_errors_are_coloured_on_request(run: Run, gold: Path) -> None:
    assert "\x1b[" in run("evaluate", "attribution", gold, "--errors", 5, NO_COLOR="", FORCE_COLOR="1").stdout


def test_selection(run: Run, gold: Path) -> None:
    found = as_json(run("evaluate", "attribution", gold, "--kinds", "direct,mixed", "--speech-only", "--json"))
    assert found["selection"] == {"kinds": ["direct", "mixed"], "speech_only": True}
    assert (found["scores"]["all"]["gold"], found["scores"]["all"]["content exact"]["F1"]) == (1, 1.0)


def test_nothing_to_compare(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", [{"doc_id": "a", "text": "It rained.", "attributions": []}])
    assert lines(run("evaluate", "attribution", path))[-1] == "There is nothing to compare."
    assert as_json(run("evaluate", "attribution", path, "--json", "--thresholds"))["scores"] == {}


def test_predictions_are_gold_of_themselves(run: Run, gold: Path, tmp_path: Path) -> None:
    kept = tmp_path / "out.jsonl.gz"
    result = run("evaluate", "attribution", gold, "--predictions", kept)
    assert "2 predictions written to" in result.stderr
    first = kept.read_bytes()
    (said, *_), _ = (document["attributions"] for document in reading.lines(kept))
    assert (said["speaker"], said["kind"], 0 < said["score"] <= 1) == ("Ida Prell", "direct", True)
    found = as_json(run("evaluate", "attribution", kept, "--json", "--predictions", tmp_path / "again.jsonl"))
    assert found["scores"]["all"]["joint exact"]["F1"] == found["scores"]["all"]["speaker name"]["acc"] == 1.0
    run("evaluate", "attribution", gold, "--predictions", kept)
    assert kept.read_bytes() == first


def test_stand_off_gold(run: Run) -> None:
    gold = ROOT / "tests" / "gold"
    found = as_json(run("evaluate", "attribution", gold / "articles", "--articles", ROOT / "raw", "--json"))
    assert found["documents"] == len(list((gold / "articles").glob("*.json")))
    assert found["scores"]["all"]["JOINT quote+speaker"]["F1"] > 0.9
    other = run("evaluate", "attribution", gold, "--articles", ROOT / "raw")  # where floors.json lies
    assert other.exit_code == 2
    assert "floors.json: is no gold of an article" in other.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["attribution", "gold.jsonl", "--kinds", "direct,reported"], "'reported' is no kind; known: direct, indirect"),
        (["attribution", "gold.jsonl", "--articles", "raw"], "--articles goes with a folder"),
        (["attribution", "."], "--articles goes with a folder"),
        (["attribution", ".", "--articles", "."], "holds no gold files"),
        (["attribution", "none.jsonl"], "there is no such file"),
        (["attribution", "gold.jsonl", "--predictions", "gold.jsonl"], "is the gold itself"),
        (["attribution", "gold.jsonl", "--predictions", "none/out.jsonl"], "its folder does not exist"),
        (["attribution", "gold.jsonl", "--predictions", "."], "is a folder"),
        (["stance", "gold.jsonl"], "gold.jsonl, row 1: the field 'id' is missing"),
        (["quote-labels", "gold.jsonl", "--split", "dev"], "there are no rows of the split 'dev'"),
        (["verifiability", "gold.jsonl", "--corpus", "x"], "Its rows have no 'corpus'"),
        (["stances", "gold.jsonl"], "No such command 'stances'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_use(run: Run, gold: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str) -> None:
    monkeypatch.chdir(gold.parent)
    before = sorted(path.name for path in gold.parent.iterdir())
    result = run("evaluate", *arguments)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.replace("│", "").split())
    assert sorted(path.name for path in gold.parent.iterdir()) == before


def test_bad_rows_as_json(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", [{"id": "a", "text": "", "label": "favor"}])
    result = run("evaluate", "stance", path, "--json")
    assert result.exit_code == 2
    error = json.loads(result.stdout)["error"]
    assert (error["what"], error["row"], error["kind"]) == ("'text' is empty.", 1, "InputError")


STANCES = [
    {
        "id": "a",
        "text": "I admire Ida Prell.",
        "target": {"text": "Ida Prell", "start": 9, "end": 18},
        "label": "favor",
    },
    {"id": "b", "text": "Bo Varn is a liar.", "target": {"text": "Bo Varn", "start": 0, "end": 7}, "label": "neutral"},
    {"id": "c", "text": "It rained.", "target": {"text": "Ports", "start": None, "end": None}, "label": "neutral"},
]


def test_stance(run: Run, tmp_path: Path) -> None:
    path = write(tmp_path / "gold.jsonl", STANCES)
    found = lines(run("evaluate", "stance", path))
    assert found[:2] == ["3 rows", "Without an answer, which counts as wrong: 1, whose text does not name the target."]
    assert any(line.startswith("accuracy 0.333 ") for line in found)
    assert "neutral 1 1 0 0" in found  # gold neutral: one without answer, one against


def test_label_predictions(run: Run, tmp_path: Path) -> None:
    path, kept = write(tmp_path / "gold.jsonl", STANCES), tmp_path / "out.jsonl"
    found = as_json(run("evaluate", "stance", path, "--predictions", kept, "--json", "--bootstrap", 0))
    rows = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    assert [(row["id"], row["label"]) for row in rows] == [("a", "favor"), ("b", "against")]
    assert set(rows[0]["scores"]) == {"favor", "neutral", "against"}
    keys = ["n", "missing", "accuracy", "macro_f1", "kappa", "labels", "average_precision", "majority", "confusion"]
    assert list(found) == keys


@pytest.mark.parametrize("task", ["verifiability", "check-worthiness"])
def test_sentences(run: Run, tmp_path: Path, task: str) -> None:
    yes, no = {"verifiability": ("verifiable", "unverifiable")}.get(task, ("check_worthy", "not_check_worthy"))
    rows = [("The ministry spent 40 million crowns on the dam in 2024.", yes), ("Good evening!", no)]
    path = write(tmp_path / "gold.jsonl", [{"id": text, "text": text, "label": label} for text, label in rows])
    found = as_json(run("evaluate", task, path, "--json"))
    assert found["macro_f1"] == found["average_precision"][yes]["ap"] == 1.0
    assert "macro-F1 1.000" in " ".join(lines(run("evaluate", task, path)))


def test_quote_labels(run: Run, tmp_path: Path) -> None:
    row = {
        "id": "a", "text": SECOND, "content": at(SECOND, "that the sluice had failed"),
        "source": at(SECOND, "Bo Varn, a pilot"), "cue": at(SECOND, "said"), "framing": "neutral",
        "verifiability": "unverifiable", "claim_type": None, "check_worthy": False, "sourcing": "named",
        "stances": [], "stances_undecided": [],
    }  # fmt: skip
    path, kept = write(tmp_path / "gold.jsonl", [row]), tmp_path / "out.jsonl"
    found = as_json(run("evaluate", "quote-labels", path, "--predictions", kept, "--json"))
    assert (found["rows"], found["claim_type"]) == (1, {"n": 0})
    assert found["framing"]["accuracy"] == found["sourcing"]["accuracy"] == 1.0
    assert json.loads(kept.read_text(encoding="utf-8"))["id"] == "a"
    assert lines(run("evaluate", "quote-labels", path))[0] == "1 quote"


def test_quiet_says_nothing(run: Run, gold: Path, tmp_path: Path) -> None:
    result = run("evaluate", "attribution", gold, "-q", "--predictions", tmp_path / "out.jsonl")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("width", [80, 100])
def test_fits_the_terminal(run: Run, gold: Path, width: int) -> None:
    result = run("evaluate", "attribution", gold, "--by-outlet", "--thresholds", COLUMNS=str(width))
    assert max(map(len, result.stdout.splitlines())) <= width


@needs_shared
def test_attribution_like_the_shared_scorer(run: Run, tmp_path: Path) -> None:
    """Eight articles of PolNeAR dev: our figures, and those the shared scorer gives for our predictions."""
    with gzip.open(CORPORA / "polnear.dev.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][::10]
    path, kept = write(tmp_path / "gold.jsonl", rows), tmp_path / "out.jsonl"
    ours = as_json(run("evaluate", "attribution", path, "--predictions", kept, "--json", "--bootstrap", 0))
    scorer = shared("score_attribution")
    predicted = {row["doc_id"]: row["attributions"] for row in map(json.loads, kept.open(encoding="utf-8"))}
    tallies = (scorer.score_doc(row, predicted[row["doc_id"]]) for row in rows)
    assert flat(ours["scores"]) == pytest.approx(flat(scorer.report(sum(tallies, Counter()))), abs=1e-9)


@needs_shared
@pytest.mark.parametrize(
    ("task", "corpus", "choice", "corpora"),
    [
        ("stance", "stance", ["--corpus", "newsmtsc-rw", "--split", "dev"], ["newsmtsc-rw"]),
        ("stance", "stance", ["--corpus", "persent", "--corpus", "gwsd", "--split", "dev"], ["persent", "gwsd"]),
        ("verifiability", "verifiability", ["--corpus", "policlaim", "--split", "dev"], ["policlaim"]),
        ("check-worthiness", "checkworthiness", ["--split", "dev"], ["claimbuster"]),
    ],
    ids=["newsmtsc-rw", "unnamed targets", "policlaim", "claimbuster"],
)
def test_labels_like_the_shared_scorer(
    run: Run, tmp_path: Path, task: str, corpus: str, choice: list[str], corpora: list[str]
) -> None:
    path, kept = CORPORA / f"{corpus}.jsonl.gz", tmp_path / "out.jsonl"
    ours = as_json(run("evaluate", task, path, *choice, "--predictions", kept, "--json", "--bootstrap", 0))
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [row for row in map(json.loads, file) if row["corpus"] in corpora and row["split"] == "dev"]
    scorer = shared("score_labels")
    theirs = scorer.evaluate(rows, scorer.read(kept), boot=False)
    theirs.pop("extra")
    if ours["missing"] == 0:
        assert ours["average_precision"]
    assert flat(ours) == pytest.approx(flat(theirs), abs=1e-9)


def flat(value: Any, path: str = "") -> dict[str, Any]:
    if not isinstance(value, dict):
        return {path: -1.0 if value is None else value}
    return {key: leaf for name, inner in value.items() for key, leaf in flat(inner, f"{path}/{name}").items()}
