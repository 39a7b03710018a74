"""Exports of news archives in their layouts, with articles of our own."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

OLD = """


                               1 of 2 DOCUMENTS


                              Marrow Coast Courier

                             March 2, 2026 Monday
                                 Late Edition

Harbour stays open, minister says

BYLINE: By IDA PRELL and Jon Moe

SECTION: News; Pg. 1

LENGTH: 412 words

DATELINE: PORT LINNET


BODY:

   "We did not close the harbour," Harbour Minister
Ida Prell said on Monday.

   It stays open: ships may come.

LOAD-DATE: March 3, 2026

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                       Copyright 2026 Marrow Media
                              All Rights Reserved


                               2 of 2 DOCUMENTS


                                Tolmast Observer

                                 3 March 2026

Council votes on levy

LENGTH: 90 words

"I voted against it," Jon Moe said.

LOAD-DATE: March 4, 2026

LANGUAGE: GERMAN
"""
NEW = """Harbour stays open, minister says

Marrow Coast Courier

March 2, 2026 Monday 7:30 AM GMT

Copyright 2026 Marrow Media All Rights Reserved

Section: NEWS; Pg. 1
Length: 412 words
Byline: Ida Prell
Body

“We did not close the harbour,” Ida Prell said.

Copies of the letter were sent to all.

Classification

Language: ENGLISH

Publication-Type: Newspaper

Load-Date: March 3, 2026

End of Document

Council votes on levy

Tolmast Observer

March 3, 2026

Copyright 2026 Observer All Rights Reserved

Length: 12 words
Body

“I voted against it,” Jon Moe said.

Load-Date: March 4, 2026

End of Document
"""
FACTIVA = """HD  Harbour stays open,
minister says
BY  By Ida Prell
WC  412 words
PD  2 March 2026
ET  07:30
SN  Marrow Coast Courier
SC  MCC
PG  1
LA  English
CY  Copyright 2026 Marrow Media
LP
“We did not close the harbour,” Ida Prell said.

TD
It stays open: ships may come.

IN the end all agreed.

CO  hrbrd : Harbour Board
NS  gpol : Politics
AN  Document MCC0000020260302em3200001

HD  Council votes on levy
WC  90 words
PD  3 March 2026
SN  Tolmast Observer
LA  German
TD  “I voted against it,” Jon Moe said.
AN  Document TOBS000020260303em3300002
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize(("content", "kind"), [(OLD, "nexis"), (NEW, "nexis"), (FACTIVA, "factiva")])
def test_documents_come_out_with_their_header(read: Any, content: str, kind: str, ends: str) -> None:
    source = content.replace("\n", ends)
    (one, two), rejects = read({"export.txt": source.encode()})
    assert rejects == []
    assert [(a.source.row, a.source.format, a.outlet, a.title) for a in (one, two)] == [
        (1, kind, "Marrow Coast Courier", "Harbour stays open, minister says"),
        (2, kind, "Tolmast Observer", "Council votes on levy"),
    ]
    assert one.authors in (("Ida Prell",), ("IDA PRELL", "Jon Moe"))
    at = datetime(2026, 3, 2, 7, 30, tzinfo=UTC) if content != OLD else datetime(2026, 3, 2, tzinfo=UTC)
    assert (one.published_at, one.language) == (at, "en")
    assert (two.published_at, two.published_at_precision) == (datetime(2026, 3, 3, tzinfo=UTC), "day")
    for article in (one, two):
        assert article.text in source  # a piece of the file, as it stands
        assert article.text == article.text.strip()
    assert one.text.endswith(("ships may come.", "sent to all.", "IN the end all agreed."))
    assert two.text in ("“I voted against it,” Jon Moe said.", '"I voted against it," Jon Moe said.')


def test_a_code_inside_the_text_is_furniture(read: Any) -> None:
    (one, _), _ = read({"export.txt": FACTIVA})
    assert one.text.split("\n\n")[1].startswith("TD\n")
    assert [(piece.span.of(one.text), piece.reason) for piece in one.furniture] == [("TD", "navigation")]


def test_the_language_of_a_document_is_kept(read: Any) -> None:
    assert [article.language for article in read({"export.txt": OLD})[0]] == ["en", "de"]


@pytest.mark.parametrize("layout", ["old", "factiva"])
def test_a_document_without_a_text_is_said(read: Any, layout: str) -> None:
    bad = {
        "old": OLD.replace('"I voted against it," Jon Moe said.', ""),
        "factiva": FACTIVA.replace("TD  “I voted against it,” Jon Moe said.\n", ""),
    }
    articles, rejects = read({"export.txt": bad[layout]})
    assert [a.source.row for a in articles] == [1]
    assert [(r.reason, r.row) for r in rejects] in ([("empty", 2)], [("missing_text", 2)])


@pytest.mark.parametrize(
    "text",
    [
        "HD is what the pilots call it.\n\nPD has nothing to do with it, and no Document was found.\n",
        "The body of the letter:\n\nBody and soul, Prell said.\n\nEnd of Document is what it said.\n",
        "1 of 2 DOCUMENTS was missing, Prell said.\n\nThe other one lay on the quay.\n",
    ],
)
def test_what_is_no_export_is_one_article(read: Any, text: str) -> None:
    ((one,), _) = read({"a.txt": text})
    assert (one.text, one.source.row, one.source.format) == (text, None, "text")


def test_only_text_files_are_looked_at(read: Any) -> None:
    ((one,), _) = read({"a.md": FACTIVA})
    assert one.source.row is None


def test_what_stands_beside_an_export_holds_where_its_documents_do_not_say(read: Any) -> None:
    articles, rejects = read({"a.txt": NEW, "a.yaml": "licence: CC0-1.0\ntitle: Not this one\n"})
    assert rejects == []
    assert [(one.licence, one.title) for one in articles] == [
        ("CC0-1.0", "Harbour stays open, minister says"), ("CC0-1.0", "Council votes on levy"),
    ]  # fmt: skip
    articles, rejects = read({"a.txt": NEW, "a.yaml": "- a list"})
    assert len(articles) == 2
    assert [r.reason for r in rejects] == ["bad_metadata"]
