"""Input made to do harm: bombs, endless lines, deep nesting, loops of links, tags. Each is refused or neutralised."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pytest

from builder import intake
from builder.config import Intake
from builder.intake import language
from builder.records import Article, Reject

STORY = "“We did not close it,” Ida Prell said.\n"
SMALL = Intake(max_characters=100_000, identify_language=False)

# Reads what it is given in a process that may have no more than 1.5 GB, and says what came out.
_WITHIN = """
import resource, sys
from pathlib import Path
from builder import intake
from builder.config import Intake
import pyarrow, numpy  # their libraries count as addresses, not as memory
limit = 1_500_000_000
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
for one in intake.read([Path(sys.argv[1])], Intake(identify_language=False)):
    print(type(one).__name__, getattr(one, "reason", ""), one.source.row if hasattr(one, "source") else one.row)
# Not ru_maxrss: that of a process started from a large one begins with the size of the large one.
status = Path("/proc/self/status").read_text()
print("peak", int(status.partition("VmHWM:")[2].split()[0]) // 1024)
"""


def within(path: Path) -> tuple[list[str], int]:
    """What came out, and the peak of the memory in MB."""
    done = subprocess.run([sys.executable, "-c", _WITHIN, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    *lines, peak = done.stdout.splitlines()
    return lines, int(peak.split()[1])


def with_hole(path: Path, before: bytes, size: int, after: bytes) -> Path:
    """A file with ``size`` bytes of zeros in it that take no room on the disk."""
    with path.open("wb") as stream:
        stream.write(before)
        stream.truncate(len(before) + size)
        stream.seek(0, os.SEEK_END)
        stream.write(after)
    return path


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs /proc to tell the memory of a process")
@pytest.mark.parametrize(
    ("name", "before", "after", "expected"),
    [
        ("a.jsonl", b'{"text": "One."}\n{"text": "' + b"x" * 2000, b'"}\n{"text": "Three."}\n',
         ["Article  1", "Reject too_large 2", "Article  3"]),
        ("a.csv", b"text,outlet\nOne.,Courier\n" + b"x" * 2000, b",Courier\nThree.,Courier\n",
         ["Article  1", "Reject too_large 2", "Article  3"]),
        ("b.csv", b'text,outlet\nOne.,Courier\n"' + b"x" * 2000, b'",Courier\nThree.,Courier\n',
         ["Article  1", "Reject too_large 2", "Article  3"]),
        ("a.txt", b"One.", b"", ["Reject too_large None"]),
        ("a.html", b"<p>One.", b"", ["Reject too_large None"]),
        ("a.md", b"---\ntitle: ", b"\n---\n", ["Reject too_large None"]),
    ],
)  # fmt: skip
def test_lines_of_up_to_two_gigabytes(
    tmp_path: Path, name: str, before: bytes, after: bytes, expected: list[str]
) -> None:
    size = 2 << 30 if name == "a.jsonl" else 80 << 20  # the others are read in pieces just as long
    lines, peak = within(with_hole(tmp_path / name, before, size, after))
    assert [line for line in lines if "no_outlet" not in line] == expected
    assert peak < 700


def test_a_field_of_many_lines_that_never_ends(read: Any) -> None:
    lines = "".join(f"line {n}, of a field\n" for n in range(200_000))
    articles, rejects = read({"a.csv": f'text,outlet\nOne.,Courier\n"{lines}'}, SMALL)
    assert [a.text for a in articles] == ["One."]
    assert [r.reason for r in rejects] == ["too_large"]  # one, not one for each line
    articles, rejects = read({"a.csv": f'text,outlet\nOne.,Courier\n"{lines}",Courier\nThree.,Courier\n'}, SMALL)
    assert [a.text for a in articles] == ["One.", "Three."]
    assert [(r.reason, r.row) for r in rejects] == [("too_large", 2)]


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz", "a.warc.gz"])
def test_a_gzip_bomb(tmp_path: Path, name: str) -> None:
    """A thousandfold of its size: it is put down after a few megabytes."""
    record = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/csv\r\nContent-Length: 390000000\r\n\r\n"
    opening = {"a.jsonl.gz": b'{"text": "One."}\n', "a.csv.gz": b"text\nOne.\n", "a.warc.gz": record}
    with gzip.open(tmp_path / name, "wb", 9) as stream:
        stream.write(opening[name])
        for _ in range(400):
            stream.write(b" " * 1_000_000)
    assert (tmp_path / name).stat().st_size < 1_000_000
    began = time.monotonic()
    found = list(intake.read([tmp_path], SMALL))
    assert time.monotonic() - began < 20
    assert [x.text for x in found if isinstance(x, Article)] == ([] if "warc" in name else ["One."])
    last = found[-1]
    assert isinstance(last, Reject)
    assert last.reason in ("unreadable", "broken_row")
    assert "unpacks to more than 200 times its size" in last.detail


def test_archives_are_not_unpacked(read: Any, tmp_path: Path) -> None:
    """So nothing in one can be written anywhere, however it is called and however much comes out of it."""
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../outside.txt", STORY)
        archive.writestr("/absolute.txt", STORY)
        archive.writestr("bomb.txt", b"0" * 50_000_000)
    before = sorted(path.name for path in tmp_path.parent.iterdir())
    articles, rejects = read({"b.txt": STORY, "c.tar.gz": b"\x1f\x8b", "d.7z": b"7z", "e.html.gz": gzip.compress(b"x")})
    assert [a.source.path for a in articles] == ["b.txt"]
    assert [(r.path, r.reason) for r in rejects] == [
        (name, "unsupported_format") for name in ("a.zip", "c.tar.gz", "d.7z", "e.html.gz")
    ]
    assert all("Unpack it first." in r.detail for r in rejects)
    assert sorted(path.name for path in tmp_path.parent.iterdir()) == before


@pytest.mark.parametrize("config", [Intake(html="builtin"), Intake(html="trafilatura")], ids=["builtin", "trafilatura"])
@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 200_000 + "<p>" + STORY,
        "<div>" * 100_000 + STORY + "</span>" * 100_000,
        "<p>" + "<b>" * 100_000 + STORY + "</b>" * 100_000,
        "<article>" + "<blockquote><p>" * 20_000 + STORY,
        "<p>" + STORY + "<!--" * 5_000,
        "<p>" + STORY + "<" * 50_000,
        "<p>" + STORY + "&" * 200_000,
        "<p>" + STORY + "<a " * 20_000,
        f"<p {'a ' * 50_000}>{STORY}",
        f"<p>{STORY}</p>" + "<table><tr><td>" * 5_000,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script><p>" + STORY,
        "<script type='application/ld+json'>" + '{"a":' * 100_000 + "</script><p>" + STORY,
        "<title>" + "x" * 1_000_000 + "</title><p>" + STORY,
        "<p>" + STORY + "\n" * 300_000,
    ],
    ids=["divs", "wrong ends", "inline", "quotes", "comments", "brackets", "ampersands", "tags", "attributes", "tables",
         "lists in JSON-LD", "objects in JSON-LD", "title", "lines"],
)  # fmt: skip
def test_pages_nested_without_end(read: Any, page: str, config: Intake) -> None:
    began = time.monotonic()
    articles, rejects = read({"a.html": page, "b.html": "<p>The next one.</p>"}, config)
    assert time.monotonic() - began < 20
    assert articles[-1].source.path == "b.html"
    assert {r.reason for r in rejects} <= {"bad_metadata", "empty", "too_large"}


def test_links_in_a_circle(tmp_path: Path, read: Any) -> None:
    """Thirty folders that each link to the next one twice: a thousand million ways to one file."""
    folders = [tmp_path / f"{n:02}" for n in range(30)]
    for folder in folders:
        folder.mkdir()
    for here, there in zip(folders, folders[1:] + folders[:1], strict=True):
        (here / "a").symlink_to(there, target_is_directory=True)
        (here / "b").symlink_to(there, target_is_directory=True)
    (folders[-1] / "story.txt").write_text(STORY)
    (tmp_path / "itself.txt").symlink_to(tmp_path / "itself.txt")
    began = time.monotonic()
    articles, rejects = read({})
    assert time.monotonic() - began < 10
    assert len(articles) == 1
    assert {r.reason for r in rejects} == {"unreadable"}


def test_folders_as_deep_as_the_system_has_them(tmp_path: Path, read: Any) -> None:
    here = os.open(tmp_path, os.O_RDONLY)
    for _ in range(400):
        os.mkdir("d", dir_fd=here)
        inner = os.open("d", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(here)
    articles, _ = read({"a.txt": STORY})
    assert [a.source.path for a in articles] == ["a.txt"]
    subprocess.run(["rm", "-rf", str(tmp_path / "d")], check=True)


@pytest.mark.parametrize(
    "yaml",
    [
        "title: !!python/object/apply:os.system [touch HARM]",
        "title: !!python/name:os.system",
        "!!python/object/new:os.system [touch HARM]",
        'title: !!python/object/apply:builtins.eval [\'open("HARM", "w")\']',
        "a: &a [x,x,x,x,x,x,x,x,x]\n"
        + "\n".join(f"{chr(98 + n)}: &{chr(98 + n)} [" + ",".join([f"*{chr(97 + n)}"] * 9) + "]" for n in range(12))
        + "\ntitle: *m\nauthors: *m",
        "title: &a [*a]",
        "title: " + "[" * 20_000,
        "? " * 5_000 + "a",
        "title: &a\n  <<: *a",
    ],
    ids=["apply", "name", "new", "eval", "aliases", "itself", "deep", "keys", "merge"],
)
@pytest.mark.parametrize("beside", [False, True])
def test_tags_and_aliases_in_metadata(
    read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, yaml: str, beside: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"a.md": STORY, "a.yaml": yaml} if beside else {"a.md": f"---\n{yaml}\n---\n{STORY}"}
    began = time.monotonic()
    ((one,), rejects) = read(files)
    assert time.monotonic() - began < 10
    assert (one.text.strip(), one.authors) == (STORY.strip(), ()) or "---" in one.text
    assert all(len(r.detail) < 1000 for r in rejects)
    assert not (tmp_path / "HARM").exists()


def test_a_name_that_steers_is_printed_and_not_obeyed(read: Any) -> None:
    articles, rejects = read({"a\nb\x1b[2J.txt": STORY, "$(touch HARM).pdf": b"x"})
    assert len(articles) == 1
    assert [r.reason for r in rejects] == ["unsupported_format"]


@pytest.mark.parametrize(
    "text", ["a" * 3_000_000, "é " * 1_000_000, "\u0301" * 1_000_000, "“" * 500_000, "\n" * 900_000 + "a"]
)
def test_long_and_odd_texts_take_their_time_and_no_more(read: Any, text: str) -> None:
    language.identify(STORY * 10)
    began = time.monotonic()
    found = read({"a.txt": text})
    assert time.monotonic() - began < 20
    assert len(found[0]) + len(found[1]) >= 1


@pytest.mark.parametrize(
    "text",
    [
        "HD  " + " " * 300_000 + "x\nPD  1\nLP\nnews\nDocument ABCDEFGHIJKLM\n",
        "1 of 2 DOCUMENTS\nLENGTH: " + "x " + " " * 300_000 + "y\nnews\n",
        "1 of 2 DOCUMENTS\n" + "LENGTH:\n" * 20_000 + "\n" * 100_000,
        "HD\n" * 50_000 + "PD  1\nLP\nDocument ABCDEFGHIJKLM\n",
        "LONDON " * 20_000 + "(Reuters) - news",
        "This article was originally published in " + "The " * 20_000,
        "\n\n".join(["Associated Press " * 7 + "contributed to this"] * 3000),
    ],
    ids=["Factiva blanks", "Nexis blanks", "Nexis headers", "Factiva headers", "dateline", "republished", "credits"],
)
def test_texts_made_to_hold_up_patterns(read: Any, text: str) -> None:
    language.identify(STORY * 10)
    began = time.process_time()
    articles, rejects = read({"a.txt": text})
    assert time.process_time() - began < 5
    assert articles or rejects


@pytest.mark.parametrize(
    "linked",
    [
        "-->" + " " * 300_000 + "x",
        "//" + " " * 300_000 + "x",
        '{"@type": "Article", "headline": "' + "x" * 1_000_000 + '"}',
    ],
)
def test_linked_data_made_to_hold_up_patterns(read: Any, linked: str) -> None:
    began = time.process_time()
    ((one,), rejects) = read({"a.html": f"<script type='application/ld+json'>{linked}</script><p>{STORY}</p>"})
    assert time.process_time() - began < 5
    assert one.title is None
    assert [r.reason for r in rejects] == ["bad_metadata"]
