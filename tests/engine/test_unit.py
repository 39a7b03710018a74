"""The work folder and the unit of work: what is cut, kept, proven, set aside, and what is never taken for done."""

from __future__ import annotations

import dataclasses
import errno
import itertools
import json
import os
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder import engine, ids
from builder.engine import jobs, stored
from builder.engine import work as folders
from builder.engine.local import Local
from builder.engine.unit import RECORD, TRIES
from builder.errors import InputError, OutputError
from builder.records import Article, Furniture, Reject, Source, Span


def article(text: str, **known: object) -> Article:
    return Article(ids.article_id(text, None), text, Source(f"{text[:9]}.txt", None, "text", "f" * 64), **known)


def entries(count: int) -> list[stored.Entry]:
    found: list[stored.Entry] = []
    for number in range(count):
        one = article(f"Boat {number} left.")
        found.append(one)
        if number % 5 == 0:
            found.append(Reject("intake", "bad_date", "No date.", one.source.path, article_id=one.article_id))
    return found


FULL = article(
    "“We left,” she said.",
    title="“Left”",
    authors=("Ida Prell", "Jon Voss"),
    published_at=datetime(2026, 3, 1, 7, 30, tzinfo=UTC),
    published_at_precision="time",
    furniture=(Furniture(Span(0, 3), "byline"),),
    notes=("bidi_controls",),
)


@pytest.mark.parametrize(
    "entry",
    [FULL, Reject("intake", "front_matter", "Broken \udcff.", "a.md", 3, "0" * 32, Span(1, 2), "x\u2028y\r\n")],
    ids=["article", "reject"],
)
def test_a_line_gives_back_its_entry(entry: stored.Entry) -> None:
    expected = entry
    if isinstance(entry, Article):
        expected = dataclasses.replace(entry, source=dataclasses.replace(entry.source, sha256=""))
    assert "\n" not in stored.line(entry)
    assert stored.parse(stored.line(entry)) == expected


@given(st.integers(0, 400), st.integers(1, 40))
def test_shards_are_the_stream_cut_before_articles(count: int, size: int) -> None:
    whole = entries(count)
    shards = list(engine.cut(whole, size))
    assert [entry for shard in shards for entry in shard] == whole
    assert all(isinstance(shard[0], Article) for shard in shards)
    assert all(sum(isinstance(each, Article) for each in shard) <= max(2 * size, 1) for shard in shards)


def test_an_article_more_leaves_most_shards_as_they_are() -> None:
    whole = entries(600)
    before = {tuple(map(stored.line, shard)) for shard in engine.cut(whole, 20)}
    after = {tuple(map(stored.line, shard)) for shard in engine.cut([*whole[:300], article("New."), *whole[300:]], 20)}
    assert len(before) > 20
    assert len(before - after) <= 2


def test_thousands_of_rejects_are_several_shards() -> None:
    rejects = [Reject("intake", "empty", "No text.", f"{n // 2}.txt") for n in range(1000)]
    shards = list(engine.cut(rejects, 4))
    assert [each for shard in shards for each in shard] == rejects
    assert max(map(len, shards)) <= 202
    assert all(one[-1].path != other[0].path for one, other in itertools.pairwise(shards))  # type: ignore[union-attr]


@pytest.fixture
def place(tmp_path: Path) -> engine.Work:
    return engine.Work(tmp_path / "work")


def task(place: engine.Work, *texts: str, **known: object) -> engine.Task:
    shard = place.put([article(text) for text in texts])
    return engine.Task(place.root, shard.digest, "key", **known)


def done(place: engine.Work) -> str:
    return (place.shard("key") / "quotes.txt").read_text()


def test_a_shard_and_its_record(place: engine.Work, work: ModuleType) -> None:
    record = work.shard(task(place, "One.", "Two."))
    assert (record["read"], record["failures"], record["rows"]["quotes"]) == (2, [], 2)
    assert place.done("key") == record == json.loads((place.shard("key") / RECORD).read_text())
    assert list((place.root / "running").iterdir()) == []
    assert (place.root / ".gitignore").read_text() == "*\n"


def test_what_is_done_is_not_done_again(place: engine.Work, work: ModuleType, monkeypatch) -> None:
    one = task(place, "One.")
    record = work.shard(one)
    monkeypatch.setattr(work, "extract", None)
    assert work.shard(one) == record


@pytest.mark.parametrize("damage", ["changed", "missing", "record cut off", "no record"])
def test_what_cannot_be_proven_is_done_again(place: engine.Work, work: ModuleType, damage: str) -> None:
    one = task(place, "One.")
    work.shard(one)
    file, record = place.shard("key") / "quotes.txt", place.shard("key") / RECORD
    if damage == "changed":
        file.write_text("x")
    elif damage == "missing":
        file.unlink()
    else:
        record.write_text(record.read_text()[:40]) if damage == "record cut off" else record.unlink()
    assert place.done("key") is None
    assert not place.shard("key").exists()
    work.shard(one)
    assert "x" not in done(place)


def test_articles_that_were_changed_are_not_worked_on(place: engine.Work, work: ModuleType) -> None:
    one = task(place, "One.")
    stored.write(place.articles(one.digest), [stored.line(article("Other."))])
    with pytest.raises(OutputError, match="missing or damaged"):
        work.shard(one)
    place.articles(one.digest).write_bytes(b"no archive")
    with pytest.raises(OutputError, match="missing or damaged"):
        work.shard(one)


