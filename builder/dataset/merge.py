"""Shards in, the tables of a version in their final order out, streamed: only numbers and ids of all rows are held.

What a shard cannot know is filled in here: which quotes are one utterance, which articles are near-duplicates and
belong in one split, how often a speaker speaks in all, the checksums of the files.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder import ids
from builder.dataset import schema, shard, speakers, split
from builder.dataset.piles import PLACE, ROWS, Piles
from builder.dataset.utterances import Linker

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Numbers = npt.NDArray[np.int64]

_HASHED = 256  # files to which speakers are dealt by the first two digits of their ids


@dataclass(frozen=True, slots=True)
class Index:
    """Where everything stands in the end: articles in the order of publication, quotes in that of their articles."""

    articles: tuple[str, ...]  # ids in that order
    ranks: tuple[Numbers, ...]  # of the articles of each shard
    counts: tuple[Numbers, ...]  # of their quotes
    first: Numbers  # place of the first quote of each article; one more at the end

    @property
    def quotes(self) -> int:
        return int(self.first[-1])

    def places(self, number: int) -> Numbers:
        """The places of the quotes of one shard, which stand article by article."""
        import numpy as np

        ranks, counts = self.ranks[number], self.counts[number]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        places: Numbers = np.repeat(self.first[ranks], counts) + within
        return places

    def article_of(self, place: int) -> str:
        import numpy as np

        return self.articles[int(np.searchsorted(self.first, place, side="right")) - 1]


def index(shards: Sequence[Path]) -> Index:
    """Raises ValueError when an article stands in the shards twice."""
    import numpy as np
    import polars as pl

    columns = ["article_id", "published_at", "quote_count"]
    frames = [
        pl.DataFrame(shard.read(each, "articles", columns)).with_columns(shard=n) for n, each in enumerate(shards)
    ]
    frame = pl.concat([pl.DataFrame(shard.none("articles").select(columns)).with_columns(shard=0), *frames])
    if frame["article_id"].is_duplicated().any():
        raise ValueError("an article was given twice")
    order = frame.with_row_index("row").sort(pl.col("published_at").is_null(), "published_at", "article_id")
    rank = np.empty(len(frame), np.int64)
    rank[order["row"].to_numpy()] = np.arange(len(frame))
    sizes = np.bincount(frame["shard"].to_numpy(), minlength=len(shards)) if shards else np.zeros(0, np.int64)
    borders = np.cumsum(sizes)[:-1]
    return Index(
        articles=tuple(order["article_id"].to_list()),
        ranks=tuple(np.split(rank, borders)),
        counts=tuple(np.split(frame["quote_count"].to_numpy(), borders)),
        first=np.concatenate([[0], np.cumsum(order["quote_count"].to_numpy())]).astype(np.int64),
    )


def utterances(shards: Sequence[Path], found: Index, folder: Path) -> list[list[int]]:
    """The places of the quotes of every utterance that has more than one."""
    import numpy as np

    speaking = np.zeros(found.quotes, np.uint64)
    for number, each in enumerate(shards):
        speaking[found.places(number)] = shard.read(each, "quotes", [shard.SPEAKER])[shard.SPEAKER].to_numpy()
    linker = Linker(folder, speaking)
    for number, each in enumerate(shards):
        cuts = shard.read(each, "quotes", [shard.RUNS, shard.WORDS]).combine_chunks()
        runs: Any = cuts[shard.RUNS]
        counts = runs.combine_chunks().value_lengths().to_numpy() if len(runs) else np.zeros(0, np.int64)
        flat = runs.combine_chunks().flatten().to_numpy() if len(runs) else np.zeros(0, np.uint64)
        linker.add(found.places(number), cuts[shard.WORDS].to_numpy(), counts, flat)
    return linker.groups()


def signatures(shards: Sequence[Path]) -> Iterator[tuple[str, bytes | None]]:
    """The articles with their signatures, in the order of the shards and of the articles in them."""
    for each in shards:
        table = shard.read(each, "articles", ["article_id", shard.SIGNATURE])
        yield from zip(table["article_id"].to_pylist(), table[shard.SIGNATURE].to_pylist(), strict=True)


def linked(near: Mapping[str, str], known: Sequence[str]) -> dict[str, str]:
    """``near`` among the articles that are there; where the first of a group is not, the next takes its place."""
    here = set(known)
    heads: dict[str, str] = {}
    found = {}
    for one, first in near.items():
        if one not in here or one == first:
            continue
        head = first if first in here else heads.setdefault(first, one)
        if head != one:
            found[one] = head
    return found


def groups(found: Index, near: Mapping[str, str], together: Sequence[Sequence[int]]) -> tuple[split.Group, ...]:
    """The articles that belong in one split: near-duplicates, and those that carry one utterance."""
    links = list(near.items())
    for places in together:
        carriers = [found.article_of(place) for place in places]
        links += [(carriers[0], each) for each in carriers[1:]]
    return split.groups(found.articles, links)


def articles(
    shards: Sequence[Path], found: Index, folder: Path, near: Mapping[str, str], checksums: Mapping[str, str]
) -> Iterator[pa.Table]:
    """The articles table, with the hidden texts. ``checksums`` has those of the files by source_path, or nothing."""
    import pyarrow as pa

    piles = Piles(folder, len(found.articles), ROWS // 10)
    for number, each in enumerate(shards):
        table = shard.read(each, "articles", [*schema.columns("articles"), shard.TEXT])
        near_to = pa.array([near.get(str(one)) for one in table["article_id"].to_pylist()], pa.string())
        table = _with(table, "near_duplicate_of", near_to)
        if checksums:
            sums = pa.array([checksums[str(path)] for path in table["source_path"].to_pylist()], pa.string())
            table = _with(table, "source_sha256", sums)
        piles.add(table, found.ranks[number])
    for table in piles.sorted():
        yield table.drop_columns([PLACE])


def quotes(shards: Sequence[Path], found: Index, folder: Path, together: Sequence[Sequence[int]]) -> Iterator[pa.Table]:
    """The quotes table; an utterance is named after the least id among its quotes."""
    import numpy as np
    import pyarrow as pa

    shared = sorted((place, group) for group, places in enumerate(together) for place in places)
    grouped = np.array([place for place, _ in shared], np.int64)
    least: dict[int, str] = {}
    piles = Piles(folder, found.quotes)
    for number, each in enumerate(shards):
        table, places = shard.read(each, "quotes", schema.columns("quotes")), found.places(number)
        piles.add(table, places)
        for row in np.flatnonzero(np.isin(places, grouped)).tolist():
            group = shared[int(np.searchsorted(grouped, places[row]))][1]
            identity = table["quote_id"][row].as_py()
            least[group] = min(identity, least.get(group, identity))
    names = {group: ids.utterance_id([identity]) for group, identity in least.items()}
    for table in piles.sorted():
        places = table[PLACE].to_numpy()
        utterance = table["utterance_id"].to_pylist()
        start, end = np.searchsorted(grouped, [places[0], places[-1] + 1]).tolist()
        for place, group in shared[start:end]:
            utterance[place - int(places[0])] = names[group]
        yield _with(table, "utterance_id", pa.array(utterance, pa.string())).drop_columns([PLACE])


def rejects(shards: Sequence[Path], folder: Path) -> Iterator[pa.Table]:
    """The rejects table, ordered by file, row and place; one that was reported twice stands once."""
    import numpy as np
    import polars as pl

    unit = [pl.col("source_path"), pl.col("source_row").fill_null(0)]
    columns = ["source_path", "source_row"]
    frames = [pl.DataFrame(shard.read(each, "rejects", columns)).select(unit) for each in shards]
    counted = [frame.group_by(columns, maintain_order=True).len("rows") for frame in frames]
    if not counted:
        return
    units = pl.concat(counted).group_by(columns).agg(pl.col("rows").sum()).sort(columns)
    units = units.with_columns(first=pl.col("rows").cum_sum() - pl.col("rows")).drop("rows")
    piles = Piles(folder, int(sum(frame["rows"].sum() for frame in counted)))
    for each, frame in zip(shards, frames, strict=True):
        places = frame.join(units, on=columns, how="left", maintain_order="left")["first"]
        piles.add(shard.read(each, "rejects"), places.to_numpy().astype(np.int64))
    del frames, counted, units
    keys = [pl.col(PLACE), pl.col("start").fill_null(0), pl.col("end").fill_null(1), pl.col("stage"), pl.col("reason")]
    for table in piles.sorted():
        order = pl.DataFrame(table.select([PLACE, "start", "end", "stage", "reason", "reject_id"])).with_row_index(
            "row"
        )
        order = order.sort(keys, maintain_order=True).unique("reject_id", keep="first", maintain_order=True)
        yield table.drop_columns([PLACE]).take(order["row"].to_numpy())


def all_speakers(shards: Sequence[Path], folder: Path) -> Iterator[pa.Table]:
    """The speakers table, sorted by name, kind and id."""
    import numpy as np
    import polars as pl
    import pyarrow as pa

    partial = Piles(folder / "partial", _HASHED, 1)
    for each in shards:
        table = shard.read(each, "speakers")
        places = [int(str(identity)[:2], 16) for identity in table["speaker_id"].to_pylist()]
        partial.add(table, np.array(places, np.int64))
    declared, keys = schema.arrow("speakers"), ["speaker", "kind", "speaker_id"]
    summed = functools.partial(pa.Table.from_pylist, schema=declared)
    names, files = [], []
    for number, table in enumerate(partial.sorted()):
        whole = summed(list(speakers.merged(table.drop_columns([PLACE]).to_pylist())))
        files.append(folder / f"{number:03d}.arrow")
        with pa.ipc.new_file(str(files[-1]), declared) as writer:
            writer.write_table(whole)
        names.append(pl.DataFrame(whole.select(keys)).with_columns(file=number))
    if not files:
        return
    rank = pl.concat(names).with_row_index("row").sort(keys)["row"].to_numpy()
    places_of = np.empty(len(rank), np.int64)
    places_of[rank] = np.arange(len(rank))
    piles, start = Piles(folder / "sorted", len(rank)), 0
    for path in files:
        with pa.OSFile(str(path), "rb") as file:
            table = pa.ipc.open_file(file).read_all()
        piles.add(table, places_of[start : start + table.num_rows])
        start += table.num_rows
    for table in piles.sorted():
        yield table.drop_columns([PLACE])


def _with(table: pa.Table, name: str, values: Any) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, values)
