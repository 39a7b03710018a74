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


def test_find_takes_the_first_folder_that_has_one(tmp_path):
    empty, full = tmp_path / "empty", tmp_path / "full"
    empty.mkdir()
    full.mkdir()
    write(full, '[dataset]\nname = "full"\n')
    assert config.find([empty, full]).dataset.name == "full"
    assert config.find([empty]) == config.Config()
