"""World Bank WITS, a row a figure: Advanced Query (CSV) and the web page's Excel file (sheet By-HS6Product).

Values are thousand US dollars. Gross flows and net ones (less re-exports and re-imports) are different figures of the same
trade: the gross ones carry the basis `gross`.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from .areas import aggregates, area_column
from .cells import NEGATIVE, NOT_A_NUMBER, decimals, is_missing, is_number, number, tidy
from .products import (
    PRODUCT_FAULT,
    classification,
    classification_of,
    code_text,
    is_code,
    is_total,
    level,
    product,
    restored,
)
from .readers.table import Table
from .rows import Batch, Recognition, RowRule, partition, with_others

ALIASES: dict[str, tuple[str, ...]] = {
    "nomenclature": ("nomenclature", "nomenclaturecode", "classification"),
    "reporter_iso": ("reporteriso3", "reportercode", "reporteriso"),
    "reporter_name": ("reportername", "reporter"),
    "partner_iso": ("partneriso3", "partnercode", "partneriso"),
    "partner_name": ("partnername", "partner"),
    "product": ("productcode", "product", "hscode", "hs6"),
    "year": ("year",),
    "flow": ("tradeflowname", "tradeflow"),
    "flow_code": ("tradeflowcode",),
    "value": ("tradevaluein1000usd", "tradevalue1000usd", "tradevalueus1000", "tradevalue1000us"),
    "quantity": ("quantity", "qty"),
    "quantity_unit": ("qtyunit", "quantityunit", "qtytoken"),
    "net_weight": ("netweightinkgm", "netweightkg"),
}
"""Our name of a field to the headings it has had, case and punctuation left out."""

_FLOWS = {
    "import": ("imports", ""),
    "export": ("exports", ""),
    "imports": ("imports", ""),
    "exports": ("exports", ""),
    "gross imp.": ("imports", "gross"),
    "gross exp.": ("exports", "gross"),
    "gross imports": ("imports", "gross"),
    "gross exports": ("exports", "gross"),
    "gross import": ("imports", "gross"),
    "gross export": ("exports", "gross"),
    "re-imports": ("re_imports", ""),
    "re-exports": ("re_exports", ""),
    "re-import": ("re_imports", ""),
    "re-export": ("re_exports", ""),
    "re-imp.": ("re_imports", ""),
    "re-exp.": ("re_exports", ""),
}
_CODES = {"1": ("imports", "gross"), "2": ("exports", "gross"), "5": ("imports", ""), "6": ("exports", "")}


def sniff(table: Table) -> Recognition | None:
    """WITS, if the heading has a value in thousand dollars, a flow, a year, a product and both sides."""
    has = {name for name, aliases in ALIASES.items() if set(aliases) & set(table.keys)}
    both = has & {"reporter_iso", "reporter_name"} and has & {"partner_iso", "partner_name"}
    if not both or not {"value", "year", "product"} <= has or not has & {"flow", "flow_code"}:
        return None
    title = "World Bank WITS, Advanced Query" if "reporter_iso" in has else "World Bank WITS, table of the web page"
    return Recognition("wits_query", title, "wits", 40)


def batches(table: Table, finding: Recognition) -> Iterator[Batch]:
    """The rows, sorted out, as they stream."""
    columns = {name: at for name, aliases in ALIASES.items() if (at := table.column(*aliases))}
    heading = {name: table.header[int(at[1:])] for name, at in columns.items()}
    for grid, fraction in table.stream():
        rows = grid.cells.select("line", *(pl.col(at).alias(name) for name, at in columns.items()))
        rows = _with_meanings(rows.with_columns(pl.lit("").alias(n) for n in ALIASES if n not in columns), set(columns))
        skips = {
            "the heading again": pl.col("year").str.to_lowercase() == "year",
            "no value": is_missing(pl.col("value_text")),
        }
        batch = partition(rows, skips, _tests(heading), _columns(table, heading), fraction)
        yield with_others(batch, grid.ragged, {"a blank line": grid.blank, "a remark below the data": grid.notes})


def _with_meanings(rows: pl.DataFrame, has: set[str]) -> pl.DataFrame:
    named = pl.col("flow").str.strip_chars().str.to_lowercase()
    coded = pl.col("flow_code").str.strip_chars().str.replace(r"\.0$", "")
    # Where both are given the name says it: the code alone tells gross from net.
    flow = {
        "measure": _looked_up(named, _FLOWS, 0, coded, _CODES),
        "basis": _looked_up(named, _FLOWS, 1, coded, _CODES),
    }
    system = classification(pl.col("nomenclature")) if "nomenclature" in has else pl.lit("HS")
    rows = rows.with_columns(
        area_column(rows, [n for n in ("reporter_iso", "reporter_name") if n in has]).alias("reporter_area"),
        area_column(rows, [n for n in ("partner_iso", "partner_name") if n in has]).alias("partner_area"),
        pl.col("year").str.strip_chars().str.replace(r"\.0$", "").alias("year_text"),
        tidy("value").alias("value_text"),
        *(pl.when(~is_missing(tidy(n))).then(tidy(n)).alias(f"{n}_text") for n in ("quantity", "net_weight")),
        system.alias("system"),
        **flow,
    )
    rows = rows.with_columns(restored(code_text("product"), pl.col("system").fill_null("")).alias("code"))
    return rows.with_columns(number(pl.col("value_text"), 3).alias("amount"))


def _looked_up(
    named: pl.Expr, names: dict[str, tuple[str, str]], at: int, coded: pl.Expr, codes: dict[str, tuple[str, str]]
) -> pl.Expr:
    by_name = named.replace_strict({k: v[at] for k, v in names.items()}, default=None)
    by_code = coded.replace_strict({k: v[at] for k, v in codes.items()}, default=None)
    return pl.coalesce(by_name, by_code)


def _tests(heading: dict[str, str]) -> list[RowRule]:
    shown = {name: heading.get(name, name) for name in ALIASES}
    reporter = heading.get("reporter_iso") or heading.get("reporter_name", "")
    partner = heading.get("partner_iso") or heading.get("partner_name", "")
    return [
        RowRule(
            pl.col("measure").is_null(),
            shown["flow"],
            pl.col("flow") + pl.col("flow_code"),
            "is not a trade flow of WITS",
            "write Import, Export, Gross Imports ...",
        ),
        RowRule(
            ~pl.col("year_text").str.contains(r"^(19|20)[0-9][0-9]$"),
            shown["year"],
            pl.col("year"),
            "is not a year",
            "write it as 2016",
        ),
        RowRule(
            pl.col("reporter_area").is_null(),
            reporter,
            pl.col("reporter_iso") + " " + pl.col("reporter_name"),
            "is not an area known to WITS",
            "correct the code",
        ),
        RowRule(
            pl.col("partner_area").is_null(),
            partner,
            pl.col("partner_iso") + " " + pl.col("partner_name"),
            "is not an area known to WITS",
            "correct the code",
        ),
        RowRule(
            pl.col("system").is_null(),
            shown["nomenclature"],
            pl.col("nomenclature"),
            "is not a nomenclature of WITS",
            "write H0 to H6, S1 to S4 or BE",
        ),
        RowRule(
            ~(is_total(pl.col("code")) | is_code(pl.col("code"), pl.col("system"))),
            shown["product"],
            pl.col("product"),
            *PRODUCT_FAULT,
        ),
        RowRule(~is_number(pl.col("value_text")), shown["value"], pl.col("value"), *NOT_A_NUMBER),
        RowRule(pl.col("amount") < 0, shown["value"], pl.col("value"), *NEGATIVE),
        *(
            RowRule(
                pl.col(f"{n}_text").is_not_null() & ~is_number(pl.col(f"{n}_text")), shown[n], pl.col(n), *NOT_A_NUMBER
            )
            for n in ("quantity", "net_weight")
        ),
    ]


def _columns(table: Table, heading: dict[str, str]) -> dict[str, pl.Expr]:
    groups = list(aggregates())
    unit = pl.col("quantity_unit").str.strip_chars()
    quantity = pl.when(~unit.is_in(["", "N/A", "No Quantity"])).then(number(pl.col("quantity_text")))
    inward = pl.col("measure").is_in(["imports", "re_imports"])
    return {
        "dataset": pl.lit("wits"),
        "measure": pl.col("measure"),
        "reporter": pl.col("reporter_area"),
        "partner": pl.col("partner_area"),
        "product": product(pl.col("code"), pl.col("system")),
        "classification": classification_of(pl.col("code"), pl.col("system")),
        "product_level": level(pl.col("code")),
        "basis": pl.col("basis"),
        "period_start": pl.col("year_text") + "-01",
        "period_end": pl.col("year_text") + "-12",
        "value": pl.col("amount"),
        "unit": pl.lit("USD"),
        "scale": pl.lit("thousand"),
        "decimals": pl.max_horizontal(pl.lit(3), decimals(pl.col("value_text"))),
        "valuation": pl.when(inward).then(pl.lit("CIF")).otherwise(pl.lit("FOB")),
        "quantity": quantity,
        "quantity_unit": pl.when(quantity.is_not_null()).then(unit).otherwise(pl.lit("")),
        "net_weight": number(pl.col("net_weight_text")),
        "aggregate": pl.col("partner_area").is_in(groups) | pl.col("reporter_area").is_in(groups),
        "file": pl.lit(table.label),
        "cell": pl.lit(heading["value"]),
    }
