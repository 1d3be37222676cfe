"""ITC Trade Map: lists of partners, of reporters or of products, years, quarters or months as columns, as text or as the web
page that is saved under the name of an Excel file.

Who reports, which product and which unit stand above the table, in the text download only in the name of the file. What
neither says is not guessed, but for the unit, which is thousand US dollars where nobody chose another.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import polars as pl

from . import content, faults, sdmx_codes
from .areas import area_column, of_name
from .cells import decimals, is_missing, number, tidy
from .products import code_text, columns_of, restored
from .readers.table import Table
from .rows import FormatError, Recognition, Sorter, looked_up, partition, usual_valuation

_VALUE = re.compile(
    r"(?i)^(?:(?P<flow>import|export)ed value in|value (?P<other>import|export)ed in)\s+(?P<period>[0-9]{4}(?:-[MQ]?[0-9]{1,2})?)\b"
)
_OF_ONE = re.compile(r"(?i)\b(?:supplying|importing) markets for .*?\b(import|export)ed by (?P<name>.+)")
_OF_ALL = re.compile(r"(?i)\blist of (?:exporters|importers) for the selected product")
_OF_PRODUCTS = re.compile(r"(?i)\blist of products? (?:import|export)ed by (?P<name>.+)")
_PRODUCT = re.compile(
    r"(?i)\bproduct\s*:\s*'?(?P<code>TOTAL|[0-9]{2,10})\b|\((?P<all>all products)\)|\((?P<coded>[0-9]{2,10})\b"
)
_UNIT = re.compile(
    r"(?i)\b(?:unit\s*:\s*|\()(?P<currency>US dollar|USD|euro|EUR|Japanese yen|JPY)\s*(?P<scale>thousand|million)?"
)
_POWERS = {"thousand": 3, "million": 6, "": 0}
_SAVE = "use Trade Map's Excel download, or keep the name that the file was given"


class _Told(NamedTuple):
    """What stands above a table or in the name of its file: `kind` is partners, reporters or products."""

    kind: str
    reporter: str
    product: str
    unit: str
    power: int
    is_mirror: bool


def sniff(table: Table) -> Recognition | None:
    """Trade Map, if the heading has a list's own column and values by period."""
    if not _periods(table) or not set(table.keys) & {"exporters", "importers", "productcode", "code"}:
        return None
    return Recognition("trademap", "ITC Trade Map", "trademap", 40)


def _periods(table: Table) -> dict[str, tuple[str, str, tuple[str, str]]]:
    """Heading to (column, measure, period)."""
    found = {}
    for i, heading in enumerate(table.header):
        if told := _VALUE.match(" ".join(heading.split())):
            period = sdmx_codes.period(told["period"])
            if period is not None:
                found[heading] = (f"c{i}", f"{(told['flow'] or told['other']).lower()}s", period)
    return found


def _told(table: Table) -> _Told:
    """Raises FormatError where something that is needed is not said."""
    lines = [" ".join(line.strip(' ,"\t').split()) for line in table.above]
    lines.append(re.sub(r"\.\w+$", "", table.part.name).replace("_", " "))
    text = "\n".join(lines)
    is_mirror = "mirror" in text.lower()
    if is_mirror:
        reason = "is mirror data: figures of the partners under the name of a country that reports none"
        raise FormatError(table.label, reason, "import what the partners report")
    one, products = _first(_OF_ONE, lines), _first(_OF_PRODUCTS, lines)
    kind = "products" if products else "partners" if one else "reporters" if _OF_ALL.search(text) else ""
    name = next((found["name"] for found in (products, one) if found), "")
    reporter = of_name(re.sub(r"\s*\(.*$", "", name)) or ""
    if not kind or (kind != "reporters" and not reporter):
        raise FormatError(table.label, "does not say whose exports or imports it lists", _SAVE)
    said = _PRODUCT.search(text)
    code = (said["code"] or said["coded"] or "TOTAL") if said else ""
    if kind != "products" and not code:
        raise FormatError(table.label, "does not say of which product it is", _SAVE)
    unit = _UNIT.search("\n".join((*lines, *table.header)))
    currency = content.units("trademap")[unit["currency"].lower()] if unit else "USD"
    return _Told(kind, reporter, code, currency, _POWERS[(unit["scale"] or "").lower()] if unit else 3, is_mirror)


def _first(pattern: re.Pattern[str], lines: list[str]) -> re.Match[str] | None:
    return next((found for line in lines if (found := pattern.search(line))), None)


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells: a row is as many observations as it has periods."""
    told, periods = _told(table), _periods(table)
    listed = table.text("exporters", "importers", "productcode", "code").str.strip_chars(" '\"")
    columns = _columns(told)

    def cells_of(rows: pl.DataFrame) -> pl.DataFrame:
        wide = rows.select("line", listed=listed, **{h: pl.col(at) for h, (at, *_) in periods.items()})
        cells = wide.unpivot(on=list(periods), index=["line", "listed"], variable_name="cell", value_name="text")
        return _with_meanings(cells, told, periods)

    return lambda rows: [partition(cells_of(rows), _SKIPS, _TESTS, columns)]


def _with_meanings(
    cells: pl.DataFrame, told: _Told, periods: dict[str, tuple[str, str, tuple[str, str]]]
) -> pl.DataFrame:
    cells = cells.with_columns(area_column(cells, ["listed"]).alias("area"))
    area, fixed, world = pl.col("area"), pl.lit(told.reporter), pl.lit("WLD")
    reporter, partner = {"partners": (fixed, area), "reporters": (area, world), "products": (fixed, world)}[told.kind]
    code = code_text("listed") if told.kind == "products" else pl.lit(told.product)
    cells = cells.with_columns(
        reporter.alias("reporter"),
        partner.alias("partner"),
        restored(code, pl.lit("HS")).alias("code"),
        tidy("text").alias("value_text"),
    )
    cells = looked_up(cells, ("cell",), ("measure", "start", "end"), lambda h: (periods[h][1], *periods[h][2]))
    return cells.with_columns(number(pl.col("value_text"), told.power).alias("amount"))


_SKIPS = {
    "the heading again": pl.col("listed").str.to_lowercase().is_in(["exporters", "importers", "code", "product code"]),
    "no value": is_missing(pl.col("value_text")),
    "the whole world's exports or imports, which no country reports": pl.col("reporter") == "WLD",
}
_TESTS = [
    *(faults.area(side, "country", pl.col("listed"), mend="correct the name") for side in ("reporter", "partner")),
    faults.product("code", pl.col("listed"), pl.lit("HS")),
    *faults.value(pl.col("cell"), pl.col("text")),
]


def _columns(told: _Told) -> dict[str, pl.Expr]:
    return {
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter"),
        "partner": pl.col("partner"),
        **columns_of(pl.lit("HS")),
        "period_start": pl.col("start"),
        "period_end": pl.col("end"),
        "value": pl.col("amount"),
        "unit": pl.lit(told.unit),
        "scale": pl.lit({0: "one", 3: "thousand", 6: "million"}[told.power]),
        "decimals": decimals(pl.col("value_text")),
        "valuation": usual_valuation(),
        "cell": pl.col("cell"),
    }
