"""The shipped files: all there, as listed, small enough; and one sentence for whoever has a damaged one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from builder import resources
from builder.errors import ModelError
from builder.model import weights

MODELS = resources.PACKAGE / "models"
LISTED = json.loads((MODELS / weights.CHECKSUMS).read_text(encoding="utf-8"))


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """A copy of the shipped files that may be spoilt."""
    shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.setattr(resources, "PACKAGE", tmp_path)
    weights.path.cache_clear()
    weights.listed.cache_clear()
    yield tmp_path / "models"
    weights.path.cache_clear()
    weights.listed.cache_clear()


@pytest.mark.parametrize("name", sorted(LISTED))
def test_each_listed_file_is_as_listed(name):
    assert weights.path(name) == MODELS / name
    assert LISTED[name].startswith(weights.version(name))


def test_no_file_is_unlisted_and_all_are_small():
    shipped = [file for file in MODELS.iterdir() if file.suffix in {".onnx", ".npz", ".json"}]
    assert {file.name for file in shipped} == set(LISTED) | {weights.CHECKSUMS}
    assert sum(file.stat().st_size for file in shipped) < 30_000_000


def test_a_missing_file_is_named_with_its_checksum(copied):
    (copied / "tagger.onnx").unlink()
    with pytest.raises(ModelError, match=r"tagger\.onnx: a model file is missing .*reinstall") as error:
        weights.path("tagger.onnx")
    assert LISTED["tagger.onnx"] in str(error.value)


def test_a_damaged_file_is_named_with_both_checksums(copied):
    file = copied / "words.npz"
    file.write_bytes(file.read_bytes()[:-1] + b"?")
    with pytest.raises(ModelError, match=r"words\.npz: a model file is damaged") as error:
        weights.path("words.npz")
    assert LISTED["words.npz"] in str(error.value)


@pytest.mark.parametrize("content", ["", "{", "\0"])
def test_a_damaged_list(copied, content):
    (copied / weights.CHECKSUMS).write_text(content)
    with pytest.raises(ModelError, match=r"checksums\.json: the list of model files cannot be read"):
        weights.path("words.npz")


def test_a_file_that_nobody_listed(copied):
    with pytest.raises(ModelError, match=r"no model file is listed as 'other\.onnx'"):
        weights.path("other.onnx")


def test_a_file_that_is_no_model_though_listed(copied: Path):
    from builder.model.encoder import Encoder
    from training.checksums import write

    (copied / "tagger.onnx").write_bytes(b"no graph")
    write(copied)
    weights.listed.cache_clear()
    with pytest.raises(ModelError, match=r"tagger\.onnx: onnxruntime cannot open it"):
        Encoder("tagger.onnx")
