"""What goes wrong becomes one message on stderr and the right exit code; tracebacks only with -v."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from builder.cli import options
from builder.cli.console import Console
from builder.cli.program import Program
from builder.errors import ConfigError, InputError, OutputError, ValidationFailed, VersionError

REPOSITORY = Path(__file__).parent.parent.parent
Run = Callable[..., Result]


def _raising(error: BaseException, *arguments: str, name: str = "build") -> Result:
    """Runs a command called ``name`` that raises ``error``."""

    @click.command(name)
    @options.console
    def command(console: Console) -> None:
        raise error

    class One(Program):
        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
            return command

    return CliRunner().invoke(One(), [name, *arguments], env={"NO_COLOR": "1"})


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (
            InputError("not UTF-8 (it looks like Windows-1252).", where="raw/a.txt", hint="Save it as UTF-8."),
            2,
            "error: raw/a.txt: not UTF-8 (it looks like Windows-1252).\n  Save it as UTF-8.\n",
        ),
        (InputError("not JSON.", where="feed.jsonl", row=7), 2, "error: feed.jsonl, row 7: not JSON.\n"),
        (ConfigError("unknown key 'nam'."), 2, "error: unknown key 'nam'.\n"),
        (OutputError("the disk is full; nothing was published.", where="dist"), 2, "error: dist: the disk is full"),
        (VersionError("version 0.1.0 exists already."), 2, "error: version 0.1.0 exists already.\n"),
        (ValidationFailed("2 critical failures."), 1, "error: 2 critical failures.\n"),
        (
            OSError(errno.ENOSPC, "No space left on device", "dist/x"),
            2,
            "error: dist/x: No space left on device.\n  Free",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "raw"), 2, "error: raw: Permission denied.\n  Check"),
        (MemoryError(), 2, "error: there is not enough memory.\n  Try --workers 1"),
        (KeyError("mark"), 70, "defect: KeyError: 'mark'\n  This is a mistake of the program, not yours."),
        (KeyboardInterrupt(), 130, "interrupted: Nothing was written.\n"),
        (click.Abort(), 130, "interrupted: Nothing was written.\n"),
        (InputError("bad name \x1b[2J.", where="\x1b]0;x\x07.txt"), 2, "error: ␛]0;x␇.txt: bad name ␛[2J.\n"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else "",
)
def test_message_and_exit_code(error: BaseException, code: int, message: str) -> None:
    result = _raising(error)
    assert result.exit_code == code
    assert message in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.stderr


def test_verbose_adds_the_traceback() -> None:
    result = _raising(KeyError("mark"), "-v")
    assert result.exit_code == 70
    assert result.stderr.startswith("Traceback")
    assert result.stderr.rstrip().splitlines()[-2] == "defect: KeyError: 'mark'"


def test_json_has_the_parts() -> None:
    result = _raising(InputError("not JSON.", where="feed.jsonl", row=7, hint="Look at it."), "--json")
    assert json.loads(result.stdout) == {
        "error": {
            "kind": "InputError",
            "what": "not JSON.",
            "where": "feed.jsonl",
            "row": 7,
            "hint": "Look at it.",
            "exit_code": 2,
        }
    }
    assert result.stderr.startswith("error: feed.jsonl, row 7: not JSON.")


def test_an_interrupted_push_says_what_may_be_there() -> None:
    assert "may stay on the Hub" in _raising(KeyboardInterrupt(), name="push").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["statz", "dist"], "no command and no file 'statz'. Did you mean 'stats'?"),
        (["Doctor"], "Did you mean 'doctor'?"),
        (["vallidate", "x"], "Did you mean 'validate'?"),
        (["show"], "Missing argument 'DIRECTORY'."),
        (["build"], "Missing argument 'PATH...'."),
        (["--hlep"], "No such option"),
        (["raw", "--workers", "none"], "'none' is neither a number of processes, 1 or more, nor 'auto'."),
        (["raw", "--workers", "0"], "'0' is neither a number of processes"),
        (["raw", "--version", "1.0"], "'1.0' is not a version; versions read MAJOR.MINOR.PATCH"),
        (["raw", "--bump", "huge"], "'huge' is not one of 'major', 'minor', 'patch'."),
        (["raw", "--bump", "major", "--version", "2.0.0"], "Use just one of --version and --bump."),
        (["diff", "a", "b", "--json", "--markdown"], "Use just one of --json and --markdown."),
        (["show", "x", "y", "--width", "5"], "5 is not in the range"),
        (["stats", "x", "--by", "speakr"], "there is no count by 'speakr'.\n  Did you mean 'speaker'?"),
        (["show", "missing/0.1.0", "x"], "missing/0.1.0: no such dataset.\n  Build one: build-dataset raw/"),
        (["diff", "missing", "missing"], "missing: no such dataset."),
        (
            ["raw", "--config", "missing.toml"],
            "missing.toml: cannot read the configuration: No such file or directory.",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_bad_usage(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    (tmp_path / "raw").mkdir()
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert message in result.stderr
    assert "Traceback" not in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["raw"]


def test_a_file_with_the_name_of_a_misspelt_command_is_built(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "build").mkdir()
    (tmp_path / "builds").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "Did you mean" not in run("builds", "--config", "missing.toml").stderr


def test_a_closed_pipe_is_quiet(dist: Path) -> None:
    shown = _start("show", dist / "0.1.0", "courier", "--json")
    assert shown.stdout is not None
    shown.stdout.close()
    _, stderr = shown.communicate(timeout=60)
    assert (shown.returncode, stderr) == (141, b"")


def test_ctrl_c_in_a_running_program(tmp_path: Path) -> None:
    """The build waits for a named pipe that nobody writes to, and is interrupted there."""
    os.mkfifo(tmp_path / "quotestance.toml")
    build = _start(tmp_path, "--config", tmp_path / "quotestance.toml", "--out", tmp_path / "dist")
    with (tmp_path / "quotestance.toml").open("wb"):  # opens once the program is reading
        build.send_signal(signal.SIGINT)
        _, stderr = build.communicate(timeout=60)
    assert build.returncode == 130
    assert stderr.decode().strip() == "interrupted: Nothing was written."
    assert not (tmp_path / "dist").exists()


def _start(*arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "builder.cli", *(str(argument) for argument in arguments)]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "NO_COLOR": "1"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
