"""A quotation that ends with a comma belongs to the reporting clause right behind it.

The note named the rules it was bound by: “Our fight has opened the door,” the union wrote.: the quotation is the
union's, although the tagger gave it to the note. In PolNeAR's training articles 2,378 of 2,416 such clauses own what
stands before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from builder.attribution.context import Context, Stretch, trim
from builder.attribution.glue import Group, edges
from builder.model.tokens import MARK

_Clause = tuple[Stretch, Stretch]  # source and cue


def owned(context: Context, groups: Sequence[Group]) -> list[Group]:
    """``groups``, in the order of their content, with such quotations cut off and given to their own clause.

    Only from where their sentence begins: in “He called it “mad,” Ames wrote.” the word is his.
    """
    starts = {role: {s.begin: s for s in context.by_role[role]} for role in ("source", "cue")}
    out: list[Group] = []
    taken: Group | None = None  # what was just cut off and given away
    for group in groups:
        if taken is not None and group.cue is taken.cue:  # “A,” Ames wrote. “B.”
            taken = out[-1] = replace(taken, contents=(*taken.contents, *group.contents))
            continue
        parts = _cut(context, group, starts)
        taken = parts[1] if len(parts) > 1 else None
        out += parts
    return out


def _cut(context: Context, group: Group, starts: dict[str, dict[int, Stretch]]) -> list[Group]:
    for k, stretch in enumerate(group.contents):
        clause = _behind(context, stretch, starts)
        if clause is None or group.cue is None or clause[1] is group.cue or group.cue.begin > stretch.begin:
            continue
        at = _sentence(context, stretch)
        if at is None:
            continue
        first, rest = trim(context.doc, stretch.begin, at), trim(context.doc, at, stretch.end)
        if first is None or rest is None:
            continue
        kept = replace(stretch, end=first[1], raw=(stretch.raw[0], first[1]))
        taken = replace(stretch, begin=rest[0], raw=(at, stretch.raw[1]))
        return [
            replace(group, contents=(*group.contents[:k], kept)),
            replace(group, contents=(taken, *group.contents[k + 1 :]), source=clause[0], cue=clause[1]),
        ]
    return [group]


def _behind(context: Context, stretch: Stretch, starts: dict[str, dict[int, Stretch]]) -> _Clause | None:
    """The source and the cue, in either order, that follow the mark which closes a quotation after a comma."""
    words, at = context.doc.words, edges(context, stretch)[1]
    k = at - 1
    while k > 0 and context.doc.marks[k] == MARK:
        k -= 1
    if k == at - 1 or words[k] != ",":
        return None
    for first, second in (("source", "cue"), ("cue", "source")):
        one = starts[first].get(at)
        other = starts[second].get(one.end) if one else None
        if one and other:
            return (one, other) if first == "source" else (other, one)
    return None


def _sentence(context: Context, stretch: Stretch) -> int | None:
    """Where the sentence begins in which the last quotation of ``stretch`` opens, or that quotation after a colon."""
    opened = stretch.end - 1
    while opened > stretch.begin and context.doc.marks[opened] != MARK:
        opened -= 1
    if context.doc.words[opened - 1] == ":":
        return opened if opened > stretch.begin else None
    begins = opened
    while begins > stretch.begin and context.sentence[begins - 1] == context.sentence[opened]:
        begins -= 1
    return begins if begins > stretch.begin else None
