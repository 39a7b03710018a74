from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser
from pathlib import Path

import pytest

from builder.errors import OutputError
from builder.validate import Check, Report, summary, write_reports

EVIL = "<script>alert('x')</script> | [a](https://evil.example) \x00\x1b &amp; ]]>"
MANY = tuple(f"row{number:04d}" for number in range(500))


def made(name: str, severity: str, status: str, **changes: object) -> Check:
    return Check(
        table="quotes",
        name=name,
        severity=severity,  # type: ignore[arg-type]
        status=status,  # type: ignore[arg-type]
        expectation="expect_x(column=y)",
        meaning="Because.",
        count=1000,
        **changes,  # type: ignore[arg-type]
    )


@pytest.fixture
def report() -> Report:
    return Report(
        checks=(
            made("fine", "critical", "passed"),
            made(EVIL, "critical", "failed", failures=500, rows=MANY, examples=(f"quote = {EVIL}",)),
            made("not asked", "critical", "error", detail="Not asked: column z is missing."),
            made("drift", "warning", "failed", failures=1, observed=0.31, detail="against 0.10 -> 0.41"),
            made("new", "info", "skipped", detail="No parent version to compare with."),
        ),
        sizes=(("quotes", "train", 1000),),
        name=f"harbour {EVIL}",
        version="0.2.0",
    )


@pytest.fixture
def folder(report: Report, tmp_path: Path) -> Path:
    paths = write_reports(report, tmp_path / "new" / "reports")
    assert [path.name for path in paths] == ["validation.html", "validation.md", "validation.json", "validation.xml"]
    return paths[0].parent


class Page(HTMLParser):
    """What a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture
def page(folder: Path) -> Page:
    parser = Page()
    parser.feed((folder / "validation.html").read_text(encoding="utf-8"))
    return parser


def test_the_page_loads_and_runs_nothing(page: Page) -> None:
    assert not {"script", "link", "img", "iframe", "object", "base", "form", "a"} & set(page.tags)
    assert not [name for name, _ in page.attributes if name.startswith("on") or name in ("src", "href", "style")]
    policy = next(value for name, value in page.attributes if name == "content" and "default-src" in value)
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_text_of_articles_is_shown_and_not_read(page: Page) -> None:
    assert "<script>alert('x')</script>" in page.text
    assert page.tags.count("h1") == 1


def test_the_style_has_the_hash_that_the_policy_names(folder: Path) -> None:
    import base64
    import hashlib
    import re

    text = (folder / "validation.html").read_text(encoding="utf-8")
    style = re.search("<style>(.*)</style>", text, re.DOTALL)
    assert style
    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in text
    assert "url(" not in style[1]
    assert "prefers-color-scheme: dark" in style[1]


def test_the_page_is_readable_by_everyone(page: Page) -> None:
    attributes = dict(page.attributes)
    assert attributes["lang"] == "en"
    assert attributes["scope"] in ("col", "row")
    assert ("content", "width=device-width, initial-scale=1") in page.attributes


def test_json_has_every_row_id(folder: Path) -> None:
    content = json.loads((folder / "validation.json").read_text(encoding="utf-8"))
    assert content["verdict"] == "fail"
    assert content["checks"][1]["rows"] == list(MANY)
    assert content["checks"][1]["success"] is False
    assert content["checks_by_status"] == {"passed": 1, "failed": 2, "error": 1, "skipped": 1}


def test_junit_counts_only_what_is_critical(folder: Path) -> None:
    root = ET.parse(folder / "validation.xml").getroot()
    assert {key: root.get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "5", "failures": "1", "errors": "1", "skipped": "1",
    }  # fmt: skip
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert "warning" in (cases["drift"].findtext("system-out") or "")
    assert cases["not asked"].find("error") is not None
    assert not any("time" in case.attrib or "timestamp" in case.attrib for case in root.iter())


def test_markdown_shows_text_as_text(folder: Path, report: Report) -> None:
    text = (folder / "validation.md").read_text(encoding="utf-8")
    assert "<script" not in text.replace("\\<script", "")
    assert "](" not in text.replace("\\](", "")
    assert "row0009 and 490 more" in text
    assert "\n".join(summary(report)) in text


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [((), "pass"), (("info",), "pass"), (("warning", "info"), "warn"), (("warning", "critical"), "fail")],
)
def test_the_gravest_failure_is_the_verdict(severities: tuple[str, ...], verdict: str) -> None:
    checks = tuple(made(severity, severity, "failed") for severity in severities)
    assert Report(checks=(made("fine", "critical", "passed"), *checks)).verdict == verdict


def test_an_error_weighs_as_much_as_a_failure() -> None:
    assert Report(checks=(made("x", "critical", "error"),)).verdict == "fail"
    assert Report(checks=(made("x", "warning", "error"),)).verdict == "warn"


def test_reports_that_cannot_be_written_say_where(report: Report, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot write the reports"):
        write_reports(report, tmp_path / "file" / "reports")
