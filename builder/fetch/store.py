"""A page as received in, its file below raw/ and, beside it, what the server said of it out.

The bytes are never changed. Names are made of letters, digits, dots and hyphens alone, whatever the address holds.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from builder.fetch.addresses import Place
from builder.fetch.client import Answer

SUFFIXES = {"text/html": ".html", "application/xhtml+xml": ".html", "text/plain": ".txt"}
_LONGEST = 80  # characters of an address in a name


def path_of(place: Place, out: Path, suffix: str = ".html") -> Path:
    """raw/courier.example/2026-harbour-vote-1a2b3c4d.html: a folder for each host, the address readable and hashed."""
    words = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"\.x?html?$", "", place.target.casefold())))
    digest = hashlib.sha256(place.url.encode()).hexdigest()[:8]
    host = re.sub(r"[^a-z0-9.\-]", "-", place.host).strip(".-") or "host"
    return out / host / f"{words[:_LONGEST].strip('-') or 'index'}-{digest}{suffix}"


def known(place: Place, out: Path) -> Path | None:
    """The file of an earlier fetch of ``place``."""
    return next((path for suffix in (".html", ".txt") if (path := path_of(place, out, suffix)).exists()), None)


def keep(asked: Place, answer: Answer, out: Path) -> Path:
    """Writes the page and its sidecar, the page last, so that there is none without; existing files are replaced."""
    path = path_of(asked, out, SUFFIXES[answer.media])
    path.parent.mkdir(parents=True, exist_ok=True)
    said: dict[str, Any] = {
        "fetched_from": answer.place.url,
        "fetched_charset": answer.charset or None,
        "fetched_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "asked_for": asked.url,
        "content_type": answer.headers.get("content-type"),
        "last_modified": answer.headers.get("last-modified"),
    }
    if path.suffix == ".txt":  # a page says its address itself
        said["url"] = answer.place.url
    _write(path.with_suffix(".meta.json"), (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode())
    _write(path, answer.body)
    return path


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)  # noqa: PTH105  in one step
