"""The group of commands: a command's module is imported when it is called, and a path alone means ``build``."""

from __future__ import annotations

import difflib
from importlib import import_module
from pathlib import Path
from typing import Any

import click
from click.shell_completion import CompletionItem

from builder.cli.errors import told

COMMANDS = (
    "build",
    "jobs",
    "fetch",
    "validate",
    "show",
    "explore",
    "stats",
    "diff",
    "evaluate",
    "review",
    "agreement",
    "takedown",
    "train",
    "push",
    "doctor",
)
DEFAULT = "build"


class Program(click.Group):
    """Commands in the order in which one uses them, found by name in ``builder.cli``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"builder.cli.{cmd_name}").command
        assert isinstance(command, click.Command)  # noqa: S101  a wrong module is our own mistake
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS:
            if not ctx.resilient_parsing:
                _check_misspelt(ctx, args[0])
            args = [DEFAULT, *args]
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        # The paths that `build` takes, beside the commands.
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]

    def invoke(self, ctx: click.Context) -> Any:
        with told(ctx):
            return super().invoke(ctx)


def _check_misspelt(ctx: click.Context, word: str) -> None:
    """Stops at `build-dataset statz dist/0.1.0`, which would otherwise build a missing folder called statz."""
    close = difflib.get_close_matches(word.lower(), COMMANDS, n=1, cutoff=0.6)
    if close and not Path(word).exists():
        ctx.fail(f"There is no command and no file {word!r}. Did you mean {close[0]!r}?")
