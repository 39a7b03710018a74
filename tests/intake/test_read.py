"""The front door: bad input is said and nothing is lost, whatever the files hold."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builder import ids, intake
from builder.config import Intake
from builder.errors import InputError, QuotestanceError
from builder.records import Article, Reject

STORY = "“We did not close it,” Ida Prell said.\n"


def test_text_with_front_matter(read: Any) -> None:
    head = "\ufeff---\ntitle: Open\noutlet: Courier\nurl: https://courier.example/a\n---\n"
    body = "\r\nOne.\r\n\r\nTwo.\x0c\n"
    ((article,), rejects) = read({"sub/a.md": head + body})
    assert rejects == []
    assert article.text == body  # line ends untouched
    assert article.text_start == len(head)
    assert (head + body)[article.text_start :] == article.text
    assert (article.source.path, article.source.row, article.source.format) == ("sub/a.md", None, "markdown")
    assert article.article_id == ids.article_id(body, "courier.example")
    assert article.notes == ("control_characters",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "author: Ida Prell\npublished_at: 2026-03-02 # Monday\n"),
        ("a.yml", "authors:\n  - Ida Prell\npublished_at: '2026-03-02'\n"),
        ("a.json", '{"authors": ["Ida Prell"], "published_at": "2026-03-02"}'),
        ("a.meta.yaml", "\ufeffauthors: [Ida Prell]\ndate: 2026-03-02\n"),
    ],
)
@pytest.mark.parametrize("article", ["a.txt", "a.md", "a.html"])
def test_sidecars(read: Any, name: str, content: str, article: str) -> None:
    ((one,), rejects) = read({article: STORY, name: content})
    assert rejects == []
    assert one.authors == ("Ida Prell",)
    assert (one.published_at, one.published_at_precision) == (datetime(2026, 3, 2, tzinfo=UTC), "day")


def test_a_sidecar_holds_against_front_matter(read: Any) -> None:
    ((one,), _) = read({"a.txt": "---\ntitle: Old\noutlet: Courier\n---\n" + STORY, "a.yaml": "title: New\noutlet:\n"})
    assert (one.title, one.outlet) == ("New", "Courier")


def test_defaults_fill_what_is_missing(read: Any) -> None:
    config = Intake(defaults={"outlet": "Courier", "language": "en", "licence": "CC0"})
    ((one,), _) = read({"a.txt": "---\nlanguage: de\n---\n" + STORY}, config)
    assert (one.outlet, one.language, one.text_redistributable, one.notes) == ("Courier", "de", True, ())


_BAD_FILES: list[tuple[str, str | bytes, str, str]] = [
    ("empty.txt", "", "empty", "no text"),
    ("blank.txt", " \r\n\t\u200b\ufeff\n", "empty", "no text"),
    ("only-metadata.md", "---\ntitle: Open\n---\n", "empty", "no text"),
    ("latin.txt", "The café said no to the harbour and went home.".encode("latin-1"), "wrong_encoding", "iconv -f"),
    ("utf16.txt", STORY.encode("utf-16"), "wrong_encoding", "UTF-16LE"),
    ("nul.txt", "The harbour\nstays \x00 open.", "wrong_encoding", "NUL character (character 18, line 2)"),
    ("long.txt", "word " * 300, "too_large", "intake.max_characters = 1,000"),
    ("huge.txt", b"word " * 250_000, "too_large", "1,250,000 bytes"),
    ("scan.pdf", b"%PDF-1.7", "unsupported_format", "Export it"),
    ("empty.jsonl", "\n\n", "empty", "no rows"),
    ("empty.csv", "", "empty", "file is empty"),
    ("header.csv", "text,title\n", "empty", "no records"),
    ("a.parquet", b"PAR1", "broken_row", "Parquet"),
]


@pytest.mark.parametrize(("name", "content", "reason", "says"), _BAD_FILES, ids=[name for name, *_ in _BAD_FILES])
def test_a_bad_file_is_said_and_the_next_one_read(
    read: Any, name: str, content: str | bytes, reason: str, says: str
) -> None:
    articles, rejects = read({name: content, "zz.txt": STORY}, Intake(max_characters=1000))
    assert [a.source.path for a in articles] == ["zz.txt"]
    assert [(r.stage, r.reason, r.path, r.row) for r in rejects] == [("intake", reason, name, None)]
    assert says in rejects[0].detail
    with pytest.raises(InputError) as error:
        read({}, Intake(max_characters=1000), strict=True)
    assert name in str(error.value)


@pytest.mark.parametrize(
    ("head", "reason", "says"),
    [
        ("title: [1, 2]", "bad_metadata", "title = ['1', '2'] is left out: it must be text, not a list"),
        ("published_at: soon", "bad_date", "published_at = 'soon' is left out"),
        ("published_at: 2026-02-31", "bad_date", "2026-02-31"),
        ("url: courier", "bad_metadata", "complete address"),
        ('title: "\\ud800"', "bad_metadata", "surrogate"),
        ("title: one: two", "bad_metadata", "front matter is not valid YAML"),
    ],
)
def test_bad_metadata_leave_the_article(read: Any, head: str, reason: str, says: str) -> None:
    ((one,), (reject,)) = read({"a.md": f"---\n{head}\n---\n{STORY}"})
    assert one.text == STORY
    assert (one.title, one.published_at, one.published_at_precision, one.url) == (None, None, None, None)
    assert (reject.reason, reject.path, reject.article_id) == (reason, "a.md", one.article_id)
    assert says in reject.detail


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "- one\n- two\n"),
        ("a.json", "{"),
        ("a.json", "[" * 100_000),
        ("a.yaml", b"title: caf\xe9"),
        ("a.yaml", "a: 'b"),
    ],
    ids=["a list", "cut JSON", "deep JSON", "not UTF-8", "open mark"],
)
def test_a_broken_sidecar_leaves_the_article(read: Any, name: str, content: str | bytes) -> None:
    ((one,), (reject,)) = read({"a.txt": STORY, name: content})
    assert one.text == STORY
    assert reject.reason == "bad_metadata"
    assert name in reject.detail


def test_duplicates_are_rejects_that_name_the_first(read: Any) -> None:
    meta = "---\noutlet_domain: {}\n---\n"
    articles, rejects = read({
        "a.txt": meta.format("a.example") + STORY,
        "b.txt": meta.format("b.example") + STORY,  # a wire story in another outlet is another article
        "c.txt": meta.format("www.a.example") + STORY,
    })  # fmt: skip
    assert [a.source.path for a in articles] == ["a.txt", "b.txt"]
    assert [(r.reason, r.path, r.article_id) for r in rejects] == [
        ("duplicate_article", "c.txt", articles[0].article_id)
    ]
    assert "a.txt" in rejects[0].detail
    assert len(read({}, strict=True)[1]) == 1  # not an error


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("A bell \x07 rang.", ("control_characters",)),
        ("A bell \x85 rang.", ("control_characters",)),
        ("Tab\tand\r\nlines.", ()),
        ("He wrote \u202edesrever\u202c.", ("bidi_controls",)),
        ("\x1b[31mRed\u2066.", ("control_characters", "bidi_controls")),
    ],
)
def test_odd_characters_stay_and_are_noted(read: Any, text: str, notes: tuple[str, ...]) -> None:
    ((one,), rejects) = read({"a.txt": text}, Intake(defaults={"outlet": "Courier"}))
    assert (one.text, one.notes, rejects) == (text, notes, [])


def test_another_language_is_read_and_stated(read: Any) -> None:
    ((one,), _) = read({"a.txt": "---\nlanguage: de-AT\n---\nDer Hafen bleibt offen.\n"})
    assert one.language == "de"


def test_a_file_that_cannot_be_opened(read: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "read_bytes", refuse)
    articles, rejects = read({"a.txt": STORY, "b.jsonl": '{"text": "News."}'})
    assert [a.source.path for a in articles] == ["b.jsonl"]
    assert [(r.reason, r.path, r.detail) for r in rejects] == [
        ("unreadable", "a.txt", "Cannot be read: Permission denied.")
    ]


def test_missing_path_is_said_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    with pytest.raises(InputError):
        intake.read([tmp_path / "a.txt", tmp_path / "b.txt"], Intake())  # not only when it is iterated


def test_one_file_is_called_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(STORY)
    (one,) = intake.read([tmp_path / "a.txt"], Intake())
    assert isinstance(one, Article)
    assert one.source.path == "a.txt"


def test_the_order_is_that_of_the_names_and_not_of_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in (3, 1, 2):
        (tmp_path / f"{n}.txt").write_text(f"{n} {STORY}")
    forward = list(intake.read([tmp_path], Intake()))
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda self: sorted(listed(self), reverse=True))
    assert list(intake.read([tmp_path], Intake())) == forward
    assert [x.source.path for x in forward if isinstance(x, Article)] == ["1.txt", "2.txt", "3.txt"]


_PIECES = """--- title: " “ ” text , ; { } : By\xa0Ida Share. <p> </p> \ufeff null \\ud800 [ ] said \x00 é""".split(" ")
_CONTENT = (
    st.binary(max_size=400)
    | st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass"))
    | st.lists(st.sampled_from([*_PIECES, " ", "\n", "\r\n"]), max_size=60).map(lambda parts: "".join(parts).encode())
)
_ARTICLES = ["a.txt", "b.md", "c.html", "d.jsonl", "e.csv", "f.tsv", "g.parquet", "h.warc", "i.jsonl.gz", "j.warc.gz"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from([*_ARTICLES, "a.yaml", "b.json"]), _CONTENT, min_size=1))
def test_any_files_give_articles_and_rejects(tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        found = list(intake.read([folder], Intake()))
    except QuotestanceError:
        pytest.fail("a folder with files must not raise")
    assert found == list(intake.read([folder], Intake()))
    for one in found:
        if isinstance(one, Reject):
            one.detail.encode("utf-8")
            continue
        one.text.encode("utf-8")
        end = 0
        for piece in one.furniture:
            assert end <= piece.span.start < piece.span.end <= len(one.text)
            end = piece.span.end
        if one.source.format in ("text", "markdown"):
            whole = (folder / one.source.path).read_bytes().decode("utf-8")
            assert whole[one.text_start :] == one.text
    names = [x.source.path if isinstance(x, Article) else x.path for x in found]
    assert names == sorted(names)
    assert set(names) >= set(files) & set(_ARTICLES)  # nothing is lost
