"""The Ray engine on loopback: what the other engines promise, and what a cluster may lose on the way."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest

from builder import engine
from builder.engine import cluster
from builder.engine.work import Work
from builder.errors import InputError
from builder.records import Article, Source

# Not imported here: what the engine sets before it imports Ray must be seen.
pytestmark = pytest.mark.skipif(not find_spec("ray"), reason="Ray is not installed: pip install 'quotestance[ray]'")
HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent


@pytest.fixture(scope="module")
def _started() -> Iterator[None]:
    """Ray takes seconds to start: once for all tests here, which join what runs already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", os.pathsep.join([str(HERE), str(REPOSITORY)]))
        patch.delenv("RAY_ADDRESS", raising=False)
        patch.delenv("RAY_USAGE_STATS_ENABLED", raising=False)
        ray = cluster._ray()
        cluster._begin(ray, 2)
        yield
        ray.shutdown()


@pytest.fixture
def runner(_started: None) -> engine.Engine:
    return engine.choose("ray", 2)


def test_nothing_is_told_about_its_use(runner: engine.Engine) -> None:
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"
    usage_lib = pytest.importorskip("ray._common.usage.usage_lib", reason="This release of Ray has it elsewhere")
    assert not usage_lib.usage_stats_enabled()


def test_it_listens_on_loopback_only(runner: engine.Engine) -> None:
    import ray

    assert {node["NodeManagerAddress"] for node in ray.nodes()} == {"127.0.0.1"}


def test_workers_are_other_processes_with_one_thread(work: ModuleType, runner: engine.Engine) -> None:
    assert os.getpid() not in set(runner.run(work.process_id, range(20), work.again))
    assert set(runner.run(work.threads, range(4), work.again)) == {"1"}


def test_arguments_are_drawn_as_there_is_room(work: ModuleType, runner: engine.Engine) -> None:
    drawn = 0

    def endless() -> Iterator[int]:
        nonlocal drawn
        while True:
            drawn += 1
            yield drawn

    results = runner.run(work.double, endless(), work.again)
    assert len({next(results) for _ in range(20)}) == 20
    assert drawn <= 20 + 2 * cluster.AHEAD * 2
    results.close()


def test_what_the_function_raises_ends_the_run(work: ModuleType, runner: engine.Engine) -> None:
    with pytest.raises(KeyError, match="mark"):
        list(runner.run(work.fails_on_five, range(10), work.again))


def test_an_error_of_the_user_passes_unchanged(work: ModuleType, runner: engine.Engine) -> None:
    with pytest.raises(InputError) as error:
        list(runner.run(work.refuses_five, range(10), work.again))
    assert str(error.value) == "numbers.csv, row 5: not a number one can read. Write it in digits."
    assert (error.value.where, error.value.row) == ("numbers.csv", 5)


def test_an_error_that_cannot_travel_is_told(work: ModuleType, runner: engine.Engine) -> None:
    with pytest.raises(engine.Failure, match="_Stubborn"):
        list(runner.run(work.fails_stubbornly, range(4), work.again))


def test_a_worker_that_dies_loses_nothing(work: ModuleType, runner: engine.Engine, tmp_path: Path) -> None:
    arguments = [(number, str(tmp_path)) for number in range(40)]
    assert sorted(runner.run(work.dies_once, arguments, work.again)) == list(range(40))
    assert (tmp_path / "died").exists()


def test_what_is_done_instead_of_a_deadly_argument(work: ModuleType, runner: engine.Engine) -> None:
    found = sorted(runner.run(work.dies_always, range(30), work.twenty_one))
    assert found == [*range(20), 21, *range(21, 30)]


def test_an_article_that_kills_its_worker_is_set_aside(work: ModuleType, runner: engine.Engine, tmp_path: Path) -> None:
    texts = ["“We sail,” she said.", "kill", "“We stay,” he said."]
    articles = [Article(str(n) * 32, text, Source("a.txt", None, "text", "0" * 64)) for n, text in enumerate(texts)]
    folder = Work(tmp_path)
    folder.prepare()
    put = folder.put(articles)
    task = engine.Task(tmp_path, put.digest, "key")
    (record,) = runner.run(work.shard, [task], engine.Deaths())
    assert (record["rows"]["quotes"], [each["article_id"] for each in record["failures"]]) == (2, ["1" * 32])


JOINS = """
import sys
sys.path.insert(0, {here!r})
import work
from builder import engine
from builder.engine import cluster
runner = engine.choose("ray", 1)
processes = set(runner.run(work.process_id, range(8), work.again))
import ray
assert not ray.is_initialized(), "what was joined for one run is left after it"
print(*sorted(processes))
"""


def test_a_cluster_that_runs_is_joined_and_left_running(runner: engine.Engine, work: ModuleType) -> None:
    """What docs/scale.md tells to do with several machines, with one."""
    import ray

    address = ray.get_runtime_context().gcs_address
    environment = {**os.environ, "RAY_ADDRESS": address, "PYTHONPATH": os.pathsep.join([str(HERE), str(REPOSITORY)])}
    script = JOINS.format(here=str(HERE))
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.split()) >= 1
    assert sorted(runner.run(work.double, range(5), work.again)) == [0, 2, 4, 6, 8]


def test_an_address_where_no_cluster_is(monkeypatch: pytest.MonkeyPatch, work: ModuleType) -> None:
    script = "import work; from builder import engine; list(engine.choose('ray', 1).run(work.double, [1], work.again))"
    environment = {**os.environ, "RAY_ADDRESS": "nowhere", "PYTHONPATH": os.pathsep.join([str(HERE), str(REPOSITORY)])}
    done = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert "InputError" in done.stderr
    assert "Is the cluster up" in done.stderr
