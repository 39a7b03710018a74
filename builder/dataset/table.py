"""Shards in, the four tables of a version out, in their final order and a batch of rows at a time."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.dataset import merge, schema, shard, split
from builder.records import Article, Beside, Extraction, Reject

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of a version before they are split and written.

    Quotes and articles stand in the order of publication (unknown dates last), quotes then in that of the text, so
    that a later version appends rows and the early shards of its files stay as they were. The same articles give the
    same rows, whichever shards they came in.
    """

    shards: tuple[Path, ...]
    folder: Path  # for files on the way
    index: merge.Index
    near: Mapping[str, str]
    together: Sequence[Sequence[int]]  # places of the quotes of each utterance that several carry
    groups: tuple[split.Group, ...]  # article ids that belong in one split
    versions: Mapping[str, str]  # stage -> version of its rules or model
    checksums: Mapping[str, str]  # of the files, by source_path; empty where the shards have them
    beside: tuple[Beside, ...] = ()  # files that were read and are no articles
    sections: Mapping[str, Any] = field(default_factory=dict)  # of the manifest, from stages this one does not know
    temporary: object = None  # kept as long as the rows may be asked for

    def batches(self, name: str) -> Iterator[pa.Table]:
        """The rows of table ``name``; those of articles with the text that must not ship in a last column ``_text``."""
        folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.folder))
        if name == "articles":
            yield from merge.articles(self.shards, self.index, folder, self.near, self.checksums)
        elif name == "quotes":
            yield from merge.quotes(self.shards, self.index, folder, self.together)
        elif name == "speakers":
            yield from merge.all_speakers(self.shards, folder)
        else:
            yield from merge.rejects(self.shards, folder)

    def whole(self, name: str) -> pa.Table:
        """All rows of table ``name`` at once: for few of them."""
        import pyarrow as pa

        declared = schema.arrow(name)
        parts = [batch.select(declared.names) for batch in self.batches(name)]
        return pa.concat_tables(parts).combine_chunks() if parts else declared.empty_table()

    @property
    def quotes(self) -> pa.Table:
        return self.whole("quotes")

    @property
    def articles(self) -> pa.Table:
        return self.whole("articles")

    @property
    def speakers(self) -> pa.Table:
        return self.whole("speakers")

    @property
    def rejects(self) -> pa.Table:
        return self.whole("rejects")


def merged(  # noqa: PLR0913  what the stages before have to say
    shards: Sequence[Path],
    folder: Path,
    *,
    versions: Mapping[str, str],
    near_duplicates: Mapping[str, str] | None = None,
    checksums: Mapping[str, str] | None = None,
    beside: tuple[Beside, ...] = (),
    sections: Mapping[str, Any] | None = None,
) -> Tables:
    """The tables that the ``shards`` make together; ``folder`` is for files on the way and outlives the tables.

    ``near_duplicates`` is what ``intake`` found. ``checksums`` are those of the files by source_path, for shards that
    were made without. ``beside`` and ``sections`` are for the manifest.
    """
    found = merge.index(shards)
    near = merge.linked(near_duplicates or {}, found.articles)
    together = merge.utterances(shards, found, folder / "utterances")
    return Tables(
        shards=tuple(shards),
        folder=folder,
        index=found,
        near=near,
        together=together,
        groups=merge.groups(found, near, together),
        versions=dict(sorted(versions.items())),
        checksums=checksums or {},
        beside=beside,
        sections=sections or {},
    )


def tables(
    extracted: Iterable[tuple[Article, Extraction]],
    *,
    versions: Mapping[str, str],
    rejects: Iterable[Reject] = (),
    near_duplicates: Mapping[str, str] | None = None,
) -> Tables:
    """The tables for ``extracted``, every article once with what it gave, as one shard in a temporary folder.

    ``versions`` has one entry for each of the stages ``attribution``, ``speakers`` and ``label``. ``rejects`` are
    those of intake; an article's furniture becomes rejects here.
    """
    temporary = tempfile.TemporaryDirectory(prefix="quotestance-")
    folder = Path(temporary.name)
    (folder / "shard").mkdir()
    shard.write(folder / "shard", shard.tables(list(extracted), rejects, versions))
    made = merged([folder / "shard"], folder, versions=versions, near_duplicates=near_duplicates)
    return replace(made, temporary=temporary)
