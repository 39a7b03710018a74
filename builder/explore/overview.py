"""Tables in, the body of the first page out: how much there is, and the charts."""

from __future__ import annotations

from collections.abc import Iterator

from builder.explore.charts import charts
from builder.explore.drawing import drawn, patterns
from builder.explore.tables import Tables


def body(tables: Tables, utterances: int) -> Iterator[str]:
    """``utterances``: those that several articles carry."""
    quotes = tables.quotes
    counts = (
        ("quotes", len(quotes), "quotes.html"),
        ("articles", len(tables.articles), "article.html"),
        ("outlets", quotes["outlet"].n_unique() - int(quotes["outlet"].has_nulls()), "#framing"),
        ("speakers", quotes["speaker_id"].n_unique() - int(quotes["speaker_id"].has_nulls()), "#stance-speaker"),
        ("shared utterances", utterances, "utterances.html"),
        ("left out", len(tables.rejects), "rejects.html"),
    )
    yield "<h1>Overview</h1>"
    yield '<ul class="tiles">'
    yield from (f'<li><a href="{where}"><strong>{rows:,}</strong> {name}</a></li>' for name, rows, where in counts)
    yield "</ul>"
    yield "<p>Labels are what rules or models made of each quote, with a score and a reason; see each quote in its "
    yield "article. Every bar leads to the quotes it counts.</p>"
    yield patterns()
    yield '<div class="charts">'
    for chart in charts(tables):
        yield from drawn(chart)
    yield "</div>"
