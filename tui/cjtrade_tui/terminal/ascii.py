"""The same text in ASCII, cell for cell: for terminals and locales that have nothing else."""

import unicodedata
from functools import lru_cache
from pathlib import Path

from cjtrade_data.book.code_lists import rows
from cjtrade_tui.cells import cell_len

_SIGNS = str.maketrans(
    {sign: plain for plain, signs in rows(Path(__file__).parent, "ascii.csv", ("ascii", "signs")) for sign in signs}
)
"""The sign of ASCII that is most like each other one."""


def in_ascii(text: str) -> str:
    """`text` with as many cells, each of them ASCII: signs by the nearest one, letters without their accents, and
    a question mark for each cell of what has no likeness.

    >>> in_ascii("Côte d’Ivoire – 日本")
    "Cote d'Ivoire - ????"
    """
    return text if text.isascii() else _in_ascii(text)


@lru_cache(4096)
def _in_ascii(text: str) -> str:
    return "".join(c if c.isascii() else _cells(c) for c in text.translate(_SIGNS))


def _cells(character: str) -> str:
    width = cell_len(character)
    if "\u2800" <= character <= "\u28ff":  # braille dots: a line of a chart
        return "*" if character != "\u2800" else " "
    plain = unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()
    return plain if len(plain) == width else "?" * width
