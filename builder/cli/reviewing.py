"""What the commands of review, agreement and takedown share: rows of a version read, files checked and written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.errors import InputError, OutputError

if TYPE_CHECKING:
    from builder.evaluate.draws import Draw

    Described = tuple[str, str, Mapping[str, Draw]]  # name and number of the version, how its quotes were drawn

Row = Mapping[str, Any]


def rows(folder: Path) -> tuple[str, str, list[Row]]:
    """Name and number of the version in ``folder``, and its quotes."""
    from builder.dataset import load

    described = load.manifest(folder)
    return str(described["name"]), str(described["version"]), list(load.table(folder, "quotes").iter_rows(named=True))


def chosen(found: Sequence[Row], size: int | None, by: str, number: str) -> tuple[list[Row], Mapping[str, Draw]]:
    """The quotes to export, and how each was drawn; version ``number``."""
    from builder.review import sample

    if size is None:
        return list(found), sample.draws(found, found, sample.ALL, number)
    taken = sample.sample(found, size, by)
    return taken, sample.draws(found, taken, by, number)


def write(quotes: Sequence[Row], form: str, target: Path, described: Described, every: Sequence[Row]) -> list[Path]:
    """The files for reviewers of ``quotes``, some of ``every`` quote of the version.

    Raises OutputError where one lies already: it may have been filled in.
    """
    from builder.review import labelstudio, sheets

    name, number, draws = described
    if form == "label-studio":
        tasks = labelstudio.tasks(quotes, name, number, draws, every)
        texts = {
            target: json.dumps(tasks, ensure_ascii=False, indent=1) + "\n",
            target.with_suffix(".xml"): labelstudio.config(),
        }
    else:
        texts = {target: (sheets.csv_text if form == "csv" else sheets.jsonl_text)(quotes, name, number, draws)}
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
    from builder.dataset import load
    from builder.review import incoming, received, store, version

    require_folder(raw)
    folder = find.version(dataset)
    name, _, quotes = rows(folder)
    reviewed = version.version(name, quotes, load.table(folder, "articles").iter_rows(named=True))
    said = [each for path in files for each in received.read(path)]
    new = incoming.check(said, reviewed, store.read(raw), reviewer=reviewer)
    path = store.add(raw, new, files[0].stem) if new else None
    missed = sum(one.field == "is_quote" and one.quote_id not in reviewed.quotes for one in new)
    return {"read": len(said), "added": len(new), "missed": missed, "file": None if path is None else str(path)}


def retract(what: Sequence[str], raw: Path, reason: str, field: str | None, reviewer: str | None) -> dict[str, Any]:
    """Take back decisions that stand in ``raw``: of quotes, by the beginning of their id, or those of whole files."""
    from builder.review import retraction, store

    require_folder(raw)
    stored = store.read(raw)
    found = []
    for words in what:
        mine = store.of_file(raw, words, stored.every)
        if mine is None:
            mine = [one for one in stored.every if one.quote_id.startswith(words.lower())]
        mine = [one for one in mine if field in (None, one.field) and reviewer in (None, one.reviewer)]
        if not mine:
            hint = "Name a quote that was decided, or a file in reviews/; --field and --reviewer leave others out."
            raise InputError(f"no decision stands that {words!r} names.", where=raw / store.FOLDER, hint=hint)
        if len(quotes := sorted({one.quote_id for one in mine})) > 1 and not words.endswith(".jsonl"):
            raise InputError(f"{words!r} begins {len(quotes)} ids.", hint=f"Say more: {', '.join(quotes[:4])}.")
        found += [one for one in mine if one not in found]
    path = store.add(raw, [retraction.of(one, reason) for one in found], "retracted")
    return {"retracted": len(found), "file": str(path)}


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
