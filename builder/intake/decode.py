"""Bytes in, text out: UTF-8, with or without a byte order mark, or a sentence that says how to make it so."""

from __future__ import annotations

import codecs
import re
import shlex

from builder.intake.draft import Problem

_MARKS = (  # longest first: the mark of UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF32_LE, "UTF-32LE"),
    (codecs.BOM_UTF32_BE, "UTF-32BE"),
    (codecs.BOM_UTF16_LE, "UTF-16LE"),
    (codecs.BOM_UTF16_BE, "UTF-16BE"),
)
# The usual ones first: English text reads alike in several.
_LIKELY = ["cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "koi8_r", "mac_roman", "shift_jis", "gb18030", "big5"]
_NAMES = {"mac_roman": "MACINTOSH", "koi8_r": "KOI8-R"}
_SAMPLE = 32_768  # bytes that are shown to the detector
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")  # NUL, lone surrogates: no UTF-8 column can hold them safely
BYTE_ORDER_MARK = "\ufeff"


def decode(data: bytes, name: str) -> str | Problem:
    """The text of a file, its byte order mark left in place, so that offsets into the file stay what they are."""
    if found := wide(data):
        return foreign(name, f"it is {found}", found)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return not_utf8(data, name, f"byte 0x{data[error.start]:02X} in line {line}", error.start)


def wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32, told by the mark at its start or by a NUL in every other byte."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    head = data[:_SAMPLE]
    for zeros, encoding in ((head[1::2], "UTF-16LE"), (head[0::2], "UTF-16BE")):
        if len(head) >= 4 and zeros.count(0) > 0.7 * len(zeros):
            return encoding
    return None


def not_utf8(data: bytes, name: str, where: str, position: int = 0) -> Problem:
    """Says which encoding ``data`` looks like; ``position`` is the first byte that is not UTF-8."""
    encoding = _looks_like(data[max(0, position - _SAMPLE // 2) : position + _SAMPLE // 2])
    if encoding is None:
        return Problem("wrong_encoding", f"Not UTF-8 ({where}), and like no encoding known here; is it a text file?")
    return foreign(name, f"{where}; it looks like {encoding}", encoding)


def foreign(name: str, what: str, encoding: str) -> Problem:
    given = shlex.quote(name)
    return Problem(
        "wrong_encoding",
        f"Not UTF-8 ({what}). Convert it with iconv -f {encoding} -t UTF-8 {given} > NEW and read that.",
    )


def _looks_like(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    matches = list(from_bytes(data, cp_isolation=_LIKELY))
    if not matches:
        return None
    best = min(matches, key=lambda match: (match.chaos, -match.coherence, _LIKELY.index(match.encoding)))
    name = min((best.encoding, *best.could_be_from_charset), key=_LIKELY.index)  # where they read alike, the usual one
    return _NAMES.get(name, name.upper().replace("CP", "WINDOWS-").replace("_", "-"))


def unstorable(text: str) -> str | None:
    """What in ``text`` no UTF-8 column can hold, and where; None when all is well."""
    found = UNSTORABLE.search(text)
    if not found:
        return None
    line = text.count("\n", 0, found.start()) + 1
    if found[0] == "\x00":
        return f"a NUL character (character {found.start()}, line {line}); remove it, or check that this is text"
    code = f"U+{ord(found[0]):04X}"
    return f"half a surrogate pair ({code}, character {found.start()}, line {line}), which UTF-8 cannot hold; repair it"
