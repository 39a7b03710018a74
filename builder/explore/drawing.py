"""A Chart in, HTML out: bars drawn as SVG whose lengths are percentages, and the same numbers as a table.

No charting library: of those that are well kept, Chart.js draws on a canvas, where a bar is no link and has no name;
Observable Plot and Chartist write styles into the page, which our policy forbids; and each is 40 to 210 kB of script
that must run before there is anything to see. These bars need no script, reflow on a phone and follow light and dark.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from builder.explore import axes
from builder.explore.charts import Bar, Chart, readable
from builder.explore.visible import visible

# Label -> fill: dark, light and striped, so that no colour is needed to tell them apart.
FILLS = {"favor": "cool", "neutral": "plain", "against": "warm", "endorse": "cool", "distance": "warm",
         "verifiable": "cool", "partially_verifiable": "plain", "unverifiable": "warm"}  # fmt: skip


def drawn(chart: Chart) -> Iterator[str]:
    """The lines of one section."""
    classes = "chart whole" if chart.shape == "columns" else "chart"
    yield f'<section class="{classes}" id="{chart.key}" aria-labelledby="{chart.key}-title">'
    yield f'<h2 id="{chart.key}-title">{escape(chart.title)}</h2>'
    yield f"<p>{escape(chart.note)}</p>"
    if not chart.bars:
        yield "<p><em>There are none in this version.</em></p></section>"
        return
    yield from _legend(chart)
    yield from (_columns(chart) if chart.shape == "columns" else _bars(chart))
    if chart.others:
        page, name = ("rejects", "the list of all") if chart.key == "rejects" else ("quotes", "the table of quotes")
        yield f'<p class="more">and {chart.others:,} more in <a href="{page}.html">{name}</a>.</p>'
    yield from _table(chart)
    yield "</section>"


def patterns() -> str:
    """The fill of segments that hold off or doubt, once for a page."""
    return (
        '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
        '<pattern id="warm" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="warm" width="5" height="5"/><rect class="over" width="1.5" height="5"/></pattern>'
        "</defs></svg>"
    )


def _legend(chart: Chart) -> Iterator[str]:
    if chart.labels:
        yield '<ul class="legend">'
        for label in chart.labels:
            swatch = f'<rect width="100%" height="100%" {_fill(label)}/>'
            picture = f'<svg class="swatch" aria-hidden="true" focusable="false">{swatch}</svg>'
            yield f"<li>{picture}{escape(readable(label))}</li>"
        yield "</ul>"


def _bars(chart: Chart) -> Iterator[str]:
    longest = max(bar.rows for bar in chart.bars) or 1
    yield '<ol class="bars">'
    for bar in chart.bars:
        # The segments lead to the same places as the cells of the table below; the keyboard finds them there.
        name = f'{escape(visible(bar.name))}<span class="hidden">, {bar.rows:,}</span>'
        place = f'x="{100 * bar.rows / longest:.3f}%" dx="6" y="50%" dominant-baseline="central"'
        yield f'<li><a class="name" href="{escape(bar.address)}">{name}</a>'
        yield f'<svg class="bar" aria-hidden="true" focusable="false">{_segments(bar, longest)}'
        yield f"<text {place}>{bar.rows:,}</text></svg></li>"
    yield "</ol>"


def _segments(bar: Bar, longest: int) -> str:
    drawn_so_far, parts = 0, []
    for part in bar.parts:
        if part.rows:
            place = f'x="{100 * drawn_so_far / longest:.3f}%" width="{100 * part.rows / longest:.3f}%"'
            title = f"{bar.name}{', ' * bool(part.label)}{readable(part.label)}: {part.rows:,}"
            parts.append(
                f'<a href="{escape(part.address)}" tabindex="-1"><title>{escape(visible(title))}</title>'
                f'<rect {place} height="100%" {_fill(part.label)}/></a>'
            )
        drawn_so_far += part.rows
    return "".join(parts)


def _fill(label: str) -> str:
    fill = FILLS[label] if label else "cool"
    return 'fill="url(#warm)"' if fill == "warm" else f'class="{fill}"'


def _columns(chart: Chart) -> Iterator[str]:
    """The columns with lines at round counts behind them, and dates below as many as there is room for."""
    ticks = axes.counts(max(bar.rows for bar in chart.bars))
    width = 100 / len(chart.bars)
    heights = [(f"{tick:,}", 100 - 100 * tick / ticks[-1]) for tick in ticks]
    beside = 'x="100%" dx="-8" dominant-baseline="central"'
    yield '<div class="plot"><svg class="counts" aria-hidden="true" focusable="false">'
    yield "".join(f'<text {beside} y="{y:.3f}%">{tick}</text>' for tick, y in heights)
    yield '</svg><svg class="field" aria-hidden="true" focusable="false">'
    yield "".join(f'<line x1="0" x2="100%" y1="{y:.3f}%" y2="{y:.3f}%"/>' for _, y in heights)
    for at, bar in enumerate(chart.bars):
        height = 100 * bar.rows / ticks[-1]
        place = f'x="{at * width + width / 10:.3f}%" width="{width * 0.8:.3f}%"'
        yield (
            f'<a href="{escape(bar.address)}" tabindex="-1"><title>{axes.spoken(bar.name)}: {bar.rows:,}</title>'
            f'<rect {place} y="{100 - height:.3f}%" height="{height:.3f}%" {_fill("")}/></a>'
        )
    yield '</svg><svg class="dates" aria-hidden="true" focusable="false">'
    for at, name, narrow in axes.dates([bar.name for bar in chart.bars]):
        middle = (at + 0.5) * width
        anchor = "start" if at == 0 else "end" if middle > 90 else "middle"
        x = {"start": 0, "end": 100}.get(anchor, middle)
        yield f'<text class="{"" if narrow else "roomy"}" x="{x:.3f}%" y="50%" text-anchor="{anchor}">{name}</text>'
    yield "</svg></div>"


def _table(chart: Chart) -> Iterator[str]:
    yield f"<details><summary>{escape(chart.title)} as a table</summary>"
    # Focusable, so that a keyboard can scroll a table that is wider than a phone.
    yield f'<div class="wide" role="region" aria-label="{escape(chart.title)}, table" tabindex="0"><table><thead><tr>'
    head = (chart.head, *chart.labels, *(["all"] if chart.labels else ["rows"]))
    yield "".join(f'<th scope="col">{escape(readable(name))}</th>' for name in head) + "</tr></thead><tbody>"
    for bar in chart.bars:
        parts = [(part.address, part.rows) for part in bar.parts] if chart.labels else []
        cells = "".join(f"<td>{_cell(where, rows)}</td>" for where, rows in [*parts, (bar.address, bar.rows)])
        yield f'<tr><th scope="row">{escape(visible(bar.name))}</th>{cells}</tr>'
    yield "</tbody></table></div></details>"


def _cell(where: str, rows: int) -> str:
    return f'<a href="{escape(where)}">{rows:,}</a>' if rows else "0"
