"""Quotes in, the rows of the speakers table out: one for each canonical speaker, with counts over the version."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from builder.dataset import rows
from builder.records import Kind, StanceValue, VerifiabilityValue


@dataclass(slots=True)
class _Seen:
    name: str
    kind: Kind
    quotes: int = 0
    qid: str | None = None
    aliases: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)
    stances: Counter[str] = field(default_factory=Counter)
    verifiability: Counter[str] = field(default_factory=Counter)


def speakers(printed: Iterable[rows.Printed]) -> Iterator[dict[str, Any]]:
    """The known speakers, sorted by name, kind and id.

    The name is the most frequent spelling. Aliases are the mentions that name the speaker; a pronoun or “the
    president” stands for anyone, so the mentions of anaphoric and inherited sources are left out.
    """
    seen: dict[str, _Seen] = {}
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for article, quote in printed:
        speaker, identity = quote.speaker, rows.speaker_id(quote)
        if identity is None or speaker.name is None:
            continue
        one = seen.setdefault(identity, _Seen(speaker.name, speaker.kind))
        spellings[identity][speaker.name] += 1
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
    for identity, counted in spellings.items():
        seen[identity].name = min(counted, key=lambda name: (-counted[name], name))
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
