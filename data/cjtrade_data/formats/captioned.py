"""Captioned tables, of which what is not in a row or a heading stands above them alone: ITC Trade Map's lists (of partners, of reporters or of
products, as text or as the web page that is saved under the name of an Excel file) and the IMF's Direction of Trade, whose
columns are periods.

In Trade Map's text download only the name of the file says whose figures they are. What is not said is not guessed, but for
Trade Map's unit, which is thousand US dollars where nobody chose another.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from ..model.codes import WORLD
from ..model.figure import SCALE_OF_POWER
from . import faults, sdmx_codes
from .areas import area_column, of_name
from .cells import is_missing, number, tidy
from .money import CurrencyScale, parted
from .periods import period_of
from .product_codes import code_text, columns_of, restored
from .readers.table import Table
from .rows import FormatError, Recognition, Sorter, looked_up, partition, unpivoted, usual_valuation

_VALUE = re.compile(
    r"(?i)^(?:(?P<flow>import|export)ed value in|value (?P<other>import|export)ed in)\s+(?P<period>[0-9]{4}(?:-[MQ]?[0-9]{1,2})?)\b"
)
_OF_ONE = re.compile(r"(?i)\b(?:supplying|importing) markets for .*?\b(import|export)ed by (?P<name>.+)")
_OF_ALL = re.compile(r"(?i)\blist of (?:exporters|importers) for the selected product")
_OF_PRODUCTS = re.compile(r"(?i)\blist of products? (?:import|export)ed by (?P<name>.+)")
_PRODUCT = re.compile(
    r"(?i)\bproduct\s*:\s*'?(?P<code>TOTAL|[0-9]{2,10})\b|\((?P<all>all products)\)|\((?P<coded>[0-9]{2,10})\b"
)
_UNIT = re.compile(r"(?i)^unit\s*:\s*(?P<said>.+)")
_FLOW = re.compile(r"(?i)\b(exports|imports), (FOB|CIF) (?:to|from) partner countries")
_OWN_GROUPS = (
    r"(?i)econom|earnings|countries|developing|n\.i\.e|asean|not specified|africa|asia|europe|hemisphere|middle east"
)
_MARKED = r"^\s*([0-9][0-9.,]*)\s+e\s*$"
"""How the IMF marks its own estimates."""
_SAVE = "use Trade Map's Excel download, or keep the name that the file was given"
_LISTS = ("exporters", "importers", "productcode", "code")


class _Caption(NamedTuple):
    """What stands above a table or in the name of its file: `kind` is partners, reporters or products."""

    kind: str
    reporter: str
    product: str
    unit: CurrencyScale


class _Column(NamedTuple):
    """A column of values: where it is, its flow, its valuation ("" for the usual one), and its period."""

    at: str
    measure: str
    valuation: str
    period: tuple[str, str]


def sniff(table: Table) -> Recognition | None:
    """Trade Map, if the heading has a list's own column and values by period; the IMF, if a flow with partner countries
    stands above a heading of periods."""
    if _columns_of_trade_map(table) and set(table.keys) & set(_LISTS):
        return Recognition("trademap", "ITC Trade Map", "trademap", 40)
    periods = _columns_of_imf(table)
    if periods and len(periods) >= len([h for h in table.header if h.strip()]) - 1:
        return Recognition("imf_table", "IMF, Direction of Trade, table of partners", "imf", 44)
    return None


def _columns_of_trade_map(table: Table) -> dict[str, _Column]:
    """By heading."""
    found = {}
    for i, heading in enumerate(table.header):
        told = _VALUE.match(" ".join(heading.split()))
        if told and (period := sdmx_codes.period(told["period"])):
            found[heading] = _Column(f"c{i}", f"{(told['flow'] or told['other']).lower()}s", "", period)
    return found


def _columns_of_imf(table: Table) -> dict[str, _Column]:
    """By heading; none where no flow stands above."""
    flow = next((found for line in _said(table) if (found := _FLOW.search(line))), None)
    headings = enumerate(table.header) if flow else ()
    return {
        h: _Column(f"c{i}", flow[1].lower(), flow[2].upper(), period)
        for i, h in headings
        if flow and i and (period := period_of(h))
    }


def _said(table: Table) -> list[str]:
    return [" ".join(line.strip(' ,"\t').split()) for line in (*table.above, table.header[0])]


def _caption_of_imf(table: Table) -> _Caption:
    """Raises FormatError where country or unit is not said."""
    reporter = next((code for line in _said(table) if (code := of_name(line))), None)
    unit = next((money for line in _said(table) if (money := parted(line)[1])), None)
    if reporter is None or unit is None:
        lacking = "in which unit it is" if reporter else "whose trade it is"
        raise FormatError(table.label, f"does not say above the table {lacking}", "keep the lines above the table")
    return _Caption("partners", reporter, "TOTAL", unit)


def _caption_of_trade_map(table: Table) -> _Caption:
    """Raises FormatError where something that is needed is not said."""
    lines = [*_said(table)[:-1], re.sub(r"\.\w+$", "", table.part.name).replace("_", " ")]
    text = "\n".join(lines)
    if "mirror" in text.lower():
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
    return _Caption(kind, reporter, code, _unit(table, lines))


def _unit(table: Table, lines: list[str]) -> CurrencyScale:
    named = _first(_UNIT, lines)
    stated = next((money for text in (*lines, *table.header) if (money := parted(text)[1])), None)
    if named and stated is None:
        raise FormatError(table.label, f"is in a unit that is not known: {named['said']}", "choose US dollars there")
    return stated or CurrencyScale("USD", 3)


class _Kind(NamedTuple):
    """How tables of a format are read: their caption, their columns, and the headings of what is listed, which where there
    is none is the first column."""

    caption: Callable[[Table], _Caption]
    columns: Callable[[Table], dict[str, _Column]]
    listed_in: tuple[str, ...]


_KINDS = {
    "trademap": _Kind(_caption_of_trade_map, _columns_of_trade_map, _LISTS),
    "imf_table": _Kind(_caption_of_imf, _columns_of_imf, ()),
}
"""By format."""


def _first(pattern: re.Pattern[str], lines: list[str]) -> re.Match[str] | None:
    return next((found for line in lines if (found := pattern.search(line))), None)


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells: a row is as many observations as it has columns."""
    kind = _KINDS[finding.format]
    caption, columns = kind.caption(table), kind.columns(table)
    listed = (table.text(*kind.listed_in) if kind.listed_in else pl.col("c0")).str.strip_chars(" '\"")
    observed = _observed(caption)
    own_groups = pl.lit(finding.format == "imf_table") & pl.col("area").is_null()
    skips = _SKIPS | {
        "a group of economies of the publisher's own": own_groups & pl.col("listed").str.contains(_OWN_GROUPS)
    }

    def cells_of(rows: pl.DataFrame) -> pl.DataFrame:
        cells = unpivoted(rows, {"listed": listed}, {heading: column.at for heading, column in columns.items()})
        marked = pl.col("text").str.extract(_MARKED, 1)
        cells = cells.with_columns(text=pl.coalesce(marked, "text"), is_estimate=marked.is_not_null())
        return _with_meanings(cells, caption, columns)

    return lambda rows: [partition(cells_of(rows), skips, _TESTS, observed)]


