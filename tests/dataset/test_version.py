"""Version numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from builder.dataset.version import Asked, Bump, Version, check, decide, published
from builder.errors import VersionError


@pytest.mark.parametrize(
    "text", ["1", "1.0", "1.0.0.0", "01.0.0", "1.0.0-rc1", "1.0.x", "", " 1.0.0", "1.0.٣", "-1.0.0"]
)
def test_not_a_version(text: str) -> None:
    with pytest.raises(VersionError, match=r"MAJOR\.MINOR\.PATCH"):
        Version.parse(text)


def test_versions_are_ordered_as_numbers() -> None:
    assert Version.parse("0.9.0") < Version.parse("v0.10.0") < Version.parse("1.0.0")


@pytest.mark.parametrize(
    ("bump", "expected"), [(Bump.NONE, "1.2.3"), (Bump.PATCH, "1.2.4"), (Bump.MINOR, "1.3.0"), (Bump.MAJOR, "2.0.0")]
)
def test_bumped(bump: Bump, expected: str) -> None:
    assert str(Version(1, 2, 3).bumped(bump)) == expected


@pytest.mark.parametrize(
    ("needed", "asked", "expected"),
    [
        pytest.param(Bump.PATCH, {}, "1.2.4", id="what is needed"),
        pytest.param(Bump.PATCH, {"bump": "major"}, "2.0.0", id="a higher bump"),
        pytest.param(Bump.MINOR, {"version": "1.9.0"}, "1.9.0", id="a higher version"),
        pytest.param(Bump.MINOR, {"bump": "patch", "force": True}, "1.2.4", id="a lower bump by force"),
        pytest.param(Bump.MAJOR, {"version": "1.2.9", "force": True}, "1.2.9", id="a lower version by force"),
        pytest.param(Bump.MAJOR, {"bump": "minor"}, None, id="a lower bump"),
        pytest.param(Bump.MINOR, {"version": "1.2.4"}, None, id="a lower version"),
        pytest.param(Bump.PATCH, {"version": "0.9.0"}, None, id="below the parent"),
    ],
)
def test_decide(needed: Bump, asked: dict[str, object], expected: str | None) -> None:
    parsed = Asked.parse(**asked)  # type: ignore[arg-type]
    if expected is None:
        with pytest.raises(VersionError, match="--force"):
            decide(Version(1, 2, 3), needed, parsed)
    else:
        assert str(decide(Version(1, 2, 3), needed, parsed)) == expected


def test_the_first_version() -> None:
    assert str(decide(None, Bump.NONE, Asked())) == "0.1.0"
    assert str(decide(None, Bump.NONE, Asked.parse("2.0.0"))) == "2.0.0"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"version": "1.0.0", "bump": "major"}, "just one of --version and --bump"),
        ({"bump": "mayor"}, "Did you mean 'major'"),
        ({"version": "next"}, "not a version"),
    ],
)
def test_asked_wrongly(asked: dict[str, str], message: str) -> None:
    with pytest.raises(VersionError, match=message):
        Asked.parse(**asked)


def test_published_versions_are_the_folders_with_a_manifest(tmp_path: Path) -> None:
    for name in ("0.10.0", "0.9.0", "v3.0.0", "latest", ".staging-host-1"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}")
    (tmp_path / "9.0.0").mkdir()
    (tmp_path / "8.0.0").write_text("")
    assert [str(version) for version in published(tmp_path)] == ["0.9.0", "0.10.0"]
    assert published(tmp_path / "absent") == []


def test_a_version_that_exists_is_refused_before_any_work(tmp_path: Path) -> None:
    for name in ("0.1.0", "0.2.0"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "manifest.json").write_text("{}")
    with pytest.raises(VersionError, match="exists already"):
        check(tmp_path, Asked.parse("0.1.0"))
    check(tmp_path, Asked.parse("0.2.0"))  # the latest may be rebuilt
    check(tmp_path, Asked.parse("0.3.0"))
