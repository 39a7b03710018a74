"""Words of the user in, what they mean out: the folder of a version, one article among its articles."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.cli.visible import visible_line
from builder.errors import InputError

Row = Mapping[str, Any]
MANY = 8  # candidates that are listed


def version(directory: Path) -> Path:
    """``directory`` if it is a version of a dataset; of a folder of versions the latest.

    Raises InputError that says what lies there instead.
    """
    from builder.dataset.version import published

    if (directory / "manifest.json").is_file() or (directory / "data" / "quotes").is_dir():
        return directory
    if found := published(directory):
        return directory / str(found[-1])
    if not directory.exists():
        siblings = ", ".join(str(each) for each in published(directory.parent))
        hint = f"There are {siblings}." if siblings else "Build one: build-dataset raw/"
        raise InputError("no such dataset.", where=directory, hint=hint)
    raise InputError(
        "not a dataset: it has neither a manifest.json nor data/quotes.",
        where=directory,
        hint="Give the folder of one version, such as dist/0.1.0, or the folder that holds the versions.",
    )


def parent(folder: Path) -> Path | None:
    """The version that ``folder`` names as its parent, where it lies beside it; None for a first or damaged one."""
    from builder.dataset import load

    try:
        named = load.manifest(folder).get("parent")
    except InputError:
        return None  # that the manifest is damaged is for validation to say
    beside = folder.parent / str(named["version"]) if isinstance(named, dict) and "version" in named else None
    return beside if beside is not None and beside.is_dir() else None


def article(articles: Sequence[Row], words: str) -> Row:
    """The one article whose id starts with ``words``, whose path ends with them, or whose path or title has them.

    The first of these questions that an article answers decides. Raises InputError that lists the candidates when
    there are several, and the nearest when there is none.
    """
    folded = words.casefold()
    questions = (
        lambda row: row["article_id"].startswith(folded),
        lambda row: ("/" + row["source_path"]).casefold().endswith("/" + folded.lstrip("/")),
        lambda row: folded in row["source_path"].casefold() or folded in (row["title"] or "").casefold(),
    )
    if not words.strip():
        raise InputError("no article was named.", hint=_listed("The articles are", articles))
    for question in questions:
        found = [row for row in articles if question(row)]
        if len(found) == 1:
            return found[0]
        if found:
            raise InputError(f"{words!r} fits {len(found)} articles.", hint=_listed("Say more, or give an id:", found))
    raise InputError(f"no article fits {words!r}.", hint=_nearest(articles, folded))


def _nearest(articles: Sequence[Row], words: str) -> str:
    names: dict[str, Row] = {}
    for row in articles:
        for name in (Path(row["source_path"]).stem, row["source_path"], row["title"] or ""):
            names.setdefault(name.casefold(), row)
    close = difflib.get_close_matches(words, list(names), n=3, cutoff=0.5)
    rows = {names[name]["article_id"]: names[name] for name in close}
    return _listed("The nearest:", list(rows.values())) if rows else _listed("The articles are", articles)


def _listed(opening: str, rows: Sequence[Row]) -> str:
    shown = [f"\n  {name(row)}" for row in rows[:MANY]]
    more = f"\n  and {len(rows) - MANY} more" if len(rows) > MANY else ""
    return opening + "".join(shown) + more


def name(row: Row) -> str:
    """An article in a list: the start of its id, its file and its title."""
    place = row["source_path"] + (f", row {row['source_row']}" if row["source_row"] is not None else "")
    title = f"  {visible_line(row['title'])}" if row["title"] else ""
    return f"{row['article_id'][:8]}  {place}{title}"
