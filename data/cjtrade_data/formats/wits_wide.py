"""World Bank WITS, tables of a country: years as columns (country summary, the page's time series), indicators as
columns with the year in a row (the page's Excel sheets), or both in the row (country at a glance).

Measure, unit and scale stand in the indicator's words alone. Nothing states a vintage: the years a file covers are its edition.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

import polars as pl

from ..model.figure import SCALE_OF_POWER
from . import content, faults
from .areas import area_column
from .cells import decimals, in_dollars, is_missing, tidy, whole
from .money import parted
from .readers.table import Table, key_of
from .rows import Recognition, RowRule, Sorter, looked_up, of_year, partition

_NOWHERE = ("", "...", "..", "---")
_YEAR = re.compile(r"X?((?:19|20)[0-9][0-9])(?:\.0)?")
_OF_WITS = re.compile(r"US\$ ?(?:Mil|Thousand)|1000 ?USD", re.IGNORECASE)
"""How WITS writes its units; another table with these columns is somebody's own."""
_ALL_GOODS = ("", "...", "all products", "allproducts", "total")


@cache
def _groups() -> Mapping[str, str]:
    """Each product group's name in small letters to our code of it, "" for all goods."""
    names = [row["name"] for row in content.rows("wits_groups")]
    return dict.fromkeys(_ALL_GOODS, "") | {name.casefold(): f"WITS:{name}" for name in names}


def sniff(table: Table) -> Recognition | None:
    """WITS, if the heading has a reporter, a partner, and indicators with years either way round; a sheet made without
    choosing a product group has no column for it."""
    known = content.headings("wits_wide")
    if table.column(*known["reporter"]) is None or table.column(*known["partner"]) is None:
        return None
    if table.column(*known["group"]) is None and table.column(*known["code"]) is not None:
        return None
    years = [told[1] for name in table.over if (told := _YEAR.fullmatch(name))]
    if years and table.column("indicator") is not None:
        title = "World Bank WITS, country summary" if table.column("indicatortype") else "World Bank WITS, time series"
        return Recognition("wits_wide", title, "wits", 40, edition=f"{min(years)}-{max(years)}")
    if {"year", "indicator", "indicatorvalue"} <= set(table.keys):
        return Recognition("wits_wide", "World Bank WITS, country at a glance", "wits", 40)
    if table.column("year") is None or table.column("indicator") is None:
        return None
    if any(map(_OF_WITS.search, table.over)) or (table.over and all("%" in name for name in table.over)):
        return Recognition("wits_wide", "World Bank WITS, partners or products of a country", "wits", 30)
    return None


def sorter(table: Table, finding: Recognition) -> Sorter:
    """Sorts out the cells: a row of years is as many observations as it has years."""
    known = content.headings("wits_wide")
    labels = {name: table.text(*known[name]) for name in ("reporter", "partner", "group", "kind")}
    labels |= {
        "indicator": table.text("indicator"),
        "year": table.text("year", "time"),
        "text": table.text("value", "indicatorvalue"),
        "cell": table.cell("Indicator Value"),
    }
    skips, observed = {"no value": is_missing(pl.col("value_text"))}, _columns()
    return lambda rows: [partition(_with_meanings(rows.select("line", **labels)), skips, _TESTS, observed)]


def _with_meanings(cells: pl.DataFrame) -> pl.DataFrame:
    names = ("measure", "unit", "scale", "valuation", "basis")
    cells = looked_up(cells, ("indicator", "kind"), names, _indicator)
    group = pl.col("group").str.strip_chars().str.replace_all(r"\s+", " ").str.to_lowercase()
    return cells.with_columns(
        whole("year"),
        area_column(cells, ["reporter"]).alias("reporter_area"),
        area_column(cells, ["partner"]).alias("partner_area"),
        group.replace_strict(dict(_groups()), default=None, return_dtype=pl.String).alias("product"),
        pl.when(pl.col("unit") == "USD").then(in_dollars("text")).otherwise(tidy("text")).alias("value_text"),
    )


