"""What the commands of review, agreement and takedown share: rows of a version read, files checked and written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.errors import InputError, OutputError

Row = Mapping[str, Any]


def rows(folder: Path) -> tuple[str, str, list[Row]]:
    """Name and version of the dataset in ``folder``, and its quotes."""
    from builder.dataset import load

    described = load.manifest(folder)
    return str(described["name"]), str(described["version"]), list(load.table(folder, "quotes").iter_rows(named=True))


def chosen(found: Sequence[Row], size: int | None, by: str) -> list[Row]:
    from builder.review.sample import sample

    return list(found) if size is None else sample(found, size, by)


def write(quotes: Sequence[Row], form: str, target: Path, name: str, version: str) -> list[Path]:
    """The files for reviewers. Raises OutputError where one lies already: it may have been filled in."""
    from builder.review import labelstudio, sheets

    if form == "label-studio":
        tasks = json.dumps(labelstudio.tasks(quotes, name, version), ensure_ascii=False, indent=1) + "\n"
        texts = {target: tasks, target.with_suffix(".xml"): labelstudio.config()}
    else:
        texts = {target: (sheets.csv_text if form == "csv" else sheets.jsonl_text)(quotes, name, version)}
    for path in texts:
        if path.exists():
            hint = "It may hold decisions: choose another file by --out, or remove it."
            raise OutputError("there is a file already.", where=path, hint=hint)
    for path, text in texts.items():
        path.write_text(text, encoding="utf-8", newline="\n")
    return list(texts)


def import_files(files: Sequence[Path], raw: Path, dataset: Path, reviewer: str | None) -> dict[str, Any]:
    """The decisions in ``files``, checked and added beside ``raw``; what was read and where it stands now."""
    from builder.cli import find
    from builder.review import incoming, received, store

    require_folder(raw)
    name, _, quotes = rows(find.version(dataset))
    said = [each for path in files for each in received.read(path)]
    stored, _ = store.read(raw)
    new = incoming.check(said, {row["quote_id"]: row for row in quotes}, name, stored, reviewer=reviewer)
    path = store.add(raw, new, files[0].stem) if new else None
    return {"read": len(said), "added": len(new), "file": None if path is None else str(path)}


def require_folder(raw: Path) -> None:
    if not raw.is_dir():
        raise InputError("no such folder.", where=raw, hint="Name the folder of the articles: --raw raw.")


def take_down(words: str, reason: str, raw: Path, folder: Path) -> dict[str, Any]:
    """Write a tombstone for the one quote or article of the version whose id starts with ``words``."""
    from builder.dataset import load
    from builder.review import takedown

    require_folder(raw)
    articles = {row["article_id"]: row for row in load.table(folder, "articles").to_dicts()}
    quotes = {row["quote_id"]: row for row in load.table(folder, "quotes").to_dicts()}
    known = {**articles, **quotes}
    found = [identity for identity in known if words and identity.startswith(words.lower())]
    if not found:
        hint = "Ids stand in the columns article_id and quote_id; --dataset names a version that has it."
        raise InputError(f"no article and no quote has the id {words!r}.", where=folder, hint=hint)
    if len(found) > 1:
        raise InputError(f"{words!r} begins {len(found)} ids.", hint=f"Say more: {', '.join(sorted(found)[:4])}.")
    row = known[found[0]]
    one = takedown.of_row(row, articles[row["article_id"]], reason)
    added = takedown.add(raw, one)
    reprints = _reprints(row, articles) if one.kind == "article" else []
    return {
        "kind": one.kind, "id": one.id, "added": added, "file": str(takedown.file(raw)), "reprints": reprints,
    }  # fmt: skip


def _reprints(article: Row, articles: Mapping[str, Row]) -> list[str]:
    """Ids of the articles that say nearly the same."""
    first = article["near_duplicate_of"] or article["article_id"]
    group = [each for each, row in articles.items() if first in (each, row["near_duplicate_of"])]
    return sorted(each for each in group if each != article["article_id"])
