"""croissant.json: accepted by mlcroissant, checksums of the manifest, rows read back."""

from __future__ import annotations

import itertools
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from builder.config import Config, Dataset
from builder.dataset import Tables, load, release, schema

# In a process of its own: mlcroissant brings in half a gigabyte of packages and sets up logging for all.
PROGRAM = """
import json, sys
import mlcroissant
dataset = mlcroissant.Dataset(sys.argv[1])
problems = [*dataset.metadata.issues.errors, *dataset.metadata.issues.warnings]
rows = {each.id: list(dataset.records(each.id)) for each in dataset.metadata.record_sets}
plain = lambda value: value.decode() if isinstance(value, bytes) else str(value)
print(json.dumps({"problems": problems, "rows": rows}, default=plain))
"""


@pytest.fixture
def version(many: Callable[[range], Tables], tmp_path: Path, accept) -> Path:
    config = Config(dataset=Dataset(licence="CC-BY-4.0", homepage="https://marrow.example", citation="Marrow Quotes"))
    return release(many(range(30)), tmp_path / "dist", config=config, validate=accept, rows_per_shard=10).path


def test_mlcroissant_reads_the_rows(version: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(version / "croissant.json")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert [problem for problem in found["problems"] if "datePublished" not in problem] == []  # no clock, no date
    assert set(found["rows"]) == {"quotes", "articles", "speakers"}
    quotes = {row["quotes/quote_id"]: row for row in found["rows"]["quotes"]}
    expected = load.table(version, "quotes")
    assert set(quotes) == set(expected["quote_id"])
    for row in expected.iter_rows(named=True):
        read = quotes[row["quote_id"]]
        assert read["quotes/quote"] == row["quote"]
        assert read["quotes/split"] == row["split"]
        spans = [{name.rpartition("/")[2]: value for name, value in span.items()} for span in read["quotes/content"]]
        assert spans == row["content"]
        assert read["quotes/scores"]["quotes/scores/attribution"] == row["scores"]["attribution"]


def test_checksums_are_those_of_the_manifest(version: Path) -> None:
    described: dict[str, Any] = json.loads((version / "croissant.json").read_text())
    files = {each["@id"]: each["sha256"] for each in described["distribution"] if each["@type"] == "cr:FileObject"}
    listed = {each["path"]: each["sha256"] for each in load.manifest(version)["files"]}
    assert files == {path: listed[path] for path in listed if path.endswith(".parquet")}
    assert len(files) > 6


def test_fields_and_responsible_ai(version: Path) -> None:
    described: dict[str, Any] = json.loads((version / "croissant.json").read_text())
    assert described["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert described["version"] == "0.1.0"
    for name in ("dataCollection", "dataBiases", "dataLimitations", "dataSocialImpact", "dataAnnotationProtocol",
                 "personalSensitiveInformation", "dataReleaseMaintenancePlan"):  # fmt: skip
        assert described[f"rai:{name}"]
    for record_set in described["recordSet"]:
        names = [field["name"] for field in record_set["field"]]
        assert names == ["split", *schema.columns(record_set["name"])]
    ids = list(itertools.chain.from_iterable(_ids(node) for node in described["recordSet"] + described["distribution"]))
    assert len(ids) == len(set(ids))


def _ids(node: dict[str, Any]) -> list[str]:
    inner = [*node.get("field", ()), *node.get("subField", ())]
    return [node["@id"], *itertools.chain.from_iterable(_ids(each) for each in inner)]
