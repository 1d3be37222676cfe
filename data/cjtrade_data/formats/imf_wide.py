"""IMF, periods or indicators as columns: the portal's files (`COUNTRY, INDICATOR, COUNTERPART_COUNTRY ... 1948, 1948-Q1,
1948-M01`), those of before 2025 (`Country Name, Indicator Code ... Attribute, 1948, 2020M1`) and their panels (`Country
Name ... Time Period, Goods, Value of Exports ... (TXG_FOB_USD)`).

Values are in the unit that the indicator's name states, without a multiplier.
"""

from __future__ import annotations

import re

import polars as pl

from ..model.digits import is_digits
from . import content, faults
from . import sdmx_codes as codes
from .areas import of_name, resolve
from .cells import is_missing, number, tidy
from .readers.table import Table, key_of
from .rows import Recognition, Sorter, looked_up, partition, unpivoted

_NAMES = (
    (r"exports(ofgoods)?freeonboard", "exports", "FOB"),
    (r"imports(ofgoods)?costinsurancefreight", "imports", "CIF"),
    (r"imports(ofgoods)?freeonboard", "imports", "FOB"),
    ("tradebalance", "trade_balance", "FOB/CIF"),
)


def sniff(table: Table) -> Recognition | None:
    """The IMF, if the heading has a country, a counterpart or attribute, an indicator, and periods as columns."""
    known = content.headings("imf_wide")
    has = {field for field, headings in known.items() if table.column(*headings)}
    if "country" not in has:
        return None
    if _indicators(table) and {"time", "partner"} <= has:
        return Recognition("imf_wide", "IMF, indicators as columns", "imf", 42)
    if not _periods(table) or not has & {"code", "name"} or not has & {"partner", "attribute"}:
        return None
    return Recognition("imf_wide", "IMF, periods as columns", "imf", 42)


def _periods(table: Table) -> dict[str, str]:
    """Heading to column."""
    return {h: f"c{i}" for i, h in enumerate(table.header) if is_digits(h[:1]) and codes.period(h) is not None}


def _indicators(table: Table) -> dict[str, str]:
    """Heading to column, of a panel: `Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)`."""
    return {heading: f"c{i}" for i, heading in enumerate(table.header) if _PANEL.search(heading)}


_PANEL = re.compile(r"\(([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\)$")


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells."""
    periods = _periods(table)
    columns = periods or _indicators(table)
    labels = {n: table.text(*keys).str.strip_chars() for n, keys in content.headings("imf_wide").items()}
    labels["extra"] = _extra(table, periods) if periods else pl.lit("")
    if periods:
        told = {"time": pl.col("cell")}
    else:
        told = {"code": pl.col("cell").str.extract(_PANEL.pattern, 1), "name": pl.col("cell"), "attribute": pl.lit("")}

    def cells_of(rows: pl.DataFrame) -> pl.DataFrame:
        return _with_meanings(unpivoted(rows, labels, columns).with_columns(**told))

    return lambda rows: [partition(cells_of(rows), _SKIPS, _TESTS, _COLUMNS)]


def _extra(table: Table, periods: dict[str, str]) -> pl.Expr:
    """What else tells series apart: columns in capitals that are none of ours and no attribute."""
    known = {key for keys in content.headings("imf_wide").values() for key in keys}
    names = [
        pl.col(f"c{i}").str.strip_chars()
        for i, heading in enumerate(table.header)
        if heading not in periods
        and heading.isupper()
        and heading not in codes.of("attribute")
        and key_of(heading) not in known
    ]
    return pl.concat_str(names or [pl.lit("")], separator=".").str.strip_chars(".")


def _area(text: str) -> str | None:
    """An area by its name; a numeric code of the IMF is none of the UN's and is not looked up."""
    return None if is_digits(text) else of_name(text) or resolve(text)


def _meaning(code: str, name: str, extra: str) -> tuple[str, str, str]:
    measure, unit, valuation = codes.indicator(code, (extra,), "imf")
    if not unit:
        key = key_of(name)
        known = next(((m, v) for words, m, v in _NAMES if re.search(words, key)), None)
        if known is not None and "usdollar" in key:
            return known[0], "USD", known[1]
        unit = "USD" if "usdollar" in key else "percent" if "percent" in key else "unstated"
    return measure, unit, valuation


def _with_meanings(cells: pl.DataFrame) -> pl.DataFrame:
    cells = looked_up(cells, ("code", "name", "extra"), ("measure", "unit", "valuation"), _meaning)
    for side in ("country", "partner"):
        cells = looked_up(cells, (side,), (f"{side}_area",), lambda text: (_area(text),))
    cells = looked_up(cells, ("time",), ("start", "end"), codes.period)
    cells = cells.with_columns(tidy("text").alias("value_text"))
    return cells.with_columns(number(pl.col("value_text")).alias("amount"))


_TESTS = [
    faults.area("country_area", "Country Name", "country", mend="correct the name"),
    faults.area("partner_area", "Counterpart Country Name", "partner", mend="correct the name", needed=False),
    faults.period("Time Period", "time", "write it as 2023 or 2023M01"),
    *faults.value(pl.col("cell"), "text", is_flow=False),
]
_SKIPS = {
    "no value": is_missing(pl.col("value_text")),
    "a status or remark, not a value": ~pl.col("attribute").is_in(["", "Value", "OBS_VALUE"]),
}
_COLUMNS = {
    "reporter": pl.col("country_area"),
    "partner": pl.col("partner_area").fill_null(""),
    "unit": pl.col("unit"),
    "valuation": pl.col("valuation"),
    "title": pl.when(pl.col("measure").str.starts_with("IMF:")).then("name").otherwise(pl.lit("")),
    "source": pl.col("dataset"),
}
