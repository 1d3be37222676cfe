"""The one door for text from outside: nothing that a terminal would obey gets through."""

from __future__ import annotations

import unicodedata

_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_text(text: str) -> str:
    """`text` on one line, without control, format (bidirectional, zero-width), private or unassigned characters.

    Line breaks and tabs become a space; everything else of those kinds is dropped, so what remains prints
    as it reads. Text that is clean already comes back as the same object.

    >>> safe_text("Japan\\x1b]0;owned\\x07\\u202e")
    'Japan]0;owned'
    """
    if text.isprintable():
        return text
    return "".join(_safe_character(c) for c in text)


def _safe_character(character: str) -> str:
    if character in "\n\r\t\v\f\x85\u2028\u2029":
        return " "
    if unicodedata.category(character) in _REFUSED:
        return ""
    return " " if unicodedata.category(character) == "Zs" else character
