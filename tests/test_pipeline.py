"""The whole path: raw/ in, a dataset out, the same bytes every time."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

import builder
from builder import pipeline
from builder.dataset import load, schema
from builder.errors import InputError, ValidationFailed, VersionError

RAW = Path(__file__).parent.parent / "raw"
SEED = RAW.parent.parent / "shared" / "seed" / "article.txt"
ARTICLE = "“We left at noon,” Harbour Minister Ida Prell said on Monday.\n\nShe did not say where to.\n"


def checksums(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    return pipeline.build([RAW], out)


def write(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


class TestBytes:
    def test_again_is_unchanged_and_writes_nothing(self, built):
        before = checksums(built.path.parent)
        again = pipeline.build([RAW], built.path.parent)
        assert (again.status, again.version, again.path) == ("unchanged", "0.1.0", built.path)
        assert checksums(built.path.parent) == before

    def test_other_workers_and_another_folder_give_the_same_bytes(self, built, tmp_path):
        copy = tmp_path / "elsewhere" / "articles"
        shutil.copytree(RAW, copy)
        shutil.copy(RAW.parent / "DATASET_CARD.md", copy.parent)  # raw/quotestance.toml names it
        other = pipeline.build([copy], tmp_path / "out", workers=2)
        assert checksums(other.path) == checksums(built.path)

    def test_a_corrected_date_is_a_patch_and_keeps_every_id(self, built, tmp_path):
        copy, out = tmp_path / "raw", tmp_path / "dist"
        shutil.copytree(RAW, copy)
        shutil.copy(RAW.parent / "DATASET_CARD.md", tmp_path)
        shutil.copytree(built.path, out / built.version)
        file = copy / "harbour" / "courier.md"
        file.write_text(file.read_text(encoding="utf-8").replace("2026-03-04", "2026-03-05", 1), encoding="utf-8")
        result = pipeline.build([copy], out)
        assert (result.status, result.version) == ("published", "0.1.1")
        ids = [set(load.table(folder, "quotes")["quote_id"]) for folder in (built.path, result.path)]
        assert ids[0] == ids[1]


class TestRows:
    def test_every_span_reproduces_its_text(self, built):
        texts = dict(load.table(built.path, "articles").select("article_id", "text").iter_rows())
        rows = load.table(built.path, "quotes")
        assert rows.height > 200
        for row in rows.iter_rows(named=True):
            text = texts[row["article_id"]]
            assert "".join(text[span["start"] : span["end"]] for span in row["content"]) == row["quote"]
            assert text[row["context_start"] :].startswith(row["context"])

    def test_the_first_article_has_its_eight_speakers(self, built):
        rows = load.table(built.path, "quotes").filter(pl.col("outlet") == "The Meridian Ledger")
        assert {
            "Korean Central News Agency",
            "Kim Jong-un",
            "Vladimir Putin",
            "Dmitry Peskov",
            "Volodymyr Zelensky",
            "Kremlin",
            "Government of Ukraine",
            "Special Operation Forces",
        } <= set(rows["speaker"])

    def test_load_dataset_offline_gives_the_declared_features(self, built, tmp_path):
        script = (
            "import json, sys\n"
            "from datasets import get_dataset_config_names, load_dataset\n"
            "path = sys.argv[1]\n"
            "print(json.dumps({name: {split: [sorted(rows.features), rows.num_rows] for split, rows in"
            " load_dataset(path, name).items()} for name in get_dataset_config_names(path)}))\n"
        )
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, "-c", script, str(built.path)],
            env=environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        loaded = json.loads(done.stdout.splitlines()[-1])
        assert list(loaded) == ["quotes", "articles", "speakers", "rejects"]
        for name, splits in loaded.items():
            assert sum(count for _, count in splits.values()) == load.table(built.path, name).height
            assert all(columns == sorted(schema.arrow(name).names) for columns, _ in splits.values())


class TestFunctions:
    def test_extract(self):
        (quote,) = builder.extract(ARTICLE)
        assert quote.text == "“We left at noon,”"
        assert (quote.speaker.name, quote.speaker.role) == ("Ida Prell", "Harbour Minister")
        assert quote.labels.framing.value == "neutral"

    def test_an_attribute_that_is_not_there(self):
        with pytest.raises(AttributeError, match="no attribute 'extrakt'"):
            _ = builder.extrakt

    def test_progress_counts_up(self, tmp_path):
        write(tmp_path / "in", "a.txt", ARTICLE)
        write(tmp_path / "in", "b.txt", ARTICLE.replace("noon", "dawn"))
        seen = []
        pipeline.build([tmp_path / "in"], tmp_path / "out", on_progress=lambda *counts: seen.append(counts))
        assert [counts[:2] for counts in seen] == [(1, 1), (2, 2)]


class TestNothingIsPublished:
    def test_when_nothing_can_be_read(self, tmp_path):
        write(tmp_path / "in", "a.txt", "")
        with pytest.raises(InputError, match="no article could be read"):
            pipeline.build([tmp_path / "in"], tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_when_there_is_no_quote(self, tmp_path):
        write(tmp_path / "in", "a.txt", "It rained on Monday.")
        with pytest.raises(InputError, match="no quote was found"):
            pipeline.build([tmp_path / "in"], tmp_path / "out")
        assert list((tmp_path / "out").glob("*")) == []

    def test_when_the_version_exists(self, built):
        before = checksums(built.path.parent)
        with pytest.raises(VersionError):
            pipeline.build(
                [RAW / "harbour"],
                built.path.parent,
                config=builder.config.load(RAW / "quotestance.toml"),
                version="0.1.0",
            )
        assert checksums(built.path.parent) == before

    def test_when_validation_fails(self, tmp_path, monkeypatch):
        write(tmp_path / "in", "a.txt", ARTICLE)
        whole = pipeline.process

        def shifted(article):
            # An extractor that cuts one character too early: its quotes are not what the offsets say.
            import dataclasses

            extraction = whole(article)
            return dataclasses.replace(
                extraction, quotes=tuple(dataclasses.replace(q, text=q.text[1:]) for q in extraction.quotes)
            )

        monkeypatch.setattr(pipeline, "process", shifted)
        with pytest.raises(ValidationFailed, match="critical"):
            pipeline.build([tmp_path / "in"], tmp_path / "out", reports=tmp_path / "reports")
        assert list((tmp_path / "out").glob("*")) == []
        verdict = json.loads((tmp_path / "reports" / "validation.json").read_text(encoding="utf-8"))["verdict"]
        assert verdict == "fail"


@pytest.mark.skipif(not SEED.exists(), reason="the seed article is not part of the repository")
class TestSeed:
    def test_the_six_direct_quotes_stand_whole_with_their_speakers(self, tmp_path):
        result = pipeline.build([SEED], tmp_path)
        rows = load.table(result.path, "quotes").filter(pl.col("quote_type") == "direct")
        found = {(row["quote"][1:12], row["speaker"], len(row["content"])) for row in rows.iter_rows(named=True)}
        assert found == {
            ("The sub-uni", "Korean Central News Agency", 2),
            ("The fightin", "Kim Jong-un", 2),
            ("Units of th", "Vladimir Putin", 2),
            ("The Russian", "Vladimir Putin", 1),
            ("Well, there", "Dmitry Peskov", 1),
            ("Left the Ku", "Special Operation Forces", 1),
        }
