"""A licence as metadata name it in, its SPDX id out, and whether it lets the text be passed on."""

from __future__ import annotations

import re

# Licences that let anyone pass a text on, changed or not, for any purpose. CC licences with NC or ND are not among
# them: a dataset cuts texts up and cannot answer for what its readers do. Their owners can still say
# `text_redistributable: true`.
_OPEN = re.compile(r"CC0(-1\.0)?|CC-BY(-SA)?(-\d\.\d)?(-[A-Z]{2,3})?|PDDL-1\.0|PDM-1\.0|Public domain|ODC-By-1\.0|"
                   r"ODbL-1\.0|OGL-UK-\d\.0|Apache-2\.0|MIT")  # fmt: skip
_CC = re.compile(
    r"""(?:cc|creative[ ]commons|https?://creativecommons\.org/licenses)[ \-/:]*
        (?P<terms> (?:attribution|by) (?:[ \-]?(?:nc|nd|sa|non-?commercial|no-?deriv(?:ative)?s?|share-?alike))* )
        (?:[ ]?(?:licen[cs]e|international|unported))*
        (?:[ \-/]*v?(?P<version>[1-4]\.\d))?
        (?:[ \-/]*(?P<port>igo|[a-z]{2}))?
        (?:[ ]?(?:licen[cs]e|international|unported))*
        (?:/(?:deed\.?\w*|legalcode)?)?""",
    re.VERBOSE,
)
_KNOWN = (  # SPDX id, the other ways to write it
    ("CC0-1.0", r"cc-?0(?:[ -]?1\.0)?(?: universal)?|https?://creativecommons\.org/publicdomain/zero/1\.0/?"),
    ("PDM-1.0", r"https?://creativecommons\.org/publicdomain/mark/1\.0/?"),
    ("Public domain", r"(?:in the )?public[ -]domain|pd"),
    ("ODC-By-1.0", r"odc[- ]by(?:[- ]1\.0)?"),
    ("ODbL-1.0", r"odbl(?:[- ]1\.0)?"),
    ("PDDL-1.0", r"pddl(?:[- ]1\.0)?"),
    ("OGL-UK-3.0", r"ogl(?:-uk)?(?:[- ]v?3\.0)?|open government licence(?: v?3\.0)?|"
                   r"https?://www\.nationalarchives\.gov\.uk/doc/open-government-licence/version/3/?"),
)  # fmt: skip


def spdx(name: str) -> str:
    """The SPDX id where ``name`` is a known way to write one, else ``name`` as given: "CC BY 4.0" is "CC-BY-4.0"."""
    plain = " ".join(name.split())
    low = plain.casefold()
    for known, ways in _KNOWN:
        if low == known.casefold() or re.fullmatch(ways, low):
            return known
    found = _CC.fullmatch(low)
    if not found:
        return plain
    terms = re.findall(
        r"share-?alike|sa|non-?commercial|nc|no-?deriv\w*|nd", found["terms"].removeprefix("attribution")
    )
    kinds = {{"s": "SA"}.get(term[0]) or ("NC" if term.startswith(("non", "nc")) else "ND") for term in terms}
    parts = ["CC-BY", *(kind for kind in ("NC", "ND", "SA") if kind in kinds), found["version"], found["port"]]
    return "-".join(part.upper() for part in parts if part)


def is_open(licence: str | None) -> bool:
    return licence is not None and _OPEN.fullmatch(licence) is not None
