"""Documents from JSON lines, plain or gzipped; whatever is wrong in one is said with its row."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from builder.errors import InputError
from builder.evaluate import gold

TEXT = "It rained, she said."
SAID = {"content": [[0, 9]], "source": [[11, 14]], "cue": [[15, 19]], "kind": "indirect", "speech": True}


def written(path: Path, *documents: object) -> Path:
    path.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    return path


def document(*attributions: object, **more: Any) -> dict[str, Any]:
    return {"doc_id": "a", "text": TEXT, "attributions": list(attributions), **more}


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.jsonl.gz", "zipped-without-saying-so.jsonl"])
def test_lines(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    lines = [json.dumps({**document(SAID), "doc_id": name}, ensure_ascii=False) for name in "aé"]
    content = "\ufeff" + "\n\n".join(lines)
    path.write_bytes(content.encode() if name == "gold.jsonl" else gzip.compress(content.encode()))
    assert [document["doc_id"] for document in gold.lines(path)] == ["a", "é"]


def test_one_text_by_several_annotators(tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", document(SAID), document())
    assert [len(one["attributions"]) for one in gold.lines(path)] == [1, 0]


@pytest.mark.parametrize("name", ["kind", "speech", "speaker", "source", "cue"])
def test_what_may_be_left_out(name: str, tmp_path: Path) -> None:
    less = {key: value for key, value in SAID.items() if key != name}
    assert list(gold.lines(written(tmp_path / "gold.jsonl", document({**SAID, name: None}), document(less))))


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        ([1], "a list where an object was expected"),
        ({"text": TEXT, "attributions": []}, "the field 'doc_id' is missing"),
        (document() | {"text": " \n"}, "'text' is empty"),
        (document() | {"text": None}, "'text' is null, not a string"),
        (document() | {"attributions": {}}, "'attributions' is not a list of objects"),
        (document() | {"text": "Another text."}, "the document 'a' has come already, with another text"),
        (document({**SAID, "content": []}), "attribution 1 has no content"),
        (
            document(SAID, {**SAID, "content": [[0, 99]]}),
            r"attribution 2: 'content' \[0, 99\) lies outside of a text of",
        ),
        (document({**SAID, "content": [[5, 5]]}), r"\[5, 5\) lies outside"),
        (document({**SAID, "content": [[-1, 5]]}), r"\[-1, 5\) lies outside"),
        (document({**SAID, "content": [[0.0, 5]]}), r"\[0.0, 5\) lies outside"),
        (document({**SAID, "content": [0, 5]}), r"'content' is not a list of \[start, end\]"),
        (document({**SAID, "source": "she"}), r"'source' is not a list of \[start, end\]"),
        (document({**SAID, "kind": "reported"}), "'reported' is no kind.*direct, indirect, mixed"),
        (document({**SAID, "speech": "yes"}), "'speech' is \"yes\""),
        (document(SAID, discard=[[0, 99]]), r"'discard' \[0, 99\) lies outside"),
    ],
    ids=str,
)
def test_bad_documents_are_named(broken: object, says: str, tmp_path: Path) -> None:
    path = written(tmp_path / "gold.jsonl", document(SAID), broken)
    with pytest.raises(InputError, match=says) as caught:
        list(gold.lines(path))
    assert (caught.value.where, caught.value.row) == (str(path), 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"doc_id": "a", "text": "x.", "attributions": []}\n{"doc_id":\n', "row 2: not JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\xff\xfe{}", "not UTF-8"),
        (gzip.compress(b'{"doc_id": "a"}' * 1000)[:-9], "not a whole gzip file"),
        (b"\x1f\x8bnot gzip after all", "not a whole gzip file"),
        (b"", "holds no documents"),
    ],
    ids=["json", "deep", "encoding", "cut", "gzip", "nothing"],
)
def test_bad_files_are_named(content: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "gold.jsonl").write_bytes(content)
    with pytest.raises(InputError, match=says):
        list(gold.lines(tmp_path / "gold.jsonl"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.jsonl: there is no such file"):
        list(gold.lines(tmp_path / "none.jsonl"))
