"""Functions that worker processes import by name: the tests of the engine run them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from builder.errors import InputError


def double(number: int) -> int:
    return 2 * number


def uneven(number: int) -> int:
    """Later arguments are done first."""
    time.sleep(0.002 * (number % 7 == 0))
    return number


def process_id(number: int) -> int:
    return os.getpid()


def fails_on_five(number: int) -> int:
    if number == 5:
        raise KeyError("mark")
    return number


def refuses_five(number: int) -> int:
    if number == 5:
        raise InputError("not a number one can read.", where="numbers.csv", row=5, hint="Write it in digits.")
    return number


def dies_once(argument: tuple[int, str]) -> int:
    """Kills its worker the first time it meets number 20; the note in the folder remembers that it did."""
    number, folder = argument
    if number == 20 and not (Path(folder) / "died").exists():
        (Path(folder) / "died").touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def dies_always(number: int) -> int:
    if number == 20:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def waits(number: int) -> int:
    time.sleep(60)
    return number
