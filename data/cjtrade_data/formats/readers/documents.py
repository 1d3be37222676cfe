"""Documents as tables: JSON and XML of records (UN Comtrade, World Bank, SDMX), and the tables of a web page, which some
services save under the name of a spreadsheet (`.xls`)."""

import io
import re
from collections.abc import Iterable, Iterator
from functools import partial
from html.parser import HTMLParser
from typing import Any

from ...model.digits import is_digits
from .. import sdmx_json, sdmx_ml
from ..rows import FormatError
from . import json_text, limits
from .delimited import Grid
from .files import Part, encoding_of
from .table import Table, row_grids, text_grid

_RECORDS = 20_000
"""Records turned into a frame at a time."""
Record = dict[str, str]
_ERROR = re.compile(r'"error"\s*:\s*"([^"]+)"')
_REFUSAL = re.compile(r'"message"\s*:\s*(?:\[\s*\{[^}]*"value"\s*:\s*)?"([^"]+)"')
_NO_RECORDS = re.compile(r'"(?:data|dataset|value)"\s*:\s*\[\s*\]')


def json_tables(part: Part, head: bytes) -> list[Table]:
    """The tables of a JSON document: of its records, or of an SDMX-JSON message.

    Raises FormatError where the document is broken, or carries the service's error instead of data.
    """
    text = head.decode(encoding_of(head), "ignore")
    if json_text.is_deep(text):
        reason = f"is nested deeper than {limits.DEPTH} levels"
        raise FormatError(part.label, reason, "it is no file of trade data: ask its publisher for CSV")
    if re.search(r'"(dataSets|structures)"\s*:', text):
        return record_tables(part, *sdmx_json.read(part))
    if _ARRAYS.match(text):
        return _array_table(part)
    if _LINES.match(text):
        return record_tables(part, partial(_json_records, part, ""), {})
    path = _path_of_records(text)
    refusal = _ERROR.search(text) or (None if path.startswith("data") else _REFUSAL.search(text))
    if refusal:
        raise FormatError(part.label, f"the service answered '{refusal[1][:200]}'", "ask it again")
    if not path and _NO_RECORDS.search(text):
        raise FormatError(part.label, "the service answered without a record", "ask it for something else")
    return record_tables(part, partial(_json_records, part, path), _extent(text)) if path else []


_ARRAYS = re.compile(r'\s*\[\s*\[\s*"')
_LINES = re.compile(r"\s*\{.*\}[ \t\r]*\n\s*\{")
"""A record a line, with nothing around them."""


def _array_table(part: Part) -> list[Table]:
    """The table of a list of lists, the first of which is the heading: the answers of the US Census Bureau."""
    heading, *below = [[_text(cell) for cell in row] for row in json_text.loaded(part) if isinstance(row, list)]
    stream = partial(row_grids, below, len(heading), 1)
    return [Table(part, tuple(heading), stream, sample=tuple(map(tuple, below[:200])))]


def _extent(text: str) -> dict[str, str]:
    """What a service says of how much there is: `records` of all, or which `page` of how many."""
    head = text.partition("[" if not text.lstrip().startswith("[") else "},")[0]
    found = {}
    if count := re.search(r'"(?:count|total)"\s*:\s*([0-9]+)', head):
        found["records"] = count[1]
    page, pages = (re.search(rf'"{name}"\s*:\s*([0-9]+)', head) for name in ("page", "pages"))
    if page and pages and page[1] != pages[1]:
        found["page"] = f"{page[1]} of {pages[1]}"
    return found


def xml_tables(part: Part, head: bytes) -> list[Table]:
    """The table of an SDMX-ML message, generic or structure-specific; none for other XML."""
    if not sdmx_ml.is_message(head):
        return []
    return record_tables(part, partial(sdmx_ml.records, part), sdmx_ml.facts(part))


def record_tables(part: Part, records: Any, facts: dict[str, str]) -> list[Table]:
    """One table of records: its heading is what the first two hundred of them have; `records()` gives them anew.

    Raises FormatError for more fields than are taken.
    """
    first = next(_chunks(records(), 200), [])
    names = list(dict.fromkeys(name for record in first for name in record))
    if not names:
        return []
    if len(names) > limits.COLUMNS:
        reason = f"its records have {len(names):,} different fields; at most {limits.COLUMNS:,} are taken"
        raise FormatError(part.label, reason, "leave out fields")
    sample = tuple(tuple(record.get(name, "") for name in names) for record in first)
    return [Table(part, tuple(names), partial(_grids, records, names), sample=sample, facts=facts)]


def _grids(records: Any, names: list[str]) -> Iterator[tuple[Grid, float]]:
    number = 1
    for chunk in _chunks(records(), min(_RECORDS, limits.CELLS // len(names))):
        rows = [[record.get(name, "") for name in names] for record in chunk]
        yield text_grid(rows, len(names), number), 0.0
        number += len(chunk)


def _chunks(records: Iterable[Record], most: int) -> Iterator[list[Record]]:
    """Some records at a time, `most` of them or as many as take the bytes that one may have."""
    chunk: list[Record] = []
    size = 0
    for record in records:
        chunk.append(record)
        size += sum(map(len, record)) + sum(map(len, record.values()))
        if len(chunk) >= most or size > limits.RECORD:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _path_of_records(text: str) -> str:
    """Where the records are, as ijson writes it: `data.item`, `dataset.item`, `item`, `item.item`."""
    import ijson

    paths: list[str] = []
    try:
        for prefix, event, _ in ijson.parse(io.BytesIO(text.encode())):
            if event == "start_map" and prefix in ("data.item", "dataset.item", "item", "item.item", "value.item"):
                paths.append(prefix)
    except ijson.JSONError:
        pass
    return max(paths, key=lambda path: path.count("item"), default="")


def _json_records(part: Part, path: str) -> Iterator[Record]:
    import ijson

    with part.opened() as source:
        watched = json_text.Watched(source)
        try:
            for item in ijson.items(watched, path, multiple_values=not path):
                watched.records += 1
                watched.since = 0
                if isinstance(item, dict):
                    yield dict(_flat(item))
        except FormatError:
            raise
        except (ijson.JSONError, ValueError) as error:
            reason = f"the JSON breaks off after record {watched.records} ({str(error).splitlines()[0][:120]})"
            raise FormatError(part.label, reason, "download it again") from error


def _flat(item: dict[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    for name, value in item.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{name}.")
        else:
            yield above + name, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


_IGNORED = ("script", "style")


class _Rows(HTMLParser):
    """The rows of all tables of a page; a table inside a cell is a table of its own, and a cell over several columns has its
    text in the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[list[list[str]]] = []
        self._open: list[list[list[str]]] = []
        self.cells = self._ignored = self._at = 0
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
            self.cells += repeated
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


def html_tables(part: Part) -> list[list[list[str]]]:
    """The tables of a web page as rows of text, blanks joined. Raises FormatError for one that is too large."""
    reading = _Rows()
    with part.opened() as source:
        for block in source.document_blocks():
            reading.feed(block.decode("utf-8", "replace"))
            if reading.cells > limits.CELLS:
                raise FormatError(part.label, f"is a web page of more than {limits.CELLS:,} cells", "save it as CSV")
    reading.close()
    return [[[" ".join(cell.split()) for cell in row] for row in table if row] for table in reading.tables]
