"""Reading an answer far enough to know that it is one: JSON without NaN, CSV with its columns, finite numbers."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from .service_errors import ServiceError, changed

_BROKEN = "try again; if it stays so, report it"


def read_json(service: str, path: Path) -> Any:
    """The document in a file. Raises ServiceError for what is no JSON, NaN and infinities included."""

    def refuse(constant: str) -> NoReturn:
        raise ServiceError(service, f"the answer holds {constant} where a number should be", _BROKEN)

    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=refuse)
    except ServiceError:
        raise
    except (ValueError, RecursionError):
        raise ServiceError(service, "the answer is no JSON, or only a part of it", _BROKEN) from None


def fields(service: str, row: object, wanted: Mapping[str, type | tuple[type, ...]]) -> dict[str, Any]:
    """`row` itself if it is an object with these fields, of these types. Raises ServiceError naming what is not so."""
    if not isinstance(row, dict):
        raise changed(service, "a row of it is no object")
    for name, kind in wanted.items():
        if name not in row:
            raise changed(service, f"it has no '{name}'")
        value = row[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise changed(service, f"its '{name}' is {_shown(value)}")
        if isinstance(value, float) and not math.isfinite(value):
            raise ServiceError(service, f"the answer holds {value} as '{name}'", _BROKEN)
    return row


def rows_of_csv(service: str, path: Path, wanted: Sequence[str]) -> Iterator[dict[str, str]]:
    """The records of a CSV file by column. Raises ServiceError where columns are missing or a record is cut short."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, strict=True)
        try:
            header = next(reader, [])
            missing = [name for name in wanted if name not in header]
            if missing:
                raise changed(service, f"it has no column {missing[0]}")
            for record in reader:
                if len(record) != len(header):
                    raise ServiceError(service, f"line {reader.line_num} of the answer is cut off", _BROKEN)
                yield dict(zip(header, record, strict=True))
        except (csv.Error, UnicodeDecodeError):
            raise ServiceError(service, f"the answer is no CSV after line {reader.line_num}", _BROKEN) from None


def finite(service: str, text: str, what: str) -> bool:
    """Whether a cell holds a number, False where it is empty. Raises ServiceError for anything else."""
    if not text.strip():
        return False
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or "_" in text:
        raise ServiceError(service, f"the answer holds {_shown(text)} as the value of {what}", _BROKEN)
    return True


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:36]} ..."
