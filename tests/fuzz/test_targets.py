"""Any bytes are articles and rejects: by properties on seeds that are cut, doubled and mixed, and by coverage."""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.articles import articles
from benchmarks.pages import page, record

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
NEEDS = {"html": "trafilatura", "warc": "fastwarc", "warc.gz": "fastwarc"}


def _targets() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fuzz_targets", HERE / "targets.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


targets = _targets()
ONE = next(articles(1, words=60))
PAGE = page(ONE)
SMALL = PAGE[:900] + PAGE[PAGE.find('<div class="article-body">') :][:2000]
EXPORT = "1 of 2 DOCUMENTS\n\nThe Courier\n\nMarch 3, 2026\n\nHEADLINE: A\n\nBODY:\nWe sail.\n\n2 of 2 DOCUMENTS\n\nNo."
SEEDS = {
    "html": SMALL.encode(),
    "builtin": SMALL.encode(),
    "warc": record(ONE["url"], SMALL.encode()) * 2,
    "jsonl": "".join(json.dumps(one) + "\n" for one in (ONE, {"text": "Yes.", "authors": ["a;b"]})).encode(),
    "csv": 'text,title,published_at\n"“Yes,” she\nsaid.",b,2026-03-02\nNo.,c,March\n'.encode(),
    "text": f"---\ntitle: A\nauthors: [B]\n---\n{ONE['text'][:600]}\n{EXPORT}".encode(),
    "feed": b'<?xml version="1.0"?><rss version="2.0"><channel><item><link>https://a.example/1</link></item></channel>'
    b"</rss>",
}
PIECES = (b"<", b">", b"&#0;", b"<!--", b"\x00", b"\xff\xfe", b"\n---\n", b'"', b"{", b"[", b"\r\n\r\n", b"\xe2\x80",
          b"<script type='application/ld+json'>{", b"WARC/1.0\r\n", b"Content-Length: 99999999999\r\n", b"&amp",
          b"\x1f\x8b", "\u202e\u2066".encode(), b"*a", b"!!python/name:os.system")  # fmt: skip


@st.composite
def mutated(draw: st.DrawFn, seed: bytes) -> bytes:
    """The seed with some of its stretches cut out, said twice, or replaced by what means something to a reader."""
    data = bytearray(seed)
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 200)))
        new = draw(
            st.one_of(st.just(b""), st.just(bytes(data[start:end]) * 2), st.sampled_from(PIECES), st.binary(max_size=8))
        )
        data[start:end] = new
    return bytes(data)


def _needs(kind: str) -> None:
    if (package := NEEDS.get(kind)) and not find_spec(package):
        pytest.skip(f"{package} is not installed")


@pytest.mark.parametrize("kind", targets.KINDS)
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.data_too_large])
@given(data=st.data())
def test_any_bytes_are_articles_and_rejects(kind: str, data: st.DataObject) -> None:
    _needs(kind)
    if kind == "warc.gz":
        whole = gzip.compress(data.draw(mutated(SEEDS["warc"])), 1)
        targets.target(kind)(data.draw(st.one_of(st.just(whole), mutated(whole))))
    else:
        targets.target(kind)(data.draw(st.one_of(mutated(SEEDS[kind]), st.binary(max_size=300))))


@pytest.mark.skipif(not find_spec("atheris"), reason="atheris is not installed: pip install atheris")
@pytest.mark.parametrize("kind", targets.KINDS)
def test_what_is_fuzzed_by_coverage_runs(kind: str, tmp_path: Path) -> None:
    """A few hundred inputs each; tests/fuzz/README.md says how to run it for longer."""
    _needs(kind)
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "seed").write_bytes(gzip.compress(SEEDS["warc"]) if kind == "warc.gz" else SEEDS[kind])
    command = [sys.executable, str(HERE / "fuzz_intake.py"), kind, "-runs=300", "-timeout=20", str(corpus)]
    done = subprocess.run(
        command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(REPOSITORY)}, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
