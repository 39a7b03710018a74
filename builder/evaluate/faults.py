"""Gold and predictions matched in, each thing that went wrong out, as one would want to read it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from builder.evaluate import names
from builder.evaluate.matching import FOUND, Matched, Scored

Sort = Literal["missed", "spurious", "bounds", "source", "speaker"]
SORTS: tuple[Sort, ...] = get_args(Sort)

Given = Mapping[str, Any]  # an attribution in the format of the scorers


@dataclass(frozen=True, slots=True)
class Fault:
    """One error: the gold, the prediction, or both where they belong together."""

    sort: Sort
    document: Mapping[str, Any]
    gold: Given | None = None
    predicted: Given | None = None


def faults(documents: Sequence[Matched]) -> list[Fault]:
    """The faults in the order of the documents and of their text; each attribution has one at most.

    Of a pair the worst is named: contents that overlap by less than half, then the source, then the speaker's name,
    then words too many or too few.
    """
    return [fault for document in documents for fault in sorted(_faults(document), key=_place)]


def spread(found: Sequence[Fault], number: int) -> list[Fault]:
    """``number`` of them (all if there are fewer), in their order: sorts alike where they can, from every corner."""
    by_sort = {sort: [fault for fault in found if fault.sort == sort] for sort in SORTS}
    quota = dict.fromkeys(SORTS, 0)
    while sum(quota.values()) < min(number, len(found)):
        unspent = [sort for sort in SORTS if quota[sort] < len(by_sort[sort])]
        quota[min(unspent, key=lambda sort: quota[sort])] += 1
    chosen = [fault for sort in SORTS for fault in _evenly(by_sort[sort], quota[sort])]
    order = {id(fault): place for place, fault in enumerate(found)}
    return sorted(chosen, key=lambda fault: order[id(fault)])


def _evenly(found: Sequence[Fault], number: int) -> Iterator[Fault]:
    return (found[i * len(found) // number] for i in range(number))


def tallied(found: Sequence[Fault]) -> dict[str, int]:
    """How many there are of each sort."""
    return {sort: sum(fault.sort == sort for fault in found) for sort in SORTS}


def _faults(document: Matched) -> Iterator[Fault]:
    for i, golden in enumerate(document.gold):
        if not golden.asked:
            continue
        if i not in document.of_gold:
            yield Fault("missed", document.document, gold=golden.given)
            continue
        j, overlap = document.of_gold[i]
        if sort := _sort(golden, document.predicted[j], overlap):
            yield Fault(sort, document.document, golden.given, document.predicted[j].given)
    for j, found in enumerate(document.predicted):
        if j not in document.of_predicted and document.is_judged(j):
            yield Fault("spurious", document.document, predicted=found.given)


def _sort(golden: Scored, found: Scored, overlap: float) -> Sort | None:
    if overlap < FOUND:
        return "bounds"
    if not found.has_source_of(golden):
        return "source"
    said = found.speaker or names.before_details(found.mention)
    if golden.gold_name and not names.same_name(golden.gold_name, said):
        return "speaker"
    return "bounds" if golden.content != found.content else None


def _place(fault: Fault) -> int:
    given = fault.gold or fault.predicted
    assert given is not None  # noqa: S101  a fault is of one or the other
    return int(given["content"][0][0])
