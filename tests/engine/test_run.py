"""The engine: same results in the same order on any number of workers, and nothing lost in silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

from builder import engine
from builder.errors import InputError
from builder.records import Article, Source

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


@pytest.mark.parametrize("workers", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 8, 100])
def test_results_come_in_the_order_of_the_arguments(work: ModuleType, workers: int, count: int) -> None:
    assert list(engine.run(work.uneven, range(count), workers=workers)) == list(range(count))


def test_auto_keeps_a_handful_in_this_process(work: ModuleType) -> None:
    assert set(engine.run(work.process_id, range(5), workers=engine.AUTO)) == {os.getpid()}


def test_auto_uses_every_core_for_many(work: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "cores", lambda: 2)
    processes = list(engine.run(work.process_id, range(200), workers=engine.AUTO))
    assert len(processes) == 200
    assert os.getpid() not in processes


def test_two_workers_are_two_other_processes(work: ModuleType) -> None:
    assert os.getpid() not in set(engine.run(work.process_id, range(20), workers=2))


def test_negative_workers_are_refused(work: ModuleType) -> None:
    with pytest.raises(ValueError, match="not -1"):
        engine.run(work.double, [1], workers=-1)


@pytest.mark.parametrize("workers", [1, 2])
def test_arguments_are_drawn_only_as_needed(work: ModuleType, workers: int) -> None:
    drawn = 0

    def endless():
        nonlocal drawn
        while True:
            drawn += 1
            yield drawn

    results = engine.run(work.double, endless(), workers=workers)
    assert [next(results) for _ in range(20)] == list(range(2, 42, 2))
    assert drawn <= 100
    results.close()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_names_its_argument(work: ModuleType, workers: int) -> None:
    with pytest.raises(engine.Failure) as failure:
        list(engine.run(work.fails_on_five, range(10), workers=workers))
    assert failure.value.where == "5"
    assert "KeyError: 'mark'" in failure.value.what
    assert failure.value.__cause__ is not None


@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_of_the_user_passes_unchanged(work: ModuleType, workers: int) -> None:
    with pytest.raises(InputError) as error:
        list(engine.run(work.refuses_five, range(10), workers=workers))
    assert str(error.value) == "numbers.csv, row 5: not a number one can read. Write it in digits."
    assert (error.value.where, error.value.row) == ("numbers.csv", 5)


def test_a_worker_that_dies_loses_nothing(work: ModuleType, tmp_path: Path) -> None:
    arguments = [(number, str(tmp_path)) for number in range(100)]
    assert list(engine.run(work.dies_once, arguments, workers=2)) == list(range(100))
    assert (tmp_path / "died").exists()


def test_an_article_that_kills_its_worker_twice_is_named(work: ModuleType) -> None:
    done = []
    with pytest.raises(engine.Failure, match="died on this article, twice") as failure:
        done.extend(engine.run(work.dies_always, range(100), workers=2))
    assert failure.value.where == "20"
    assert "--workers 1" in failure.value.hint


def test_results_before_the_deadly_article_are_given(work: ModuleType) -> None:
    results = engine.run(work.dies_always, range(100), workers=2)
    assert [next(results) for _ in range(20)] == list(range(20))
    results.close()


def test_closing_ends_the_workers(work: ModuleType) -> None:
    results = engine.run(work.process_id, range(10_000), workers=2)
    worker = next(results)
    results.close()
    assert not _alive(worker)


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (Article("a", "", Source("harbour/courier.md", None, "markdown", "")), "harbour/courier.md"),
        (Article("a", "", Source("feed.jsonl", 7, "jsonl", "")), "feed.jsonl, row 7"),
        ("x" * 200, "'" + 78 * "x" + "…"),
    ],
    ids=["file", "row", "long"],
)
def test_describe(article: object, expected: str) -> None:
    assert engine.describe(article) == expected


SCRIPT = """
import sys
sys.path.insert(0, {here!r})
import work
from builder import engine
if __name__ == "__main__":
    print("ready", flush=True)
    list(engine.run(work.waits, range(50), workers=2))
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "killed"])
def test_workers_do_not_outlive_their_parent(tmp_path: Path, number: signal.Signals) -> None:
    script = tmp_path / "parent.py"
    script.write_text(SCRIPT.format(here=str(HERE)))
    parent = subprocess.Popen(
        [sys.executable, str(script)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_environment()
    )
    assert parent.stdout is not None
    assert parent.stdout.readline() == b"ready\n"
    _until(lambda: len(_workers(parent.pid)) >= 2)
    workers = _workers(parent.pid)
    time.sleep(1)  # past the import of the work, into the work
    parent.send_signal(number)
    parent.communicate(timeout=20)
    _until(lambda: not any(_alive(worker) for worker in workers))
    assert parent.returncode != 0


def test_ctrl_c_while_workers_start_is_quiet(tmp_path: Path) -> None:
    """A terminal sends it to the workers too, and one that is still importing would print a traceback."""
    script = tmp_path / "parent.py"
    script.write_text(SCRIPT.format(here=str(HERE)))
    parent = subprocess.Popen(
        [sys.executable, str(script)], stderr=subprocess.PIPE, env=_environment(), start_new_session=True
    )
    _until(lambda: len(_workers(parent.pid)) >= 2)
    os.killpg(parent.pid, signal.SIGINT)
    _, stderr = parent.communicate(timeout=20)
    assert stderr.count(b"Traceback") == 1  # the parent's own, which the command line would turn into a line
    assert b"spawn_main" not in stderr


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(HERE), str(REPOSITORY)))}


def _workers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.exists():
        pytest.skip("needs /proc to see the children of a process")
    return [
        int(child)
        for child in children.read_text().split()
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not (status.exists() and status.read_text().rsplit(")", 1)[1].split()[0] == "Z")


def _until(reached, seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
