"""Nearest: which format a heading comes closest to, and what it lacks of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .readers.table import Table

Column = tuple[str, ...]


class Needed(NamedTuple):
    """The columns without which a file is not of a format, each by the headings it may have, the usual one first.

    Headings are as `table.key_of` gives them.
    """

    title: str
    columns: tuple[Column, ...]

    def missing(self, keys: Iterable[str]) -> list[str]:
        """The usual headings of the columns that are not there."""
        there = set(keys)
        return [column[0] for column in self.columns if not there & set(column)]


FORMATS = (
    Needed(
        "UN Comtrade",
        (
            ("reporterCode", "reportercode", "reporteriso", "reporter", "rtcode", "rttitle", "reporterdesc"),
            ("partnerCode", "partnercode", "partneriso", "partner", "ptcode", "pttitle", "partnerdesc"),
            ("flowCode", "flowcode", "tradeflow", "tradeflowcode", "rgcode", "rgdesc", "flowdesc"),
            ("period", "year", "refyear", "yr"),
            ("cmdCode", "cmdcode", "commoditycode", "commcode"),
            ("primaryValue", "primaryvalue", "tradevalueus", "tradevalue"),
        ),
    ),
    Needed("CEPII BACI", (("t",), ("i",), ("j",), ("k", "hs6"), ("v",), ("q",))),
    Needed(
        "World Bank WITS",
        (
            ("Reporter", "reporter", "reportername", "reporteriso3"),
            ("Partner", "partner", "partnername", "partneriso3"),
            ("Year", "year", "indicator"),
            ("Trade Flow", "tradeflow", "tradeflowname", "indicatortype"),
            (
                "Trade Value in 1000 USD",
                "tradevaluein1000usd",
                "tradevalue1000usd",
                "exportusthousand",
                "importusthousand",
            ),
        ),
    ),
    Needed(
        "World Bank WDI",
        (
            ("Country Code", "countrycode", "countryname", "countryiso3code"),
            ("Series Code", "seriescode", "indicatorcode", "indicatorname", "indicatorid"),
            ("a year", "value", "time", "date"),
        ),
    ),
    Needed(
        "Japan customs",
        (("Exp or Imp", "exporimp"), ("Year", "year"), ("HS", "hs"), ("Value-Year", "valueyear", "valuejan")),
    ),
    Needed(
        "SDMX-CSV",
        (
            ("REF_AREA", "refarea", "country", "reporter", "location"),
            ("TIME_PERIOD", "timeperiod"),
            ("OBS_VALUE", "obsvalue"),
        ),
    ),
    Needed("our columns of figures", (("measure",), ("reporter",), ("period_end", "periodend"), ("value",), ("unit",))),
)
OTHERS = "ITC Trade Map, UNCTADstat, WTO Stats, FAOSTAT, Atlas of Economic Complexity, OEC, CEPII Gravity, US Census"
"""Formats whose headings vary too much to say which column is missing."""
_LEAST = 2
"""Columns that must be there before a format is said to be near."""


def told(tables: Iterable[Table]) -> str:
    """What the nearest format lacks: `nearest is UN Comtrade, which has a column primaryValue`; "" where none is near."""
    found = []
    for table in tables:
        for needed in FORMATS:
            missing = needed.missing((*table.keys, *table.header))
            there = len(needed.columns) - len(missing)
            if there >= _LEAST and missing:
                found.append((len(missing), -there, needed.title, missing))
    if not found:
        return ""
    _, _, title, missing = min(found)
    return f"the nearest is {title}, but there is no column {', '.join(missing)}"
