"""``build-dataset fetch``: pages from the web into raw/, politely."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from builder.cli import options
from builder.cli.console import Console
from builder.cli.errors import INCOMPLETE
from builder.cli.visible import visible_line

_SAID = {"saved": "saved", "known": "there already", "listed": "read", "refused": "not fetched", "failed": "failed"}


@click.command("fetch")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--out", default="raw", show_default=True, type=click.Path(path_type=Path), help="Folder of articles.")
@click.option("--limit", default=100, show_default=True, type=click.IntRange(min=1), help="Pages in this run.")
@click.option("--delay", default=2.0, show_default=True, type=click.FloatRange(min=0),
              help="Seconds between two requests to one host; more where its robots.txt asks for more.")  # fmt: skip
@click.option("--max-bytes", default=10_000_000, show_default=True, type=click.IntRange(min=1), help="Of one page.")
@click.option(
    "--timeout", default=60.0, show_default=True, type=click.FloatRange(min=0.1), help="Seconds for one page."
)
@click.option("--contact", metavar="URL|MAIL", help="Who is asking; sent with each request, as good crawlers do.")
@click.option("--again", is_flag=True, help="Fetch pages that are there already, and replace them.")
@click.option("--allow-private", is_flag=True, help="Fetch from private and loopback addresses too.")
@options.console
def command(  # noqa: PLR0917  one for each option
    console: Console,
    urls: tuple[str, ...],
    out: Path,
    limit: int,
    delay: float,
    max_bytes: int,
    timeout: float,
    contact: str | None,
    again: bool,
    allow_private: bool,
) -> None:
    """Fetch articles, feeds and sitemaps into the folder of articles.

    A page is kept as received, with a file beside it that says where it came from; the addresses that an RSS or Atom
    feed or a sitemap lists are fetched too. robots.txt is honoured, requests to one host are spaced, and what is no
    web page is left out. Pages that are there already are not asked for again. This is the only command that uses the
    network besides `push`. Exits with 3 when something could not be fetched. Mind the rights of the outlets.

    \b
    Example:
        build-dataset fetch https://courier.example/feed.xml --out raw --limit 20
    """
    from builder.fetch import Limits, fetch

    if contact is not None and (not contact.isprintable() or not contact.isascii()):
        raise click.BadParameter("give an address or a mailbox in plain letters.", param_hint="--contact")
    limits = Limits(
        pages=limit,
        delay=delay,
        max_bytes=max_bytes,
        timeout=min(20.0, timeout),
        deadline=timeout,
        allow_private=allow_private,
        agent=Limits().agent + (f" (+{contact})" if contact else ""),
    )
    counts: Counter[str] = Counter()
    told = []
    for outcome in fetch(urls, out, limits, again=again):
        counts[outcome.status] += 1
        told.append({"url": outcome.url, "status": outcome.status, "detail": outcome.detail,
                     "path": str(outcome.path) if outcome.path else None})  # fmt: skip
        line = f"{_SAID[outcome.status]}: {visible_line(outcome.url)}"
        if outcome.status in ("refused", "failed"):
            console.warn(f"{line}: {visible_line(outcome.detail)}.")
        else:
            console.say(f"{line} ({visible_line(outcome.detail)})" if outcome.detail else line)
    if console.as_json:
        console.print_json({"counts": dict(sorted(counts.items())), "outcomes": told})
    else:
        console.say(f"{counts['saved']} pages saved, {counts['known']} there already, "
                    f"{counts['refused'] + counts['failed']} not fetched.", style="bold")  # fmt: skip
        if counts["saved"]:
            console.say(f"Build the dataset with: build-dataset {out}")
    if counts["refused"] or counts["failed"]:
        raise click.exceptions.Exit(INCOMPLETE)
