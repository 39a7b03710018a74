"""The documents say what the program does: every command, option, link, target and example in them is real."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from builder import config
from builder.cli import main
from builder.cli.program import COMMANDS, DEFAULT

REPOSITORY = Path(__file__).parent.parent
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
OUTSIDE = {".venv", ".git", "dist", "node_modules", ".pytest_cache"}


def _documents() -> list[Path]:
    found = sorted(REPOSITORY.rglob("*.md"))
    own = [path for path in found if not OUTSIDE & set(path.relative_to(REPOSITORY).parts)]
    # Articles are Markdown too, but no document of ours.
    return [path for path in own if path.relative_to(REPOSITORY).parts[0] != "raw" or path.name == "README.md"]


DOCUMENTS = {path.relative_to(REPOSITORY).as_posix(): path.read_text(encoding="utf-8") for path in _documents()}


def _blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks of ``text`` in one of ``languages``."""
    found = re.findall(r"^```(\w*)\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [body for language, body in found if language in languages]


def _command_lines(text: str) -> list[str]:
    """Every `build-dataset …` of ``text``: in a fenced block, in a line of a terminal, in running text."""
    shell = "\n".join(_blocks(text, "sh", "bash", "shell", "console", ""))
    lines = re.findall(r"^(?:\$ )?(build-dataset [^#\n]+)", shell, re.MULTILINE)
    return [line.strip() for line in [*lines, *re.findall(r"`(build-dataset [^`]+)`", text)]]


LINES = [(name, line) for name, text in DOCUMENTS.items() for line in dict.fromkeys(_command_lines(text))]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"`build-dataset {name} " in README or f"`build-dataset {name}`" in README


@pytest.mark.parametrize(("document", "line"), LINES, ids=[f"{name}: {line}" for name, line in LINES])
def test_command_lines_parse(document: str, line: str) -> None:
    words = shlex.split(line)[1:]
    if words[0].startswith("--") and len(words) == 1:
        assert words[0] in {option for parameter in main.params for option in parameter.opts} | {"--help"}
        return
    name = words.pop(0) if words[0] in COMMANDS else DEFAULT
    command = main.get_command(click.Context(main), name)
    assert command is not None
    command.make_context(name, words or ["--help"], resilient_parsing=not words)


def test_options_of_the_readme_exist() -> None:
    """Those in running text; options of other programs stand in their own command lines."""
    prose = re.sub(r"^```.*?^```", "", README, flags=re.DOTALL | re.MULTILINE)
    named = {option for code in re.findall(r"`([^`]*)`", prose) for option in re.findall(r"(?<![\w-])--?[a-z-]+", code)}
    known = {"--help", "-h"}
    commands = [main.get_command(click.Context(main), name) for name in COMMANDS]
    inner = [one for group in commands if isinstance(group, click.Group) for one in group.commands.values()]
    for command in (*commands, *inner):
        assert command is not None
        known |= {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    assert named - known - {option for parameter in main.params for option in parameter.opts} == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files(document: str) -> None:
    folder = (REPOSITORY / document).parent
    text = re.sub(r"^```.*?^```", "", DOCUMENTS[document], flags=re.DOTALL | re.MULTILINE)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    targets = [link.partition("#")[0] for link in links if not re.match(r"[a-z]+:|#|\{", link)]
    missing = [target for target in targets if not (folder / target).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_examples_are_python(document: str) -> None:
    for block in _blocks(DOCUMENTS[document], "python", "py"):
        ast.parse(block)


def test_the_configuration_of_the_readme_loads(tmp_path: Path) -> None:
    blocks = _blocks(README, "toml")
    assert blocks
    (registry,) = _blocks(README, "csv")
    (tmp_path / "speakers.csv").write_text(registry, encoding="utf-8")  # one of the configurations names it
    for block in blocks:
        tomllib.loads(block)
        (tmp_path / config.FILE_NAME).write_text(block, encoding="utf-8")
        config.load(tmp_path / config.FILE_NAME)


def test_targets_of_make_exist() -> None:
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    defined = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    calls = re.compile(r"(?:^|`)make ([a-z-]+)", re.MULTILINE)
    named = {target for text in DOCUMENTS.values() for target in calls.findall(text)}
    assert {"dataset", "test", "check"} <= defined
    assert named <= defined


def test_the_readme_has_no_gaps() -> None:
    assert re.findall(r"^(?:[A-Z]{3,}|TODO.*|TBD.*)$", README, re.MULTILINE) == []


def test_no_document_names_a_machine() -> None:
    """Paths of somebody's home or workplace mean nothing to a reader."""
    found = [
        name for name, text in DOCUMENTS.items() if re.search(r"(?<![\w.:/])/(?:home|root|work|Users|tmp)/\w", text)
    ]
    assert found == []
