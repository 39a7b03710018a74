from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from builder.errors import ConfigError
from builder.registry import KINDS, Registered, Registry

HEADER = "name,aliases,kind,qid\n"
PRELL = Registered("Ida Prell", "person", ("Ida M. Prell", "Prell"), "Q42")
BOARD = Registered("Harbour Board", "organisation")


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "speakers.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


GOOD = {
    "all columns": HEADER + "Ida Prell,Ida M. Prell;Prell,person,Q42\nHarbour Board,,organisation,\n",
    "another order": "kind,qid,aliases,name\nperson,Q42,Ida M. Prell;Prell,Ida Prell\norganisation,,,Harbour Board\n",
    "spaces, blank rows, a spreadsheet's mark and line ends": (
        "\ufeff name , aliases,kind,qid\r\n\r\nIda  Prell , Ida M. Prell ; Prell; ,person,Q42\r\n"
        ",,,\r\nHarbour Board,,organisation,\r\n"
    ),
    "quotation marks": HEADER + '"Ida Prell","Ida M. Prell;Prell","person","Q42"\nHarbour Board,,organisation,',
}


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD.keys())
def test_rows_become_speakers(content: str, tmp_path: Path) -> None:
    assert Registry.load(write(tmp_path, content)).speakers == (PRELL, BOARD)


def test_the_id_column_may_be_missing(tmp_path: Path) -> None:
    (found,) = Registry.load(write(tmp_path, "name,aliases,kind\nIda Prell,,person\n")).speakers
    assert found.qid is None


def test_a_header_alone_lists_nobody(tmp_path: Path) -> None:
    assert Registry.load(write(tmp_path, HEADER)) == Registry()


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("Ida Prell", "Ida Prell"), ("IDA M. PRELL", "Ida Prell"), ("Idá  Prell", "Ida Prell"), ("prell", "Ida Prell"),
        ("the Harbour Board", "Harbour Board"), ("Board", None), ("Jon Prell", None), ("", None),
        ("Ann O’Neill", "Ann O'Neill"), ("Ann O'Neill", "Ann O'Neill"),
    ],
)  # fmt: skip
def test_find(form: str, name: str | None) -> None:
    found = Registry((PRELL, BOARD, Registered("Ann O'Neill", "person"))).find(form)
    assert (found.name if found else None) == name


BAD = {
    "empty file": ("", None, "the column 'name' is missing. The first row names the columns: name, aliases, kind"),
    "missing column": ("name,kind\nIda Prell,person\n", None, "the column 'aliases' is missing."),
    "unknown column": ("name,alias,kind\n", None, "unknown column 'alias'. Did you mean 'aliases'?"),
    "semicolons between columns": ("name;aliases;kind\n", None, "Columns are separated by commas"),
    "column twice": ("name,aliases,kind,name\n", None, "the column 'name' stands there twice."),
    "too few fields": (
        HEADER + "Ida Prell,,person,\nHarbour Board,organisation\n",
        2,
        "2 fields where the header has 4",
    ),
    "too many fields": (HEADER + "Prell, Ida,,person,\n", 1, "A name with a comma in it needs quotation marks"),
    "no name": (HEADER + ",Prell,person,\n", 1, "the name is empty."),
    "near kind": (HEADER + "Ida Prell,,persn,\n", 1, "'persn' is no kind of speaker. Did you mean 'person'?"),
    "American kind": (HEADER + "Board,,organization,\n", 1, "Did you mean 'organisation'?"),
    "far kind": (HEADER + "Ida Prell,,x,\n", 1, "Known: government, group, media, organisation, person."),
    "unknown is no kind": (HEADER + "Ida Prell,,unknown,\n", 1, "'unknown' is no kind of speaker."),
    "small q": (HEADER + "Ida Prell,,person,q42\n", 1, "'q42' is no Wikidata id. One reads Q and a number: Q42."),
    "address for id": (HEADER + "Ida Prell,,person,www.wikidata.org/wiki/Q42\n", 1, "is no Wikidata id."),
    "id zero": (HEADER + "Ida Prell,,person,Q0\n", 1, "'Q0' is no Wikidata id."),
    "id without digits": (HEADER + "Ida Prell,,person,Q\n", 1, "'Q' is no Wikidata id."),
    "other digits": (HEADER + "Ida Prell,,person,Q४२\n", 1, "is no Wikidata id."),
    "alias of two": (
        HEADER + "Ida Prell,Prell,person,\n\nJon Prell,the PRELL,person,\n",
        3,
        "“the PRELL” may be Ida Prell (row 1) or Jon Prell (row 3). A form belongs to one speaker",
    ),
    "alias that is a name": (
        HEADER + "Ida Prell,,person,\nPrell Lines,Ida Prell,organisation,\n",
        2,
        "“Ida Prell” may be Ida Prell (row 1) or Prell Lines (row 2).",
    ),
    "same row twice": (HEADER + "Ida Prell,,person,\n" * 2, 2, "may be Ida Prell (row 1) or Ida Prell (row 2)."),
    "not UTF-8": (HEADER.encode() + b"Ida Prell,,person,\nRen\xe9e Holm,,person,\n", 2, "not UTF-8. Save it as"),
    "UTF-16": (HEADER.encode("utf-16"), None, "not UTF-8."),
    "open quotation mark": (HEADER + 'Ida Prell,,person,\n"Jon,,person,\n', 2, "not valid CSV"),
}


@pytest.mark.parametrize(("content", "row", "message"), BAD.values(), ids=BAD.keys())
def test_a_wrong_registry_says_where_and_what(
    content: str | bytes, row: int | None, message: str, tmp_path: Path
) -> None:
    path = write(tmp_path, content)
    with pytest.raises(ConfigError) as error:
        Registry.load(path)
    assert message in str(error.value)
    assert (error.value.where, error.value.row) == (str(path), row)
    assert error.value.hint or "twice" in error.value.what


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot read the registry: .*relative to quotestance.toml"):
        Registry.load(tmp_path / "none.csv")


def test_an_ambiguous_form_is_an_error_in_python_too() -> None:
    with pytest.raises(ConfigError, match="“Prell” may be Ida Prell or Jon Prell"):
        Registry((PRELL, Registered("Jon Prell", "person", ("Prell",))))


def test_a_form_given_twice_to_one_speaker_is_none() -> None:
    assert Registry((Registered("Ida Prell", "person", ("ida prell", "Prell", "PRELL")),)).find("Prell")


def test_the_content_does_not_depend_on_the_order() -> None:
    turned = Registered(PRELL.name, "person", PRELL.aliases[::-1], "Q42", row=7)
    assert Registry((PRELL, BOARD)).content() == Registry((BOARD, turned)).content()
    assert Registry((PRELL,)).content() != Registry((Registered("Ida Prell", "person", ("Prell",), "Q42"),)).content()


def test_it_travels_to_a_worker(tmp_path: Path) -> None:
    there = pickle.loads(pickle.dumps(Registry.load(write(tmp_path, GOOD["all columns"]))))
    assert there.speakers == (PRELL, BOARD)
    assert there.find("Prell") is there.speakers[0]


def test_kinds_are_those_a_speaker_may_have() -> None:
    assert set(KINDS) == {"person", "organisation", "government", "media", "group"}
