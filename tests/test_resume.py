"""Work that is cut short: whatever kills it and whoever does it, the same command gives the same bytes in the end."""

import contextlib
import dataclasses
import errno
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

from builder import extraction, pipeline, validate
from builder.dataset import load
from builder.engine import jobs
from builder.errors import OutputError, VersionError
from builder.extraction import How
from builder.records import Article, Attribution, Extraction, Label, Labels, Quote, Reject, Span, Speaker

PROCESS, VALIDATE = pipeline.process, validate.validate
REPOSITORY = Path(__file__).parent.parent
PEOPLE = ("Ida Prell", "Jon Voss", "Mara Oyle", "Tam Orrin")
ARTICLES = 153  # of the corpus
WORDS = "quay pier tide rope gull salt fog mast keel hull buoy reef sand wave wind crew deck anchor barge cargo".split()

_QUOTE = re.compile(r"(“[^”]*”),? (she|[A-Z]\w+ [A-Z]\w+) (said|added)")
_SCARE = re.compile(r"so-called (“[^”]*”)")


def process(article: Article, registry: object = None, marked: object = None, settings: object = None) -> Extraction:
    """A stand-in for the models that takes no time: what stands in curly marks before a name is its quote."""
    source = article.source
    rejects = (
        Reject("attribution", "scare_quotes", "So-called.", source.path, source.row, article.article_id, span)
        for span in (Span(*match.span(1)) for match in _SCARE.finditer(article.text))
    )
    return Extraction(tuple(_quote(article, match) for match in _QUOTE.finditer(article.text)), tuple(rejects))


def _quote(article: Article, match: re.Match[str]) -> Quote:
    spans = [(Span(*match.span(group)),) for group in (1, 2, 3)]
    made = Attribution(spans[0], "direct", source=spans[1], cue=spans[2], cue_lemma="say")
    known = match[2] != "she"
    speaker = Speaker(match[2], "person", None, "explicit", "named", score=0.9) if known else Speaker()
    neutral, checkable = Label("neutral", 0.9, "none"), Label("verifiable", 0.6, "an event")
    labels = Labels((), None, None, neutral, (), checkable, "event", (), 0.5)  # type: ignore[arg-type]
    return Quote(article.article_id, match[1], made, speaker, labels)


