"""What a dataset says of its own files (names, manifest, card) beside what is there, as small frames to compare."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.validate import declared
from builder.validate.tables import DataFile, Tables

if TYPE_CHECKING:
    import polars as pl

MANIFEST = "manifest.json"
README = "README.md"


def present(directory: Path) -> set[str]:
    """Which of the files that may come later are there already: ``manifest``, ``readme``."""
    names = {"manifest": MANIFEST, "readme": README}
    return {key for key, name in names.items() if (directory / name).is_file()}


def views(tables: Tables) -> dict[str, pl.DataFrame]:
    """The frames ``files``, ``tables``, ``columns``, ``manifest`` and ``readme``; ``row`` names a line."""
    return {
        "files": _frame(_files(tables), ("problem",)),
        "tables": _frame(_tables(tables), ("problem",)),
        "columns": _frame(_columns(tables), ("declared", "found")),
        "manifest": _frame(_manifest(tables), ("declared", "found", "rows_declared", "rows_found")),
        "readme": _frame(_readme(tables), ("declared", "found", "rows_declared", "rows_found")),
    }


def manifest(directory: Path) -> dict[str, Any]:
    """manifest.json; empty when it is missing or not an object, which is a problem of its own."""
    try:
        content = json.loads((directory / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _frame(lines: Iterable[tuple[str | None, ...]], columns: tuple[str, ...]) -> pl.DataFrame:
    import polars as pl

    schema = dict.fromkeys(("row", *columns), pl.String)
    return pl.DataFrame([(*line,) for line in lines], schema=schema, orient="row")


def _files(tables: Tables) -> list[tuple[str | None, ...]]:
    lines: list[tuple[str | None, ...]] = [(file.path, file.problem) for file in tables.files]
    lines += [(path, "It is missing: its neighbours count it.") for path in _missing_shards(tables.files)]
    here = present(tables.directory)
    if "manifest" in here and not manifest(tables.directory):
        lines.append((MANIFEST, "It is not a JSON object."))
    if "readme" in here and not _front_matter(tables.directory):
        lines.append((README, "It has no YAML front matter: load_dataset would not find the tables."))
    return sorted(lines, key=lambda line: str(line[0]))


def _missing_shards(files: Iterable[DataFile]) -> list[str]:
    counted: set[str] = set()
    for file in files:
        if file.split:
            stem, shards = file.path.removesuffix(".parquet").rsplit("-of-", 1)
            base = stem.rsplit("-", 1)[0]
            counted |= {f"{base}-{number:05d}-of-{shards}.parquet" for number in range(int(shards))}
    return sorted(counted - {file.path for file in files})


def _tables(tables: Tables) -> list[tuple[str | None, ...]]:
    """A table without rows has no file; one that others point into must have."""
    there = {name: bool([f for f in tables.files if f.table == name]) for name in declared.TABLES}
    rows = {name: sum(file.rows or 0 for file in tables.of(name)) for name in declared.TABLES}
    problems: dict[str, str] = {}
    if not there["articles"] and rows["quotes"]:
        problems["articles"] = f"data/articles is missing, and {rows['quotes']} quotes point into it."
    if not there["quotes"] and (lost := _total(tables, "articles", "quote_count")):
        problems["quotes"] = f"data/quotes is missing, and the articles count {lost} quotes."
    if not there["speakers"] and (lost := _total(tables, "quotes", "speaker_id")):
        problems["speakers"] = f"data/speakers is missing, and {lost} quotes point into it."
    return [(name, problems.get(name)) for name in declared.TABLES]


def _total(tables: Tables, table: str, column: str) -> int:
    """The sum of a column of numbers, or how many values a column of text has."""
    if column not in tables.usable(table):
        return 0
    values = tables.lazy(table, (column,)).collect()[column]
    return int(values.sum()) if values.dtype.is_integer() else int(values.len() - values.null_count())


def _columns(tables: Tables) -> list[tuple[str | None, ...]]:
    """Declared and found type of every column; where files differ, the first that is not as declared."""
    lines: list[tuple[str | None, ...]] = []
    for name in declared.TABLES:
        known, files = declared.columns(name), tables.of(name)
        columns = [*known, *sorted({column for file in files for column in file.types} - known.keys())]
        for column in columns if files else ():
            found = [file.types.get(column) for file in files]
            wrong = [kind for kind in found if kind != known.get(column)]
            lines.append((f"{name}.{column}", known.get(column), wrong[0] if wrong else found[0]))
    return lines


def _manifest(tables: Tables) -> list[tuple[str | None, ...]]:
    directory = tables.directory
    entries = [e for e in manifest(directory).get("files", ()) if isinstance(e, Mapping) and "path" in e]
    listed = {str(entry["path"]): entry for entry in entries}
    there = {p.relative_to(directory).as_posix(): p for p in directory.rglob("*") if p.is_file()}
    there.pop(MANIFEST, None)
    rows = {file.path: file.rows for file in tables.files}
    lines: list[tuple[str | None, ...]] = []
    for path in sorted(listed.keys() | there.keys()):
        entry = listed.get(path, {})
        found = _sha256(there[path]) if path in there else None
        lines.append((path, _text(entry.get("sha256")), found, _text(entry.get("rows")), _text(rows.get(path))))
    return lines


def _readme(tables: Tables) -> list[tuple[str | None, ...]]:
    """Files and rows by ``table/split``, as the card's ``configs`` and ``dataset_info`` have them and as they are."""
    found: dict[str, list[str]] = defaultdict(list)
    sizes: dict[str, int] = defaultdict(int)
    for file in tables.files:
        found[f"{file.table}/{file.split}"].append(file.path)
        sizes[f"{file.table}/{file.split}"] += file.rows or 0
    card = _front_matter(tables.directory)
    listed = _listed_files(tables.directory, card)
    counted = {
        f"{info.get('config_name')}/{split.get('name')}": _text(split.get("num_examples"))
        for info in _mappings(card.get("dataset_info"))
        for split in _mappings(info.get("splits"))
    }
    lines: list[tuple[str | None, ...]] = []
    for key in sorted(found.keys() | listed.keys() | counted.keys()):
        here = " ".join(sorted(found[key])) if key in found else None
        lines.append((key, listed.get(key), here, counted.get(key), _text(sizes[key]) if key in found else None))
    return lines


def _listed_files(directory: Path, card: Mapping[str, Any]) -> dict[str, str]:
    listed = {}
    for config in _mappings(card.get("configs")):
        for entry in _mappings(config.get("data_files")):
            patterns = entry.get("path")
            matched: set[str] = set()
            for pattern in patterns if isinstance(patterns, list) else [str(patterns)]:
                # A pattern that matches nothing stands for itself: load_dataset stops at it.
                matched |= {p.relative_to(directory).as_posix() for p in directory.glob(pattern)} or {pattern}
            listed[f"{config.get('config_name')}/{entry.get('split')}"] = " ".join(sorted(matched))
    return listed


def _front_matter(directory: Path) -> dict[str, Any]:
    import yaml

    try:
        text = (directory / README).read_text(encoding="utf-8")
        content = yaml.safe_load(text.split("\n---", 1)[0].removeprefix("---")) if text.startswith("---") else None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return {}
    return content if isinstance(content, dict) else {}


def _mappings(node: Any) -> list[Mapping[str, Any]]:
    """The mappings in a list of them; one that stands alone is a list of one, as the Hub writes it."""
    return [entry for entry in (node if isinstance(node, list) else [node]) if isinstance(entry, Mapping)]


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
