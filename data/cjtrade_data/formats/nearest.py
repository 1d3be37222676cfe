"""Nearest: which format a heading comes closest to, and what it lacks of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from . import content
from .money import parted
from .readers.table import Table, key_of

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


def layouts_like(tables: Iterable[Table]) -> str:
    """What the nearest format has and no table: `the nearest is UN Comtrade, but there is no column primaryValue`; "" where
    none is near."""
    found = []
    for table in tables:
        there = {*table.keys, *table.header, *(parted(name)[0] for name in table.header)}
        for title, columns in needed().items():
            missing = {usual: headings for usual, headings in columns.items() if not there & headings}
            if len(columns) - len(missing) >= _LEAST and missing:
                found.append((len(missing), len(missing) - len(columns), title, _lacking(table, missing)))
    if not found:
        return ""
    _, _, title, lacking = min(found)
    return f"the nearest is {title}, but {lacking}"


def _lacking(table: Table, missing: dict[str, frozenset[str]]) -> str:
    """Which columns there are not; of one that is there with words in brackets, that these are no unit known here."""
    every = frozenset().union(*missing.values())
    unknown = next((name for name in table.header if "(" in name and key_of(name.partition("(")[0]) in every), "")
    return f"the unit of '{unknown}' is not known" if unknown else f"there is no column {', '.join(missing)}"
