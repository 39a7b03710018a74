"""The whole path, articles to a published version, with the models: python -m benchmarks.whole 200

1. One process: the CPU seconds of all of it against those spent inside the models in the same run.
2. One worker and two: articles a second on the wall. Two workers need two idle cores, so the load of the machine is
   printed beside them; on a busy one only the first figure means something.

Reading and starting are part of it; so are merging, validating and publishing, of which four seconds are fixed.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.size import Spent, corpus, measured
from builder import pipeline
from builder.extraction import How


def main() -> None:
    """Prints tables in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="articles of 800 words")
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2], help="none for the first table alone")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        read = corpus(given.count, Path(folder, "raw"))
        beside_inference(read, Path(folder), given.count)
        if given.workers:
            by_workers(read, Path(folder), given.count, given.workers)


def beside_inference(read: Path, folder: Path, count: int) -> None:
    """Everything but the merge, which is the same with any models, in this process."""
    how = How(name="serial", work=folder / "work")
    with inference() as inside:
        _, spent = measured(lambda: pipeline.prepare([read], folder / "none", how=how))
    print("| in one process | CPU | articles a second | time, inside the models = 1 |\n| --- | ---: | ---: | ---: |")
    for what, cpu in (("inside the models", inside[0]), ("articles to shards of rows", spent.cpu)):
        print(f"| {what} | {cpu:.1f} s | {count / cpu:.1f} | {cpu / inside[0]:.2f} |", flush=True)


def by_workers(read: Path, folder: Path, count: int, workers: list[int]) -> None:
    """The whole build, each number of workers from nothing."""
    print(f"\n| workers | wall | articles a second | times one worker | load before |\n{'| ---: ' * 5}|")
    first: Spent | None = None
    for number in workers:
        load = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0
        how = How(name="serial" if number == 1 else "local", workers=number, work=folder / f"work{number}")
        _, spent = measured(lambda number=number, how=how: pipeline.build([read], folder / f"out{number}", how=how))  # type: ignore[misc]
        first = first or spent
        row = (
            number,
            f"{spent.wall:.1f} s",
            f"{count / spent.wall:.1f}",
            f"{first.wall / spent.wall:.2f}",
            f"{load:.1f}",
        )
        print(f"| {' | '.join(map(str, row))} |", flush=True)


@contextmanager
def inference() -> Iterator[list[float]]:
    """CPU seconds of this process inside onnxruntime, which runs all models, while the block runs."""
    import onnxruntime

    spent = [0.0]
    real = onnxruntime.InferenceSession.run

    def timed(self: object, *args: object, **kwargs: object) -> object:
        began = time.process_time()
        try:
            return real(self, *args, **kwargs)
        finally:
            spent[0] += time.process_time() - began

    onnxruntime.InferenceSession.run = timed
    try:
        yield spent
    finally:
        onnxruntime.InferenceSession.run = real


if __name__ == "__main__":
    main()
