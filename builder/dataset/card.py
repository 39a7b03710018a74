"""Prose with marked blocks in, the card of a version out: README.md with front matter, numbers and field tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from builder.config import Config
from builder.dataset import frontmatter
from builder.dataset.blocks import BLOCKS, Facts
from builder.dataset.manifest import Manifest
from builder.dataset.markdown import escape
from builder.dataset.parquet import Written
from builder.dataset.stats import Statistics
from builder.errors import ConfigError, nearest

FILE_NAME = "README.md"
_BLOCK = re.compile(r"<!-- generated: (\S+) -->\n(.*?)<!-- end: (\S+) -->", re.DOTALL)
_MARKER = re.compile(r"<!-- (?:generated|end): (\S+) -->")
_TEMPLATE = Path(__file__).with_name("card.md")


def render(config: Config, manifest: Manifest, counts: Statistics, written: Mapping[str, Mapping[str, Written]]) -> str:
    """The card.

    The prose is the file that the configuration names, or a short one of our own. What stands between
    ``<!-- generated: NAME -->`` and ``<!-- end: NAME -->`` is replaced; everything else is kept. Front matter of the
    prose adds to the generated one and wins over it, but for what describes the files. Raises ConfigError for a file
    that cannot be read, an unknown block or one that is not closed.
    """
    source, prose = _prose(config, manifest)
    given, body = frontmatter.split(prose, source)
    for name in _unpaired(body):
        known = name in BLOCKS
        raise ConfigError(
            f"the block {name!r} is not closed." if known else f"unknown generated block {name!r}.",
            where=source,
            hint=f"It ends with <!-- end: {name} -->." if known else nearest(name, BLOCKS),
        )
    facts = Facts(counts, manifest)
    filled = _BLOCK.sub(lambda m: f"<!-- generated: {m[1]} -->\n{BLOCKS[m[1]](facts)}\n<!-- end: {m[1]} -->", body)
    return frontmatter.render(config, counts, written, given) + "\n" + filled.lstrip("\n")


def _prose(config: Config, manifest: Manifest) -> tuple[Path, str]:
    if config.dataset.card is None:
        template = _TEMPLATE.read_text(encoding="utf-8")
        title = escape(config.dataset.title)
        return _TEMPLATE, template.replace("{title}", title).replace("{version}", str(manifest["version"]))
    path = config.folder / config.dataset.card
    try:
        return path, path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigError(
            f"cannot read the card: {error.strerror}.", where=path, hint="dataset.card is relative to quotestance.toml."
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError("the card is not UTF-8.", where=path) from error


def _unpaired(body: str) -> list[str]:
    """Names of markers that are left when every well-formed block with a known name is taken out."""
    rest = _BLOCK.sub(lambda m: "" if m[1] == m[3] and m[1] in BLOCKS and not _MARKER.search(m[2]) else m[0], body)
    return _MARKER.findall(rest)


def description(manifest: Manifest) -> str:
    """One sentence on the dataset, for machine-readable metadata."""
    rows: Mapping[str, Any] = manifest["rows"]
    quotes, articles = sum(rows["quotes"].values()), sum(rows["articles"].values())
    return (
        f"{quotes} quotes from {articles} news articles: verbatim text with offsets, speaker and stance, "
        "framing by the outlet and verifiability of the statement."
    )