def _with_meanings(cells: pl.DataFrame, caption: _Caption, columns: dict[str, _Column]) -> pl.DataFrame:
    meant = ("measure", "valued", "start", "end")
    cells = looked_up(cells, ("cell",), meant, lambda h: (*columns[h][1:3], *columns[h].period)).with_columns(
        tidy("text").alias("value_text")
    )
    cells = cells.with_columns(area_column(cells, ["listed"]).alias("area"))
    area, fixed, world = pl.col("area"), pl.lit(caption.reporter), pl.lit(WORLD)
    sides = {"reporters": (area, world), "products": (fixed, world)}.get(caption.kind, (fixed, area))
    code = code_text("listed") if caption.kind == "products" else pl.lit(caption.product)
    return cells.with_columns(
        sides[0].alias("reporter"),
        sides[1].alias("partner"),
        restored(code, pl.lit("HS")).alias("code"),
        number(pl.col("value_text"), caption.unit.power).alias("amount"),
    )


_SKIPS = {
    "the heading again": pl.col("listed").str.to_lowercase().is_in(["exporters", "importers", "code", "product code"]),
    "a blank line": (pl.col("listed") == "") & is_missing(pl.col("value_text")),
    "a remark below the data": pl.col("listed").str.contains("(?i)^(source|note)"),
    "no value": is_missing(pl.col("value_text")),
    "the whole world's exports or imports, which no country reports": pl.col("reporter") == WORLD,
}


_TESTS = [
    *(faults.area(side, "country", "listed", mend="correct the name") for side in ("reporter", "partner")),
    faults.product("code", "listed", pl.lit("HS")),
    *faults.value(pl.col("cell"), "text"),
]


def _observed(caption: _Caption) -> dict[str, pl.Expr]:
    return {
        "reporter": pl.col("reporter"),
        "partner": pl.col("partner"),
        **columns_of(pl.lit("HS")),
        "unit": pl.lit(caption.unit.currency),
        "scale": pl.lit(SCALE_OF_POWER[caption.unit.power]),
        "valuation": pl.when(pl.col("valued") == "").then(usual_valuation()).otherwise(pl.col("valued")),
        "status": pl.when("is_estimate").then(pl.lit("estimated")).otherwise(pl.lit("reported")),
    }
