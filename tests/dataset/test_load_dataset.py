"""A published version through ``datasets.load_dataset``, offline: features, splits, shards, and every span."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from builder.config import Config
from builder.dataset import Tables, load, parquet, release, schema, stats

Many = Callable[[range], Tables]

# In a process of its own: offline mode and the cache are read when the library is imported.
PROGRAM = """
import json, sys
from datasets import get_dataset_config_names, load_dataset
directory = sys.argv[1]
found = {}
for config in get_dataset_config_names(directory):
    loaded = load_dataset(directory, config)
    found[config] = {
        "features": {split: rows.features.arrow_schema.to_string() for split, rows in loaded.items()},
        "rows": {split: rows.to_list() for split, rows in loaded.items()},
    }
default = load_dataset(directory)
found["default"] = {split: rows.num_rows for split, rows in default.items()}
found["streamed"] = [row["quote_id"] for row in load_dataset(directory, split="train", streaming=True)]
print(json.dumps(found, default=str))
"""


def load_offline(directory: Path, cache: Path) -> dict[str, Any]:
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(cache), "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(directory)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_every_config_has_the_declared_features_and_every_span_its_text(
    made: Tables, tmp_path: Path, config: Config, accept
) -> None:
    path = release(made, tmp_path / "dist", config=config, validate=accept).path
    found = load_offline(path, tmp_path / "cache")
    assert set(found) - {"default", "streamed"} == set(schema.TABLES)
    for table in schema.TABLES:
        declared = schema.features(table).arrow_schema.to_string()
        assert set(found[table]["features"].values()) == {declared}
    assert found["default"] == {split: len(rows) for split, rows in found["quotes"]["rows"].items()}
    texts = {row["article_id"]: row["text"] for rows in found["articles"]["rows"].values() for row in rows}
    assert None in texts.values()
    quotes = [row for rows in found["quotes"]["rows"].values() for row in rows]
    assert len(quotes) == 4
    for row in quotes:
        text, start = texts[row["article_id"]], 0
        if text is None:  # must not be passed on: the context has what the offsets need
            text, start = row["context"], row["context_start"]
        assert "".join(text[s["start"] - start : s["end"] - start] for s in row["content"]) == row["quote"]


def test_several_shards_and_splits(many: Many, tmp_path: Path, config: Config, accept) -> None:
    path = release(many(range(60)), tmp_path / "dist", config=config, validate=accept, rows_per_shard=10).path
    names = sorted(each.name for each in (path / "data" / "quotes").iterdir())
    assert "train-00000-of-00006.parquet" in names
    assert {name.partition("-")[0] for name in names} == {"train", "validation", "test"}
    found = load_offline(path, tmp_path / "cache")
    counts = stats.statistics(path).rows
    assert found["default"] == counts["quotes"]
    assert sum(found["default"].values()) == 60
    assert found["streamed"] == [row["quote_id"] for row in found["quotes"]["rows"]["train"]]
    order = [row["published_at"] for row in found["quotes"]["rows"]["train"]]
    assert order == sorted(order)


def test_an_empty_split_and_an_empty_table_are_left_out(article, quote, tmp_path: Path, config: Config, accept) -> None:
    from builder.dataset import tables
    from builder.records import Extraction

    one = article("“We left,” she said.")
    bare = quote(one, "“We left,”", source="she", speaker=None)
    versions = {"attribution": "rules-1", "speakers": "rules-1", "label": "rules-1"}
    path = release(
        tables([(one, Extraction((bare,)))], versions=versions), tmp_path, config=config, validate=accept
    ).path
    found = load_offline(path, tmp_path / "cache")
    assert set(found) == {"quotes", "articles", "default", "streamed"}
    assert len(found["default"]) == 1
    assert load.table(path, "speakers").columns == ["split", *schema.columns("speakers")]
    assert load.table(path, "rejects").height == 0


@pytest.mark.parametrize("table", schema.TABLES)
def test_files_are_read_without_the_library(made: Tables, tmp_path: Path, table: str) -> None:
    """Strings, not numbers or views: what polars, DuckDB and pandas read as it is."""
    rows = getattr(made, table)
    written = parquet.write(rows, table, "train", tmp_path)
    read = pq.read_table(written.files[0], partitioning=None)
    assert read.schema.remove_metadata() == schema.arrow(table)
    assert read.to_pylist() == rows.to_pylist()
    assert json.loads(read.schema.metadata[b"huggingface"])["info"]["features"].keys() == set(schema.columns(table))


def test_bytes_do_not_depend_on_the_chunks_in_memory(many: Many, tmp_path: Path) -> None:
    import pyarrow as pa

    rows = many(range(50)).quotes
    pieces = pa.concat_tables([rows.slice(0, 7), rows.slice(7, 30), rows.slice(37)])
    one = parquet.write(rows, "quotes", "train", tmp_path / "a", rows_per_shard=20)
    other = parquet.write(pieces, "quotes", "train", tmp_path / "b", rows_per_shard=20)
    assert [path.read_bytes() for path in one.files] == [path.read_bytes() for path in other.files]
    assert one.arrow_bytes == other.arrow_bytes


def test_early_shards_stay_identical_when_rows_are_appended(many: Many, tmp_path: Path) -> None:
    old = many(range(25)).quotes
    one = parquet.write(old, "quotes", "train", tmp_path / "a", rows_per_shard=10)
    import pyarrow as pa

    more = pa.concat_tables([old, many(range(100, 110)).quotes])
    other = parquet.write(more, "quotes", "train", tmp_path / "b", rows_per_shard=10)
    assert [path.read_bytes() for path in other.files[:2]] == [path.read_bytes() for path in one.files[:2]]
    assert [path.name for path in other.files] == [f"train-{n:05d}-of-00004.parquet" for n in range(4)]
