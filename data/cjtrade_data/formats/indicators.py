"""Indicators of countries, whose measure, unit and scale stand in their names alone: the World Bank's World Development
Indicators (bulk CSV, DataBank's layouts, the API's JSON) and WITS's tables of a country (country summary, time series, country
at a glance, partners and products).

Country, indicator and time stand in rows or in columns; a heading `2011 [YR2011]`, `Cambodia [KHM]`, `GDP (current US$)
[NY.GDP.MKTP.CD]` or `Export(US$ Mil)` says which. Missing is `..` or empty. WITS states no vintage: the years a file covers are
its edition.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import NamedTuple

import polars as pl

from ..model.figure import SCALE_OF_POWER
from . import row_rules, vocabulary
from .areas import area_column
from .cells import decimals, in_dollars, is_missing, tidy
from .money import parted
from .readers.table import Table, key_of
from .rows import Recognition, RowRule, Sorter, looked_up, of_year, partition

_LABELS = ("code", "country", "partner", "group", "kind", "series", "name", "time")
_NOWHERE = ("", "...", "..", "---")
_ALL_GOODS = ("", "...", "all products", "allproducts", "total")
_YEAR = re.compile(r"X?((?:19|20)[0-9][0-9])(?:\.0)?")
_OF_WITS = re.compile(r"US\$ ?(?:Mil|Thousand)", re.IGNORECASE)
"""How WITS writes its units; another table with these columns is somebody's own."""
_PARTS = vocabulary.parts("wits_wide").keys() | vocabulary.parts("long").keys()
"""Columns that no table of WITS has, as a month: they make a row a part of what it seems to be."""
_SERIES = ("indicatorname", "seriesname")
_OF_OTHERS = {*"partner partnername tradeflow counterpartcountryname counterpartcountrycode attribute".split()}
_REMARK = r"(?i)^(data from database|last updated|source:|note:)"


def sniff(table: Table) -> Recognition | None:
    """A table of a country of WITS, or of the World Bank's series."""
    return _of_wits(table) or _of_world_bank(table)


def _of_wits(table: Table) -> Recognition | None:
    """WITS, if the heading has a reporter, a partner, and indicators with years either way round; a sheet made without
    choosing a product group has no column for it."""
    has = {name for name, headings in vocabulary.headings("wits_wide").items() if table.column(*headings)}
    if not {"country", "partner"} <= has or ("product_code" in has and "group" not in has):
        return None
    years = [told[1] for name in table.over if (told := _YEAR.fullmatch(name))]
    score, edition, is_named = 40, "", table.column("indicator") is not None
    if years and is_named:
        edition = f"{min(years)}-{max(years)}"
        what = "country summary" if table.column("indicatortype") else "time series"
    elif {"year", "indicator", "indicatorvalue"} <= set(table.keys):
        what = "country at a glance"
    elif is_named and table.column("year") and table.over and _has_units(table.over) and not _PARTS & {*table.keys}:
        score, what = 30, "partners or products of a country"
    else:
        return None
    return Recognition("wits_wide", f"World Bank WITS, {what}", "wits", score, edition=edition)


def _has_units(headings: tuple[str, ...]) -> bool:
    return any(map(_OF_WITS.search, headings)) or all("%" in name for name in headings)


def _of_world_bank(table: Table) -> Recognition | None:
    """The World Bank, if country, series and time all stand in its rows or in its headings."""
    keys, known = set(table.keys), vocabulary.headings("wdi")
    needed = ({*known["code"], *known["country"]}, {*known["series"], *_SERIES}, {*known["time"]}, {"value"})
    if not all(keys & names for names in needed) or keys & _OF_OTHERS:
        return None
    lines = (*table.below, *table.above)
    database = _found(r"Data (?:from database|Source)\W+([A-Za-z ]{4,60})", lines)
    source = database or ("DataBank" if any("[" in name for name in (*table.header, *table.over)) else "bulk file")
    how = "years as columns" if table.over and table.over[0].lstrip("X")[0] in "12" else "long"
    return Recognition(
        "wdi", f"World Bank, {source} ({how})", "wdi", 25, edition=_edition((*table.above, *table.below))
    )


def _found(pattern: str, lines: tuple[str, ...]) -> str:
    return next((found[1].strip() for line in lines if (found := re.search(pattern, line))), "")


def _edition(lines: tuple[str, ...]) -> str:
    """The day of the last update, as the lines above or below the data state it."""
    day = r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]|[0-9][0-9]?/[0-9][0-9]?/[0-9]{4}"
    for line in lines:
        if text := _found(rf"Last Updated(?: Date)?\W+({day})", (line,)):
            try:
                return datetime.strptime(text, "%Y-%m-%d" if "-" in text else "%m/%d/%Y").date().isoformat()
            except ValueError:
                continue
    return ""


