"""ITC Trade Map: lists of partners, of reporters or of products, years, quarters or months as columns, as text or as the web
page that is saved under the name of an Excel file.

Who reports, which product and which unit stand above the table, in the text download only in the name of the file. What
neither says is not guessed, but for the unit, which is thousand US dollars where nobody chose another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from . import sdmx_codes
from .areas import aggregates, area_column, of_name
from .cells import NEGATIVE, NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .products import PRODUCT_FAULT, classification_of, code_text, is_code, is_total, level, product, restored
from .readers.table import Table
from .rows import Batch, FormatError, Recognition, RowRule, partition, with_others

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
_CURRENCIES = {"us dollar": "USD", "usd": "USD", "euro": "EUR", "eur": "EUR", "japanese yen": "JPY", "jpy": "JPY"}
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
    currency = _CURRENCIES[unit["currency"].lower()] if unit else "USD"
    return _Told(kind, reporter, code, currency, _POWERS[(unit["scale"] or "").lower()] if unit else 3, is_mirror)


def _first(pattern: re.Pattern[str], lines: list[str]) -> re.Match[str] | None:
    return next((found for line in lines if (found := pattern.search(line))), None)


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The cells, sorted out: a row is as many observations as it has periods."""
    told, periods = _told(table), _periods(table)
    listed = table.column("exporters", "importers", "productcode", "code") or ""
    for grid, fraction in table.stream():
        rows = grid.cells.select(
            "line", listed=pl.col(listed).str.strip_chars(" '\""), **{h: pl.col(at) for h, (at, *_) in periods.items()}
        )
        cells = rows.unpivot(on=list(periods), index=["line", "listed"], variable_name="cell", value_name="text")
        batch = partition(_with_meanings(cells, told, periods), _SKIPS, _TESTS, _columns(table, told), fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _with_meanings(
    cells: pl.DataFrame, told: _Told, periods: dict[str, tuple[str, str, tuple[str, str]]]
) -> pl.DataFrame:
    area = area_column(cells, ["listed"])
    fixed = pl.Series([told.reporter] * cells.height, dtype=pl.String)
    world = pl.Series(["WLD"] * cells.height, dtype=pl.String)
    reporter, partner = {"partners": (fixed, area), "reporters": (area, world), "products": (fixed, world)}[told.kind]
    code = code_text("listed") if told.kind == "products" else pl.lit(told.product)
    return cells.with_columns(
        reporter.alias("reporter"),
        partner.alias("partner"),
        restored(code, pl.lit("HS")).alias("code"),
        tidy("text").alias("value_text"),
        pl.col("cell").replace_strict({h: measure for h, (_, measure, _) in periods.items()}).alias("measure"),
        pl.col("cell").replace_strict({h: ends[0] for h, (*_, ends) in periods.items()}).alias("start"),
        pl.col("cell").replace_strict({h: ends[1] for h, (*_, ends) in periods.items()}).alias("end"),
    ).with_columns(number(pl.col("value_text"), told.power).alias("amount"))


_SKIPS = {
    "the heading again": pl.col("listed").str.to_lowercase().is_in(["exporters", "importers", "code", "product code"]),
    "no value": is_missing(pl.col("value_text")),
    "the whole world's exports or imports, which no country reports": pl.col("reporter") == "WLD",
}
_TESTS = [
    RowRule(
        pl.col("reporter").is_null() | pl.col("partner").is_null(),
        "country",
        pl.col("listed"),
        "is not a known area",
        "correct the name",
    ),
    RowRule(
        ~(is_total(pl.col("code")) | is_code(pl.col("code"), pl.lit("HS"))), "code", pl.col("listed"), *PRODUCT_FAULT
    ),
    RowRule(~is_number(pl.col("value_text")), pl.col("cell"), pl.col("text"), *NOT_A_NUMBER),
    RowRule(pl.col("amount") < 0, pl.col("cell"), pl.col("text"), *NEGATIVE),
]


def _columns(table: Table, told: _Told) -> dict[str, pl.Expr]:
    groups = list(aggregates())
    return {
        "dataset": pl.lit("trademap"),
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter"),
        "partner": pl.col("partner"),
        "product": product(pl.col("code"), pl.lit("HS")),
        "classification": classification_of(pl.col("code"), pl.lit("HS")),
        "product_level": level(pl.col("code")),
        "period_start": pl.col("start"),
        "period_end": pl.col("end"),
        "value": pl.col("amount"),
        "unit": pl.lit(told.unit),
        "scale": pl.lit({0: "one", 3: "thousand", 6: "million"}[told.power]),
        "decimals": decimals(pl.col("value_text")),
        "valuation": pl.when(pl.col("measure") == "imports").then(pl.lit("CIF")).otherwise(pl.lit("FOB")),
        "aggregate": pl.col("reporter").is_in(groups) | pl.col("partner").is_in(groups),
        "file": pl.lit(table.label),
        "cell": pl.col("cell"),
    }