_MEND = "correct the name"
_TESTS = [
    faults.area("reporter_area", "Reporter", "reporter", "WITS", _MEND),
    faults.area(
        "partner_area",
        "Partner",
        pl.when(~pl.col("partner").str.strip_chars().is_in(_NOWHERE)).then("partner"),
        "WITS",
        _MEND,
        needed=False,
    ),
    RowRule(pl.col("product").is_null(), "Product group", "is not a product group of WITS", _MEND, "group"),
    faults.year("year", "Year", "year"),
    RowRule(
        pl.col("measure").is_null(),
        "Indicator",
        "is an indicator without a unit",
        "restore its words: (US$ Mil), (US$ Thousand) or (%)",
        "indicator",
    ),
    *faults.value(pl.col("cell"), "text", pl.col("measure").is_in(["exports", "imports"])),
]


def _columns() -> dict[str, pl.Expr]:
    grouped = pl.col("product") != ""
    counted = (pl.col("unit") == "count") & pl.col("value_text").str.contains(r"^[0-9]+\.0*$")
    return {
        "product": pl.col("product"),
        "classification": pl.when(grouped).then(pl.lit("WITS")).otherwise(pl.lit("")),
        "product_level": pl.when(grouped).then(-1).otherwise(0),
        **of_year("year"),
        "decimals": pl.when(counted).then(0).otherwise(decimals(pl.col("value_text"), padded=True)),
        "valuation": pl.col("valuation"),
        "basis": pl.col("basis"),
        "title": pl.when(pl.col("measure").str.starts_with("WITS:")).then("indicator").otherwise(pl.lit("")),
    }


_VALUED = {"exports": "FOB", "re_exports": "FOB", "imports": "CIF", "re_imports": "CIF"}
_FLOW = re.compile(r"^(exports?|imports?)(?:tradevalue|value)?(?:top5\w+)?$|^tradetop5(export|import)partner$")


def _indicator(text: str, kind: str = "") -> tuple[str, str, str, str, str] | None:
    """(measure, unit, scale, valuation, basis) of an indicator, by its own words: `Export(US$ Mil)`, `Partner share(%)-Top 5 Export Partner` ...

    The measure is ours, or `WITS:` and the words where measures.csv has none. `kind` is the column Indicator Type, where an
    indicator needs it. None where the unit is not stated.
    """
    key, (around, money) = key_of(text), parted(text)
    name = money.currency if money else _unit(text, key)
    if name is None:
        return None
    scale = SCALE_OF_POWER[money.power] if money else "one"
    of_flow = around in ("trade", "tradevalue", "value") and bool(kind)
    word, flows = " ".join(kind.lower().split()), content.flows("wits_query")
    if money and of_flow and word in flows:
        return flows[word], name, scale, _VALUED.get(flows[word], ""), content.flows("wits_query", "basis")[word]
    if money and (flow := _FLOW.match(key_of(kind) if of_flow else around)):
        measure = f"{(flow[1] or flow[2]).rstrip('s')}s"
        return measure, name, scale, _VALUED[measure], ""
    known = _measures().get(key) or _shared(key, kind)
    words = f"{kind} {text}" if of_flow else text
    return known or f"WITS:{' '.join(words.split())}", name, scale, "", ""


@cache
def _measures() -> dict[str, str]:
    """Our measures by the words of an indicator, as `table.key_of` gives them."""
    return {row["code"]: row["measure"] for row in content.rows("series") if row["dataset"] == "wits"}


def _shared(key: str, kind: str) -> str | None:
    """`Partner share (%)` and `Product share (%)` are of exports or of imports as the type says."""
    flow = key_of(kind)
    if flow in ("export", "import") and key in ("partnershare", "productshare"):
        return {"partnershare": f"share_of_world_{flow}s", "productshare": f"product_share_of_{flow}s"}[key]
    return None


def _unit(text: str, key: str) -> str | None:
    if "%" in text:
        return "percent"
    if key.startswith(("noof", "numberof")) or "numberof" in key:
        return "count"
    return "index" if "index" in key else None
