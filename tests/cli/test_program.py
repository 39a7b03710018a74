"""The group of commands: help of each, what is imported when, a path alone, completion, the entry point."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import Result

from builder import __version__
from builder.cli import main
from builder.cli.program import COMMANDS

REPOSITORY = Path(__file__).parent.parent.parent
HEAVY = ("datasets", "great_expectations", "huggingface_hub", "numpy", "pandas", "polars", "pyarrow", "rich", "yaml")
VERBS = {"Build", "Check", "Compare", "Count", "Fetch", "Review", "Show", "Take", "Train", "Upload", "Validate"}
Run = Callable[..., Result]


def _command(name: str) -> click.Command:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    return found


def _leaves(command: click.Command) -> list[click.Command]:
    """The command, or those of a group of commands."""
    return list(command.commands.values()) if isinstance(command, click.Group) else [command]


def _imported(*arguments: str) -> set[str]:
    """The modules that are loaded after the program ran with ``arguments``."""
    code = (
        "import sys\nfrom builder.cli import main\n"
        f"try:\n    main({list(arguments)!r})\nexcept SystemExit:\n    pass\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    return set(done.stderr.split())


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), *((name, "--help") for name in COMMANDS)])
def test_help_imports_nothing_heavy(arguments: tuple[str, ...]) -> None:
    """Which is what keeps it under 0.3 s; a clock would measure the machine's other work too."""
    assert _imported(*arguments) & set(HEAVY) == set()


def test_a_command_imports_only_itself() -> None:
    loaded = _imported("doctor", "--help")
    assert {f"builder.cli.{name}" for name in COMMANDS} & loaded == {"builder.cli.doctor"}


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"build-dataset, version {__version__}\n"


def test_help_lists_every_command_with_its_verb(run: Run) -> None:
    text = run("--help").stdout
    listed = re.findall(r"^  (\w+) +([A-Z]\w+)", text, flags=re.MULTILINE)
    assert [name for name, _ in listed] == list(COMMANDS)
    assert {verb for _, verb in listed} <= VERBS
    assert "..." not in text.partition("Commands:")[2]  # no first sentence is cut


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_examples_that_parse(run: Run, name: str) -> None:
    command = _command(name)
    assert command.help is not None
    assert command.help.split()[0] in VERBS
    examples = re.findall(r"^ *build-dataset (.+)$", command.help.partition("Example:")[2], flags=re.MULTILINE)
    assert examples
    for example in examples:
        words = example.split()
        if words[0] not in COMMANDS:
            words.insert(0, "build")
        assert words[0] == name
        command.make_context(name, words[1:])  # raises on what it does not know
    assert "Example:\n    build-dataset" in run(name, "--help").stdout.replace("\n  ", "\n")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    for command in _leaves(_command(name)):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, parameter.name


@pytest.mark.parametrize("name", sorted(set(COMMANDS) - {"build", "push"}))
def test_every_reading_command_has_json(name: str) -> None:
    for command in _leaves(_command(name)):
        assert "--json" in {option for parameter in command.params for option in parameter.opts}


@pytest.mark.parametrize(
    "arguments",
    [["raw"], ["--out", "dist", "raw"], ["raw", "--strict"], ["-v", "raw"]],
    ids=" ".join,
)
def test_a_path_alone_means_build(arguments: list[str]) -> None:
    context = main.make_context("build-dataset", list(arguments))
    name, command, rest = main.resolve_command(context, [*context._protected_args, *context.args])
    assert (name, rest) == ("build", arguments)
    assert command is not None
    assert command.make_context("build", list(rest)).params["paths"] == (Path("raw"),)


def test_no_arguments_show_the_help(run: Run) -> None:
    result = run()
    assert result.exit_code == 2
    assert "Usage: build-dataset" in result.output.replace("Usage: main", "Usage: build-dataset")


def test_completion_offers_commands() -> None:
    environment = {
        **os.environ,
        "PYTHONPATH": str(REPOSITORY),
        "_BUILD_DATASET_COMPLETE": "bash_complete",
        "COMP_WORDS": "build-dataset s",
        "COMP_CWORD": "1",
    }
    code = "from builder.cli import main; main(prog_name='build-dataset')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.split() == ["plain,show", "plain,stats", "file,s"]


def test_the_declared_script_is_this_program() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"build-dataset": "builder.cli:main"}


def test_the_module_runs_like_the_script() -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, "-m", "builder.cli", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == f"build-dataset, version {__version__}\n"
