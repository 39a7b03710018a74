"""What the robots.txt of a host lets us fetch, and how fast. RFC 9309; wildcards as crawlers read them (protego)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any

from builder.errors import MissingExtra
from builder.fetch.addresses import Place, parse
from builder.fetch.client import Answer
from builder.fetch.limits import TOKEN, Failed, Limits, Refused

Get = Callable[[Place], Answer]
_LONGEST = 500 * 1024  # bytes that are read, as RFC 9309 has it


@dataclass(slots=True)
class Robots:
    """The rules of each host, asked for once in a run. ``get`` asks for one place and follows nothing."""

    get: Get
    limits: Limits
    _rules: dict[str, Any] = field(default_factory=dict)  # origin -> rules; None: all is allowed; a str: nothing, why

    def check(self, place: Place) -> float:
        """The seconds to leave between requests. Raises Refused when ``place`` may not be fetched."""
        rules = self._of(place)
        if rules is None:
            return self.limits.delay
        if isinstance(rules, str):
            raise Refused(rules)
        if not rules.can_fetch(place.url, TOKEN):
            raise Refused(f"robots.txt of {place.host} does not allow it")
        delay = max(self.limits.delay, float(rules.crawl_delay(TOKEN) or 0))
        if delay > self.limits.longest_delay:
            raise Refused(f"robots.txt of {place.host} asks for {delay:g} seconds between requests")
        return delay

    def _of(self, place: Place) -> Any:
        if place.origin not in self._rules:
            self._rules[place.origin] = self._read(parse("/robots.txt", place))
        return self._rules[place.origin]

    def _read(self, place: Place) -> Any:
        """No such file allows all; a host that cannot answer allows nothing."""
        if find_spec("protego") is None:
            hint = "Get what it takes with: pip install 'quotestance[fetch]'"
            raise MissingExtra("robots.txt cannot be read.", hint=hint)
        from protego import Protego

        try:
            for _ in range(self.limits.redirects + 1):
                answer = self.get(place)
                if answer.status not in (301, 302, 303, 307, 308):
                    break
                place = parse(answer.headers.get("location", ""), place)
        except Refused as error:
            return f"robots.txt of {place.host} is not fetched: {error}"
        except Failed as error:
            return f"robots.txt of {place.host} cannot be read: {error}"
        if 400 <= answer.status < 500 and answer.status != 429:
            return None
        if answer.status != 200:
            return f"robots.txt of {place.host} cannot be read: the server answered {answer.status}"
        return Protego.parse(answer.body[:_LONGEST].decode("utf-8", "replace"))
