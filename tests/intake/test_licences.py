from __future__ import annotations

import pytest

from builder.intake.licences import is_open, spdx


@pytest.mark.parametrize(
    ("printed", "expected", "redistributable"),
    [
        ("CC-BY-4.0", "CC-BY-4.0", True),
        ("cc by 4.0", "CC-BY-4.0", True),
        ("CC BY", "CC-BY", True),
        ("Creative Commons Attribution 4.0 International License", "CC-BY-4.0", True),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", True),
        ("http://creativecommons.org/licenses/by-sa/3.0/igo/", "CC-BY-SA-3.0-IGO", True),
        ("https://creativecommons.org/licenses/by/4.0/deed.en", "CC-BY-4.0", True),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0", True),
        ("CC0", "CC0-1.0", True),
        ("https://creativecommons.org/publicdomain/zero/1.0/", "CC0-1.0", True),
        ("public domain", "Public domain", True),
        ("ODC-BY", "ODC-By-1.0", True),
        ("Open Government Licence v3.0", "OGL-UK-3.0", True),
        ("CC BY-NC 4.0", "CC-BY-NC-4.0", False),
        ("CC-BY-NC-SA-4.0", "CC-BY-NC-SA-4.0", False),
        ("CC BY-ND 4.0", "CC-BY-ND-4.0", False),
        ("Attribution-NonCommercial-NoDerivatives", "Attribution-NonCommercial-NoDerivatives", False),
        ("Creative Commons Attribution-NonCommercial-NoDerivatives 4.0", "CC-BY-NC-ND-4.0", False),
        ("All rights reserved", "All rights reserved", False),
        ("see our terms", "see our terms", False),
    ],
)
def test_names_of_licences(printed: str, expected: str, redistributable: bool) -> None:
    assert spdx(printed) == expected
    assert is_open(expected) is redistributable


def test_no_licence_is_not_open() -> None:
    assert not is_open(None)
