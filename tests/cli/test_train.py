"""The training command: what it refuses, and a run on made documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from builder.cli import main

SENTENCES = ("The ferry was late, {who} said.", "{who} told reporters that the ferry was late.", "“We go,” said {who}.")


def document(number: int) -> dict[str, object]:
    who = f"Ann Lee {number}"
    text = "\n".join(sentence.format(who=who) for sentence in SENTENCES)
    attributions = []
    for content, cue in (("The ferry was late", "said"), ("that the ferry was late", "told"), ("“We go,”", "said")):
        at = text.index(content)
        source = text.index(who, text.rfind("\n", 0, at) + 1)
        where = text.index(cue, min(at, source))
        spans = {"content": (at, content), "source": (source, who), "cue": (where, cue)}
        attributions.append({name: [[begin, begin + len(part)]] for name, (begin, part) in spans.items()})
    return {"doc_id": f"d{number}", "text": text, "attributions": attributions}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    file = tmp_path / "gold.jsonl"
    file.write_text("".join(json.dumps(document(n), ensure_ascii=False) + "\n" for n in range(10)), encoding="utf-8")
    return file


def run(*arguments: object):
    return CliRunner().invoke(main, ["train", *map(str, arguments)])


def test_too_few_documents(data: Path, tmp_path: Path) -> None:
    few = tmp_path / "few.jsonl"
    few.write_text("".join(data.read_text(encoding="utf-8").splitlines(keepends=True)[:9]), encoding="utf-8")
    result = run("--data", few, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "holds 9 documents; training takes 10 or more" in result.stderr
    assert not (tmp_path / "out").exists()


def test_a_folder_that_is_used(data: Path, tmp_path: Path) -> None:
    result = run("--data", data, "--out", tmp_path)
    assert result.exit_code == 2
    assert "no empty folder" in result.stderr


def test_without_the_extra(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "torch", None)
    for name in [name for name in sys.modules if name.startswith("training")]:
        monkeypatch.delitem(sys.modules, name)
    result = run("--data", data, "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "pip install 'quotestance[train]'" in result.stderr


def test_a_run_gives_a_tagger_that_a_build_can_use(data: Path, tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="torch is not installed: pip install '.[train]'")
    from builder import attribution
    from builder.records import Article, Source

    out = tmp_path / "models"
    result = run("--data", data, "--out", out, "--epochs", 1, "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert (told["trained_on"], told["measured_on"]) == (8, 2)
    assert set(told["after"]) >= {"content", "source", "cue"}
    assert {file.name for file in out.iterdir()} == {"tagger.onnx", "tagger.json", "checksums.json"}
    article = Article("0" * 32, "“We go,” said Ann Lee.", Source("a.txt", None, "text", "0" * 64))
    found, _ = attribution.attribute(article, models=out)
    assert [span.of(article.text) for one in found for span in one.source] == ["Ann Lee"]
