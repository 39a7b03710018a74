"""Floating quotations: those without a cue and a source of their own take the source of the attribution before them.

“We go,” Ames said. ¶ “We have to.”: in the next paragraph only, and not past another source.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from builder.attribution.context import Context, Stretch
from builder.attribution.glue import Group
from builder.attribution.stretches import Stretches


def parted(context: Context, group: Group, reopened: Stretches) -> list[Group]:
    """The group, and behind it one more for each quotation that it goes on with in a later paragraph.

    A quotation that stays open over the break (one of ``reopened``, in code points) is not parted. The annotators of
    PolNeAR would leave them together; ours and those of GUM do not.
    """
    parts: list[list[Stretch]] = [[group.contents[0]]]
    for before, stretch in itertools.pairwise(group.contents):
        if _begins_anew(context, group, before, stretch, reopened):
            parts.append([stretch])
        else:
            parts[-1].append(stretch)
    head, *others = parts
    found = [replace(group, contents=tuple(head))]
    for number, part in enumerate(others):
        near = number == 0 and _paragraph(context, part[0]) - _paragraph(context, head[-1]) == 1
        found.append(replace(group, contents=tuple(part), source=group.source if near else None, cue=None))
    return found


def _begins_anew(context: Context, group: Group, before: Stretch, stretch: Stretch, reopened: Stretches) -> bool:
    here = _paragraph(context, stretch)
    if group.cue is None or here == _paragraph(context, before) or here <= _paragraph(context, group.cue):
        return False
    chain = reopened.index(context.doc.spans[stretch.begin][0])
    goes_on = chain is not None and chain == reopened.index(context.doc.spans[before.begin][0])
    return context.inside(stretch.begin) and not goes_on


def inheriting(context: Context, groups: Sequence[Group]) -> list[Group]:
    """``groups``, which stand in the order of their content, with a source for those that float."""
    out: list[Group] = []
    for group in groups:
        before = out[-1] if out else None
        if floats(context, group) and group.source is None and before is not None and _follows(context, before, group):
            out.append(replace(group, source=before.source, inherited=True))
        else:
            out.append(group)
    return out


def floats(context: Context, group: Group) -> bool:
    return group.cue is None and is_quoted(context, group)


def is_quoted(context: Context, group: Group) -> bool:
    return all(context.inside(stretch.begin) for stretch in group.contents)


def _follows(context: Context, before: Group, group: Group) -> bool:
    """Is ``before`` a reported statement in this or the last paragraph, with no other source in between?"""
    last, first = before.contents[-1], group.contents[0]
    near = _paragraph(context, first) - _paragraph(context, last) <= 1
    others = (s for s in context.by_role["source"] if last.end <= s.begin < first.begin and s is not before.source)
    return near and before.source is not None and before.cue is not None and next(others, None) is None


def _paragraph(context: Context, stretch: Stretch) -> int:
    return int(context.paragraph[stretch.begin])
