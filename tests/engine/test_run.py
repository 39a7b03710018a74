"""The engines: every argument is worked on, once for each time its worker did not die, and nothing lost in silence."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from builder import engine
from builder.engine.local import Local
from builder.errors import InputError, MissingExtra

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


@pytest.fixture(params=["serial", "local", "ray"])
def runner(request: pytest.FixtureRequest) -> engine.Engine:
    if request.param == "ray" and not find_spec("ray"):
        pytest.skip("Ray is not installed: pip install 'quotestance[ray]'")
    return engine.choose(request.param, 2)


@pytest.mark.parametrize("count", [0, 1, 8, 100])
def test_every_argument_is_worked_on(work: ModuleType, runner: engine.Engine, count: int) -> None:
    assert sorted(runner.run(work.uneven, range(count), work.again)) == list(range(count))


@pytest.mark.parametrize("workers", [2, 3])
def test_workers_are_other_processes(work: ModuleType, workers: int) -> None:
    found = set(Local(workers).run(work.process_id, range(40), work.again))
    assert os.getpid() not in found
    assert len(found) <= workers


def test_workers_have_one_thread_each(work: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert set(Local(2).run(work.threads, range(4), work.again)) == {"1"}
    assert "OMP_NUM_THREADS" not in os.environ


def test_choices() -> None:
    assert engine.choose("local", 1).name == "serial"
    assert engine.choose("local", 3).workers == 3
    assert engine.choose("serial", 3).workers == 1
    with pytest.raises(ValueError, match="not -1"):
        engine.choose("local", -1)
    with pytest.raises(ValueError, match="no engine 'spark'"):
        engine.choose("spark")


def test_auto_is_every_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "cores", lambda: 7)
    assert engine.choose("local").workers == 7


def test_ray_that_is_not_installed(work: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtra, match=r"quotestance\[ray\]"):
        list(engine.choose("ray", 1).run(work.double, [1], work.again))


def test_arguments_are_drawn_while_workers_work(work: ModuleType) -> None:
    """Reading goes on; it stops when the caller does."""
    drawn = 0

    def endless():
        nonlocal drawn
        while True:
            drawn += 1
            yield drawn

    results = Local(2).run(work.double, endless(), work.again)
    assert len({next(results) for _ in range(20)}) == 20
    before = drawn
    results.close()
    assert drawn == before


@pytest.mark.parametrize("name", ["serial", "local"])
def test_what_the_function_raises_ends_the_run(work: ModuleType, name: str) -> None:
    with pytest.raises(KeyError) as failure:
        list(engine.choose(name, 2).run(work.fails_on_five, range(10), work.again))
    if name == "local":
        assert any("fails_on_five" in note for note in failure.value.__notes__)  # the traceback of the worker


@pytest.mark.parametrize("name", ["serial", "local"])
def test_an_error_of_the_user_passes_unchanged(work: ModuleType, name: str) -> None:
    with pytest.raises(InputError) as error:
        list(engine.choose(name, 2).run(work.refuses_five, range(10), work.again))
    assert str(error.value) == "numbers.csv, row 5: not a number one can read. Write it in digits."
    assert (error.value.where, error.value.row) == ("numbers.csv", 5)


def test_an_error_that_cannot_travel_is_told(work: ModuleType) -> None:
    with pytest.raises(engine.Failure, match=r"_Stubborn: \d and \d"):
        list(Local(2).run(work.fails_stubbornly, range(4), work.again))


def test_a_worker_that_dies_loses_nothing(work: ModuleType, tmp_path: Path) -> None:
    arguments = [(number, str(tmp_path)) for number in range(100)]
    assert sorted(Local(2).run(work.dies_once, arguments, work.again)) == list(range(100))
    assert (tmp_path / "died").exists()


def test_what_is_done_instead_of_a_deadly_argument(work: ModuleType) -> None:
    found = sorted(Local(2).run(work.dies_always, range(40), work.twenty_one))
    assert found == [*range(20), 21, *range(21, 40)]


def test_enough_is_enough(work: ModuleType) -> None:
    def refuse(argument: int) -> int:
        raise engine.Failure(f"{argument} is deadly.")

    with pytest.raises(engine.Failure, match="20 is deadly"):
        list(Local(2).run(work.dies_always, range(40), refuse))


def test_closing_ends_the_workers(work: ModuleType) -> None:
    results = Local(2).run(work.process_id, range(10_000), work.again)
    worker = next(results)
    results.close()
    assert not _alive(worker)


SCRIPT = """
import sys
sys.path.insert(0, {here!r})
import work
from builder.engine.local import Local
if __name__ == "__main__":
    print("ready", flush=True)
    list(Local(2).run(work.waits, range(50), work.again))
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
