"""The bytes of a web page in, its text out, by what its mark, its server or itself says of the encoding."""

from __future__ import annotations

import codecs
import re

from builder.intake.decode import decode
from builder.intake.draft import Problem

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_META = re.compile(rb"<meta[^>]{1,200}?charset\s*=\s*[\"']?\s*([\w\-]+)", re.IGNORECASE)
_XML = re.compile(rb"\s*<\?xml[^>]{1,200}?encoding\s*=\s*[\"']([\w\-]+)", re.IGNORECASE)
_SEEN = 4096  # bytes of the page in which it names its encoding
# Names that browsers take for a wider encoding, by Python's name; others stand for themselves, if they are in _KNOWN.
_WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "big5": "big5hkscs",
}  # fmt: skip
_KNOWN = frozenset(
    "utf-8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp874 cp866 koi8-r koi8-u mac-roman "
    "iso8859-2 iso8859-3 iso8859-4 iso8859-5 iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 "
    "iso8859-15 iso8859-16 gb18030 big5hkscs cp932 euc_jp iso2022_jp cp949 utf-16-le utf-16-be".split()
)


def text_of(data: bytes, name: str, charset: str | None) -> tuple[str, tuple[str, ...]] | Problem:
    """The text and what is to be noted of it; ``charset`` is what the server said.

    Valid UTF-8 is UTF-8 whatever is said, for nothing else looks like it by chance. Bytes that the declared encoding
    doesn't have become U+FFFD and are noted. A page that is not UTF-8 and says nothing is a Problem.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    stated = _META.search(data, 0, _SEEN) or _XML.match(data, 0, _SEEN)
    declared = _known(charset) or _known(stated[1].decode("ascii") if stated else None)
    if declared in (None, "utf-8", "utf-16-le", "utf-16-be") or not _escapes(declared):
        try:
            return data.decode("utf-8"), ()
        except UnicodeDecodeError:
            pass
    if declared is None:
        found = decode(data, name)
        return found if isinstance(found, Problem) else (found, ())
    return _decoded(data, "utf-8" if declared.startswith("utf-16") else declared)  # the bytes that say so are not


def _decoded(data: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        return data.decode(encoding, "replace"), ("undecodable_bytes",)


def _known(label: str | None) -> str | None:
    try:
        found = codecs.lookup(label.strip("\"' ")).name if label else None
    except (LookupError, ValueError):  # an unknown name, or one with a NUL in it
        return None
    found = _WIDER.get(found or "", found)
    return found if found in _KNOWN else None


def _escapes(encoding: str | None) -> bool:
    return encoding == "iso2022_jp"  # ASCII bytes that are valid UTF-8 and mean something else
