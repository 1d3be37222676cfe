"""What a file is that holds no data as it is, told from its first bytes, and what to do with it."""

from __future__ import annotations

import re

_SEVEN_ZIP, _RAR = b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_KINDS: tuple[tuple[str, str, str], ...] = (
    (
        r"version https://git-lfs\.github\.com/",
        "is a Git LFS pointer, not the file",
        "git lfs pull fetches the file itself",
    ),
    (r"(?s).{0,400}/annex/objects/", "is a git-annex pointer, not the file", "git annex get fetches the file itself"),
    (r"%PDF-", "is a PDF", "ask its publisher for CSV or Excel"),
    (
        r"<stata_dta>|[\x69-\x73][\x01\x02]\x01\x00",
        "is a Stata file, which is not read",
        "save it as CSV: export delimited",
    ),
    (r"\$FL2@\(#\)", "is an SPSS file, which is not read", "save it as CSV"),
    (r"RD[AX][23]\n|X\n\x00\x00\x00", "is an R data file, which is not read", "save it as CSV: write.csv"),
    (r"SQLite format 3\x00", "is an SQLite database, which is not read", "save the table as CSV"),
    (r"\x89HDF|CDF[\x01\x02]", "is an HDF5 or NetCDF file, which is not read", "save the table as CSV"),
    (
        r"(?si)\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|div)\b",
        "is a web page without a table of trade data",
        "save the data from the page's own download",
    ),
)


def what_it_is(head: bytes) -> tuple[str, str] | None:
    """(what the file is, what to do), None where it may be data of a kind that is not known."""
    if head.startswith((_SEVEN_ZIP, _RAR)):
        return (
            f"is a {'7z' if head.startswith(_SEVEN_ZIP) else 'RAR'} archive, which is not read",
            "unpack it and import what is in it",
        )
    if head.startswith(b"\xd0\xcf\x11\xe0") and _ENCRYPTED in head:
        return "is a workbook protected by a password", "save it without a password"
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        return "is an archive inside an archive", "unpack the outer one and import the inner one"
    text = head[:4096].decode("latin-1")
    return next(((what, mend) for pattern, what, mend in _KINDS if re.match(pattern, text)), None)
