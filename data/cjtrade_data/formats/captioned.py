"""Captioned tables, of which what is not in a row or a heading stands above them alone: ITC Trade Map's lists (of
partners, of reporters or of products, as text or as the web page that is saved under the name of an Excel file) and the
IMF's Direction of Trade, whose columns are periods.

In Trade Map's text download only the name of the file says whose figures they are. What is not said is not guessed, but
for Trade Map's unit, which is thousand US dollars where nobody chose another.
"""

import re
from typing import NamedTuple

import polars as pl

from ..model.codes import WORLD
from ..model.figure import SCALE_OF_POWER
from . import row_rules
from .areas import area_column, of_name
from .cells import is_missing, marked, number, status_note, tidy
from .money import CurrencyScale, parted
from .periods import period_of
from .product_codes import code_text, columns_of, restored
from .readers.table import Table
from .rows import FormatError, Recognition, Sorter, looked_up, partition, usual_valuation

_OF_ONE = re.compile(r"(?i)\b(?:supplying|importing) markets for .*?\b(import|export)ed by (?P<name>.+)")
_OF_ALL = re.compile(r"(?i)\blist of (?:exporters|importers) for the selected product")
_OF_PRODUCTS = re.compile(r"(?i)\blist of products?(?: at .+ level)? (?:import|export)ed by (?P<name>.+)")
_PRODUCT = re.compile(
    r"(?i)\bproduct\s*:\s*'?(?P<code>TOTAL|[0-9]{2,10})\b|\((?P<all>all products)\)|\((?P<coded>[0-9]{2,10})\b"
)
_UNIT = re.compile(r"(?i)^unit\s*:\s*(?P<said>.+)")
_FLOW = re.compile(r"(?i)\b(exports|imports), (FOB|CIF) (?:to|from) partner countries")
_OWN_GROUPS = (
    r"(?i)econom|earnings|countries|developing|n\.i\.e|asean|not specified|africa|asia|europe|hemisphere|middle east"
)
_SAVE = "use Trade Map's Excel download, or keep the name that the file was given"
_LISTS = ("exporters", "importers", "productcode", "code")


class _Caption(NamedTuple):
    """What stands above a table or in the name of its file: `kind` is partners, reporters or products, `valuation` ""
    for the usual one."""

    kind: str
    reporter: str
    product: str
    unit: CurrencyScale
    measure: str = ""
    valuation: str = ""


def sniff(table: Table) -> Recognition | None:
    """Trade Map, if the heading has a list's own column and values by period; the IMF, if a flow with partner countries
    stands above a heading of periods."""
    if not table.over:
        return None
    if "flow" in table.keys:
        return Recognition("trademap", "ITC Trade Map", "trademap", 40) if {*table.keys} & {*_LISTS} else None
    has_one_label = len([name for name in table.header if name.strip()]) <= len(("listed", "Value", "Time", "Column"))
    if has_one_label and _flow_above(table):
        return Recognition("imf_table", "IMF, Direction of Trade, table of partners", "imf", 44)
    return None


def _flow_above(table: Table) -> re.Match[str] | None:
    return _first(_FLOW, _said(table))


def _said(table: Table) -> list[str]:
    return [" ".join(line.strip(' ,"\t').split()) for line in (*table.above, table.header[0])]


def _caption_of_imf(table: Table) -> _Caption:
    """Raises FormatError where country or unit is not said."""
    reporter = next((code for line in _said(table) if (code := of_name(line))), None)
    unit = next((money for line in _said(table) if (money := parted(line)[1])), None)
    if reporter is None or unit is None:
        lacking = "in which unit it is" if reporter else "whose trade it is"
        raise FormatError(table.label, f"does not say above the table {lacking}", "keep the lines above the table")
    flow = _flow_above(table)
    measure, valuation = (flow[1].lower(), flow[2].upper()) if flow else ("", "")
    return _Caption("partners", reporter, "TOTAL", unit, measure, valuation)


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
    reporter = of_name(re.sub(r"\s*\(.*$|\s+in [0-9]{4}.*$", "", name)) or ""
    if not kind or (kind != "reporters" and not reporter):
        raise FormatError(table.label, "does not say whose exports or imports it lists", _SAVE)
    said = _PRODUCT.search(text)
    code = (said["code"] or said["coded"] or "TOTAL") if said else ""
    if kind != "products" and not code:
        raise FormatError(table.label, "does not say of which product it is", _SAVE)
    return _Caption(kind, reporter, code, _unit(table, lines))


