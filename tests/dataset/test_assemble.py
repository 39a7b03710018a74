"""Publishing: what is written, what is refused, and that nothing is left behind."""

from __future__ import annotations

import dataclasses
import errno
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from builder.config import Config, Dataset
from builder.dataset import Asked, Tables, Verdict, diff, load, manifest, parquet, publish, release, tables
from builder.errors import InputError, OutputError, QuotestanceError, ValidationFailed, VersionError

VERSIONS = {"attribution": "rules-1", "speakers": "rules-1", "label": "rules-1"}
Many = Callable[[range], Tables]


def content(directory: Path) -> dict[str, bytes]:
    return {p.relative_to(directory).as_posix(): p.read_bytes() for p in sorted(directory.rglob("*")) if p.is_file()}


def names_in(directory: Path) -> list[str]:
    return sorted(path.name for path in directory.iterdir())


def test_layout(made: Tables, tmp_path: Path, config: Config, accept) -> None:
    done = release(made, tmp_path / "dist", config=config, validate=accept)
    assert (done.version, done.status, done.diff) == ("0.1.0", "published", None)
    names = [name for name in content(done.path) if not name.startswith("data/")]
    assert names == ["CHANGES.md", "README.md", "croissant.json", "manifest.json", "reports/validation.md"]
    assert names_in(tmp_path / "dist") == ["0.1.0"]
    assert manifest.check(done.path)["validation"] == {"success": True}


def test_the_same_build_is_byte_identical_elsewhere(made: Tables, tmp_path: Path, config: Config, accept) -> None:
    one = release(made, tmp_path / "a", config=config, validate=accept).path
    other = release(made, tmp_path / "b" / "c", config=config, validate=accept).path
    assert content(one) == content(other)
    assert publish.same_content(one, other)
    (other / "README.md").write_text("x")
    assert not publish.same_content(one, other)


def test_the_same_build_again_is_unchanged(many: Many, tmp_path: Path, config: Config, accept) -> None:
    release(many(range(5)), tmp_path, config=config, validate=accept)
    second = release(many(range(8)), tmp_path, config=config, validate=accept)
    before = content(tmp_path)
    again = release(many(range(8)), tmp_path, config=config, validate=accept)
    assert (again.status, again.version, again.path) == ("unchanged", second.version, second.path)
    assert content(tmp_path) == before
    assert (
        release(many(range(8)), tmp_path, config=config, validate=accept, asked=Asked.parse(second.version)).status
        == "unchanged"
    )


def test_unchanged_also_when_the_parent_is_gone(many: Many, tmp_path: Path, config: Config, accept) -> None:
    first = release(many(range(5)), tmp_path, config=config, validate=accept)
    release(many(range(8)), tmp_path, config=config, validate=accept)
    shutil.rmtree(first.path)
    assert release(many(range(8)), tmp_path, config=config, validate=accept).status == "unchanged"


def test_the_parents_tampered_file_is_not_taken_for_unchanged(
    made: Tables, tmp_path: Path, config: Config, accept
) -> None:
    first = release(made, tmp_path, config=config, validate=accept)
    (first.path / "README.md").write_text("edited by hand")
    again = release(made, tmp_path, config=config, validate=accept)
    assert (again.status, again.version) == ("published", "0.1.1")


def test_versions_follow_the_changes(many: Many, tmp_path: Path, config: Config, accept) -> None:
    def build(numbers: range, using: Config = config) -> str:
        return release(many(numbers), tmp_path, config=using, validate=accept).version

    assert build(range(4)) == "0.1.0"
    assert build(range(6)) == "0.2.0"  # rows added
    titled = dataclasses.replace(config, dataset=Dataset(title="Harbour quotes"))
    assert build(range(6), titled) == "0.2.1"  # the card changed
    assert build(range(2, 6), titled) == "1.0.0"  # rows removed
    history = (tmp_path / "1.0.0" / "CHANGES.md").read_text()
    assert [line for line in history.splitlines() if line.startswith("## ")] == [
        "## 1.0.0",
        "## 0.2.1",
        "## 0.2.0",
        "## 0.1.0",
    ]
    parent = manifest.check(tmp_path / "1.0.0")["parent"]
    assert parent == {"version": "0.2.1", "digest": load.manifest(tmp_path / "0.2.1")["digest"]}


