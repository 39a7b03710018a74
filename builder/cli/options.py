"""Options that several commands share: how much is said, and in which form."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from builder.cli.console import Console

Command = TypeVar("Command", bound=Callable[..., Any])


def _remember(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    # `meta` is shared with the group's context, where errors are told.
    ctx.meta[param.name or ""] = value


def _flag(*names: str, says: str) -> Callable[[Command], Command]:
    return click.option(*names, is_flag=True, expose_value=False, callback=_remember, help=says)


def console(command: Callable[..., None]) -> Callable[..., None]:
    """``--json``, ``-q`` and ``-v``: the command gets, as its first argument, the console that heeds them."""

    @_flag("--json", says="Print the result as JSON, everything else on stderr.")
    @_flag("-q", "--quiet", says="Say nothing but errors.")
    @_flag("-v", "--verbose", says="Say more; tracebacks of errors.")
    @functools.wraps(command)
    def with_console(**parameters: Any) -> None:
        meta = click.get_current_context().meta
        command(Console(quiet=meta["quiet"], verbose=meta["verbose"], as_json=meta["json"]), **parameters)

    return with_console


def version_folder(name: str = "directory") -> Callable[[Command], Command]:
    """The argument for a version of a dataset: its folder, or the folder of versions, which means the latest."""
    return click.argument(name, type=click.Path(path_type=Path))
