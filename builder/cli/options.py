"""Options that several commands share: how much is said, and in which form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])


def _remember(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    # `meta` is shared with the group's context, where errors are told.
    ctx.meta[param.name or ""] = value
    return value


def verbosity(command: Command) -> Command:
    """``-q`` and ``-v``."""
    command = click.option("-v", "--verbose", is_flag=True, callback=_remember, help="Say more; tracebacks of errors.")(
        command
    )
    return click.option("-q", "--quiet", is_flag=True, callback=_remember, help="Say nothing but errors.")(command)


def as_json(command: Command) -> Command:
    """``--json``: the result as JSON on stdout, everything else on stderr."""
    return click.option("--json", is_flag=True, callback=_remember, help="Print the result as JSON.")(command)


def version_folder(name: str = "directory") -> Callable[[Command], Command]:
    """The argument for a version of a dataset: its folder, or the folder of versions, which means the latest."""
    return click.argument(name, type=click.Path(path_type=Path))
