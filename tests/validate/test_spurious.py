from __future__ import annotations

import pytest

from builder.validate import spurious


@pytest.mark.parametrize(
    "date",
    [
        "“Monday,”",
        "on Monday",
        "3 March 2026",
        "March 3rd, 2026",
        "2026-03-02",
        "the 12th of May",
        "In 2019.",
        "to Friday",
    ],
)
def test_dates(date: str) -> None:
    assert not spurious.is_no_date(date)


@pytest.mark.parametrize(
    "statement",
    [
        "“May”",
        "May we go?",
        "On Monday we met",
        "1,400",
        "12",
        "the second of the boats",
        "Friday the ferry sank",
        "“…”",
    ],
)
def test_no_dates(statement: str) -> None:
    assert spurious.is_no_date(statement)


@pytest.mark.parametrize("title", ["Prime Minister", "“the Foreign Minister,”", "his deputy director", "Mr. President"])
def test_titles(title: str) -> None:
    assert not spurious.is_no_title(title)


@pytest.mark.parametrize("statement", ["The president must go", "the first", "our dear leader lied", "a gift", ""])
def test_no_titles(statement: str) -> None:
    assert spurious.is_no_title(statement)


@pytest.mark.parametrize(
    ("quote", "holds"), [("“—”", False), ("_", False), ("Да", True), ("42", True), ("「火」", True)]
)
def test_a_statement_has_a_word_in_any_script(quote: str, holds: bool) -> None:
    assert spurious.has_a_word(quote) is holds


def test_a_name_is_not_a_statement() -> None:
    assert not spurious.says_more_than("“Ida  Prell,”", None, "Ida Prell")
    assert spurious.says_more_than("“Ida Prell lied,”", "Ida Prell", None)
