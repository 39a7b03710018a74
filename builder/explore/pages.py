"""The frame that all pages share: head with its policy, navigation, landmarks; the parts that differ come in."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from builder import resources
from builder.explore.visible import visible

PAGES = {
    "index": "Overview",
    "quotes": "Quotes",
    "article": "Articles",
    "utterances": "Utterances",
    "rejects": "Left out",
}
SCRIPTS = {
    "quotes": ("page", "state", "pager", "search", "filters", "quotes"),
    "article": ("page", "state", "pager", "marks", "cards", "list", "article"),
    "utterances": ("page", "state", "pager", "utterances"),
    "rejects": ("page", "state", "pager", "rejects"),
}
# Scripts and styles of the folder only: 'self' where it is served, file: where it is opened. Nothing can be fetched,
# framed or sent; and where a browser knows trusted types, no text can become markup and no other file a script.
POLICY = (
    "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src data:; base-uri 'none'; "
    "form-action 'none'; require-trusted-types-for 'script'; trusted-types explorer"
)


def page(key: str, dataset: str, body: Sequence[str] | None = None) -> str:
    """The page ``key`` of PAGES; its ``body`` comes from assets/ unless it is given."""
    lines = body if body is not None else [resources.find("explore", "assets", f"{key}.html").read_text("utf-8")]
    name, title = escape(visible(dataset)), escape(PAGES[key])
    return "\n".join(
        [
            "<!doctype html>",
            '<html lang="en">',
            "<head>",
            '<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{escape(POLICY)}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="color-scheme" content="light dark">',
            '<meta name="referrer" content="no-referrer">',
            f"<title>{title} · {name}</title>",
            '<link rel="icon" href="data:,">',
            '<link rel="stylesheet" href="assets/explorer.css">',
            *(f'<script defer src="assets/{script}.js"></script>' for script in SCRIPTS.get(key, ())),
            "</head>",
            f'<body class="{key}">',
            '<a class="skip" href="#main">Skip to the content</a>',
            f'<header><p class="dataset">{name}</p>',
            '<nav aria-label="Pages"><ul>',
            *(f"<li>{_link(each, label, each == key)}</li>" for each, label in PAGES.items()),
            "</ul></nav></header>",
            '<main id="main" tabindex="-1">',
            *lines,
            "</main>",
            "</body>",
            "</html>",
            "",
        ]
    )


def _link(key: str, label: str, here: bool) -> str:
    current = ' aria-current="page"' if here else ""
    return f'<a href="{key}.html"{current}>{escape(label)}</a>'
