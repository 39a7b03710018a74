"""Version numbers MAJOR.MINOR.PATCH and the folders that carry them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from builder.errors import VersionError, nearest

_PATTERN = re.compile(r"v?(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})\.(0|[1-9]\d{0,8})", re.ASCII)


class Bump(IntEnum):
    """How much a change matters to those who use the dataset; ordered."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, text: str) -> Bump:
        names = {str(bump): bump for bump in cls if bump}
        if text.lower() not in names:
            raise VersionError(f"{text!r} is not a bump.", hint=nearest(text, names))
        return names[text.lower()]


@dataclass(frozen=True, slots=True, order=True)
class Version:
    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    @classmethod
    def parse(cls, text: str) -> Version:
        match = _PATTERN.fullmatch(text)
        if match is None:
            raise VersionError(f"{text!r} is not a version.", hint="Versions read MAJOR.MINOR.PATCH, e.g. 1.2.0.")
        return cls(*(int(part) for part in match.groups()))

    def bumped(self, bump: Bump) -> Version:
        if bump is Bump.MAJOR:
            return Version(self.major + 1, 0, 0)
        if bump is Bump.MINOR:
            return Version(self.major, self.minor + 1, 0)
        return Version(self.major, self.minor, self.patch + (bump is Bump.PATCH))


FIRST = Version(0, 1, 0)


def published(out: Path) -> list[Version]:
    """The versions in ``out``, ascending: folders named like one that hold a manifest."""
    if not out.is_dir():
        return []
    found = [path for path in out.iterdir() if (path / "manifest.json").is_file()]
    return sorted(Version.parse(path.name) for path in found if _PATTERN.fullmatch(path.name) and path.name[0] != "v")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user wants the next version to be: a number, a bump, or neither; ``force`` lets it be too low."""

    version: Version | None = None
    bump: Bump | None = None
    force: bool = False

    @classmethod
    def parse(cls, version: str | None = None, bump: str | None = None, *, force: bool = False) -> Asked:
        """From what stands on the command line. Raises VersionError for what is no version or bump, and for both."""
        if version is not None and bump is not None:
            raise VersionError("a version and a bump were asked for.", hint="Use just one of --version and --bump.")
        return cls(
            None if version is None else Version.parse(version), None if bump is None else Bump.parse(bump), force
        )


NOTHING = Asked()


def check(out: Path, asked: Asked) -> None:
    """Raise VersionError when the version asked for exists, before any work is done.

    The latest version may be asked for: a build that reproduces it is a success.
    """
    versions = published(out)
    if asked.version is not None and asked.version not in versions[-1:] and (out / str(asked.version)).exists():
        raise exists_already(out / str(asked.version))


def exists_already(target: Path) -> VersionError:
    return VersionError(
        f"version {target.name} exists already.",
        where=target,
        hint="A version is never overwritten: leave --version out to get the next one, or remove the folder.",
    )


def decide(parent: Version | None, needed: Bump, asked: Asked) -> Version:
    """The version to publish.

    ``needed`` is what the changes since ``parent`` ask for. More may be asked for; less only by force, because
    whoever pins ``~=1.2`` relies on the rules. Raises VersionError naming the version that would do.
    """
    if parent is None:
        return asked.version or FIRST
    least = parent.bumped(needed)
    chosen = asked.version or (least if asked.bump is None else parent.bumped(asked.bump))
    if chosen < least and not asked.force:
        raise VersionError(
            f"{chosen} is too low: the changes since {parent} are {needed}.",
            hint=f"Leave the version out (it becomes {least}), ask for {least} or higher, or pass --force.",
        )
    return chosen
