"""A Chart in, HTML out: bars drawn as SVG whose lengths are percentages, and the same numbers as a table.

No charting library: the pictures of one have fixed sizes and colours, while these reflow on a phone, follow light and
dark, need no script, and every bar is a link. Segments differ by pattern, not by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from builder.explore.charts import NO_TARGET, Bar, Chart, readable
from builder.explore.visible import visible

# Label -> fill, see `patterns`.
NAMES = {"favor": "cool", "against": "warm", "neutral": "plain", "endorse": "cool", "distance": "warm",
         "verifiable": "cool", "partially_verifiable": "plain", "unverifiable": "warm", NO_TARGET: "empty"}  # fmt: skip


def drawn(chart: Chart) -> Iterator[str]:
    """The lines of one section."""
    yield f'<section class="chart" id="{chart.key}" aria-labelledby="{chart.key}-title">'
    yield f'<h2 id="{chart.key}-title">{escape(chart.title)}</h2>'
    yield f"<p>{escape(chart.note)}</p>"
    if not chart.bars:
        yield "<p><em>There are none in this version.</em></p></section>"
        return
    yield from _legend(chart)
    yield from (_columns(chart) if chart.shape == "columns" else _bars(chart))
    if chart.others:
        yield f'<p class="more">and {chart.others:,} more in <a href="quotes.html">the table of quotes</a>.</p>'
    yield from _table(chart)
    yield "</section>"


def patterns() -> str:
    """The fills of segments, once for a page: stripes, a plain one, dots, thin lines."""
    return (
        '<svg class="defs" width="0" height="0" aria-hidden="true" focusable="false"><defs>'
        '<pattern id="warm" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="warm" width="6" height="6"/><rect class="over" width="1.5" height="6"/></pattern>'
        '<pattern id="plain" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="plain" width="6" height="6"/></pattern>'
        '<pattern id="cool" width="6" height="6" patternUnits="userSpaceOnUse">'
        '<rect class="cool" width="6" height="6"/><circle class="over" cx="3" cy="3" r="1"/></pattern>'
        '<pattern id="empty" width="5" height="5" patternUnits="userSpaceOnUse">'
        '<rect class="over" width="5" height="5"/><rect class="plain" width="1" height="5"/></pattern>'
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
        yield f'<li><a class="name" href="{escape(bar.address)}">{escape(visible(bar.name))}</a>'
        yield f'<svg class="bar" aria-hidden="true" focusable="false">{_segments(bar, longest)}</svg>'
        yield f'<span class="rows">{bar.rows:,}</span></li>'
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
    """A pattern where segments must be told apart, else a plain colour."""
    return f'fill="url(#{NAMES[label]})"' if label else 'class="cool"'


def _columns(chart: Chart) -> Iterator[str]:
    most, width = max(bar.rows for bar in chart.bars) or 1, 100 / len(chart.bars)
    yield f'<p class="axis" aria-hidden="true">{most:,}</p>'
    yield '<svg class="columns" aria-hidden="true" focusable="false">'
    for at, bar in enumerate(chart.bars):
        height = 100 * bar.rows / most
        place = f'x="{at * width + width / 10:.3f}%" width="{width * 0.8:.3f}%"'
        yield (
            f'<a href="{escape(bar.address)}" tabindex="-1"><title>{escape(bar.name)}: {bar.rows:,}</title>'
            f'<rect {place} y="{100 - height:.3f}%" height="{height:.3f}%" {_fill("")}/></a>'
        )
    yield "</svg>"
    ends = dict.fromkeys((chart.bars[0].name, chart.bars[-1].name))
    yield '<p class="axis ends" aria-hidden="true">' + "".join(f"<span>{escape(end)}</span>" for end in ends) + "</p>"


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
