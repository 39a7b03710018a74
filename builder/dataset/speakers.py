"""Quotes in, the rows of the speakers table out: one for each canonical speaker, with counts over the version.

A shard sums up its own quotes (``partial``); ``merged`` adds the sums of all shards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, get_args

from builder.dataset import rows, schema
from builder.records import Kind, StanceValue, VerifiabilityValue

if TYPE_CHECKING:
    import pyarrow as pa

SPELLINGS = "_spellings"  # of a partial row: every spelling of the name with its count


@dataclass(slots=True)
class _Seen:
    kind: Kind
    quotes: int = 0
    qid: str | None = None
    spellings: Counter[str] = field(default_factory=Counter)
    aliases: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    stances: Counter[str] = field(default_factory=Counter)
    verifiability: Counter[str] = field(default_factory=Counter)

    @property
    def name(self) -> str:
        """The most frequent spelling."""
        return min(self.spellings, key=lambda name: (-self.spellings[name], name))


def partial(printed: Iterable[rows.Printed]) -> Iterator[dict[str, Any]]:
    """The known speakers of some articles, in the order of their ids.

    Aliases are the mentions that name the speaker; a pronoun or “the president” stands for anyone, so the mentions of
    anaphoric and inherited sources are left out.
    """
    seen: dict[str, _Seen] = {}
    for article, quote in printed:
        speaker, identity = quote.speaker, rows.speaker_id(quote)
        if identity is None or speaker.name is None:
            continue
        one = seen.setdefault(identity, _Seen(speaker.kind))
        one.spellings[speaker.name] += 1
        one.quotes += 1
        one.qid = min(filter(None, (one.qid, speaker.qid)), default=None)
        if speaker.reference == "explicit":
            one.aliases.update(span.of(article.text) for span in quote.attribution.source)
        if speaker.role:
            one.roles.add(speaker.role)
        if outlet := article.outlet or article.outlet_domain:
            one.outlets.add(outlet)
        if quote.labels.stance:
            one.stances[quote.labels.stance.value] += 1
        one.verifiability[quote.labels.verifiability.value] += 1
    for identity in sorted(seen):
        one = seen[identity]
        spellings = [{"name": name, "count": one.spellings[name]} for name in sorted(one.spellings)]
        yield {**_row(identity, one), SPELLINGS: spellings}


def partial_schema() -> pa.Schema:
    """That of the table and the spellings."""
    import pyarrow as pa

    kind = pa.list_(pa.struct([("name", pa.string()), ("count", pa.int64())]))
    return schema.arrow("speakers").append(pa.field(SPELLINGS, kind))


def merged(partials: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The rows of the table, sorted by name, kind and id; each speaker's name is the most frequent spelling."""
    seen: dict[str, _Seen] = {}
    for row in partials:
        one = seen.setdefault(row["speaker_id"], _Seen(row["kind"]))
        one.spellings.update({each["name"]: each["count"] for each in row[SPELLINGS]})
        one.quotes += row["quote_count"]
        one.qid = min(filter(None, (one.qid, row["qid"])), default=None)
        one.aliases.update(row["aliases"])
        one.roles.update(row["roles"])
        one.outlets.update(row["outlets"])
        one.stances.update(row["stances"])
        one.verifiability.update(row["verifiability"])
    for identity, one in sorted(seen.items(), key=lambda pair: (pair[1].name, pair[1].kind, pair[0])):
        yield _row(identity, one)


def _row(identity: str, one: _Seen) -> dict[str, Any]:
    return {
        "speaker_id": identity,
        "speaker": one.name,
        "kind": one.kind,
        "aliases": sorted(one.aliases),
        "roles": sorted(one.roles),
        "outlets": sorted(one.outlets),
        "quote_count": one.quotes,
        "stances": {value: one.stances[value] for value in get_args(StanceValue)},
        "verifiability": {value: one.verifiability[value] for value in get_args(VerifiabilityValue)},
        "qid": one.qid,
    }
