"""The whole path: raw/ in, a dataset out, the same bytes every time."""

import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import builder
from builder import ids, pipeline
from builder.dataset import load, schema
from builder.errors import ConfigError, InputError, ValidationFailed, VersionError
from builder.records import Article, Source
from builder.registry import Registered, Registry

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


PIECES = st.sampled_from(
    "“|”|\"|''|‘|’|«|»|\n\n|,|.|?|:|said|told reporters|claimed that|according to|denied|Ann Lee|Ms Lee|she"
    "|the minister|KCNA|Sellia|we won|It rained|so-called|—|😀|\u202e|\x00".split("|")
)


class TestAnyText:
    @settings(max_examples=150, deadline=None)
    @given(st.lists(PIECES | st.text(max_size=6), max_size=40).map(" ".join))
    def test_quotes_are_verbatim_and_everything_lies_inside(self, text):
        article = Article("0" * 32, text, Source("a.txt", None, "text", ""))
        extraction = pipeline.process(article)
        assert pipeline.process(article) == extraction
        for quote in extraction.quotes:
            content = quote.attribution.content
            assert quote.text == "".join(text[span.start : span.end] for span in content)
            assert all(one.end <= other.start for one, other in itertools.pairwise(content))
            spans = [*content, *quote.attribution.source, *quote.attribution.cue, *quote.labels.claim_spans]
            assert all(span.end <= len(text) for span in spans)
        for reject in extraction.rejects:
            assert reject.span is None or reject.text == reject.span.of(text)


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
        note = lambda state: seen.append((state.step, state.articles, state.quotes))  # noqa: E731
        pipeline.build([tmp_path / "in"], tmp_path / "out", on_progress=note)
        assert seen[0] == ("reading", 0, 0)
        assert seen[-1] == ("merging", 2, 2)


class TestRegistry:
    HEADER = "name,aliases,kind,qid\n"

    @pytest.fixture
    def folder(self, tmp_path):
        folder = tmp_path / "in"
        write(folder, "a.txt", "“We left at noon,” Harbour Minister Ida M. Prell said on Monday.\n")
        write(folder, "b.txt", "“It was calm,” Ms Prell said on Tuesday.\n\n“Too calm,” Jon Voss said.\n")
        return folder

    def known(self, folder, rows):
        write(folder, "quotestance.toml", '[speakers]\nregistry = "speakers.csv"\n')
        write(folder, "speakers.csv", self.HEADER + rows)
        return folder

    def speakers(self, result):
        columns = ["speaker", "kind", "aliases", "quote_count", "qid"]
        return load.table(result.path, "speakers").select(columns).rows()

    def test_without_one_two_forms_stay_two_speakers(self, folder, tmp_path):
        assert self.speakers(pipeline.build([folder], tmp_path / "out")) == [
            ("Ida M. Prell", "person", ["Harbour Minister Ida M. Prell"], 1, None),
            ("Jon Voss", "person", ["Jon Voss"], 1, None),
            ("Prell", "person", ["Ms Prell"], 1, None),
        ]

    def test_with_one_they_are_one(self, folder, tmp_path):
        result = pipeline.build([self.known(folder, "Ida Prell,Ida M. Prell;Prell,person,Q42\n")], tmp_path / "out")
        assert self.speakers(result) == [
            ("Ida Prell", "person", ["Harbour Minister Ida M. Prell", "Ms Prell"], 2, "Q42"),
            ("Jon Voss", "person", ["Jon Voss"], 1, None),
        ]
        rows = load.table(result.path, "quotes").filter(pl.col("speaker") == "Ida Prell")
        assert set(rows["speaker_id"]) == {ids.speaker_id("Ida Prell", "person")}
        assert load.table(result.path, "rejects").filter(pl.col("source_path") == "speakers.csv").height == 0

    def test_a_surname_that_is_not_listed_merges_nobody(self, folder, tmp_path):
        result = pipeline.build([self.known(folder, "Ida Prell,Ida M. Prell,person,Q42\n")], tmp_path / "out")
        assert [row[0] for row in self.speakers(result)] == ["Ida Prell", "Jon Voss", "Prell"]

    def test_any_number_of_workers_and_any_folder_give_the_same_bytes(self, folder, tmp_path):
        self.known(folder, "Ida Prell,Ida M. Prell;Prell,person,Q42\n")
        one = pipeline.build([folder], tmp_path / "one")
        moved = folder.rename(tmp_path / "moved")
        assert checksums(pipeline.build([moved], tmp_path / "two", workers=2).path) == checksums(one.path)

    def test_a_change_of_it_is_a_new_version_that_says_so(self, folder, tmp_path):
        self.known(folder, "Ida Prell,Ida M. Prell,person,\n")
        first = pipeline.build([folder], tmp_path / "out")
        assert pipeline.build([folder], tmp_path / "out").status == "unchanged"
        self.known(folder, "Ida Prell,Ida M. Prell;Prell,person,\n")
        second = pipeline.build([folder], tmp_path / "out")
        assert (second.status, second.version > first.version) == ("published", True)
        changed = second.diff.tables["quotes"].columns
        assert {"speaker", "speaker_id"} <= set(changed)
        before, after = (load.manifest(result.path) for result in (first, second))
        assert before["config_digest"] != after["config_digest"]
        (listed,) = (one for one in after["inputs"] if one["path"] == "speakers.csv")
        content = (folder / "speakers.csv").read_bytes()
        assert listed == {
            "path": "speakers.csv",
            "sha256": hashlib.sha256(content).hexdigest(),
            "licences": [],
            "articles": 0,
            "speakers": 1,
        }

    def test_a_wrong_one_stops_the_build_before_anything_is_read(self, folder, tmp_path):
        self.known(folder, "Ida Prell,Prell,person,\nJon Prell,Prell,person,\n")
        with pytest.raises(ConfigError, match=r"Ida Prell \(row 1\) or Jon Prell \(row 2\)"):
            pipeline.build([folder], tmp_path / "out")
        assert not (tmp_path / "out").exists()

    def test_extract_takes_one(self):
        registry = Registry((Registered("Ida Prell", "person", ("Prell",), "Q42"),))
        (quote,) = builder.extract("“We left,” Ms Prell said.", registry=registry)
        assert (quote.speaker.name, quote.speaker.qid, quote.speaker.local) == ("Ida Prell", "Q42", False)


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

        def shifted(article, **given):
            # An extractor that cuts one character too early: its quotes are not what the offsets say.
            import dataclasses

            extraction = whole(article, **given)
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