def test_a_poisoned_article_is_set_aside_with_its_traceback(place: engine.Work, work: ModuleType) -> None:
    record = work.shard(task(place, "One.", "raise this", "Two."))
    (failure,) = record["failures"]
    assert (failure["path"], failure["error"]) == ("raise thi.txt", "KeyError: 'mark'")
    assert "in extract" in failure["traceback"]
    assert done(place).splitlines()[2:] == ["failed"]
    assert (record["read"], record["rows"]) == (3, {"quotes": 2, "rejects": 1})


def test_strict_stops_at_it(place: engine.Work, work: ModuleType) -> None:
    work.shard(task(place, "One.", "raise this"))
    with pytest.raises(engine.Failure, match="KeyError: 'mark'") as failure:  # though it was set aside before
        work.shard(task(place, "One.", "raise this", strict=True))
    assert failure.value.where == "raise thi.txt"


@pytest.mark.parametrize(("text", "kind"), [("full", OSError), ("refuse", InputError)])
def test_what_is_not_the_articles_fault_stops_the_run(
    place: engine.Work, work: ModuleType, text: str, kind: type[Exception]
) -> None:
    with pytest.raises(kind):
        work.shard(task(place, "One.", text))
    assert list((place.root / "shards").iterdir()) == []


def test_an_article_that_kills_its_workers_is_set_aside(place: engine.Work, work: ModuleType) -> None:
    deaths = engine.Deaths()
    (record,) = Local(2).run(work.shard, [task(place, "One.", "Two.", "kill", "Three.")], deaths)
    (failure,) = record["failures"]
    assert (failure["path"], failure["error"]) == ("kill.txt", f"Failure: its worker process died {TRIES} times")
    assert record["rows"] == {"quotes": 3, "rejects": 1}


def test_with_strict_it_is_named(place: engine.Work, work: ModuleType) -> None:
    with pytest.raises(engine.Failure, match=f"kill.txt: the worker process died here {TRIES} times"):
        list(Local(2).run(work.shard, [task(place, "One.", "kill", strict=True)], engine.Deaths()))


def test_a_full_disk_leaves_no_half_shard(place: engine.Work, work: ModuleType, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    one = task(place, "One.")
    with monkeypatch.context() as patch:
        patch.setattr(work, "write", full)
        with pytest.raises(OSError, match="No space"):
            work.shard(one)
    assert list((place.root / "shards").iterdir()) == []
    assert work.shard(one)["read"] == 1


def test_half_done_things_of_dead_runs_are_swept(place: engine.Work) -> None:
    place.prepare()
    dead, alive = f".x-{folders.host()}-{2**22 + 1}", f".x-{folders.host()}-{os.getpid()}"
    foreign = ".x-elsewhere-7"
    for name in (dead, alive, foreign):
        (place.root / "shards" / name).mkdir()
    place.sweep()
    assert sorted(path.name for path in (place.root / "shards").iterdir()) == sorted([alive, foreign])


def test_what_is_not_of_the_last_run_is_pruned(place: engine.Work, work: ModuleType) -> None:
    one = task(place, "One.")
    work.shard(one)
    other = place.put([article("Secret.")])
    place.prune(["key"], [one.digest])
    assert place.done("key")
    assert not place.articles(other.digest).exists()
    place.prune([], [])
    assert place.done("key") is None


def test_articles_of_many_files_are_one_sequence(place: engine.Work) -> None:
    shards = [place.put(shard) for shard in engine.cut(entries(100), 10)]
    whole = engine.Articles([(place.articles(one.digest), one.articles) for one in shards])
    texts = [f"Boat {number} left." for number in range(100)]
    assert [one.text for one in whole] == texts == [whole[number].text for number in range(len(whole))]
    assert [one.text for one in whole[-3:]] == texts[-3:]
    with pytest.raises(IndexError):
        _ = whole[100]


class TestJobs:
    def test_while_it_runs_and_after_it_failed(self, place: engine.Work) -> None:
        place.prepare()
        job = engine.Job(place, "build-dataset raw", "local", 2)
        with pytest.raises(OSError, match="full"), job.watched():  # noqa: PT012  what stands while it runs
            job.tell(engine.Progress(articles=7), at_once=True)
            (run,) = jobs.runs(place.root)
            assert (run.state, run.progress.articles, run.process) == ("running", 7, os.getpid())
            raise OSError("the disk is full")
        (run,) = jobs.runs(place.root)
        assert (run.state, run.detail) == ("failed", "OSError: the disk is full")
        jobs.clear(place.root)
        assert jobs.runs(place.root) == []

    def test_one_that_ended_well_is_not_listed(self, place: engine.Work) -> None:
        place.prepare()
        job = engine.Job(place, "build-dataset raw", "local", 2)
        with job.watched():
            job.tell(engine.Progress(), at_once=True)
        assert jobs.runs(place.root) == []

    def test_one_whose_process_is_gone_was_interrupted(self, place: engine.Work) -> None:
        place.prepare()
        job = engine.Job(place, "build-dataset raw", "local", 2)
        job.tell(engine.Progress(), at_once=True)
        (file,) = (place.root / "runs").iterdir()
        file.write_text(json.dumps({**json.loads(file.read_text()), "process": 2**22 + 1}))
        (run,) = jobs.runs(place.root)
        assert (run.state, run.detail) == ("interrupted", "its process is gone")

    def test_files_of_something_else_are_passed_over(self, place: engine.Work) -> None:
        place.prepare()
        (place.root / "runs" / "x.json").write_text("[]")
        assert jobs.runs(place.root) == []
