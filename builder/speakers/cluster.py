"""The names of one entity, gathered: its canonical name, the role the article gives, every mention in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from builder.records import Entity, TargetKind
from builder.speakers import tables, titles
from builder.speakers.document import Document
from builder.speakers.names import Name

_MAX_WORDS = 4  # of a personal name; longer ones carry a description: "Crooked Senator Ann Maria Lee"


@dataclass(slots=True)
class Cluster:
    """The names of one entity while they are being gathered."""

    kind: TargetKind
    names: list[Name] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)  # as printed
    full: str | None = None  # spelled out where an acronym is defined
    gender: str = ""


def entity(document: Document, cluster: Cluster) -> Entity:
    """The entity behind ``cluster``; ``local`` when the article gives only part of a person's name."""
    name = canonical(cluster)
    spans = tuple(sorted({document.span(*one) for one in cluster.names}))
    whole = cluster.kind not in {"person", "unknown"} or len(name.split()) > 1
    return Entity(name, cluster.kind, spans, local=not whole, role=role(document, cluster))


def canonical(cluster: Cluster) -> str:
    """The most complete form among the frequent ones; of a person one that begins with a first name."""
    if cluster.full:
        return cluster.full
    forms = sorted(cluster.forms.items()) or [("", 0)]
    mixed = [(form, count) for form, count in forms if not form.isupper()] or forms
    if cluster.kind != "person":
        best = max(mixed, key=lambda pair: (pair[1], len(pair[0])))[0]
        return best.removeprefix("The ").removeprefix("the ")
    complete = [(form, n) for form, n in mixed if 1 < len(form.split()) <= _MAX_WORDS] or mixed
    begun = [(form, n) for form, n in complete if tables.first_name(form.split()[0])] or complete
    most, frequent = max(begun, key=lambda pair: (pair[1], -len(pair[0])))
    surname = most.rsplit(" ", 1)[-1]
    usual = [(form, n) for form, n in begun if n >= 0.2 * frequent and form.rsplit(" ", 1)[-1] == surname]
    return max(usual, key=lambda pair: (len(pair[0].split()), pair[1], len(pair[0])))[0]


def role(document: Document, cluster: Cluster) -> str | None:
    """The first title or apposition that the article prints with a name of ``cluster``."""
    if cluster.kind != "person":
        return None
    for name in sorted(cluster.names)[:50]:
        for span in (
            titles.office_before(document, name.first) or titles.before(document, name.first),
            titles.after(document, name.last),
        ):
            found = titles.role(document, span)
            if found:
                return found
    return None