def checksums(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def article(feed: str, number: int) -> dict[str, object]:
    name = PEOPLE[number % len(PEOPLE)]
    # Words that no other article has in this order: these are neither reprints nor cuts of one another.
    drawn = random.Random(f"{feed} {number}").choices(WORDS, k=80)
    said, rest = f"Pier {number} of {feed} has no {' '.join(drawn[:20])}", " ".join(drawn[20:])
    shared = (
        f"We have never seen {number // 20} storms like these in all our years at sea" if number in (7, 14) else said
    )
    return {
        "text": f"By {name}\n\n“{said},” {name} said on Monday.\n\n“{shared},” she added, so {feed} radio.\n\n"
        f"The so-called “grey fleet” of {number} boats did not answer.\n\nIt rained on {rest}.\n",
        "published_at": f"2026-03-{1 + number * 7 % 28:02d}T07:30:00Z" if number % 9 else None,
        "outlet": feed.title(),
        "outlet_domain": f"{feed}.example",
        "licence": "CC0-1.0" if number % 3 else None,
        "language": "en",
    }


def write(folder: Path, feed: str, count: int) -> None:
    lines = [json.dumps(article(feed, number)) for number in range(count)]
    lines.insert(count // 3, "{broken")
    (folder / f"{feed}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory) -> Path:
    """Two feeds, a folder of files, a reprint, a cut of an utterance, texts that must not ship, and what is broken."""
    folder = tmp_path_factory.mktemp("corpus")
    write(folder, "north", 70)
    write(folder, "south", 70)
    (folder / "more").mkdir()
    for number in range(12):
        (folder / "more" / f"{number:02d}.txt").write_text(str(article("more", number)["text"]), encoding="utf-8")
    (folder / "more" / "reprint.txt").write_text(str(article("north", 1)["text"]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def few(tmp_path_factory) -> Path:
    """A corpus for the models."""
    folder = tmp_path_factory.mktemp("few")
    write(folder, "north", 20)
    return folder


@pytest.fixture(autouse=True, scope="module")
def _quick():
    """In this process; workers are others, and have the models."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "process", process)
        patch.setattr(validate, "validate", lambda *_, **__: validate.Report(()))
        yield


@pytest.fixture
def whole(monkeypatch) -> None:
    """What workers and programs do, in this process too."""
    monkeypatch.setattr(pipeline, "process", PROCESS)
    monkeypatch.setattr(validate, "validate", VALIDATE)


@pytest.fixture(scope="module")
def undisturbed(corpus, tmp_path_factory) -> Path:
    result = pipeline.build([corpus], tmp_path_factory.mktemp("undisturbed"), how=How(name="serial"))
    assert (result.progress.articles, len(result.unread)) == (ARTICLES, 2)
    return result.path


@pytest.fixture(scope="module")
def undisturbed_few(few, tmp_path_factory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "process", PROCESS)
        patch.setattr(validate, "validate", VALIDATE)
        return pipeline.build([few], tmp_path_factory.mktemp("undisturbed"), how=How(name="serial")).path


def test_the_corpus_has_what_makes_it_hard(undisturbed):
    articles, quotes = load.table(undisturbed, "articles"), load.table(undisturbed, "quotes")
    assert articles["text"].null_count() > 20
    assert articles["near_duplicate_of"].null_count() < ARTICLES
    assert quotes["utterance_id"].n_unique() < quotes.height - 5
    assert articles["split"].n_unique() == 3


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_the_size_of_the_shards_does_not_show(corpus, undisturbed, tmp_path, size):
    result = pipeline.build([corpus], tmp_path / "out", how=How(name="serial", size=size, work=tmp_path / "work"))
    assert checksums(result.path) == checksums(undisturbed)


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize("name", ["local", "ray"])
def test_the_engine_does_not_show(few, undisturbed_few, tmp_path, name):
    if name == "ray" and not find_spec("ray"):
        pytest.skip("Ray is not installed: pip install 'quotestance[ray]'")
    how = How(name=name, workers=2, size=4, work=tmp_path / "work")
    assert checksums(pipeline.build([few], tmp_path / "out", how=how).path) == checksums(undisturbed_few)


@pytest.mark.usefixtures("whole")
@pytest.mark.parametrize(("workers", "times"), [(1, 0), (2, 1)])
def test_what_comes_after_is_loaded_once_while_a_worker_rests(few, tmp_path, monkeypatch, workers, times):
    loaded = []
    monkeypatch.setattr(pipeline, "_load", lambda: loaded.append(threading.current_thread()))
    pipeline.build([few], tmp_path / "out", how=How(workers=workers, size=4, work=tmp_path / "work"))
    assert len(loaded) == times
    assert threading.main_thread() not in loaded


def test_a_second_run_reads_nothing(corpus, tmp_path, monkeypatch):
    how = How(name="serial", size=10, work=tmp_path / "work")
    first = pipeline.build([corpus], tmp_path / "out", how=how)
    monkeypatch.setattr(pipeline.intake, "read", None)
    again = pipeline.build([corpus], tmp_path / "out", how=how)
    assert (again.status, again.path, again.progress.resumed) == ("unchanged", first.path, ARTICLES)
    assert (again.report, again.rejects, again.reviews) == (first.report, first.rejects, first.reviews)


@pytest.mark.parametrize("change", ["article", "version"])
def test_a_change_is_not_taken_for_done(corpus, tmp_path, change):
    mine = shutil.copytree(corpus, tmp_path / "in")
    how = How(name="serial", size=10, work=tmp_path / "work")
    first = pipeline.build([mine], tmp_path / "out", how=how)
    if change == "article":
        (mine / "more" / "99.txt").write_text("“It was calm,” Ida Prell said.", encoding="utf-8")
    else:
        (first.path / "README.md").write_text("edited", encoding="utf-8")
    second = pipeline.build([mine], tmp_path / "out", how=how)
    assert second.status == "published"
    assert second.progress.resumed >= ARTICLES - 40  # all shards but those round the change


def test_of_a_feed_that_grew_only_the_end_is_worked_on(corpus, tmp_path, monkeypatch):
    mine = shutil.copytree(corpus, tmp_path / "in")
    how = How(name="serial", size=10, work=tmp_path / "work")
    pipeline.build([mine], tmp_path / "out", how=how)
    with (mine / "south.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(article("south", 70)) + "\n")
    read: list[Article] = []
    monkeypatch.setattr(pipeline, "process", lambda one, **known: read.append(one) or process(one, **known))
    grown = pipeline.build([mine], tmp_path / "out", how=how)
    assert 1 <= len(read) <= 40
    columns = ["article_id", "source_sha256", "near_duplicate_of"]
    alone = pipeline.build([mine], tmp_path / "alone", how=How(name="serial"))
    assert [load.table(one.path, "articles").select(columns).sort("article_id").rows() for one in (grown,)] == [
        load.table(alone.path, "articles").select(columns).sort("article_id").rows()
    ]


def test_parts_on_several_machines(corpus, undisturbed, tmp_path):
    how = How(name="serial", size=10, work=tmp_path / "work")
    parts = [pipeline.prepare([corpus], how=dataclasses.replace(how, part=(part, 3))) for part in (1, 2, 3)]
    assert sum(part.progress.articles for part in parts) == ARTICLES
    assert all(part.progress.articles for part in parts)
    result = pipeline.build([corpus], tmp_path / "out", how=how)
    assert result.progress.resumed == ARTICLES
    assert checksums(result.path) == checksums(undisturbed)


def test_the_first_articles_only(corpus, tmp_path):
    result = pipeline.build([corpus], tmp_path / "out", how=How(name="serial", limit=30))
    assert result.progress.articles == 30
    with pytest.raises(VersionError, match="for a trial"):
        pipeline.build([corpus], tmp_path / "out", how=How(name="serial", limit=31))


def test_an_article_that_fails_is_left_out_and_told(corpus, tmp_path, monkeypatch):
    def fails_on_three(one, **known):
        if "Pier 3 of north has" in one.text:
            raise ZeroDivisionError("three")
        return process(one, **known)

    monkeypatch.setattr(pipeline, "process", fails_on_three)
    result = pipeline.build([corpus], tmp_path / "out", how=How(name="serial"))
    (failure,) = result.failures
    assert (failure["path"], failure["row"], failure["error"]) == ("north.jsonl", 4, "ZeroDivisionError: three")
    assert "in fails_on_three" in failure["traceback"]
    (reject,) = load.table(result.path, "rejects").filter(reason="failed").to_dicts()
    assert (reject["stage"], reject["source_row"], reject["article_id"]) == ("build", 4, failure["article_id"])
    assert failure["article_id"] not in set(load.table(result.path, "articles")["article_id"])


@pytest.mark.parametrize("after", [0, 100])
@pytest.mark.parametrize(
    ("failure", "expected"),
    [(KeyboardInterrupt(), KeyboardInterrupt), (OSError(errno.ENOSPC, "No space left"), OutputError)],
    ids=["ctrl-c", "full disk"],
)
def test_cut_short_while_extracting(corpus, undisturbed, tmp_path, monkeypatch, failure, expected, after):
    how = How(name="serial", size=10, work=tmp_path / "work")
    calls: list[Article] = []

    def fails_later(one, **known):
        calls.append(one)
        if len(calls) > after:
            raise failure
        return process(one, **known)

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "process", fails_later)
        with pytest.raises(expected):
            pipeline.build([corpus], tmp_path / "out", how=how)
    assert not list((tmp_path / "out").glob("*"))
    (run,) = jobs.runs(tmp_path / "work")
    assert run.state == ("interrupted" if expected is KeyboardInterrupt else "failed")
    result = pipeline.build([corpus], tmp_path / "out", how=how)
    assert checksums(result.path) == checksums(undisturbed)
    assert (result.progress.resumed >= 80) == bool(after)


@pytest.mark.parametrize("step", ["merged", "release"])
def test_cut_short_while_merging(corpus, undisturbed, tmp_path, monkeypatch, step):
    from builder import dataset

    how = How(name="serial", size=10, work=tmp_path / "work")

    def fail(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(dataset, step, fail)
        with pytest.raises(KeyboardInterrupt):
            pipeline.build([corpus], tmp_path / "out", how=how)
    result = pipeline.build([corpus], tmp_path / "out", how=how)
    assert result.progress.resumed == ARTICLES
    assert checksums(result.path) == checksums(undisturbed)


def test_what_is_left_beside_the_version(corpus, tmp_path):
    (tmp_path / "a.txt").write_text("“We left,” Ida Prell said.", encoding="utf-8")
    pipeline.build([tmp_path / "a.txt"], tmp_path / "small")
    assert [path.name for path in (tmp_path / "small").iterdir()] == ["0.1.0"]
    pipeline.build([corpus], tmp_path / "large")
    assert sorted(path.name for path in (tmp_path / "large").iterdir()) == [extraction.HIDDEN, "0.1.0"]


@pytest.mark.skipif(not Path("/proc").exists(), reason="needs /proc to find the workers")
def test_workers_killed_at_random_change_nothing(few, undisturbed_few, tmp_path):
    """Some of the workers, once the whole program: it is started again until it is done."""
    draw = random.Random()  # another run, other moments
    command = [sys.executable, "-m", "builder.cli", str(few), "--out", str(tmp_path / "out"), "-q",
               "--workers", "2", "--shard-size", "3", "--work", str(tmp_path / "work")]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    killed = whole = 0
    while True:
        program = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, cwd=tmp_path)
        while program.poll() is None:
            time.sleep(draw.uniform(0.05, 0.5))
            workers = _workers(program.pid)
            if workers and not whole and killed:
                program.kill()
                whole += 1
            elif workers and killed < 3:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(draw.choice(workers), signal.SIGKILL)
                killed += 1
        assert program.stderr is not None
        stderr = program.stderr.read().decode()
        if program.returncode == 3:  # done; one row is broken
            break
        assert program.returncode == -signal.SIGKILL, stderr
    assert killed
    assert checksums(tmp_path / "out" / "0.1.0") == checksums(undisturbed_few)


def _workers(parent: int) -> list[int]:
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        return [int(c) for c in children if b"spawn_main" in Path(f"/proc/{c}/cmdline").read_bytes()]
    except OSError:
        return []
