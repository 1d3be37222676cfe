"""UN Comtrade: the 47 fields of today (CSV, JSON, bulk), the 35 columns before 2023, the 22 of the 2010s, the API of
those years, and UNdata's extract. All are the same rows under other headings.

Values are US dollars. Exports are FOB and imports CIF, as the International Merchandise Trade Statistics define them,
unless the row's own FOB and CIF fields say otherwise. A row that shows a part (by second partner, customs procedure,
mode of transport or supply) is skipped: its sum is another row.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from .areas import aggregates, area_column
from .cells import NEGATIVE, NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .comtrade_codes import ALIASES, ESTIMATED, FLOWS, PARTS, PROCESSING, UNITS, WHOLE
from .products import (
    PRODUCT_FAULT,
    classification,
    classification_of,
    code_text,
    is_code,
    is_of_level,
    is_total,
    level,
    name_text,
    product,
    restored,
)
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, partition, with_others

_NUMBERS = {"value", "cif", "fob", "quantity", "net_weight"}
_NO_UNIT = ("", "n/a", "-1", "1", "no quantity", "nan")


def sniff(table: Table) -> Recognition | None:
    """UN Comtrade, if the heading has a flow, a reporter, a commodity, a time and a value of Comtrade's."""
    keys = set(table.keys)
    has = {name for name, aliases in ALIASES.items() if keys & set(aliases)}
    if not {"value", "product"} <= has or not has & {"period", "year"}:
        return None
    if not has & {"partner", "partner_iso", "partner_name"} and "commcode" not in keys:
        return None
    if not has & {"flow", "flow_name"} or not has & {"reporter", "reporter_iso", "reporter_name"}:
        return None
    if not keys & set(
        """
        typecode classification classificationcode pfcode tradeflow rgdesc rgcode commoditycode commcode
        cmdcode
    """.split()
    ):
        return None
    return Recognition("comtrade", _title(keys), "comtrade", 10 + len(has))