def test_old_articles_stay_in_their_splits(many: Many, tmp_path: Path, config: Config, accept) -> None:
    first = release(many(range(60)), tmp_path, config=config, validate=accept).path
    second = release(many(range(120)), tmp_path, config=config, validate=accept)
    old, new = load.splits(first), load.splits(second.path)
    assert set(old.values()) == {"train", "validation", "test"}
    assert {article: new[article] for article in old} == old
    assert second.diff is not None
    assert not any(table.moved for table in second.diff.tables.values())


def test_asking_for_more_and_for_less(many: Many, tmp_path: Path, config: Config, accept) -> None:
    def build(numbers: range, **asked: object) -> str:
        return release(many(numbers), tmp_path, config=config, validate=accept, asked=Asked.parse(**asked)).version

    assert build(range(3), version="1.0.0") == "1.0.0"
    assert build(range(3), bump="major") == "2.0.0"  # the same rows, on purpose
    with pytest.raises(VersionError, match="minor"):
        build(range(5), bump="patch")
    assert build(range(5), bump="patch", force=True) == "2.0.1"
    with pytest.raises(VersionError, match="exists already"):
        build(range(7), version="2.0.1")
    with pytest.raises(VersionError, match="exists already"):
        build(range(7), version="1.0.0", force=True)
    assert names_in(tmp_path) == ["1.0.0", "2.0.0", "2.0.1"]


def test_another_dataset_in_the_same_folder_is_refused(made: Tables, tmp_path: Path, config: Config, accept) -> None:
    release(made, tmp_path, config=config, validate=accept)
    other = dataclasses.replace(config, dataset=Dataset(name="others"))
    with pytest.raises(VersionError, match="holds versions of 'quotes', not of 'others'"):
        release(made, tmp_path, config=other, validate=accept)


def test_a_failed_validation_publishes_nothing(made: Tables, tmp_path: Path, config: Config) -> None:
    with pytest.raises(ValidationFailed, match="not published"):
        release(made, tmp_path / "dist", config=config, validate=lambda *_: Verdict(passed=False))
    assert not (tmp_path / "dist").exists()


def test_validation_sees_the_staged_version_and_its_parent(many: Many, tmp_path: Path, config: Config) -> None:
    seen = []

    def validate(directory: Path, parent: Path | None) -> Verdict:
        seen.append((load.table(directory, "quotes").height, load.manifest(directory)["version"], parent))
        return Verdict(passed=True)

    release(many(range(3)), tmp_path, config=config, validate=validate)
    release(many(range(4)), tmp_path, config=config, validate=validate)
    assert seen == [(3, "0.1.0", None), (4, "0.2.0", tmp_path / "0.1.0")]


def test_no_quotes(corpus, tmp_path: Path, config: Config, accept) -> None:
    none = [(article, dataclasses.replace(extraction, quotes=())) for article, extraction in corpus]
    with pytest.raises(InputError, match=r"no quote was found in 3 articles.*byline \(1\), no_cue \(1\)"):
        release(tables(none, versions=VERSIONS), tmp_path / "dist", config=config, validate=accept)
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize(
    ("failure", "expected", "message"),
    [
        pytest.param(
            OSError(errno.ENOSPC, "No space left on device"),
            OutputError,
            "disk is full.*Free some space",
            id="disk full",
        ),
        pytest.param(OSError(errno.EDQUOT, "Quota exceeded"), OutputError, "disk is full", id="quota"),
        pytest.param(OSError(errno.EROFS, "Read-only"), OutputError, "not writable.*--out", id="read-only"),
        pytest.param(OSError(errno.EIO, "Input/output error"), OutputError, "cannot be written", id="broken disk"),
        pytest.param(KeyboardInterrupt(), KeyboardInterrupt, None, id="Ctrl-C"),
        pytest.param(MemoryError(), MemoryError, None, id="no memory"),
    ],
)
@pytest.mark.parametrize("step", ["write", "validate", "rename"])
def test_whatever_fails_leaves_nothing_behind(
    made: Tables, tmp_path: Path, config: Config, accept, monkeypatch, failure: BaseException, expected, message, step
) -> None:
    written = 0

    def fail(*_: object, **__: object) -> None:
        nonlocal written
        written += 1
        if step != "write" or written == 2:  # the second file, when one is there already
            raise failure
        real_write(*_)

    real_write = parquet._File.write
    if step == "write":
        monkeypatch.setattr(parquet._File, "write", fail)
    if step == "rename":
        monkeypatch.setattr(Path, "rename", fail)
    validate = fail if step == "validate" else accept
    existing = tmp_path / "dist" / "notes.txt"
    existing.parent.mkdir()
    existing.write_text("mine")
    with pytest.raises(expected, match=message):
        release(made, tmp_path / "dist", config=config, validate=validate)
    assert content(tmp_path) == {"dist/notes.txt": b"mine"}
    assert names_in(tmp_path / "dist") == ["notes.txt"]


