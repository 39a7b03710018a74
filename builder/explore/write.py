"""Tables in, the folder of pages on the disk; it is replaced as a whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from builder import resources
from builder.errors import OutputError
from builder.explore import articles, columns, overview, rejects, utterances
from builder.explore.pages import PAGES, page
from builder.explore.script import packed, statement
from builder.explore.tables import Tables

MARK = "explorer.txt"  # by which a folder of pages is known, so that no other folder is ever replaced
_SAYS = "These pages were made by `build-dataset explore` and are replaced when it runs again. Open index.html.\n"


def write(tables: Tables, out: Path) -> Path:
    """Writes the pages and returns the address of the first; the same tables give the same bytes.

    Raises OutputError when ``out`` holds something else than an explorer.
    """
    if out.exists() and not (out / MARK).is_file() and (not out.is_dir() or any(out.iterdir())):
        raise OutputError(
            "holds something else than an explorer.", where=out, hint="Choose an empty folder with --out."
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        staged.chmod(0o755)
        for name, content in files(tables.arranged()):
            path = staged / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8", newline="\n")
        if out.exists():
            shutil.rmtree(out)
        staged.rename(out)
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)
        raise
    return out / "index.html"


def files(tables: Tables) -> Iterator[tuple[str, str]]:
    """Name and content of every file; ``tables`` must be arranged."""
    dataset = f"{tables.name} {tables.version}"
    yield MARK, _SAYS
    for path in sorted(resources.find("explore", "assets").iterdir()):
        if path.suffix in (".js", ".css"):
            yield f"assets/{path.name}", path.read_text(encoding="utf-8")
    chosen = utterances.shared(tables.quotes)
    numbers = {utterance: at for at, utterance in enumerate(chosen["utterance_id"])}
    yield "index.html", page("index", dataset, list(overview.body(tables, len(chosen))))
    for key in PAGES:
        if key != "index":
            yield f"{key}.html", page(key, dataset)
    yield from _data(tables, numbers)


def _data(tables: Tables, numbers: dict[str, int]) -> Iterator[tuple[str, str]]:
    sizes = {}
    coded = columns.coded(tables.quotes)
    dictionaries = columns.values(coded)
    yield _file("values", dictionaries)
    for at, chunk in enumerate(columns.chunks(tables.quotes, coded, dictionaries, numbers)):
        yield _file(f"quotes-{at}", chunk)
    sizes["quotes"] = -(-len(tables.quotes) // columns.ROWS)
    chosen = utterances.shared(tables.quotes)
    for name, records, size in (
        ("utterances", utterances.records(tables.quotes, chosen), utterances.PACK),
        ("rejects", rejects.records(tables.rejects), rejects.PACK),
    ):
        sizes[name] = 0
        for at, pack in enumerate(packed(records, size)):
            yield _file(f"{name}-{at}", pack)
            sizes[name] = at + 1
    packs: list[int] = []
    for at, pack in enumerate(packed(articles.records(tables, numbers), articles.PACK)):
        yield _file(f"articles-{at}", {article["article_id"]: article for article in pack})
        packs += [at] * len(pack)
    yield _file("index", {"packs": sizes, "rows": len(tables.quotes), "articles": articles.index(tables, packs)})


def _file(name: str, value: object) -> tuple[str, str]:
    return f"data/{name}.js", statement(name, value)
