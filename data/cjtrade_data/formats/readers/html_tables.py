"""Tables of a web page, which some services save under the name of a spreadsheet (`.xls`)."""

from __future__ import annotations

from html.parser import HTMLParser

from ...model.digits import is_digits
from ..rows import FormatError
from . import limits
from .files import Part

_IGNORED = ("script", "style")


class _Rows(HTMLParser):
    """The rows of all tables of a page; a table inside a cell is a table of its own, and a cell over several columns has its
    text in the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self._cells = self._ignored = self._at = 0
        self._in_cell: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _IGNORED:
            self._ignored += 1
        elif tag == "table":
            self._open.append([])
            self._in_cell.append(False)
            self.tables.append(self._open[-1])
        elif not self._open:
            return
        elif tag == "tr":
            self._open[-1].append([])
            self._in_cell[-1] = False
        elif tag in ("td", "th"):
            span = dict(attrs).get("colspan") or "1"
            repeated = min(int(span), limits.COLUMNS) if is_digits(span) else 1
            if not self._open[-1]:
                self._open[-1].append([])
            self._at = len(self._open[-1][-1])
            self._open[-1][-1] += [""] * max(repeated, 1)
            self._cells += repeated
            self._in_cell[-1] = True
        elif tag == "br" and self._in_cell[-1]:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _IGNORED:
            self._ignored -= 1
        elif tag == "table" and self._open:
            self._open.pop()
            self._in_cell.pop()
        elif tag in ("td", "th", "tr") and self._in_cell:
            self._in_cell[-1] = False

    def handle_data(self, data: str) -> None:
        if self._in_cell and self._in_cell[-1] and self._ignored <= 0:
            self._open[-1][-1][self._at] += data

    @property
    def is_too_large(self) -> bool:
        return self._cells > limits.CELLS


def tables(part: Part) -> list[list[list[str]]]:
    """The tables of a page as rows of text, blanks joined. Raises FormatError for one that is too large."""
    reading = _Rows()
    with part.opened() as source:
        for block in source.document_blocks():
            reading.feed(block.decode("utf-8", "replace"))
            if reading.is_too_large:
                raise FormatError(part.label, f"is a web page of more than {limits.CELLS:,} cells", "save it as CSV")
    reading.close()
    return [[[" ".join(cell.split()) for cell in row] for row in table if row] for table in reading.tables]
