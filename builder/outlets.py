"""The user's own list of outlets: a CSV file in, a frozen table out that knows an outlet by the domain of its articles.

domain,outlet,country,ownership
marrowcoast.example,Marrow Coast Courier,GB,Marrow Media Trust
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from builder import listed
from builder.errors import ConfigError

LAYOUT = listed.Layout("list of outlets", "intake.outlets", ("domain", "outlet"), ("country", "ownership"))
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w\-]*[^\W_])?\.)+[^\W\d_](?:[\w\-]*[^\W_])?")
_COUNTRY = re.compile(r"[A-Z]{2}")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet as the user calls it; country and ownership in the user's words, None where the list is silent."""

    domain: str
    outlet: str
    country: str | None = None  # ISO 3166-1 alpha-2
    ownership: str | None = None


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets by domain."""

    outlets: tuple[Outlet, ...] = ()
    file: Path | None = field(default=None, compare=False)
    _domains: Mapping[str, Outlet] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_domains", {one.domain: one for one in self.outlets})

    @classmethod
    def load(cls, path: Path) -> Outlets:
        """The list in ``path``: columns domain and outlet and, where wanted, country and ownership.

        Raises ConfigError naming the row for what is no domain, no country code, or listed twice.
        """
        _, records = listed.load(path, LAYOUT)
        found: dict[str, Outlet] = {}
        for row, values in records:
            one = _outlet(values, row, path)
            if one.domain in found:
                raise ConfigError(f"{one.domain} is listed twice.", where=path, row=row, hint="Take one of them out.")
            found[one.domain] = one
        return cls(tuple(found.values()), path)

    def find(self, domain: str) -> Outlet | None:
        """The outlet of ``domain``: "news.courier.example" is found under "courier.example", the longest one wins."""
        while domain:
            if domain in self._domains:
                return self._domains[domain]
            domain = domain.partition(".")[2]
        return None

    def content(self) -> list[Mapping[str, Any]]:
        """What is listed, in an order that does not depend on that of the rows."""
        return [
            {"domain": one.domain, "outlet": one.outlet, "country": one.country, "ownership": one.ownership}
            for one in sorted(self.outlets, key=lambda one: one.domain)
        ]


def _outlet(values: Mapping[str, str], row: int, path: Path) -> Outlet:
    domain = values["domain"].casefold().removeprefix("www.").rstrip(".")
    country = values.get("country") or None
    if not _DOMAIN.fullmatch(domain):
        raise ConfigError(
            f"{values['domain']!r} is no domain.", where=path, row=row, hint="Write it as courier.example."
        )
    if not values["outlet"]:
        raise ConfigError("the outlet has no name.", where=path, row=row, hint="Give the one the dataset shall use.")
    if country and not _COUNTRY.fullmatch(country):
        raise ConfigError(
            f"{country!r} is no country code.", where=path, row=row, hint="ISO 3166-1 has two capitals: GB, US, DE."
        )
    return Outlet(domain, values["outlet"], country, values.get("ownership") or None)


NONE = Outlets()