def _title(keys: set[str]) -> str:
    if "primaryvalue" in keys:
        return "UN Comtrade (fields of 2023 and later)"
    if {"rttitle", "pttitle"} & keys or "pfcode" in keys:
        return "UN Comtrade (the API before 2023)"
    if "commcode" in keys:
        return "UN Comtrade through UNdata"
    if "customsproccode" in keys:
        return "UN Comtrade (35 columns, before 2023)"
    return "UN Comtrade (columns of the 2010s)"


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The rows, sorted out, as they stream."""
    columns = {name: at for name, aliases in ALIASES.items() if (at := table.column(*aliases))}
    for grid, fraction in table.stream():
        rows = grid.cells.select("line", *(pl.col(at).alias(name) for name, at in columns.items()))
        batch = _sorted_out(rows, table, fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _sorted_out(rows: pl.DataFrame, table: Table, fraction: float) -> Batch:
    has = set(rows.columns)
    shown = {name: _heading(table, name) for name in ALIASES}
    rows = rows.with_columns(
        pl.lit("").alias(name) if name not in has else _label(name) for name in ALIASES if name not in _NUMBERS & has
    )
    rows = _with_meanings(rows, has)
    return partition(rows, _skips(), _tests(shown, has), _columns(table, shown["value"]), fraction)


def _tests(shown: dict[str, str], has: set[str]) -> list[RowRule]:
    """What is wrong with a row; `shown` are the headings of this file, `has` the fields that it has."""

    def first(*names: str) -> str:
        return next((shown[name] for name in names if name in has), names[0])

    return [
        RowRule(
            pl.col("measure").is_null(),
            first("flow", "flow_name"),
            pl.concat_str(["flow", "flow_name"], separator=" ").str.strip_chars(),
            "is not a trade flow, or its code and its name differ",
            "write X, M, RX or RM, or the flow's name",
        ),
        RowRule(
            pl.col("start").is_null(),
            first("period", "year"),
            pl.col("period_text"),
            "is not a year or a month of one",
            "write it as 2023 or 202302",
        ),
        RowRule(
            pl.col("reporter_area").is_null(),
            first("reporter", "reporter_iso", "reporter_name"),
            _first_text("reporter"),
            "is not an area known to UN Comtrade, or its code and its letters differ",
            "correct the code",
        ),
        RowRule(
            pl.col("partner_area").is_null(),
            first("partner", "partner_iso", "partner_name"),
            _first_text("partner"),
            "is not an area known to UN Comtrade, or its code and its letters differ",
            "correct the code",
        ),
        RowRule(
            pl.col("system").is_null(),
            shown["classification"],
            pl.col("classification"),
            "is not a classification known to UN Comtrade",
            "write H0 to H6, S1 to S4 or B4",
        ),
        RowRule(
            ~(is_total(pl.col("code")) | is_code(pl.col("code"), pl.col("system"))),
            shown["product"],
            pl.col("product"),
            *PRODUCT_FAULT,
        ),
        RowRule(
            ~is_of_level(pl.col("code"), pl.col("system"), pl.col("digits")),
            shown["product"],
            pl.col("product") + " of level " + pl.col("level"),
            "has another length than its level, so that it lost zeros or is another code",
            "write the code with its zeros",
        ),
        RowRule(~is_number(pl.col("value_text")), shown["value"], pl.col("value"), *NOT_A_NUMBER),
        RowRule(pl.col("amount") < 0, shown["value"], pl.col("value"), *NEGATIVE),
        *(
            RowRule(
                pl.col(f"{name}_text").is_not_null() & ~is_number(pl.col(f"{name}_text")),
                shown[name],
                pl.col(name),
                *NOT_A_NUMBER,
            )
            for name in ("quantity", "net_weight")
        ),
    ]


def _heading(table: Table, name: str) -> str:
    """The heading that a field has in this file; our own name of it where it has none."""
    at = table.column(*ALIASES[name])
    return name if at is None else table.header[int(at[1:])]


def _label(name: str) -> pl.Expr:
    """A label as text; R and pandas write NA or nan where there is none."""
    text = pl.col(name).str.strip_chars()
    return pl.when(text.is_in(["NA", "NaN", "nan", "NULL", "None"])).then(pl.lit("")).otherwise(text).alias(name)


def _with_meanings(rows: pl.DataFrame, has: set[str]) -> pl.DataFrame:
    reporter = area_column(rows, [n for n in ("reporter", "reporter_iso", "reporter_name") if n in has])
    partners = [n for n in ("partner", "partner_iso", "partner_name") if n in has]
    partner = area_column(rows, partners) if partners else pl.Series("area", ["WLD"] * rows.height, pl.String)
    flow = pl.col("flow" if "flow" in has else "flow_name").str.strip_chars().str.to_lowercase()
    named = pl.col("flow_name").str.strip_chars().str.to_lowercase()
    system = classification(pl.col("classification")) if "classification" in has else pl.lit("HS")
    digits = pl.col("level").str.strip_chars().str.replace(r"\.0$", "").cast(pl.Int64, strict=False).fill_null(0)
    rows = rows.with_columns(
        reporter.alias("reporter_area"),
        partner.alias("partner_area"),
        flow.alias("flow_text"),
        _measure(flow, named).alias("measure"),
        system.alias("system"),
        tidy(pl.col("value").str.replace(r"^\s*(?:US)?\$\s*", "")).alias("value_text"),
        *(_optional(name).alias(f"{name}_text") for name in ("quantity", "net_weight", "cif", "fob")),
    )
    code = code_text("product")
    rows = rows.with_columns(
        restored(code, pl.col("system").fill_null(""), digits).alias("code"), digits.alias("digits")
    )
    return rows.with_columns(number(pl.col("value_text")).alias("amount"), *_months())


def _measure(coded: pl.Expr, named: pl.Expr) -> pl.Expr:
    """The measure of a flow's code or name; null where neither is known, or they contradict each other."""
    by_code, by_name = (flow.replace_strict(FLOWS, default=None) for flow in (coded, named))
    return pl.when(by_code.is_null() | by_name.is_null() | (by_code == by_name)).then(pl.coalesce(by_code, by_name))


def _optional(name: str) -> pl.Expr:
    """A tidy text, null where the cell says there is none."""
    text = tidy(name)
    return pl.when(~is_missing(text)).then(text)


def _months() -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    """`period_text`, `start` and `end`: of `period` (2023, 202302), else of year and month (52 is the whole year)."""
    period = pl.col("period").str.strip_chars().str.replace(r"\.0$", "")
    year = pl.col("year").str.strip_chars().str.replace(r"\.0$", "")
    month = pl.col("month").str.strip_chars().str.replace(r"\.0$", "")
    dated = year + pl.when(month.is_in(["", "52", "0"])).then(pl.lit("")).otherwise(month.str.zfill(2))
    text = pl.when(period == "").then(dated).otherwise(period)
    agrees = ((year == "") | (text.str.slice(0, 4) == year)) & (
        month.is_in(["", "0"])
        | (pl.when(month == "52").then(text.str.len_chars() == 4).otherwise(text.str.slice(4) == month.str.zfill(2)))
    )
    is_year = text.str.contains(r"^(1[89]|20)[0-9][0-9]$") & agrees
    is_month = text.str.contains(r"^(1[89]|20)[0-9][0-9](0[1-9]|1[0-2])$") & agrees
    month_code = text.str.slice(0, 4) + "-" + text.str.slice(4, 2)
    start = pl.when(is_year).then(text + "-01").when(is_month).then(month_code)
    end = pl.when(is_year).then(text + "-12").when(is_month).then(month_code)
    shown = pl.when(agrees).then(text).otherwise(text + " of year " + year + ", month " + month)
    return shown.alias("period_text"), start.alias("start"), end.alias("end")


