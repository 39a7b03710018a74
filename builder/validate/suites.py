"""validation/suites/*.yaml -> Expectation records: what is expected of which view, how gravely, and why."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from builder import config, resources
from builder.errors import ConfigError, nearest
from builder.validate.report import SEVERITIES, Severity

_REQUIRED = ("name", "expectation", "kwargs", "severity", "meaning")
_KEYS = (*_REQUIRED, "view", "needs")
NEEDS = (None, "parent", "manifest", "readme")
_NEEDS_HINT = "Known: parent, manifest, readme."
_BOUNDS = tuple(f"${field.name}" for field in dataclasses.fields(config.Validation))


@dataclass(frozen=True, slots=True)
class Expectation:
    """One line of a suite: ``view`` is the table, or a list column of it whose entries are looked at."""

    table: str
    view: str
    name: str
    expectation: str  # in snake case: expect_column_values_to_be_in_set
    kwargs: Mapping[str, Any]
    severity: Severity
    meaning: str
    needs: str | None = None  # parent, manifest, readme: not asked where there is none

    @property
    def place(self) -> str:
        return self.table if self.view == self.table else f"{self.table}.{self.view}"

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it looks at."""
        names = [self.kwargs[key] for key in ("column", "column_A", "column_B") if key in self.kwargs]
        return (*names, *self.kwargs.get("column_list", ()))

    def statement(self) -> str:
        """``expect_column_values_to_be_between(column=word_count, min_value=0)``"""
        return f"{self.expectation}({', '.join(f'{key}={_plain(value)}' for key, value in self.kwargs.items())})"

    def bounded(self, bounds: config.Validation) -> Expectation:
        """With ``$max_drift`` and its like replaced by the bound of the configuration."""
        kwargs = {key: _bound(value, bounds) for key, value in self.kwargs.items()}
        return dataclasses.replace(self, kwargs=kwargs)


def _bound(value: Any, bounds: config.Validation) -> Any:
    return getattr(bounds, value[1:]) if isinstance(value, str) and value in _BOUNDS else value


def load(table: str) -> tuple[Expectation, ...]:
    """The hand-written suite of ``table``."""
    return read(resources.find("validation", "suites", f"{table}.yaml"), table)


def read(path: Path, table: str) -> tuple[Expectation, ...]:
    """The suite in ``path``. Raises ConfigError naming the entry that cannot be understood."""
    import yaml

    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise ConfigError(f"not valid YAML: {' '.join(str(error).split())}.", where=path) from error
    entries = content.get("expectations") if isinstance(content, dict) else None
    if not isinstance(entries, list) or content.get("table") != table:
        raise ConfigError(f"expected `table: {table}` and a list `expectations`.", where=path)
    suite = tuple(_entry(path, number, table, entry) for number, entry in enumerate(entries, 1))
    names = [(e.view, e.name) for e in suite]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ConfigError(f"two expectations are called {twice[1]!r}.", where=path, hint="Give each its own name.")
    return suite


def _entry(path: Path, number: int, table: str, entry: Any) -> Expectation:
    if not isinstance(entry, dict):
        raise ConfigError("an expectation must be a mapping.", where=path, row=number)
    for key in entry:
        if key not in _KEYS:
            raise ConfigError(f"unknown key {key!r}.", where=path, row=number, hint=nearest(str(key), _KEYS))
    for key in _REQUIRED:
        if not isinstance(entry.get(key), dict if key == "kwargs" else str):
            raise ConfigError(f"{key!r} is missing or of the wrong type.", where=path, row=number)
    if entry["severity"] not in SEVERITIES:
        hint = nearest(entry["severity"], SEVERITIES)
        raise ConfigError(f"severity {entry['severity']!r} is not one.", where=path, row=number, hint=hint)
    if entry.get("needs") not in NEEDS:
        raise ConfigError(f"needs {entry['needs']!r} is not known.", where=path, row=number, hint=_NEEDS_HINT)
    for value in entry["kwargs"].values():
        if isinstance(value, str) and value.startswith("$") and value not in _BOUNDS:
            raise ConfigError(f"no bound {value!r}.", where=path, row=number, hint=nearest(value, _BOUNDS))
    return Expectation(table=table, **{"view": table, **entry})


def as_yaml(table: str, suite: Iterable[Expectation]) -> str:
    """``suite`` as the text of a suite file."""
    import yaml

    entries = [{key: value for key, value in _fields(e) if not (key == "view" and e.view == table)} for e in suite]
    document = {"table": table, "expectations": entries}
    return yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=110)


def _fields(expectation: Expectation) -> list[tuple[str, Any]]:
    order = ("name", "view", "expectation", "kwargs", "severity", "meaning")
    values = {name: getattr(expectation, name) for name in order}
    return [(name, dict(value) if name == "kwargs" else value) for name, value in values.items()]


def _plain(value: Any) -> str:
    return "[" + ", ".join(map(str, value)) + "]" if isinstance(value, list) else str(value)