def test_an_output_folder_that_cannot_be_made(
    made: Tables, tmp_path: Path, config: Config, accept, monkeypatch
) -> None:
    real = Path.mkdir

    def refuse(path: Path, *args: object, **known: object) -> None:
        if path == tmp_path / "closed":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        real(path, *args, **known)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match="not writable"):
        release(made, tmp_path / "closed", config=config, validate=accept)


def test_an_output_folder_that_is_a_file(made: Tables, tmp_path: Path, config: Config, accept) -> None:
    (tmp_path / "dist").write_text("")
    with pytest.raises(OutputError, match="not a folder"):
        release(made, tmp_path / "dist", config=config, validate=accept)
    with pytest.raises(OutputError, match="not a folder"):
        release(made, tmp_path / "dist" / "inner", config=config, validate=accept)


def test_a_build_that_was_faster_is_not_overwritten(made: Tables, tmp_path: Path, config: Config) -> None:
    def validate(directory: Path, parent: Path | None) -> Verdict:
        (tmp_path / "0.1.0").mkdir()
        (tmp_path / "0.1.0" / "theirs").write_text("")
        return Verdict(passed=True)

    with pytest.raises(VersionError, match="exists already"):
        release(made, tmp_path, config=config, validate=validate)
    assert content(tmp_path) == {"0.1.0/theirs": b""}


def test_folders_of_dead_runs_are_swept_and_those_of_live_ones_kept(
    made: Tables, tmp_path: Path, config: Config, accept
) -> None:
    dead, alive, foreign = (
        tmp_path / f".staging-{name}"
        for name in (f"{publish._host()}-{2**22 + 1}", f"{publish._host()}-1", "elsewhere-7")
    )
    for folder in (dead, alive, foreign):
        (folder / "data").mkdir(parents=True)
    release(made, tmp_path, config=config, validate=accept)
    assert not dead.exists()
    assert alive.exists()
    assert foreign.exists()


def test_an_error_of_ours_is_not_rewritten(made: Tables, tmp_path: Path, config: Config) -> None:
    def validate(directory: Path, parent: Path | None) -> Verdict:
        raise InputError("as it is.")

    with pytest.raises(QuotestanceError, match=r"^as it is\.$"):
        release(made, tmp_path, config=config, validate=validate)


def test_manifest(made: Tables, tmp_path: Path, config: Config, accept) -> None:
    path = release(made, tmp_path, config=config, validate=accept).path
    described = json.loads((path / "manifest.json").read_text())
    assert described["inputs"][0] == {
        "path": "courier.md",
        "sha256": made.articles["source_sha256"][0].as_py(),
        "licences": ["CC-BY-4.0"],
        "articles": 1,
    }
    assert described["licences"] == {"dataset": None, "articles": {"CC-BY-4.0": 2, "unknown": 1}}
    assert sum(described["rows"]["quotes"].values()) == 4
    assert str(tmp_path) not in (path / "manifest.json").read_text()


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda path: (path / "README.md").unlink(), "in the manifest but missing"),
        (lambda path: (path / "README.md").write_text("x"), "checksum"),
        (lambda path: (path / "data" / "extra.parquet").write_text("x"), "not in the manifest"),
        (lambda path: (path / "manifest.json").write_text("{"), "cannot be read"),
        (lambda path: (path / "manifest.json").write_text("[]"), "not a manifest"),
        (lambda path: (path / "manifest.json").unlink(), "has no manifest"),
    ],
)
def test_a_damaged_version_is_noticed(
    made: Tables, tmp_path: Path, config: Config, accept, damage, message: str
) -> None:
    path = release(made, tmp_path, config=config, validate=accept).path
    damage(path)
    with pytest.raises(InputError, match=message):
        manifest.check(path)


def test_logical_digest_ignores_shards_and_order(many: Many, tmp_path: Path, config: Config, accept) -> None:
    one = release(many(range(30)), tmp_path / "a", config=config, validate=accept).path
    other = release(many(range(30)), tmp_path / "b", config=config, validate=accept, rows_per_shard=7).path
    assert load.manifest(one)["digest"] == load.manifest(other)["digest"]
    assert load.manifest(one)["files"] != load.manifest(other)["files"]
    assert not diff.diff(one, other).changes