def _unit(table: Table, lines: list[str]) -> CurrencyScale:
    named = _first(_UNIT, lines)
    stated = next((money for text in (*lines, *table.header, *table.over) if (money := parted(text)[1])), None)
    if named and stated is None:
        raise FormatError(table.label, f"is in a unit that is not known: {named['said']}", "choose US dollars there")
    return stated or CurrencyScale("USD", 3)


def _first(pattern: re.Pattern[str], lines: list[str]) -> re.Match[str] | None:
    return next((found for line in lines if (found := pattern.search(line))), None)


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells: a row is as many observations as it has columns."""
    of_imf = finding.format == "imf_table"
    caption = _caption_of_imf(table) if of_imf else _caption_of_trade_map(table)
    value, mark = marked(table.text("value"))
    labels = {
        "listed": (pl.col("c0") if of_imf else table.text(*_LISTS)).str.strip_chars(" '\""),
        "time": table.text("time"),
        "measure": pl.lit(caption.measure) if of_imf else table.text("flow").str.to_lowercase() + "s",
        "text": value,
        "mark": mark,
        "cell": table.cell(""),
    }
    observed = _observed(caption)
    own_groups = pl.lit(of_imf) & pl.col("area").is_null()
    skips = _SKIPS | {
        "a group of economies of the publisher's own": own_groups & pl.col("listed").str.contains(_OWN_GROUPS)
    }

    return lambda rows: [partition(_with_meanings(rows.select("line", **labels), caption), skips, _TESTS, observed)]


def _with_meanings(cells: pl.DataFrame, caption: _Caption) -> pl.DataFrame:
    cells = looked_up(cells, ("time",), ("start", "end"), period_of)
    cells = cells.with_columns(tidy("text").alias("value_text"), area_column(cells, ["listed"]).alias("area"))
    area, fixed, world = pl.col("area"), pl.lit(caption.reporter), pl.lit(WORLD)
    sides = {"reporters": (area, world), "products": (fixed, world)}.get(caption.kind, (fixed, area))
    code = code_text("listed") if caption.kind == "products" else pl.lit(caption.product)
    return cells.with_columns(
        sides[0].alias("reporter_area"),
        sides[1].alias("partner_area"),
        restored(code, pl.lit("HS")).alias("code"),
        number(pl.col("value_text"), caption.unit.power).alias("amount"),
    )


_SKIPS = {
    "the heading again": pl.col("listed").str.to_lowercase().is_in(["exporters", "importers", "code", "product code"]),
    "a blank line": (pl.col("listed") == "") & is_missing(pl.col("value_text")),
    "a remark below the data": pl.col("listed").str.contains("(?i)^(source|note)"),
    "no value": is_missing(pl.col("value_text")),
    "the whole world's exports or imports, which no country reports": pl.col("reporter_area") == WORLD,
}


_TESTS = [
    *(row_rules.area(f"{side}_area", "country", "listed", mend="correct the name") for side in ("reporter", "partner")),
    row_rules.product("code", "listed", pl.lit("HS")),
    *row_rules.value(pl.col("cell"), "text"),
]


def _observed(caption: _Caption) -> dict[str, pl.Expr]:
    return {
        **columns_of(pl.lit("HS")),
        "unit": pl.lit(caption.unit.currency),
        "scale": pl.lit(SCALE_OF_POWER[caption.unit.power]),
        "valuation": pl.lit(caption.valuation) if caption.valuation else usual_valuation(),
        "note": status_note(pl.col("mark")),
        "status": pl.when(pl.col("mark") == "E").then(pl.lit("estimated")).otherwise(pl.lit("reported")),
    }
