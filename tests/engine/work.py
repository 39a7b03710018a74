"""Functions that worker processes import by name: the tests of the engines run them."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Any

from builder.errors import InputError


def double(number: int) -> int:
    return 2 * number


def uneven(number: int) -> int:
    """Later arguments are done first."""
    time.sleep(0.002 * (number % 7 == 0))
    return number


def process_id(number: int) -> int:
    return os.getpid()


def threads(number: int) -> str:
    return os.environ["OMP_NUM_THREADS"]


def fails_on_five(number: int) -> int:
    if number == 5:
        raise KeyError("mark")
    return number


def refuses_five(number: int) -> int:
    if number == 5:
        raise InputError("not a number one can read.", where="numbers.csv", row=5, hint="Write it in digits.")
    return number


class _Stubborn(Exception):
    """Cannot be copied to another process."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def fails_stubbornly(number: int) -> int:
    raise _Stubborn(number, number)


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


def again(argument: Any) -> Any:
    return argument


def twenty_one(number: int) -> int:
    return number + 1


def extract(article: Any) -> Any:
    """What stands in the text is done: “raise”, “kill”, “full”, “refuse”; any other text is a quote."""
    from builder.records import Extraction

    if "raise" in article.text:
        raise KeyError("mark")
    if "kill" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "full" in article.text:
        raise OSError(28, "No space left on device")
    if "refuse" in article.text:
        raise InputError("not an article.")
    return Extraction()


def write(folder: Path, extracted: Any, rejects: Any) -> dict[str, Any]:
    lines = [*(article.article_id for article, _ in extracted), *(reject.reason for reject in rejects)]
    (folder / "quotes.txt").write_text("\n".join(lines), encoding="utf-8")
    return {"rows": {"quotes": len(extracted), "rejects": len(rejects)}}


def shard(task: Any) -> Any:
    from builder import engine

    return engine.run(task, extract, write)
