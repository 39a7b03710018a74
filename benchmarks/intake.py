"""Pages and articles that intake reads in a second of one core, against what the parser alone does in the same run.

    python -m benchmarks.intake [--articles 400] [--repeat 3]

CPU seconds of this process, the best of the repetitions; everything in one run, so that the ratios hold on a loaded
machine.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import platform
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from benchmarks.articles import articles
from benchmarks.pages import page, record
from builder import intake
from builder.config import Intake
from builder.intake import page_builtin
from builder.records import Article

PARSER = "trafilatura alone, bytes to text"


def main() -> None:
    """Prints a table in Markdown."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--repeat", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        rows = measure(Path(folder), given.articles, given.repeat)
    base = dict(rows)[PARSER]
    print(f"\nPython {platform.python_version()}, trafilatura {version('trafilatura')}, "
          f"fastwarc {version('fastwarc')}, {given.articles} articles\n")  # fmt: skip
    print("| what | a second | time, parser alone = 1 |\n| --- | ---: | ---: |")
    for name, seconds in rows:
        print(f"| {name} | {given.articles / seconds:,.0f} | {seconds / base:.2f} |")


def measure(folder: Path, count: int, repeat: int) -> list[tuple[str, float]]:
    """What was measured, with the CPU seconds it took for ``count`` articles."""
    import trafilatura.core
    from fastwarc.warc import ArchiveIterator
    from lxml import html

    made = list(articles(count))
    pages = [page(one).encode() for one in made]
    files = _written(folder, made, pages)

    def trafilatura_alone() -> int:
        return sum(
            trafilatura.core.bare_extraction(html.document_fromstring(one), include_comments=False) is not None
            for one in pages
        )

    def builtin_alone() -> int:
        return sum(bool(page_builtin.read(one.decode())[1]) for one in pages)

    def records_alone() -> int:
        return sum(len(one.reader.read()) > 0 for one in ArchiveIterator(str(files["warc"]), fsspec_args=False))

    def read(name: str, config: Intake) -> Callable[[], int]:
        return lambda: sum(isinstance(one, Article) for one in intake.read([files[name]], config))

    plain, told = Intake(html="builtin"), Intake(identify_language=False)
    tasks: list[tuple[str, Callable[[], int]]] = [
        (PARSER, trafilatura_alone),
        ("intake of HTML files, by trafilatura", read("html", Intake())),
        ("intake of WARC.gz, by trafilatura", read("warc", Intake())),
        ("the same without telling the language", read("warc", told)),
        ("built-in reader alone, text to blocks", builtin_alone),
        ("intake of HTML files, by the built-in reader", read("html", plain)),
        ("intake of WARC.gz, by the built-in reader", read("warc", plain)),
        ("records of WARC.gz alone, by fastwarc", records_alone),
        ("intake of JSONL", read("jsonl", plain)),
        ("intake of JSONL.gz", read("jsonl.gz", plain)),
        ("intake of CSV", read("csv", plain)),
        ("intake of Parquet", read("parquet", plain)),
    ]
    return [(name, _best(task, count, repeat)) for name, task in tasks]


def _best(task: Callable[[], int], count: int, repeat: int) -> float:
    assert task() == count  # noqa: S101  nothing was left out; it also loads what is loaded once
    seconds = []
    for _ in range(repeat):
        began = time.process_time()
        task()
        seconds.append(time.process_time() - began)
    return min(seconds)


def _written(folder: Path, made: list[dict[str, str]], pages: list[bytes]) -> dict[str, Path]:
    import polars as pl

    files = {name: folder / f"news.{name}" for name in ("jsonl", "jsonl.gz", "csv", "parquet")}
    files |= {"warc": folder / "news.warc.gz", "html": folder / "pages"}
    files["html"].mkdir()
    for number, one in enumerate(pages):
        (files["html"] / f"{number}.html").write_bytes(one)
    told = zip(made, pages, strict=True)
    files["warc"].write_bytes(b"".join(gzip.compress(record(one["url"], body)) for one, body in told))
    lines = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made)
    files["jsonl"].write_text(lines, encoding="utf-8")
    files["jsonl.gz"].write_bytes(gzip.compress(lines.encode()))
    with files["csv"].open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(made[0]))
        writer.writeheader()
        writer.writerows(made)
    pl.DataFrame(made).write_parquet(files["parquet"])
    return files


if __name__ == "__main__":
    main()
