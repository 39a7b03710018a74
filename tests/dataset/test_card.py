"""The card: generated blocks, front matter, and metadata that cannot become markup."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from datasets import Features
from datasets.info import DatasetInfosDict
from datasets.utils.metadata import MetadataConfigs
from huggingface_hub import DatasetCardData

from builder import config as configuration
from builder.config import Config, Dataset
from builder.dataset import Tables, release, schema, tables
from builder.dataset.blocks import BLOCKS
from builder.dataset.frontmatter import hub_licence
from builder.dataset.markdown import code, escape
from builder.errors import ConfigError

REPOSITORY = Path(__file__).resolve().parents[2]
VERSIONS = {"attribution": "rules-1", "speakers": "rules-1", "label": "rules-1"}


@pytest.fixture
def card(made: Tables, tmp_path: Path, accept) -> Callable[..., str]:
    def build(config: Config = Config(), of: Tables = made) -> str:  # noqa: B008 - frozen
        return (release(of, tmp_path / "dist", config=config, validate=accept).path / "README.md").read_text()

    return build


def with_prose(tmp_path: Path, prose: str) -> Config:
    (tmp_path / "CARD.md").write_text(prose)
    return Config(dataset=Dataset(card="CARD.md"), folder=tmp_path)


def front_matter(text: str) -> dict[str, object]:
    found = yaml.safe_load(text.partition("\n---\n")[0])
    assert isinstance(found, dict)
    return found


def test_front_matter_is_what_datasets_reads(card) -> None:
    content = front_matter(card())
    data = DatasetCardData(**content)
    assert set(MetadataConfigs.from_dataset_card_data(data)) == set(schema.TABLES)
    infos = DatasetInfosDict.from_dataset_card_data(data)
    for table in schema.TABLES:
        assert infos[table].features == schema.features(table)
        assert Features._from_yaml_list(schema.features(table)._to_yaml_list()) == schema.features(table)
    assert sum(split.num_examples for split in infos["quotes"].splits.values()) == 4
    assert content["language"] == ["en"]
    assert content["size_categories"] == ["n<1K"]
    assert [each["config_name"] for each in content["configs"] if each.get("default")] == ["quotes"]


def test_field_table_names_every_field_with_its_type(card) -> None:
    text = card()
    for table in schema.TABLES:
        section = text.split(f"### {table}\n")[1].split("\n### ")[0].split("<!-- end")[0]
        for path, type_name in schema.types(table).items():
            of_a_span = schema.types(table).get(path.rpartition("[].")[0]) == "list<span>"
            assert (f"| `{path}` | `{type_name}` |" in section) is not of_a_span, path


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_row_of_the_field_table_has_four_cells(card, table: str) -> None:
    section = card().split(f"### {table}\n")[1].split("<!-- end")[0].split("\n### ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")]
    assert rows
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


def test_prose_of_ones_own_is_kept_and_its_blocks_are_filled(card, tmp_path: Path) -> None:
    prose = "# Mine\n\nBefore.\n\n<!-- generated: licences -->\nstale\n<!-- end: licences -->\n\nAfter.\n"
    text = card(with_prose(tmp_path, prose))
    assert "# Mine\n\nBefore.\n" in text
    assert text.endswith("After.\n")
    assert "stale" not in text
    assert "| CC-BY-4.0 | 2 |" in text


def test_rendering_a_rendered_card_changes_nothing(card, tmp_path: Path) -> None:
    prose = "# Mine\n\n" + "\n\n".join(f"<!-- generated: {name} -->\n<!-- end: {name} -->" for name in BLOCKS) + "\n"
    once = card(with_prose(tmp_path, prose))
    body = once.split("---\n", 2)[2].lstrip("\n")
    again = dataclasses.replace(with_prose(tmp_path, body), folder=tmp_path)
    (tmp_path / "dist" / "0.1.0").rename(tmp_path / "old")
    assert card(again) == once


def test_front_matter_of_ones_own_adds_and_wins_but_not_over_the_files(card, tmp_path: Path) -> None:
    prose = "---\npretty_name: Mine\nannotations_creators: [expert-generated]\nconfigs: []\n---\n# Mine\n"
    content = front_matter(card(with_prose(tmp_path, prose)))
    assert content["pretty_name"] == "Mine"
    assert content["annotations_creators"] == ["expert-generated"]
    assert len(content["configs"]) == 4


@pytest.mark.parametrize(
    ("prose", "message"),
    [
        (
            "<!-- generated: number -->\n<!-- end: number -->\n",
            "unknown generated block 'number'. Did you mean 'numbers'",
        ),
        ("<!-- generated: numbers -->\n", "the block 'numbers' is not closed"),
        ("<!-- end: numbers -->\n", "the block 'numbers' is not closed"),
        ("<!-- generated: numbers -->\n<!-- end: fields -->\n", "is not closed"),
        ("<!-- generated: numbers -->\n<!-- generated: fields -->\n<!-- end: fields -->\n", "is not closed"),
        ("---\n- a list\n---\n", "must be a mapping"),
        ("---\na: [\n---\n", "not valid YAML"),
    ],
)
def test_prose_that_is_wrong(card, tmp_path: Path, prose: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        card(with_prose(tmp_path, prose))
    assert not (tmp_path / "dist").exists()


def test_prose_that_cannot_be_read(card, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the card"):
        card(Config(dataset=Dataset(card="absent.md"), folder=tmp_path))
    (tmp_path / "latin.md").write_bytes(b"caf\xe9")
    with pytest.raises(ConfigError, match="not UTF-8"):
        card(Config(dataset=Dataset(card="latin.md"), folder=tmp_path))


HOSTILE = [
    "<script>alert(1)</script>",
    "[click](https://evil.example)",
    "![pixel](https://evil.example/p.png)",
    "<!-- end: outlets -->\n# Injected",
    "---\nlicense: mit\n---",
    "a | b\n| c |",
    "`code` *bold* __under__ ~~strike~~ # heading",
    "www.evil.example https://evil.example",
    "left\u202eright\u0000\ud800",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_metadata_cannot_inject_anything(article, quote, card, name: str) -> None:
    from builder.records import Extraction

    clean = name.encode("utf-8", "replace").decode()
    one = article("“We left,” Ida Prell said.", outlet=clean, licence=clean, title=clean)
    said = quote(one, "“We left,”")
    said = dataclasses.replace(said, speaker=dataclasses.replace(said.speaker, name=clean))
    text = card(Config(dataset=Dataset(title=clean)), tables([(one, Extraction((said,)))], versions=VERSIONS))
    content = front_matter(text)
    assert content["pretty_name"] == " ".join(clean.split())
    assert content["license"] == "other"
    body = text.split("\n---\n", 1)[1]
    assert "<script" not in body
    assert "# Injected" not in body.splitlines()
    assert not re.search(r"(?<!\\)\]\(http", body)
    assert body.count("<!-- end: outlets -->") == 1
    assert "\u202e" not in body
    table = body.split("<!-- generated: outlets -->\n")[1].split("\n<!-- end")[0].splitlines()
    assert len(table) == 3
    assert len(re.findall(r"(?<!\\)\|", table[2])) == 3


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Marrow Coast Courier", "Marrow Coast Courier"),
        ("CC-BY-4.0 (see §2)", "CC-BY-4.0 (see §2)"),
        ("a|b", r"a\|b"),
        ("<b>", "&lt;b&gt;"),
        ("a\n\n# b", r"a \# b"),
        ("[x](y)", r"\[x\](y)"),
        ("https://a.example www.b.example", r"https\://a.example www\.b.example"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_escape(text: str, expected: str) -> None:
    assert escape(text) == expected


def test_code_keeps_a_table_cell_whole() -> None:
    assert code("a|b") == r"`a\|b`"


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("CC-BY-4.0", "cc-by-4.0"),
        ("CC0-1.0", "cc0-1.0"),
        ("ODbL-1.0", "odbl"),
        ("Apache-2.0", "apache-2.0"),
        ("LicenseRef-press", "other"),
        (None, "unknown"),
    ],
)
def test_licence_on_the_hub(licence: str | None, expected: str) -> None:
    assert hub_licence(licence) == expected


def test_the_card_of_this_repository(card) -> None:
    """DATASET_CARD.md fills every block, carries no numbers of its own, and is the card of raw/."""
    prose = (REPOSITORY / "DATASET_CARD.md").read_text()
    config = configuration.load(REPOSITORY / "raw" / "quotestance.toml")
    assert config.dataset.card == "../DATASET_CARD.md"
    assert set(re.findall(r"<!-- generated: (\S+) -->", prose)) == set(BLOCKS)
    for name in BLOCKS:
        assert f"<!-- generated: {name} -->\n<!-- end: {name} -->" in prose, (
            "blocks are filled in the dataset, not here"
        )
    text = card(config)
    content = front_matter(text)
    assert content["license"] == "cc-by-4.0"
    assert content["annotations_creators"] == ["machine-generated"]
    for heading in ("Licence", "Personal and sensitive", "Biases", "Citation", "takedowns", "Splits"):
        assert heading in text
