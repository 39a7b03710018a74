"""push against a small Hub on loopback."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from builder.config import Config
from builder.dataset import Tables, load, release

COMMIT = "c0ffee" + "0" * 34

# HF_ENDPOINT is read when the library is imported: a process of its own.
PROGRAM = """
import json, pathlib, sys
from builder.dataset.hub import push
from builder.errors import QuotestanceError
try:
    done = push(pathlib.Path(sys.argv[1]), sys.argv[2])
    print(json.dumps({"url": done.url, "commit": done.commit, "tag": done.tag}))
except QuotestanceError as error:
    print(json.dumps({"error": type(error).__name__, "said": str(error)}))
"""


class Hub:
    """What the fake was asked for, and how it answers."""

    def __init__(self) -> None:
        self.endpoint = ""
        self.calls: list[str] = []
        self.tokens: set[str | None] = set()
        self.files: dict[str, bytes] = {"data/quotes/train-00000-of-00009.parquet": b"of an earlier version"}
        self.tags: list[str] = []
        self.status = 200

    def answer(self, method: str, path: str, body: bytes) -> tuple[int, Any]:
        if self.status != 200:
            return self.status, {"error": "no"}
        if path == "/api/repos/create":
            return 200, {"url": f"{self.endpoint}/datasets/me/quotes", "id": "me/quotes"}
        if path.endswith("/refs"):
            tags = [{"name": tag, "ref": f"refs/tags/{tag}", "targetCommit": COMMIT} for tag in self.tags]
            return 200, {"branches": [], "converts": [], "tags": tags}
        if path == "/api/validate-yaml":
            return 200, {"errors": [], "warnings": []}
        if "/preupload/" in path:
            asked = json.loads(body)["files"]
            return 200, {"files": [{"path": f["path"], "uploadMode": "regular", "shouldIgnore": False} for f in asked]}
        if "/commit/" in path:
            return self._commit(body)
        if "/tag/" in path:
            self.tags.append(json.loads(body)["tag"])
            return 200, {}
        if "/tree/" in path:
            return 200, [
                {"type": "file", "path": name, "size": len(c), "oid": "0" * 40} for name, c in self.files.items()
            ]
        return 200, {"id": "me/quotes", "sha": COMMIT, "siblings": [{"rfilename": name} for name in self.files]}

    def _commit(self, body: bytes) -> tuple[int, Any]:
        for line in body.splitlines():
            entry = json.loads(line)
            if entry["key"] == "file":
                self.files[entry["value"]["path"]] = base64.b64decode(entry["value"]["content"])
            elif entry["key"] == "deletedFile":
                del self.files[entry["value"]["path"]]
        url = f"{self.endpoint}/datasets/me/quotes/commit/{COMMIT}"
        return 200, {"success": True, "commitOid": COMMIT, "commitUrl": url, "hookOutput": ""}


@pytest.fixture
def hub() -> Iterator[tuple[Hub, str]]:
    fake = Hub()

    class Handler(BaseHTTPRequestHandler):
        def do(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.headers.get("Transfer-Encoding") == "chunked":
                body = self._chunks()
            path = self.path.partition("?")[0]
            fake.calls.append(f"{self.command} {path}")
            fake.tokens.add(self.headers.get("Authorization"))
            status, answer = fake.answer(self.command, path, body)
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_HEAD = do_DELETE = do  # noqa: N815 - names of http.server

        def _chunks(self) -> bytes:
            parts = []
            while size := int(self.rfile.readline().strip() or b"0", 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            return b"".join(parts)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    fake.endpoint = f"http://127.0.0.1:{server.server_port}"
    yield fake, fake.endpoint
    server.shutdown()
    server.server_close()


@pytest.fixture
def version(made: Tables, tmp_path: Path, config: Config, accept) -> Path:
    return release(made, tmp_path / "dist", config=config, validate=accept).path


def push(
    version: Path, endpoint: str, home: Path, repo: str = "me/quotes", token: str | None = "hf_loopback"
) -> dict[str, str]:
    environment = {
        k: v for k, v in os.environ.items() if not re.match(r"HF_|HUGGING|https?_proxy|all_proxy", k, re.IGNORECASE)
    }
    environment |= {
        "HF_ENDPOINT": endpoint,
        "HF_HOME": str(home),
        "HF_HUB_DISABLE_XET": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    if token:
        environment["HF_TOKEN"] = token
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(version), repo],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answer: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return answer


def test_push_uploads_the_version_and_tags_it(hub: tuple[Hub, str], version: Path, tmp_path: Path) -> None:
    fake, endpoint = hub
    answer = push(version, endpoint, tmp_path / "home")
    assert answer == {"url": f"{endpoint}/datasets/me/quotes/tree/v0.1.0", "commit": COMMIT, "tag": "v0.1.0"}
    expected = {p.relative_to(version).as_posix(): p.read_bytes() for p in version.rglob("*") if p.is_file()}
    assert fake.files == expected  # unchanged bytes, and nothing of the version before
    assert fake.tags == ["v0.1.0"]
    assert fake.calls[0] == "POST /api/repos/create"
    assert fake.calls[-1] == f"POST /api/datasets/me/quotes/tag/{COMMIT}"
    assert fake.tokens == {"Bearer hf_loopback"}


def test_a_version_that_is_tagged_already_is_refused(hub: tuple[Hub, str], version: Path, tmp_path: Path) -> None:
    fake, endpoint = hub
    fake.tags.append("v0.1.0")
    answer = push(version, endpoint, tmp_path / "home")
    assert answer["error"] == "VersionError"
    assert "has the tag v0.1.0 already" in answer["said"]
    assert not any("/commit/" in call for call in fake.calls)


def test_a_version_that_was_edited_is_refused_before_any_call(
    hub: tuple[Hub, str], version: Path, tmp_path: Path
) -> None:
    fake, endpoint = hub
    (version / "README.md").write_text("edited")
    answer = push(version, endpoint, tmp_path / "home")
    assert answer["error"] == "InputError"
    assert "checksum" in answer["said"]
    assert fake.calls == []


@pytest.mark.parametrize(("status", "expected"), [(401, "hf auth login"), (403, "HF_TOKEN"), (400, "the Hub answered")])
def test_what_the_hub_refuses(hub: tuple[Hub, str], version: Path, tmp_path: Path, status: int, expected: str) -> None:
    fake, endpoint = hub
    fake.status = status
    answer = push(version, endpoint, tmp_path / "home", token=None)
    assert answer["error"] == "OutputError"
    assert expected in answer["said"]


def test_a_hub_that_cannot_be_reached(version: Path, tmp_path: Path) -> None:
    answer = push(version, "http://127.0.0.1:9", tmp_path / "home")
    assert answer["error"] == "OutputError"
    assert "cannot be reached" in answer["said"]


def test_a_name_that_is_no_repository(hub: tuple[Hub, str], version: Path, tmp_path: Path) -> None:
    answer = push(version, hub[1], tmp_path / "home", repo="a/b/c")
    assert answer["error"] == "OutputError"
    assert "owner/name" in answer["said"]


def test_the_tag_is_the_version_of_the_manifest(version: Path) -> None:
    assert load.manifest(version)["version"] == version.name