def sorter(table: Table, finding: Recognition) -> Sorter:
    known, is_of_wits = vocabulary.headings(finding.format), finding.dataset == "wits"
    labels = {name: table.text(*known.get(name, ())).str.strip_chars() for name in _LABELS}
    labels |= {"text": table.text(*known["value"]), "remark": pl.col("c0").str.contains(_REMARK)}
    labels |= {"cell": table.cell("Indicator Value" if is_of_wits else "Value")}
    tests, columns = _tests(is_of_wits, by_name=table.column(*known.get("series", ())) is None), _columns(is_of_wits)
    return lambda cells: [partition(_with_meanings(cells.select("line", **labels), is_of_wits), _SKIPS, tests, columns)]


def _with_meanings(cells: pl.DataFrame, is_of_wits: bool) -> pl.DataFrame:
    year = r"^(?:YR)?((?:19|20)[0-9][0-9])(?:\.0)?(?: \[YR[0-9]{4}\])?$"
    group = pl.col("group").str.replace_all(r"\s+", " ").str.to_lowercase()
    cells = cells.with_columns(
        area_column(cells, ["code", "country"]).alias("reporter_area"),
        area_column(cells, ["partner"]).alias("partner_area"),
        group.replace_strict(dict(_groups()), default=None, return_dtype=pl.String).alias("product"),
        pl.col("time").str.extract(year, 1).alias("year"),
    )
    if is_of_wits:
        cells = looked_up(cells, ("name", "kind"), Meaning._fields, indicator)
    else:
        cells = looked_up(cells, ("series", "name", "reporter_area"), Meaning._fields, series)
    money = pl.when(pl.col("unit") == "USD").then(in_dollars("text")).otherwise(tidy("text"))
    return cells.with_columns((money if is_of_wits else tidy("text")).alias("value_text"))


@cache
def _groups() -> Mapping[str, str]:
    """Each product group's name in small letters to our code of it, "" for all goods."""
    names = [row["name"] for row in vocabulary.rows("wits_groups")]
    return dict.fromkeys(_ALL_GOODS, "") | {name.casefold(): f"WITS:{name}" for name in names}


_SKIPS = {"a remark below the data": pl.col("remark"), "no value": is_missing(pl.col("value_text"))}


def _tests(is_of_wits: bool, by_name: bool) -> list[RowRule]:
    measure, whose, mend = pl.col("measure"), "the World Bank", "correct it"
    cells = ("Country Code", "Time")
    if is_of_wits:
        whose, mend, cells = "WITS", "correct the name", ("Reporter", "Year")
        words = "restore its words: (US$ Mil), (US$ Thousand) or (%)"
        unknown = RowRule(measure.is_null(), "Indicator", "is an indicator without a unit", words, "name")
    else:
        label, cell = ("name", "Indicator Name") if by_name else ("series", "Series Code")
        pattern = "[A-Za-z]" if by_name else r"^[A-Za-z][A-Za-z0-9_.]*$"
        code = "restore its code, as NY.GDP.MKTP.CD, or where there is no code its name"
        unknown = RowRule(~pl.col(label).str.contains(pattern), cell, "is not a series", code, label)
    country = pl.concat_str("code", "country", separator=" ").str.strip_chars()
    partner = pl.when(~pl.col("partner").is_in(_NOWHERE)).then("partner")
    return [
        row_rules.area("reporter_area", cells[0], country, whose, mend),
        row_rules.area("partner_area", "Partner", partner, whose, mend, needed=False),
        RowRule(pl.col("product").is_null(), "Product group", "is not a product group of WITS", mend, "group"),
        unknown,
        row_rules.year("year", cells[1], "time"),
        *row_rules.value(pl.col("cell"), "text", measure.is_in(["exports", "imports"])),
    ]


def _columns(is_of_wits: bool) -> dict[str, pl.Expr]:
    text, grouped = pl.col("value_text"), pl.col("product") != ""
    counted = (pl.col("unit") == "count") & text.str.contains(r"^[0-9]+\.0*$")
    return {
        "product": pl.col("product"),
        "classification": pl.when(grouped).then(pl.lit("WITS")).otherwise(pl.lit("")),
        "product_level": pl.when(grouped).then(-1).otherwise(0),
        **of_year("year"),
        "decimals": pl.when(counted).then(0).otherwise(decimals(text, padded=is_of_wits)),
        "valuation": pl.col("valuation"),
        "basis": pl.col("basis"),
        "title": pl.when(pl.col("measure").str.contains("^(?:WITS|WDI):")).then("name").otherwise(pl.lit("")),
    }


