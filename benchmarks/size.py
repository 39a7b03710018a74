"""Figures of size, by command: ``python -m benchmarks.size resume 10000``; CPU seconds and peak memory, one line each.

merge N ...     all that comes after extraction, over shards of made articles with quotes that were taken for found
resume N        a finished build of N articles, again
validate N DIR  every expectation on N quotes, multiplied from the version in DIR
load N DIR      a cold ``load_dataset`` of N quotes, multiplied from the version in DIR
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks import articles, rows
from builder import pipeline
from builder.extraction import How
from builder.records import Article, Attribution, Extraction, Label, Labels, Quote, Span, Speaker

_LOAD = """
import resource, sys, time, datasets
clock, began = time.process_time(), time.perf_counter()
datasets.load_dataset("parquet", data_files=sys.argv[1] + "/data/quotes/*")
cpu, wall = time.process_time() - clock, time.perf_counter() - began
print(cpu, wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Spent(NamedTuple):
    """Seconds, and MB."""

    cpu: float
    wall: float
    peak: float


_SAID = re.compile(r"(“[^”]{12,}?[,.]”) (?:([A-Z]\w+) \w+|\w+ (?:[A-Z][\w']+ )+?([A-Z]\w+))")


def corpus(count: int, folder: Path) -> Path:
    """``count`` articles of 800 words in one file."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as file:
        for one in articles.articles(count, seed=1, words=800):
            file.write(json.dumps(one) + "\n")
    return folder


def premade(article: Article, **_: object) -> Extraction:
    """Quotes by a pattern instead of the models: what comes after them is the same work."""
    return Extraction(tuple(_quote(article, match) for match in _SAID.finditer(article.text)))


def _quote(article: Article, match: re.Match[str]) -> Quote:
    group = 2 if match[2] else 3
    made = Attribution((Span(*match.span(1)),), "direct", source=(Span(*match.span(group)),))
    speaker = Speaker(match[group], "person", None, "explicit", "named", local=True, score=0.9)
    neutral, checkable = Label("neutral", 0.9, "none"), Label("verifiable", 0.6, "an event")
    labels = Labels((), None, None, neutral, (), checkable, "event", (), 0.5)  # type: ignore[arg-type]
    return Quote(article.article_id, match[1], made, speaker, labels)


def merge(counts: list[int]) -> None:
    """Each count in a process of its own, so that peaks are its own."""
    for count in counts:
        subprocess.run([sys.executable, "-m", "benchmarks.size", "merged", str(count)], check=True)


def merged(count: int) -> None:
    quotes, first, second = built(count)
    _say("read and written down", count, first)
    _say("merged, validated, published", count, second, quotes=quotes)


def built(count: int) -> tuple[int, Spent, Spent]:
    """A build without models: how many quotes, what the shards took, what came after them."""
    pipeline.process = premade
    with tempfile.TemporaryDirectory() as folder:
        read = corpus(count, Path(folder, "raw"))
        how = How(name="serial", work=Path(folder, "work"))
        _, first = measured(lambda: pipeline.prepare([read], Path(folder, "out"), how=how))
        result, second = measured(lambda: pipeline.build([read], Path(folder, "out"), how=how))
        return result.progress.quotes, first, second


def resume(count: int) -> None:
    pipeline.process = premade
    with tempfile.TemporaryDirectory() as folder:
        read = corpus(count, Path(folder, "raw"))
        how = How(name="serial", work=Path(folder, "work"))
        pipeline.build([read], Path(folder, "out"), how=how)
        _, spent = measured(lambda: pipeline.build([read], Path(folder, "out"), how=how))
        _say("a finished build again", count, spent)


def validate(count: int, version: Path) -> None:
    from builder.validate import validate as check

    with tempfile.TemporaryDirectory() as folder:
        made = rows.multiplied(version, count, Path(folder, "data"))
        report, spent = measured(lambda: check(made))
        _say(f"validated: {report.verdict}", count, spent)


def load(count: int, version: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = rows.multiplied(version, count, Path(folder, "data"))
        quiet = {"HF_HUB_OFFLINE": "1", "HF_DATASETS_DISABLE_PROGRESS_BARS": "1"}
        environment = {**os.environ, **quiet, "HF_HOME": f"{folder}/cache"}
        command = [sys.executable, "-c", _LOAD, str(made)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        _say("load_dataset, cold, after the import", count, Spent(*map(float, done.stdout.split())))


def measured(work: Callable[[], Any]) -> tuple[Any, Spent]:
    """What it gave and what it took; the peak of memory is that of the process so far."""
    which = resource.RUSAGE_SELF
    before, began = resource.getrusage(which), time.perf_counter()
    result = work()
    wall, after = time.perf_counter() - began, resource.getrusage(which)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return result, Spent(cpu, wall, after.ru_maxrss / 1024)


def _say(what: str, count: int, spent: Spent, **more: int) -> None:
    extra = "".join(f", {name} {number:,}" for name, number in more.items())
    took = f"{spent.cpu:.1f} s CPU, {spent.wall:.1f} s wall, peak {spent.peak:.0f} MB"
    print(f"{what}: {count:,}: {took}{extra}", flush=True)


if __name__ == "__main__":
    name, first, *others = sys.argv[1:]
    if name == "merge":
        merge([int(first), *map(int, others)])
    else:
        globals()[name](int(first), *map(Path, others))
