"""Quotation marks: an article's text and paragraphs in, its outermost quotations out.

Every kind of mark counts; single marks only where they are the ones the article quotes with. A quotation that is
left open ends with its paragraph, unless the next paragraph re-opens it with the same mark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from builder.attribution import doubles, shadow, singles
from builder.attribution.doubles import Region
from builder.records import Span

CHAIN_CAP = 12  # paragraphs of one re-opened quotation; beyond it a forgotten mark is likelier than a long speech


@dataclass(frozen=True, slots=True)
class Quotation:
    """An outermost quotation, marks included; several ``spans`` when it is re-opened over paragraphs."""

    spans: tuple[Span, ...]
    mark: str  # the opening mark as printed
    nested: tuple[Span, ...] = ()
    flags: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


def quotations(text: str, blocks: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations in ``blocks`` (paragraphs that are article text, in order), never overlapping.

    Linear in the length of the text, whatever its marks.
    """
    shaded = shadow.of(text)
    by_double = [doubles.regions(shaded, block.start, block.end) for block in blocks]
    by_single = [_single_regions(shaded, block) for block in blocks]
    outside = sum(len(_outside(s, d)) for s, d in zip(by_single, by_double, strict=True))
    plain = sum(len(_outside(d, s)) for s, d in zip(by_single, by_double, strict=True))
    outer, inner = (by_single, by_double) if outside > plain else (by_double, by_single)
    chosen = [_merge(o, i, keep_inner=outside > plain) for o, i in zip(outer, inner, strict=True)]
    return tuple(_quotation(text, chain, capped) for chain, capped in _chains(chosen, blocks))


def _single_regions(shaded: str, block: Span) -> list[Region]:
    return [
        Region(pair.start, pair.end, shaded[pair.start], closed=pair.closed, to_the_end=not pair.closed)
        for pair in singles.pairs(shaded, block.start, block.end)
    ]


def _outside(these: list[Region], those: list[Region]) -> list[Region]:
    """The regions of ``these`` that touch none of ``those``; both in order and without overlaps."""
    found = []
    index = 0
    for region in these:
        while index < len(those) and those[index].end <= region.start:
            index += 1
        if index == len(those) or those[index].start >= region.end:
            found.append(region)
    return found


def _merge(outer: list[Region], inner: list[Region], *, keep_inner: bool) -> list[Region]:
    """``outer`` with the regions of ``inner`` that lie inside as nested; those outside stay where ``keep_inner``."""
    index = 0
    for region in outer:
        while index < len(inner) and inner[index].start < region.start:
            index += 1
        while index < len(inner) and inner[index].start < region.end:
            if inner[index].closed and inner[index].end < region.end + (not region.closed):
                region.nested.append(Span(inner[index].start, inner[index].end))
            index += 1
        region.nested.sort()
    alone = _outside(inner, outer) if keep_inner else []
    return sorted([*outer, *alone], key=lambda region: region.start)


def _chains(chosen: list[list[Region]], blocks: Sequence[Span]) -> list[tuple[list[Region], bool]]:
    """Regions joined over paragraphs: each chain with whether the cap cut it."""
    chains: list[tuple[list[Region], bool]] = []
    chain: list[Region] = []  # still open at the end of the block before
    for block, found in zip(blocks, chosen, strict=True):
        for index, region in enumerate(found):
            if chain and index == 0 and region.start == block.start and _goes_on(chain[0].mark, region.mark):
                capped = len(chain) == CHAIN_CAP
                if capped:
                    chains.append((chain, True))
                    chain = []
            elif chain:
                chains.append((chain, False))
                chain = []
            chain.append(region)
            if not region.to_the_end:
                chains.append((chain, False))
                chain = []
        if chain and not found:
            chains.append((chain, False))
            chain = []
    if chain:
        chains.append((chain, False))
    return chains


def _goes_on(first: str, again: str) -> bool:
    return again == first or (first == "«" and again == "»")  # French re-opens with either


def _quotation(text: str, chain: list[Region], capped: bool) -> Quotation:
    first = chain[0]
    doubled = text[first.start] in "'’‘`," and text[first.start] != first.mark
    # ``…'' and ,,…'' are pairs of doubled signs, as regular as any.
    regular = doubled and text[chain[-1].end - 2 : chain[-1].end] in {"''", "’’"}
    flags = {
        "unclosed_mark": not chain[-1].closed and not capped,
        "mixed_marks": not regular and any(region.mixed for region in chain),
        "reopened_paragraphs": len(chain) > 1,
        "chain_capped": capped,
    }
    return Quotation(
        spans=tuple(Span(region.start, region.end) for region in chain),
        mark=text[first.start : first.start + (2 if doubled else 1)],
        nested=tuple(span for region in chain for span in region.nested),
        flags=tuple(sorted(name for name, on in flags.items() if on)),
    )