class Meaning(NamedTuple):
    """What an indicator is: `measure` is ours where measures.csv has it, else its dataset and its code or words; `unit` and, of
    money, `scale` as its name states them."""

    measure: str
    unit: str
    scale: str = "one"
    valuation: str = ""
    basis: str = ""


@cache
def _known(dataset: str) -> dict[str, Mapping[str, str]]:
    """The series that have a measure, a unit or a name of their own, by code; those of WITS by their words, as `table.key_of`
    gives them."""
    return {row["code"]: row for row in vocabulary.rows("series") if row["dataset"] == dataset}


@cache
def _codes() -> dict[str, str]:
    """Codes by the names of the World Bank, for files that give the name alone; of others the name stands for the code."""
    return {key_of(row["name"]): code for code, row in _known("wdi").items()}


_CURRENCY = {"KHM": "KHR per USD", "JPN": "JPY per USD"}


def series(code: str | None, name: str | None, area: str | None) -> Meaning:
    """What a series of the World Bank is for an area: the unit of an exchange rate is in the area's own currency."""
    name = name or ""
    code = (code or "").strip() or _codes().get(key_of(name), " ".join(name.split()))
    known = _known("wdi").get(code, {})
    measure = known.get("measure") or f"WDI:{code}"
    if code == "PA.NUS.FCRF":
        return Meaning(measure, _CURRENCY.get(area or "", "local currency per USD"))
    unit, money = known.get("unit") or unit_in(name), parted(name)[1]
    if money is None or " per " in name or not (unit in ("number", money.currency) or parted(unit) == ("", money)):
        return Meaning(measure, unit)
    return Meaning(measure, money.currency, SCALE_OF_POWER[money.power])


def unit_in(name: str) -> str:
    """The unit that a series' name states in its last brackets; `number` where it states none.

    >>> unit_in("GDP (current US$)"), unit_in("Exports (% of GDP)"), unit_in("Population, total")
    ('USD', 'percent', 'number')
    """
    stated = re.findall(r"\(([^()]*)\)", name)
    for kind, texts in (("wdi_brackets", stated[::-1]), ("wdi_name", [name])):
        for text in texts:
            for pattern, unit in vocabulary.units(kind).items():
                if found := re.search(pattern, text.lower()):
                    return found.expand(unit)
    return " ".join(stated[-1].split())[:60] if stated else "number"


_VALUED = {"exports": "FOB", "re_exports": "FOB", "imports": "CIF", "re_imports": "CIF"}
_FLOW = re.compile(r"^(exports?|imports?)(?:tradevalue|value)?(?:top5\w+)?$|^tradetop5(export|import)partner$")
_SHARED = {"partnershare": "share_of_world_{}s", "productshare": "product_share_of_{}s"}
"""Shares that are of exports or of imports as the type of the indicator says."""


def indicator(text: str, kind: str = "") -> Meaning | None:
    """What an indicator of WITS is, by its own words: `Export(US$ Mil)`, `Partner share(%)-Top 5 Export Partner` ...

    `kind` is the column Indicator Type, where an indicator needs it. None where the unit is not stated.
    """
    key, (around, money) = key_of(text), parted(text)
    unit = money.currency if money else _unit_of_wits(text, key)
    if unit is None:
        return None
    scale = SCALE_OF_POWER[money.power] if money else "one"
    of_flow = around in ("trade", "tradevalue", "value") and bool(kind)
    word, flows = " ".join(kind.lower().split()), vocabulary.flows("wits_query")
    if money and of_flow and word in flows:
        basis = vocabulary.flows("wits_query", "basis")[word]
        return Meaning(flows[word], unit, scale, _VALUED.get(flows[word], ""), basis)
    if money and (flow := _FLOW.match(key_of(kind) if of_flow else around)):
        measure = f"{(flow[1] or flow[2]).rstrip('s')}s"
        return Meaning(measure, unit, scale, _VALUED[measure])
    known = _known("wits").get(key, {}).get("measure")
    if not known and key_of(kind) in ("export", "import") and key in _SHARED:
        known = _SHARED[key].format(key_of(kind))
    words = " ".join(f"{kind} {text}".split() if of_flow else text.split())
    return Meaning(known or f"WITS:{words}", unit, scale)


def _unit_of_wits(text: str, key: str) -> str | None:
    if "%" in text:
        return "percent"
    if key.startswith("noof") or "numberof" in key:
        return "count"
    return "index" if "index" in key else None
