from __future__ import annotations

import secrets
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("any machine", deadline=None)  # how fast a busy machine is says nothing about the code
settings.load_profile("any machine")


@pytest.fixture(scope="session", autouse=True)
def _token_of_ray() -> Iterator[None]:
    """Ray would otherwise make a token for its nodes and keep it in the home folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RAY_AUTH_MODE", "token")
        patch.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
        yield
