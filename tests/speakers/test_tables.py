from __future__ import annotations

import csv

import pytest

from builder import resources
from builder.speakers import tables

FILES = {
    "places.csv": ["name", "capitals", "demonyms", "aliases"],
    "metonyms.csv": ["surface", "name", "kind", "country"],
    "media.csv": ["name", "surfaces"],
    "titles.csv": ["title", "gender", "kind", "holders"],
    "kinds.csv": ["kind", "words"],
    "first_names.csv": ["name", "gender"],
    "nicknames.csv": ["name", "short"],
    "regions.csv": ["name"],
}


@pytest.mark.parametrize("name", FILES)
def test_files_are_complete(name: str) -> None:
    with resources.find("lexicons", name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == FILES[name]
    assert all(len(row) == len(rows[0]) and row[0].strip() == row[0] != "" for row in rows)
    assert len({row[0] for row in rows}) == len(rows)


@pytest.mark.parametrize(
    ("form", "country", "by"),
    [
        ("China", "China", "name"), ("Pyongyang", "North Korea", "capital"), ("Kiev", "Ukraine", "capital"),
        ("Kyiv", "Ukraine", "capital"), ("DPRK", "North Korea", "name"), ("U.S.", "United States", "name"),
        ("US", "United States", "name"), ("UK", "United Kingdom", "name"), ("Britain", "United Kingdom", "name"),
        ("English", "England", "demonym"), ("Saudi", "Saudi Arabia", "demonym"), ("Kosovo", "Kosovo", "name"),
        ("Jerusalem", "Israel", "capital"), ("the Netherlands", "Netherlands", "name"),
    ],
)  # fmt: skip
def test_place(form: str, country: str, by: str) -> None:
    assert tables.place(form) == tables.Place(country, by)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["us", "Us", "uk", "turkey", "", "Sellia", "who"])
def test_no_place(form: str) -> None:
    assert tables.place(form) is None


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("the Kremlin", "Kremlin"), ("WHO", "World Health Organization"), ("Who", None), ("who", None),
        ("The Hill", "The Hill"), ("Hill", None), ("the i", "i"), ("i", None), ("Time", None), ("TIME", "Time"),
        ("Brussels", "European Union"), ("Reuters", "Reuters"), ("AP", "Associated Press"), ("Ap", None),
    ],
)  # fmt: skip
def test_known(form: str, name: str | None) -> None:
    found = tables.known(form)
    assert (found.name if found else None) == name
