"""IMF, periods or indicators as columns: the portal's files (`COUNTRY, INDICATOR, COUNTERPART_COUNTRY ... 1948, 1948-Q1,
1948-M01`), those of before 2025 (`Country Name, Indicator Code ... Attribute, 1948, 2020M1`) and their panels (`Country
Name ... Time Period, Goods, Value of Exports ... (TXG_FOB_USD)`).

Values are in the unit that the indicator's name states, without a multiplier.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import polars as pl

from ..model.digits import is_digits
from . import sdmx_codes as codes
from .areas import aggregates, of_name, resolve
from .cells import NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, partition, with_others

_COUNTRY = ("countryname", "country", "refareaname", "countrycode")
_PARTNER = ("counterpartcountryname", "counterpartcountry", "counterpartareaname", "counterpartcountrycode")
_CODE = ("indicatorcode", "indicatorid", "indicator")
_NAME = ("indicatorname", "indicator")
_NAMES = (
    (r"exports(ofgoods)?freeonboard", "exports", "FOB"),
    (r"imports(ofgoods)?costinsurancefreight", "imports", "CIF"),
    (r"imports(ofgoods)?freeonboard", "imports", "FOB"),
    ("tradebalance", "trade_balance", "FOB/CIF"),
)


def sniff(table: Table) -> Recognition | None:
    """The IMF, if the heading has a country, a counterpart or attribute, an indicator, and periods as columns."""
    keys = set(table.keys)
    if not keys & set(_COUNTRY):
        return None
    if _indicators(table) and "timeperiod" in keys and keys & set(_PARTNER):
        return Recognition("imf_wide", "IMF, indicators as columns", "imf", 42)
    if not _periods(table) or not keys & {*_CODE, *_NAME}:
        return None
    if not keys & {*_PARTNER, "attribute", "obsmeasure"}:
        return None
    return Recognition("imf_wide", "IMF, periods as columns", "imf", 42)


def _periods(table: Table) -> dict[str, tuple[str, str, str]]:
    """Heading to (column, start, end)."""
    found = {}
    for i, heading in enumerate(table.header):
        months = codes.period(heading) if is_digits(heading[:1]) else None
        if months is not None:
            found[heading] = (f"c{i}", *months)
    return found


def _indicators(table: Table) -> dict[str, tuple[str, str]]:
    """Heading to (column, code), of a panel: `Goods, Value of Exports, Free on board (FOB), US Dollars (TXG_FOB_USD)`."""
    found = ((heading, i, _PANEL.search(heading)) for i, heading in enumerate(table.header))
    return {heading: (f"c{i}", code[1]) for heading, i, code in found if code}


_PANEL = re.compile(r"\(([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)\)$")


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The cells, sorted out, as they stream."""
    periods, indicators = _periods(table), _indicators(table)
    columns = {h: at for h, (at, *_) in (periods or indicators).items()}
    extra = _extra(table, periods) if periods else pl.lit("")
    for grid, fraction in table.stream():
        labels = {n: _column(table, keys) for n, keys in _LABELS.items()} | {"extra": extra}
        rows = grid.cells.select("line", **labels, **{h: pl.col(at) for h, at in columns.items()})
        cells = rows.unpivot(on=list(columns), index=["line", *labels], variable_name="cell", value_name="text")
        if periods:
            cells = cells.with_columns(pl.col("cell").alias("time"))
        else:
            codes_of = {heading: code for heading, (_, code) in indicators.items()}
            cells = cells.with_columns(code=pl.col("cell").replace(codes_of), name=pl.col("cell"), attribute=pl.lit(""))
        batch = _sorted_out(cells, table, fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


_LABELS = {
    "country": _COUNTRY,
    "partner": _PARTNER,
    "code": _CODE,
    "name": _NAME,
    "time": ("timeperiod",),
    "attribute": ("attribute", "obsmeasure"),
    "dataset": ("dataset",),
}


def _extra(table: Table, periods: dict[str, tuple[str, str, str]]) -> pl.Expr:
    """What else tells series apart: columns in capitals that are none of ours and no attribute."""
    known = {key for keys in _LABELS.values() for key in keys}
    names = [
        f"c{i}"
        for i, heading in enumerate(table.header)
        if heading not in periods and heading.isupper() and heading not in codes.NOT_KEY and table.keys[i] not in known
    ]
    return pl.concat_str([pl.col(n).str.strip_chars() for n in names] or [pl.lit("")], separator=".").str.strip_chars(
        "."
    )


def _column(table: Table, keys: tuple[str, ...]) -> pl.Expr:
    at = table.column(*keys)
    return pl.lit("") if at is None else pl.col(at).str.strip_chars()


def _area(text: str) -> str | None:
    """An area by its name; a numeric code of the IMF is none of the UN's and is not looked up."""
    if is_digits(text):
        return None
    return of_name(text) or resolve(text)


def _meaning(code: str, name: str, extra: str) -> tuple[str, str, str]:
    measure, unit, valuation = codes.indicator(code, (extra,), "imf")
    if not unit:
        key = "".join(c for c in name.lower() if c.isalnum())
        known = next(((m, v) for words, m, v in _NAMES if re.search(words, key)), None)
        if known is not None and "usdollar" in key:
            return known[0], "USD", known[1]
        unit = "USD" if "usdollar" in key else "percent" if "percent" in key else "unstated"
    return measure, unit, valuation


def _sorted_out(cells: pl.DataFrame, table: Table, fraction: float) -> Batch:
    def looked_up(column: str, meaning: Callable[[str], str | None]) -> pl.Expr:
        return pl.col(column).replace_strict({t: meaning(t) for t in cells[column].unique()}, return_dtype=pl.String)

    keys = cells.select("code", "name", "extra").unique()
    names = ("code", "name", "extra", "measure", "unit", "valuation")
    meanings = [(code, name, extra, *_meaning(code, name, extra)) for code, name, extra in keys.iter_rows()]
    meant = pl.DataFrame(meanings, schema=dict.fromkeys(names, pl.String), orient="row")
    cells = cells.join(meant, on=["code", "name", "extra"], how="left", maintain_order="left").with_columns(
        looked_up("country", _area).alias("reporter_area"),
        looked_up("partner", _area).alias("partner_area"),
        tidy("text").alias("value_text"),
        looked_up("time", lambda t: (codes.period(t) or (None, None))[0]).alias("start"),
        looked_up("time", lambda t: (codes.period(t) or (None, None))[1]).alias("end"),
    )
    cells = cells.with_columns(number(pl.col("value_text")).alias("amount"))
    tests = [
        RowRule(
            pl.col("reporter_area").is_null(),
            "Country Name",
            pl.col("country"),
            "is not a known area",
            "correct the name",
        ),
        RowRule(
            (pl.col("partner") != "") & pl.col("partner_area").is_null(),
            "Counterpart Country Name",
            pl.col("partner"),
            "is not a known area",
            "correct the name",
        ),
        RowRule(
            pl.col("end").is_null(), "Time Period", pl.col("time"), "is not a period", "write it as 2023 or 2023M01"
        ),
        RowRule(~is_number(pl.col("value_text")), pl.col("cell"), pl.col("text"), *NOT_A_NUMBER),
    ]
    remark = ~pl.col("attribute").is_in(["", "Value", "OBS_VALUE"])
    skips = {"no value": is_missing(pl.col("value_text")), "a status or remark, not a value": remark}
    groups = list(aggregates())
    columns = {
        "dataset": pl.lit("imf"),
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter_area"),
        "partner": pl.col("partner_area").fill_null(""),
        "period_start": pl.col("start"),
        "period_end": pl.col("end"),
        "value": pl.col("amount"),
        "unit": pl.col("unit"),
        "decimals": decimals(pl.col("value_text")),
        "valuation": pl.col("valuation"),
        "aggregate": pl.col("reporter_area").is_in(groups) | pl.col("partner_area").fill_null("").is_in(groups),
        "title": pl.when(pl.col("measure").str.starts_with("IMF:")).then("name").otherwise(pl.lit("")),
        "source": pl.col("dataset"),
        "file": pl.lit(table.label),
        "cell": pl.col("cell"),
    }
    return partition(cells, skips, tests, columns, fraction)
