"""World Bank, World Development Indicators: the bulk CSV (years as columns, with or without the lines above), DataBank's
wide and long layouts, and the API's JSON.

Country, series and time stand in rows or in columns; a heading `2011 [YR2011]`, `Cambodia [KHM]` or `GDP (current US$)
[NY.GDP.MKTP.CD]` says which. Missing is `..` or empty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

import polars as pl

from ..model.figure import SCALE_OF_POWER
from . import content, faults
from .areas import area_column
from .cells import is_missing, tidy
from .money import parted
from .readers.table import Table, key_of
from .rows import Recognition, RowRule, Sorter, looked_up, of_year, partition

_SERIES = ("indicatorname", "seriesname")

_OF_OTHERS = {*"partner partnername tradeflow counterpartcountryname counterpartcountrycode attribute".split()}
_REMARK = r"(?i)^(data from database|last updated|source:|note:)"


def sniff(table: Table) -> Recognition | None:
    """WDI, if country, series and time all stand in its rows or in its headings."""
    keys, known = set(table.keys), content.headings("wdi")
    has = all(
        keys & names for names in ({*known["code"], *known["country"]}, {*known["series"], *_SERIES}, {*known["time"]})
    )
    if not has or "value" not in keys or keys & _OF_OTHERS:
        return None
    source = _database(table) or (
        "DataBank" if any("[" in name for name in (*table.header, *table.over)) else "bulk file"
    )
    how = "years as columns" if table.over and table.over[0].lstrip("X")[0] in "12" else "long"
    return Recognition("wdi", f"World Bank, {source} ({how})", "wdi", 25, edition=_edition(table))


def _database(table: Table) -> str:
    for line in (*table.below, *table.above):
        if found := re.search(r"Data (?:from database|Source)\W+([A-Za-z ]{4,60})", line):
            return found[1].strip()
    return ""


def _edition(table: Table) -> str:
    """The day of the last update, as the lines above or below the data state it."""
    for line in (*table.above, *table.below):
        if found := re.search(
            r"Last Updated(?: Date)?\W+([0-9]{4}-[0-9][0-9]-[0-9][0-9]|[0-9][0-9]?/[0-9][0-9]?/[0-9]{4})", line
        ):
            text = found[1]
            try:
                day = datetime.strptime(text, "%Y-%m-%d" if "-" in text else "%m/%d/%Y")
            except ValueError:
                continue
            return day.date().isoformat()
    return ""


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells."""
    labels = {name: table.text(*keys).str.strip_chars() for name, keys in content.headings("wdi").items()}
    labels |= {"remark": pl.col("c0").str.contains(_REMARK), "text": table.text("value"), "cell": table.cell("Value")}
    tests = _tests(by_name=table.column(*content.headings("wdi")["series"]) is None)
    return lambda cells: [partition(_with_meanings(cells.select("line", **labels)), _SKIPS, tests, _COLUMNS)]


def _with_meanings(cells: pl.DataFrame) -> pl.DataFrame:
    year = r"^(?:YR)?((?:19|20)[0-9][0-9])(?:\.0)?(?: \[YR[0-9]{4}\])?$"
    cells = cells.with_columns(
        area_column(cells, ["code", "country"]).alias("reporter_area"),
        tidy("text").alias("value_text"),
        pl.col("time").str.strip_chars().str.extract(year, 1).alias("year"),
    )
    return looked_up(
        cells,
        ("series", "name", "reporter_area"),
        SeriesMeaning._fields,
        lambda *words: series(*(word or "" for word in words)),
    )


def _tests(by_name: bool) -> list[RowRule]:
    label, cell = ("name", "Indicator Name") if by_name else ("series", "Series Code")
    pattern = "[A-Za-z]" if by_name else r"^[A-Za-z][A-Za-z0-9_.]*$"
    mend = "restore its code, as NY.GDP.MKTP.CD, or where there is no code its name"
    no_series = ~pl.col(label).str.strip_chars().str.contains(pattern)
    return [
        faults.area("reporter_area", "Country Code", pl.col("code") + " " + pl.col("country"), "the World Bank"),
        RowRule(no_series, cell, "is not a series", mend, label),
        faults.year("year", "Time", "time"),
        *faults.value(pl.col("cell"), "text", is_flow=False),
    ]


_SKIPS = {"a remark below the data": pl.col("remark"), "no value": is_missing(pl.col("value_text"))}
_COLUMNS = {
    "partner": pl.lit(""),
    **of_year("year"),
    "title": pl.when(pl.col("measure").str.starts_with("WDI:")).then("name").otherwise(pl.lit("")),
}


class SeriesMeaning(NamedTuple):
    """`measure` is ours where measures.csv has it, else `WDI:` and the code; `unit` and, of money, `scale` as the series'
    name states them."""

    measure: str
    unit: str
    scale: str = "one"


@cache
def _known() -> dict[str, Mapping[str, str]]:
    """The series that have a measure, a unit or a name of their own, by code."""
    return {row["code"]: row for row in content.rows("series") if row["dataset"] == "wdi"}


@cache
def _codes() -> dict[str, str]:
    """Codes by the names of the World Bank, for files that give the name alone; of others the name stands for the code."""
    return {key_of(row["name"]): code for code, row in _known().items()}


_CURRENCY = {"KHM": "KHR per USD", "JPN": "JPY per USD"}


def series(code: str, name: str, area: str) -> SeriesMeaning:
    """What a series is for an area: the unit of an exchange rate is in the area's own currency."""
    code = code.strip() or _codes().get(key_of(name), " ".join(name.split()))
    known = _known().get(code, {})
    measure = known.get("measure") or f"WDI:{code}"
    if code == "PA.NUS.FCRF":
        return SeriesMeaning(measure, _CURRENCY.get(area, "local currency per USD"))
    unit, money = known.get("unit") or unit_in(name), parted(name)[1]
    if money is None or " per " in name or not (unit in ("number", money.currency) or parted(unit) == ("", money)):
        return SeriesMeaning(measure, unit)
    return SeriesMeaning(measure, money.currency, SCALE_OF_POWER[money.power])


def unit_in(name: str) -> str:
    """The unit that a series' name states in its last brackets; `number` where it states none.

    >>> unit_in("GDP (current US$)"), unit_in("Exports (% of GDP)"), unit_in("Population, total")
    ('USD', 'percent', 'number')
    """
    stated = re.findall(r"\(([^()]*)\)", name)
    for kind, texts in (("wdi_brackets", stated[::-1]), ("wdi_name", [name])):
        for text in texts:
            for pattern, unit in content.units(kind).items():
                if found := re.search(pattern, text.lower()):
                    return found.expand(unit)
    return " ".join(stated[-1].split())[:60] if stated else "number"
