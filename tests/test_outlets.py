from __future__ import annotations

from pathlib import Path

import pytest

from builder import config, intake
from builder.errors import ConfigError
from builder.outlets import Outlet, Outlets
from builder.records import Article

COURIER = Outlet("courier.example", "Marrow Coast Courier", "GB", "Marrow Media Trust")
SPORT = Outlet("sport.courier.example", "Courier Sport")
HEADER = "domain,outlet,country,ownership\n"


def write(folder: Path, content: str) -> Path:
    path = folder / "outlets.csv"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "courier.example,Marrow Coast Courier,GB,Marrow Media Trust\nsport.courier.example,Courier Sport,,\n",
        "\ufeffoutlet , domain,ownership,country\r\n"
        " Marrow Coast  Courier,WWW.Courier.example,Marrow Media Trust,GB\r\n"
        "Courier Sport,sport.courier.example,,\r\n\r\n",
    ],
)
def test_rows_become_outlets(content: str, tmp_path: Path) -> None:
    assert Outlets.load(write(tmp_path, content)).outlets == (COURIER, SPORT)


@pytest.mark.parametrize(
    ("domain", "outlet"),
    [
        ("courier.example", "Marrow Coast Courier"), ("news.courier.example", "Marrow Coast Courier"),
        ("sport.courier.example", "Courier Sport"), ("a.b.sport.courier.example", "Courier Sport"),
        ("mycourier.example", None), ("example", None), ("", None),
    ],
)  # fmt: skip
def test_find(domain: str, outlet: str | None) -> None:
    found = Outlets((COURIER, SPORT)).find(domain)
    assert (found.outlet if found else None) == outlet


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("domain\n", "the column 'outlet' is missing"), ("domain,outlet,land\n", "unknown column 'land'"),
        (HEADER + "courier,A,,\n", "row 1: 'courier' is no domain"), (HEADER + "courier.example,,,\n", "has no name"),
        (HEADER + "courier.example,A,Britain,\n", "'Britain' is no country code"),
        (HEADER + "courier.example,A,,\nwww.courier.example,B,,\n", "row 2: courier.example is listed twice"),
        (HEADER + "courier.example,A\n", "2 fields where the header has 4"),
    ],
)  # fmt: skip
def test_what_is_wrong_names_the_row(content: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        Outlets.load(write(tmp_path, content))
    assert says in str(error.value)


def test_a_listed_domain_has_its_outlet_however_the_article_spells_it(tmp_path: Path) -> None:
    write(tmp_path, HEADER + "courier.example,Marrow Coast Courier,GB,Marrow Media Trust\n")
    (tmp_path / "quotestance.toml").write_text('[intake]\noutlets = "outlets.csv"\n')
    (tmp_path / "a.md").write_text("---\noutlet: The Courier Online\nurl: https://www.courier.example/a\n---\nNews.")
    (tmp_path / "b.md").write_text("---\noutlet: Herald\nurl: https://herald.example/a\n---\nNews.")
    (tmp_path / "c.md").write_text("---\nurl: https://m.courier.example/a\n---\nNo outlet said.")
    settings = config.find([tmp_path])
    found = [x for x in intake.read([tmp_path], settings.intake, besides=settings.files) if isinstance(x, Article)]
    assert [(one.outlet, one.outlet_country, one.outlet_ownership, one.notes) for one in found] == [
        ("Marrow Coast Courier", "GB", "Marrow Media Trust", ()),
        ("Herald", None, None, ()),
        ("Marrow Coast Courier", "GB", "Marrow Media Trust", ()),
    ]


def test_the_digest_goes_by_what_the_list_says(tmp_path: Path) -> None:
    (tmp_path / "quotestance.toml").write_text('[intake]\noutlets = "outlets.csv"\n')
    digests = set()
    for rows in ("a.example,A,,\nb.example,B,,\n", "b.example,B,,\na.example,A,,\n", "a.example,A,,\n"):
        write(tmp_path, HEADER + rows)
        digests.add(config.find([tmp_path]).digest())
    assert len(digests) == 2
