"""What a file is that holds no data as it is, told from its first bytes, and what to do with it."""

from __future__ import annotations

import re

from .. import content

_OLD_WORKBOOK, _ENCRYPTED = b"\xd0\xcf\x11\xe0", "EncryptedPackage".encode("utf-16-le")


def what_it_is(head: bytes) -> tuple[str, str] | None:
    """(what the file is, what to do), None where it may be data of a kind that is not known."""
    if head.startswith(_OLD_WORKBOOK) and _ENCRYPTED in head:
        return "is a workbook protected by a password", "save it without a password"
    text = head[:4096].decode("latin-1")
    found = (row for row in content.rows("not_data") if re.match(row["pattern"], text))
    return next(((row["is"], row["mend"]) for row in found), None)
