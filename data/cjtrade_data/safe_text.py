"""The one door for text from outside: nothing that a terminal would obey gets through.

What a terminal obeys starts with a control character (C0 with ESC, DEL, or the 8-bit C1 forms of CSI, OSC, DCS) or is
one; what deceives the eye is a format character (bidirectional overrides, zero-width ones), a letter that shows
nothing, or marks heaped on a letter until they run over the lines around it. Markup of Rich and Textual is no
matter of characters: text from outside never goes to anything that reads markup.
"""

import unicodedata
from functools import lru_cache

LONGEST = 4_000
"""Characters a cell of a table may have; the longest of the bundled ones has 233."""
_REFUSED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MARKS = frozenset({"Mn", "Mc", "Me"})
_MOST_MARKS = 6
"""Marks on one letter: Khmer and Vietnamese need up to five."""
_INVISIBLE = frozenset(
    ["\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"]
    + [chr(c) for a, b in ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF)) for c in range(a, b + 1)]
)
"""Assigned as letters, marks or signs, yet nothing is seen of them."""


_MARKDOWN = {ord(c): "\\" + c for c in "\\[]*_`<>|#"}


def escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return text.translate(_MARKDOWN)


def safe_text(text: str) -> str:
    """`text` on one line, without control, format (bidirectional, zero-width), private, unassigned or invisible
    characters, marks without a letter or more than six on one.

    Line breaks, tabs and blanks of other widths become a space; everything else of those kinds is dropped, so what
    remains prints as it reads. Text that is clean already comes back as the same object.

    >>> safe_text("Japan\\x1b]0;owned\\x07\\u202e")
    'Japan]0;owned'
    """
    if text.isascii() and text.isprintable():
        return text
    clean = _cleaned(text) if len(text) < 200 else _cleaned.__wrapped__(text)
    return text if clean == text else clean


@lru_cache(4096)
def _cleaned(text: str) -> str:
    kept: list[str] = []
    marks = _MOST_MARKS
    for character in text:
        if character.isascii() and character.isprintable():
            kept.append(character)
            marks = 0
            continue
        category = unicodedata.category(character)
        if category in _MARKS:
            marks += 1
            if marks <= _MOST_MARKS and character not in _INVISIBLE:
                kept.append(character)
        elif character in "\n\r\t\v\f\x85\u2028\u2029" or category == "Zs":
            kept.append(" ")
            marks = _MOST_MARKS
        elif category not in _REFUSED and character not in _INVISIBLE:
            kept.append(character)
            marks = 0
    return "".join(kept)