def _skips() -> dict[str, pl.Expr]:
    missing = is_missing(pl.col("value_text"))
    parts = {
        reason: ~pl.col(name).str.strip_chars().str.replace(r"\.0$", "").is_in(WHOLE[name])
        for name, reason in PARTS.items()
    }
    service = pl.col("type").str.strip_chars().str.to_uppercase() == "S"
    heading = pl.col("product").str.strip_chars().str.to_lowercase().is_in(["cmdcode", "commodity code", "comm. code"])
    return {
        "the heading again": heading,
        "services, not goods": service,
        **parts,
        "trade for processing, a part of the flow": pl.col("flow_text").is_in(PROCESSING),
        "no value": missing,
    }


def _first_text(name: str) -> pl.Expr:
    return pl.concat_str([pl.col(name), pl.col(f"{name}_iso"), pl.col(f"{name}_name")], separator=" ").str.strip_chars()


def _columns(table: Table, value: str) -> dict[str, pl.Expr]:
    amount = pl.col("amount")
    truth = [name.lower() for name in ("true", "1", "True", "TRUE")]
    summed = pl.col("aggregate").str.to_lowercase().is_in(truth) & ~pl.col("reported").str.to_lowercase().is_in(truth)
    estimated = pl.col("estimated").str.strip_chars().str.replace(r"\.0$", "")
    unit = pl.col("quantity_unit").str.strip_chars()
    known = unit.str.to_lowercase().str.replace(r"^([0-9]+)\.0$", "$1")
    quantity = pl.when(~known.is_in(_NO_UNIT)).then(number(pl.col("quantity_text")))
    unit = known.replace_strict(UNITS, default=unit)
    return {
        "dataset": pl.lit("comtrade"),
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter_area"),
        "partner": pl.col("partner_area"),
        "product": product(pl.col("code"), pl.col("system")),
        "classification": classification_of(pl.col("code"), pl.col("system")),
        "product_level": level(pl.col("code")),
        "period_start": pl.col("start"),
        "period_end": pl.col("end"),
        "value": amount,
        "unit": pl.lit("USD"),
        "decimals": decimals(pl.col("value_text")),
        "valuation": _valuation(),
        "quantity": quantity,
        "quantity_unit": pl.when(quantity.is_not_null()).then(unit).otherwise(pl.lit("")),
        "net_weight": number(pl.col("net_weight_text")),
        "status": pl.when(summed).then(pl.lit("derived")).otherwise(pl.lit("reported")),
        "formula": pl.when(summed).then(pl.lit("sum of parts by UN Comtrade")).otherwise(pl.lit("")),
        "aggregate": pl.col("partner_area").is_in(list(aggregates()))
        | pl.col("reporter_area").is_in(list(aggregates())),
        "title": pl.when(level(pl.col("code")) > 0).then(name_text("product_name")).otherwise(pl.lit("")),
        "note": estimated.replace_strict(ESTIMATED, default="", return_dtype=pl.String),
        "file": pl.lit(table.label),
        "cell": pl.lit(value),
    }


def _valuation() -> pl.Expr:
    """CIF or FOB as the row's own fields say, else what the flow's definition says."""
    cif, fob = number(pl.col("cif_text")), number(pl.col("fob_text"))
    inward = pl.col("measure").is_in(["imports", "re_imports", "foreign_imports"])
    amount = pl.col("amount")
    return (
        pl.when(cif.is_not_null() & (cif == amount) & inward)
        .then(pl.lit("CIF"))
        .when(fob.is_not_null() & (fob == amount))
        .then(pl.lit("FOB"))
        .when(cif.is_not_null() & (cif == amount))
        .then(pl.lit("CIF"))
        .otherwise(pl.when(inward).then(pl.lit("CIF")).otherwise(pl.lit("FOB")))
    )
