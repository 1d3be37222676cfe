"""Vocabulary: what publishers write, from the reviewed tables beside this module: headings, codes, units, names."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLES = Path(__file__).parent / "tables"
Headings = tuple[str, ...]
"""Keys (see `table.key_of`) that a column may have, the first that is there."""


@cache
def rows(table: str) -> tuple[Mapping[str, str], ...]:
    with (_TABLES / f"{table}.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def headings(format: str) -> Mapping[str, Headings]:
    """A format's fields to the headings that they have had."""
    found = (row for row in rows("headings") if row["format"] == format)
    return {row["field"]: tuple(row["headings"].split()) for row in found}


@cache
def flows(format: str, column: str = "measure") -> dict[str, str]:
    """A format's words and codes of a flow, in small letters, to its measure or `basis`."""
    return {row["word"].lower(): row[column] for row in rows("flows") if row["format"] == format}


@cache
def units(format: str) -> dict[str, str]:
    """A format's words for a unit to ours."""
    return {row["word"]: row["unit"] for row in rows("units") if row["format"] == format}


@cache
def parts(format: str) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Fields by which a row is a part of a figure: the reason to skip it, and what such a field has of the whole."""
    found = (row for row in rows("parts") if row["format"] == format)
    return {row["field"]: (row["reason"], tuple(row["whole"].split("|"))) for row in found}


class Publisher(NamedTuple):
    """Who publishes a dataset and on what terms, as in sources.csv: what a citation of an imported figure needs."""

    name: str
    title: str
    url: str
    licence: str
    terms: str


@cache
def publishers() -> Mapping[str, Publisher]:
    return {row["dataset"]: Publisher(*list(row.values())[1:]) for row in rows("publishers")}
