"""Nearest: which format a heading comes closest to, and what it lacks of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from . import content
from .readers.table import Table

OTHERS = "ITC Trade Map, UNCTADstat, WTO Stats, FAOSTAT, Atlas of Economic Complexity, OEC, CEPII Gravity, US Census"
"""Formats whose headings vary too much to say which column is missing."""
_LEAST = 2
"""Columns that must be there before a format is said to be near."""


@cache
def needed() -> dict[str, dict[str, frozenset[str]]]:
    """Each format's columns without which a file is not of it: the usual heading to all that it may have."""
    found: dict[str, dict[str, frozenset[str]]] = {}
    for row in content.rows("needed"):
        found.setdefault(row["format"], {})[row["column"]] = frozenset((row["column"], *row["headings"].split()))
    return found


def told(tables: Iterable[Table]) -> str:
    """What the nearest format lacks: `nearest is UN Comtrade, which has a column primaryValue`; "" where none is near."""
    found = []
    for table in tables:
        there = {*table.keys, *table.header}
        for title, columns in needed().items():
            missing = [usual for usual, headings in columns.items() if not there & headings]
            if len(columns) - len(missing) >= _LEAST and missing:
                found.append((len(missing), len(missing) - len(columns), title, missing))
    if not found:
        return ""
    _, _, title, missing = min(found)
    return f"the nearest is {title}, but there is no column {', '.join(missing)}"
