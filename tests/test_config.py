from pathlib import Path

import pytest

from builder import config
from builder.errors import ConfigError, InputError


def write(folder: Path, content: str) -> Path:
    path = folder / config.FILE_NAME
    path.write_text(content, encoding="utf-8")
    return path


def test_every_key_is_optional(tmp_path):
    assert config.load(write(tmp_path, "")) == config.Config()


def test_keys_reach_their_sections(tmp_path):
    loaded = config.load(
        write(
            tmp_path,
            """
            [dataset]
            name = "harbour"
            [intake.columns]
            text = "body"
            [intake.defaults]
            language = "en"
            [splits]
            train = 100
            validation = 0
            test = 0
            [validation]
            max_drift = 1
            """,
        )
    )
    assert loaded.dataset.name == "harbour"
    assert loaded.intake.columns == {"text": "body"}
    assert loaded.intake.defaults == {"language": "en"}
    assert (loaded.splits.train, loaded.splits.test) == (100, 0)
    assert loaded.validation.max_drift == 1
    assert loaded.folder == tmp_path


BAD = {
    "unknown section": ("[datset]\n", "unknown key 'datset'. Did you mean 'dataset'?"),
    "unknown key": ('[dataset]\nnmae = "x"\n', "unknown key 'dataset.nmae'. Did you mean 'name'?"),
    "unknown column field": ('[intake.columns]\nbody = "text"\n', "unknown key 'intake.columns.body'"),
    "unknown default": ('[intake.defaults]\nlanguge = "en"\n', "Did you mean 'language'?"),
    "column is no name": ("[intake.columns]\ntext = 3\n", "intake.columns.text = 3 is not a column name"),
    "wrong type": ("[dataset]\nname = 3\n", "dataset.name = 3 has the wrong type. Expected text in quotation marks."),
    "registry is no table": ("[speakers.registry]\n", "Expected the name of a CSV file."),
    "true is no number": ("[splits]\ntrain = true\n", "Expected a whole number."),
    "section is no table": ("dataset = 3\n", "[dataset] must be a table"),
    "shares": ("[splits]\ntrain = 90\n", "must be shares that sum to 100, not (90, 10, 10)"),
    "negative share": ("[splits]\ntrain = 110\nvalidation = -20\n", "must be shares"),
    "bound": ("[validation]\nmax_drift = 1.5\n", "must lie between 0 and 1"),
    "characters": ("[intake]\nmax_characters = 0\n", "must be 1 or more"),
    "not TOML": ("[dataset\n", "not valid TOML"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD.keys())
def test_a_wrong_configuration_says_where_and_what(tmp_path, content, message):
    path = write(tmp_path, content)
    with pytest.raises(ConfigError) as error:
        config.load(path)
    assert message in str(error.value)
    assert str(error.value).startswith(str(path))


def test_not_utf8(tmp_path):
    path = tmp_path / config.FILE_NAME
    path.write_bytes(b'[dataset]\nname = "caf\xe9"\n')
    with pytest.raises(ConfigError, match="not UTF-8"):
        config.load(path)


def test_missing_file(tmp_path):
    with pytest.raises(InputError, match="cannot read the configuration"):
        config.load(tmp_path / "none.toml")


def test_the_digest_is_of_the_content_not_of_the_place(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    content = '[dataset]\nname = "x"\n'
    assert config.load(write(one, content)).digest() == config.load(write(two, content)).digest()
    assert config.load(write(one, content)).digest() != config.Config().digest()


def with_registry(folder: Path, rows: str, name: str = "speakers.csv") -> config.Config:
    folder.mkdir()
    (folder / name).write_text(f"name,aliases,kind\n{rows}", encoding="utf-8")
    return config.load(write(folder, f'[speakers]\nregistry = "{name}"\n'))


class TestRegistry:
    def test_it_is_read_from_beside_the_configuration(self, tmp_path):
        loaded = with_registry(tmp_path / "a", "Ida Prell,Prell,person\n")
        assert loaded.speakers.registry.find("Prell").name == "Ida Prell"
        assert loaded.files == (tmp_path / "a" / "speakers.csv",)
        assert config.Config().files == ()

    def test_the_digest_is_of_its_content_not_of_its_place(self, tmp_path):
        one = with_registry(tmp_path / "a", "Ida Prell,Prell,person\nHarbour Board,,organisation\n")
        same = with_registry(tmp_path / "b", "Harbour Board,,organisation\n\nIda Prell,Prell,person\n", "people.csv")
        other = with_registry(tmp_path / "c", "Ida Prell,Prell,person\nHarbour Board,HB,organisation\n")
        assert one.digest() == same.digest()
        assert len({one.digest(), other.digest(), config.Config().digest()}) == 3

    def test_what_is_wrong_in_it_is_said_with_its_own_place(self, tmp_path):
        with pytest.raises(ConfigError) as error:
            with_registry(tmp_path / "a", "Ida Prell,,persn\n")
        assert (error.value.where, error.value.row) == (str(tmp_path / "a" / "speakers.csv"), 1)

    def test_it_must_be_there(self, tmp_path):
        with pytest.raises(ConfigError, match="cannot read the registry"):
            config.load(write(tmp_path, '[speakers]\nregistry = "none.csv"\n'))


def test_find_takes_the_first_folder_that_has_one(tmp_path):
    empty, full = tmp_path / "empty", tmp_path / "full"
    empty.mkdir()
    full.mkdir()
    write(full, '[dataset]\nname = "full"\n')
    assert config.find([empty, full]).dataset.name == "full"
    assert config.find([empty]) == config.Config()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('rule = "majorty"', "Did you mean 'majority'?"),
        ('rule = "adjudicator"', "go together"),
        ('adjudicator = "Ann Lee"', "go together"),
        ("rule = 1", "wrong type"),
    ],
)
def test_a_rule_for_reviewers_that_is_none(tmp_path, text, said):
    with pytest.raises(ConfigError, match=said):
        config.load(write(tmp_path, f"[review]\n{text}\n"))


def test_an_adjudicator(tmp_path):
    loaded = config.load(write(tmp_path, '[review]\nrule = "adjudicator"\nadjudicator = "Ann Lee"\n'))
    assert loaded.review == config.Review("adjudicator", "Ann Lee")
    assert loaded.digest() != config.Config().digest()
